"""Words that the school lets stand, though no list of English words has them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "known_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_known_word")),
    )
