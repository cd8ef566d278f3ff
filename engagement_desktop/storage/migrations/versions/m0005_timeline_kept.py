"""Choices of a timeline under a name, responses laid side by side, and a word for absences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# A school that has its words already gets the new one after the others of its kind.
_ABSENCE = """
    INSERT INTO vocabulary_word (key, vocabulary, text, position, retired)
    SELECT 'context.absence', 'context', 'absence', max(position) + 1, 0
    FROM vocabulary_word WHERE vocabulary = 'context'
    HAVING count(*) > 0 AND sum(key = 'context.absence') = 0
"""


def upgrade() -> None:
    """Make the tables, empty, and add the word."""
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("chosen", sa.String(), nullable=False),
        sa.Column("saved_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_saved_filter_staff_id_staff_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_saved_filter_pupil_id_pupil"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint(
            "staff_id", "pupil_id", "name", name=op.f("uq_saved_filter_staff_id_pupil_id_name")
        ),
    )
    op.create_index(op.f("ix_saved_filter_pupil_id"), "saved_filter", ["pupil_id"])
    op.create_table(
        "then_and_now",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("kept_at", sa.String(32), nullable=False),
        sa.Column("kept_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_then_and_now_pupil_id_pupil"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["kept_by_id"],
            ["staff_member.id"],
            name=op.f("fk_then_and_now_kept_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_then_and_now")),
    )
    op.create_index(op.f("ix_then_and_now_pupil_id"), "then_and_now", ["pupil_id"])
    op.create_table(
        "then_and_now_response",
        sa.Column("then_and_now_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["then_and_now_id"],
            ["then_and_now.id"],
            name=op.f("fk_then_and_now_response_then_and_now_id_then_and_now"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["area_response.id"],
            name=op.f("fk_then_and_now_response_response_id_area_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "then_and_now_id", "response_id", name=op.f("pk_then_and_now_response")
        ),
    )
    op.create_index(
        op.f("ix_then_and_now_response_response_id"), "then_and_now_response", ["response_id"]
    )
    op.execute(_ABSENCE)
