"""The further classes that somebody works with, and the day the recovery sheet was printed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, empty; no sheet was printed by an earlier release."""
    op.create_table(
        "staff_class",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("class_group_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_staff_class_staff_id_staff_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["class_group_id"],
            ["class_group.id"],
            name=op.f("fk_staff_class_class_group_id_class_group"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("staff_id", "class_group_id", name=op.f("pk_staff_class")),
    )
    op.add_column("school", sa.Column("sheet_printed_on", sa.Date(), nullable=True))
