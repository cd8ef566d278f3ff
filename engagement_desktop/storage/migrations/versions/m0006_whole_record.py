"""The whole record: people and signs around a pupil, voices, judgements, moderation, frameworks."""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# What can be found by its words from this release on, besides observations.
_FOUND = (
    ("outcome", "SELECT id, pupil_id, wording, success, aspiration FROM outcome"),
    (
        "plan",
        "SELECT id, pupil_id, activity, why_note, provision, success_criteria, what_worked,"
        " build_on, next_action_note FROM plan",
    ),
    ("provision", "SELECT id, pupil_id, what, effect FROM provision_change"),
)


def upgrade() -> None:
    """Make the tables, empty; let what was written before be found."""
    _around_the_pupil()
    _outcome_history()
    _voices()
    _judgements()
    _moderation()
    _frameworks()
    _find_what_was_written()


def _around_the_pupil() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("who_they_are", sa.String(), nullable=False),
        sa.Column("reach", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_contact_pupil_id_pupil"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_pupil_id"), "contact", ["pupil_id"])
    op.create_table(
        "communication_sign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("what_pupil_does", sa.String(), nullable=False),
        sa.Column("what_it_means", sa.String(), nullable=False),
        sa.Column("how_to_answer", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_communication_sign_pupil_id_pupil"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication_sign")),
    )
    op.create_index(op.f("ix_communication_sign_pupil_id"), "communication_sign", ["pupil_id"])
    op.create_table(
        "interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("what_it_looks_like", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_interest_pupil_id_pupil"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest")),
    )
    op.create_index(op.f("ix_interest_pupil_id"), "interest", ["pupil_id"])
    op.add_column("pupil", sa.Column("observe_every_days", sa.Integer(), nullable=True))
    op.create_table(
        "school_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("class_group_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["class_group_id"],
            ["class_group.id"],
            name=op.f("fk_school_date_class_group_id_class_group"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_date")),
    )
    op.create_index(op.f("ix_school_date_on_day"), "school_date", ["on_day"])


def _outcome_history() -> None:
    op.create_table(
        "outcome_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("status", sa.String(64), nullable=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["staff_member.id"],
            name=op.f("fk_outcome_event_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"],
            ["outcome.id"],
            name=op.f("fk_outcome_event_outcome_id_outcome"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_event")),
    )
    op.create_index(op.f("ix_outcome_event_outcome_id"), "outcome_event", ["outcome_id"])


def _voices() -> None:
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("told_by", sa.String(), nullable=False),
        sa.Column("knows_pupil", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_contribution_pupil_id_pupil"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["staff_member.id"],
            name=op.f("fk_contribution_written_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
    )
    op.create_index(op.f("ix_contribution_pupil_id"), "contribution", ["pupil_id"])
    op.create_table(
        "contribution_area",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_contribution_area_contribution_id_contribution"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contribution_id", "area", name=op.f("pk_contribution_area")),
    )
    op.create_table(
        "conversation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("with_whom", sa.String(), nullable=False),
        sa.Column("led_by", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("aspirations", sa.String(), nullable=False),
        sa.Column("home_sees", sa.String(), nullable=False),
        sa.Column("concerns", sa.String(), nullable=False),
        sa.Column("school_told", sa.String(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("updated_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_conversation_pupil_id_pupil"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["staff_member.id"],
            name=op.f("fk_conversation_written_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
    )
    op.create_index(op.f("ix_conversation_pupil_id"), "conversation", ["pupil_id"])
    op.create_table(
        "conversation_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("home_does", sa.String(), nullable=False),
        sa.Column("school_does", sa.String(), nullable=False),
        sa.Column("came_of_it", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_conversation_target_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_target")),
    )
    op.create_index(
        op.f("ix_conversation_target_conversation_id"), "conversation_target", ["conversation_id"]
    )


def _judgements() -> None:
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("how_established", sa.String(), nullable=True),
        sa.Column("what_this_shows", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("not_yet_seen", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["how_established"],
            ["vocabulary_word.key"],
            name=op.f("fk_judgement_how_established_vocabulary_word"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["staff_member.id"],
            name=op.f("fk_judgement_made_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_judgement_pupil_id_pupil"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name=op.f("fk_judgement_term_id_term")),
        sa.ForeignKeyConstraint(
            ["what_this_shows"],
            ["vocabulary_word.key"],
            name=op.f("fk_judgement_what_this_shows_vocabulary_word"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
        sa.UniqueConstraint(
            "pupil_id", "area", "term_id", name=op.f("uq_judgement_pupil_id_area_term_id")
        ),
    )
    op.create_index(op.f("ix_judgement_term_id"), "judgement", ["term_id"])
    op.create_table(
        "judgement_observation",
        sa.Column("judgement_id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judgement_id"],
            ["judgement.id"],
            name=op.f("fk_judgement_observation_judgement_id_judgement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_judgement_observation_observation_id_observation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "judgement_id", "observation_id", name=op.f("pk_judgement_observation")
        ),
    )
    op.create_index(
        op.f("ix_judgement_observation_observation_id"), "judgement_observation", ["observation_id"]
    )
    op.create_table(
        "judgement_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("judgement_id", sa.Integer(), nullable=False),
        sa.Column("how_established", sa.String(), nullable=True),
        sa.Column("what_this_shows", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("not_yet_seen", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["how_established"],
            ["vocabulary_word.key"],
            name=op.f("fk_judgement_revision_how_established_vocabulary_word"),
        ),
        sa.ForeignKeyConstraint(
            ["judgement_id"],
            ["judgement.id"],
            name=op.f("fk_judgement_revision_judgement_id_judgement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["staff_member.id"],
            name=op.f("fk_judgement_revision_made_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["what_this_shows"],
            ["vocabulary_word.key"],
            name=op.f("fk_judgement_revision_what_this_shows_vocabulary_word"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement_revision")),
    )
    op.create_index(
        op.f("ix_judgement_revision_judgement_id"), "judgement_revision", ["judgement_id"]
    )


def _moderation() -> None:
    op.create_table(
        "moderation_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("who_took_part", sa.String(), nullable=False),
        sa.Column("with_school", sa.String(), nullable=False),
        sa.Column("learnt", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_meeting")),
    )
    op.create_table(
        "moderation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("put_up_at", sa.String(32), nullable=False),
        sa.Column("put_up_by_id", sa.Integer(), nullable=True),
        sa.Column("first_established", sa.String(), nullable=True),
        sa.Column("first_view", sa.String(), nullable=False),
        sa.Column("who_took_part", sa.String(), nullable=False),
        sa.Column("agreed", sa.String(), nullable=False),
        sa.Column("agreed_established", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("actions", sa.String(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreed_established"],
            ["vocabulary_word.key"],
            name=op.f("fk_moderation_agreed_established_vocabulary_word"),
        ),
        sa.ForeignKeyConstraint(
            ["first_established"],
            ["vocabulary_word.key"],
            name=op.f("fk_moderation_first_established_vocabulary_word"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["moderation_meeting.id"],
            name=op.f("fk_moderation_meeting_id_moderation_meeting"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_moderation_pupil_id_pupil"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["put_up_by_id"],
            ["staff_member.id"],
            name=op.f("fk_moderation_put_up_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation")),
    )
    op.create_index(op.f("ix_moderation_meeting_id"), "moderation", ["meeting_id"])
    op.create_index(op.f("ix_moderation_pupil_id"), "moderation", ["pupil_id"])
    op.create_table(
        "moderation_observation",
        sa.Column("moderation_id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["moderation_id"],
            ["moderation.id"],
            name=op.f("fk_moderation_observation_moderation_id_moderation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_moderation_observation_observation_id_observation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "moderation_id", "observation_id", name=op.f("pk_moderation_observation")
        ),
    )
    op.create_index(
        op.f("ix_moderation_observation_observation_id"),
        "moderation_observation",
        ["observation_id"],
    )
    op.create_table(
        "moderation_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moderation_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("how_established", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["staff_member.id"],
            name=op.f("fk_moderation_view_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["how_established"],
            ["vocabulary_word.key"],
            name=op.f("fk_moderation_view_how_established_vocabulary_word"),
        ),
        sa.ForeignKeyConstraint(
            ["moderation_id"],
            ["moderation.id"],
            name=op.f("fk_moderation_view_moderation_id_moderation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_view")),
        sa.UniqueConstraint(
            "moderation_id", "by_id", name=op.f("uq_moderation_view_moderation_id_by_id")
        ),
    )


def _frameworks() -> None:
    op.create_table(
        "framework",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("brought_in_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework")),
    )
    op.create_table(
        "framework_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"],
            ["framework.id"],
            name=op.f("fk_framework_statement_framework_id_framework"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_statement")),
    )
    op.create_index(
        op.f("ix_framework_statement_framework_id"), "framework_statement", ["framework_id"]
    )
    op.create_table(
        "observation_statement",
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_observation_statement_observation_id_observation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["framework_statement.id"],
            name=op.f("fk_observation_statement_statement_id_framework_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "observation_id", "statement_id", name=op.f("pk_observation_statement")
        ),
    )
    op.create_index(
        op.f("ix_observation_statement_statement_id"), "observation_statement", ["statement_id"]
    )


def _find_what_was_written() -> None:
    connection = op.get_bind()
    for kind, rows in _FOUND:
        for record_id, pupil_id, *texts in connection.execute(sa.text(rows)).all():
            words = unicodedata.normalize("NFC", "\n".join(text for text in texts if text))
            entry = connection.execute(
                sa.text(
                    "INSERT INTO search_entry (kind, record_id, pupil_id)"
                    " VALUES (:kind, :record, :pupil) RETURNING id"
                ),
                {"kind": kind, "record": record_id, "pupil": pupil_id},
            ).scalar_one()
            connection.execute(
                sa.text("INSERT INTO search_text (rowid, words) VALUES (:id, :words)"),
                {"id": entry, "words": words},
            )
