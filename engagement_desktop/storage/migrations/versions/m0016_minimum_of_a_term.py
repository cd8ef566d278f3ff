"""A school may say how often each pupil is to be observed in a term."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say none, until the school says how often."""
    op.add_column(
        "school",
        sa.Column("observe_each_term", sa.Integer(), nullable=False, server_default=sa.text("0")),
    )
