"""What a school writes for its governors and the local authority, for a period."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_WORDS = ("outcomes", "provision", "learnt", "next_steps")


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "school_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in _WORDS),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_report")),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["staff_member.id"],
            name=op.f("fk_school_report_written_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.UniqueConstraint(
            "first_day", "last_day", name=op.f("uq_school_report_first_day_last_day")
        ),
    )
