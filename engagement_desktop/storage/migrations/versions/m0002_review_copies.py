"""Review copies: smaller copies of clips that a PC cannot decode in time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table that links a copy's content to the original's."""
    op.create_table(
        "review_copy",
        sa.Column("original_media_id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"],
            ["media.id"],
            name=op.f("fk_review_copy_media_id_media"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["original_media_id"],
            ["media.id"],
            name=op.f("fk_review_copy_original_media_id_media"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("original_media_id", name=op.f("pk_review_copy")),
        sa.UniqueConstraint("media_id", name=op.f("uq_review_copy_media_id")),
    )
