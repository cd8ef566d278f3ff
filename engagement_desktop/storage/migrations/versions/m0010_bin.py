"""The bin: what was deleted, until it is put back or emptied; marks are found by their words."""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_MARKS = (
    "SELECT marker.id, evidence.pupil_id, marker.title, marker.note FROM marker"
    " JOIN evidence ON evidence.id = marker.evidence_id"
    " WHERE marker.title <> '' OR marker.note <> ''"
)
# A mark goes with its clip by a foreign key, so no service would take its words out of the index.
_FORGET_MARK = """
    CREATE TRIGGER marker_leaves_search AFTER DELETE ON marker
    BEGIN
        DELETE FROM search_text WHERE rowid IN
            (SELECT id FROM search_entry WHERE kind = 'marker' AND record_id = OLD.id);
        DELETE FROM search_entry WHERE kind = 'marker' AND record_id = OLD.id;
    END
"""


def upgrade() -> None:
    """Make the tables, empty; let marks made before be found."""
    _bin()
    op.execute(_FORGET_MARK)
    _find_marks()


def _bin() -> None:
    op.create_table(
        "bin_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("removed", sa.String(), nullable=False),
        sa.Column("removed_at", sa.String(32), nullable=False),
        sa.Column("removed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_bin_entry_pupil_id_pupil"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["removed_by_id"],
            ["staff_member.id"],
            name=op.f("fk_bin_entry_removed_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bin_entry")),
    )
    op.create_index(op.f("ix_bin_entry_pupil_id"), "bin_entry", ["pupil_id"])
    op.create_table(
        "bin_content",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bin_entry_id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bin_entry_id"],
            ["bin_entry.id"],
            name=op.f("fk_bin_content_bin_entry_id_bin_entry"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_bin_content_media_id_media")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bin_content")),
    )
    op.create_index(op.f("ix_bin_content_bin_entry_id"), "bin_content", ["bin_entry_id"])
    op.create_index(op.f("ix_bin_content_media_id"), "bin_content", ["media_id"])


def _find_marks() -> None:
    connection = op.get_bind()
    for record_id, pupil_id, *texts in connection.execute(sa.text(_MARKS)).all():
        words = unicodedata.normalize("NFC", "\n".join(text for text in texts if text))
        entry = connection.execute(
            sa.text(
                "INSERT INTO search_entry (kind, record_id, pupil_id)"
                " VALUES ('marker', :record, :pupil) RETURNING id"
            ),
            {"record": record_id, "pupil": pupil_id},
        ).scalar_one()
        connection.execute(
            sa.text("INSERT INTO search_text (rowid, words) VALUES (:id, :words)"),
            {"id": entry, "words": words},
        )
