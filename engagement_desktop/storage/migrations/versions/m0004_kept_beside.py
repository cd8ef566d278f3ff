"""Forms not saved yet, clips that wait for their pupil, evidence that a correction took out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables, empty."""
    _form_draft()
    _waiting_clip()
    _revision_evidence()


def _form_draft() -> None:
    op.create_table(
        "form_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("which", sa.String(), nullable=False),
        sa.Column("typed", sa.String(), nullable=False),
        sa.Column("typed_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_form_draft_staff_id_staff_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_form_draft_pupil_id_pupil"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
    )
    op.create_index(op.f("ix_form_draft_staff_id"), "form_draft", ["staff_id"])
    op.create_index(op.f("ix_form_draft_pupil_id"), "form_draft", ["pupil_id"])


def _waiting_clip() -> None:
    op.create_table(
        "waiting_clip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("original_name", sa.String(), nullable=False),
        sa.Column("taken_at", sa.String(32), nullable=True),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("poster", sa.LargeBinary(), nullable=True),
        sa.Column("added_at", sa.String(32), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_waiting_clip_media_id_media")
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"],
            ["staff_member.id"],
            name=op.f("fk_waiting_clip_added_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_clip")),
    )
    op.create_index(op.f("ix_waiting_clip_media_id"), "waiting_clip", ["media_id"])


def _revision_evidence() -> None:
    op.create_table(
        "revision_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("removed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["observation_revision.id"],
            name=op.f("fk_revision_evidence_revision_id_observation_revision"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_revision_evidence_media_id_media")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_evidence")),
    )
    op.create_index(op.f("ix_revision_evidence_revision_id"), "revision_evidence", ["revision_id"])
    op.create_index(op.f("ix_revision_evidence_media_id"), "revision_evidence", ["media_id"])
