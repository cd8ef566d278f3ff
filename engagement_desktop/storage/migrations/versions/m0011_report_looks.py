"""How a school's reports look and speak: its colour, languages, and plain words of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_EMPTY_TEXTS = {"school": ("logo_says", "accent"), "pupil": ("report_language",)}


def upgrade() -> None:
    """Make the tables, empty; reports of before stay in English and in the product's colour."""
    op.create_table(
        "report_language",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_report_language")),
    )
    op.create_table(
        "plain_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("plain", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_plain_word")),
    )
    for table, columns in _EMPTY_TEXTS.items():
        for name in columns:
            column = sa.Column(name, sa.String(), nullable=False, server_default="")
            op.add_column(table, column)
