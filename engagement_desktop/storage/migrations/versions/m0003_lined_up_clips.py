"""How two compared clips lay against each other: their parts, the offset, the loop."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; comparisons written before are lined up on their cues."""
    columns: tuple[sa.Column[Any], ...] = (
        sa.Column("kept_parts", sa.Boolean(), nullable=False, server_default="0"),
        sa.Column("earlier_in_pts", sa.Integer(), nullable=True),
        sa.Column("earlier_out_pts", sa.Integer(), nullable=True),
        sa.Column("later_in_pts", sa.Integer(), nullable=True),
        sa.Column("later_out_pts", sa.Integer(), nullable=True),
        sa.Column("later_offset", sa.String(), nullable=True),
        sa.Column("looped", sa.Boolean(), nullable=False, server_default="0"),
    )
    for column in columns:
        op.add_column("comparison", column)
