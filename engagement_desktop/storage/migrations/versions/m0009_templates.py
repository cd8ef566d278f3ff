"""Templates of observations; a statement of another framework by its code, and retired."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, empty; statements that are there have no code, and are offered."""
    op.add_column(
        "framework_statement", sa.Column("code", sa.String(), nullable=False, server_default="")
    )
    op.add_column(
        "framework_statement",
        sa.Column("retired", sa.Boolean(), nullable=False, server_default="0"),
    )
    op.create_table(
        "observation_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("why_activity", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("provision", sa.String(), nullable=False),
        sa.Column("equipment", sa.String(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["why_activity"],
            ["vocabulary_word.key"],
            name=op.f("fk_observation_template_why_activity_vocabulary_word"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_template")),
    )
    op.create_table(
        "template_area",
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["observation_template.id"],
            name=op.f("fk_template_area_template_id_observation_template"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("template_id", "area", name=op.f("pk_template_area")),
    )
    op.create_table(
        "template_use",
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_template_use_observation_id_observation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["observation_template.id"],
            name=op.f("fk_template_use_template_id_observation_template"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("observation_id", "template_id", name=op.f("pk_template_use")),
    )
    op.create_index(op.f("ix_template_use_template_id"), "template_use", ["template_id"])
