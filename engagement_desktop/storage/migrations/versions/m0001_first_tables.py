"""The first tables: school, pupils, plans, observations, evidence, reports, media, search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, and the full-text index whose deletions leave nothing behind."""
    op.create_table(
        "class_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_group")),
        sa.UniqueConstraint("name", name=op.f("uq_class_group_name")),
    )
    op.create_table(
        "media",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("chunk_size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("started_at", sa.String(32), nullable=False),
        sa.CheckConstraint(
            "state <> 'ready' OR sha256 IS NOT NULL", name=op.f("ck_media_ready_has_hash")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_media_sha256_ready",
        "media",
        ["sha256"],
        unique=True,
        sqlite_where=sa.text("state = 'ready'"),
    )
    op.create_table(
        "media_index",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_media_index")),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("dfe_number", sa.String(), nullable=False),
        sa.Column("head_teacher", sa.String(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("observe_every_days", sa.Integer(), nullable=False),
        sa.Column("discuss_report", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("ref", name=op.f("uq_school_ref")),
    )
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("kind", "record_id", name=op.f("uq_search_entry_kind_record_id")),
    )
    op.create_index(op.f("ix_search_entry_pupil_id"), "search_entry", ["pupil_id"], unique=False)
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
    )
    op.create_index(op.f("ix_term_first_day"), "term", ["first_day"], unique=False)
    op.create_table(
        "vocabulary_word",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("vocabulary", sa.String(64), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_vocabulary_word")),
    )
    op.create_index(
        op.f("ix_vocabulary_word_vocabulary"), "vocabulary_word", ["vocabulary"], unique=False
    )
    op.create_table(
        "media_chunk",
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"],
            ["media.id"],
            name=op.f("fk_media_chunk_media_id_media"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("media_id", "number", name=op.f("pk_media_chunk")),
    )
    op.create_table(
        "pupil",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("legal_first_name", sa.String(), nullable=False),
        sa.Column("legal_last_name", sa.String(), nullable=False),
        sa.Column("preferred_name", sa.String(), nullable=False),
        sa.Column("pronouns", sa.String(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("upn", sa.String(), nullable=False),
        sa.Column("actual_year", sa.Integer(), nullable=True),
        sa.Column("class_group_id", sa.Integer(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("photo", sa.LargeBinary(), nullable=True),
        sa.Column("communication", sa.String(), nullable=False),
        sa.Column("interests", sa.String(), nullable=False),
        sa.Column("senses", sa.String(), nullable=False),
        sa.Column("mobility", sa.String(), nullable=False),
        sa.Column("medical", sa.String(), nullable=False),
        sa.Column("regressive_condition", sa.Boolean(), nullable=False),
        sa.Column("plan_kind", sa.String(), nullable=True),
        sa.Column("plan_review_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["class_group_id"],
            ["class_group.id"],
            name=op.f("fk_pupil_class_group_id_class_group"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["plan_kind"], ["vocabulary_word.key"], name=op.f("fk_pupil_plan_kind_vocabulary_word")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pupil")),
    )
    op.create_index(op.f("ix_pupil_class_group_id"), "pupil", ["class_group_id"], unique=False)
    op.create_index(op.f("ix_pupil_preferred_name"), "pupil", ["preferred_name"], unique=False)
    op.create_table(
        "staff_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("who_observed", sa.String(), nullable=True),
        sa.Column("class_group_id", sa.Integer(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["class_group_id"],
            ["class_group.id"],
            name=op.f("fk_staff_member_class_group_id_class_group"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["who_observed"],
            ["vocabulary_word.key"],
            name=op.f("fk_staff_member_who_observed_vocabulary_word"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
    )
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("success", sa.String(), nullable=False),
        sa.Column("aspiration", sa.String(), nullable=False),
        sa.Column("expected_by", sa.Date(), nullable=True),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_outcome_pupil_id_pupil"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    op.create_index(op.f("ix_outcome_pupil_id"), "outcome", ["pupil_id"], unique=False)
    op.create_table(
        "permission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(64), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_permission_pupil_id_pupil"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permission")),
    )
    op.create_index(op.f("ix_permission_pupil_id"), "permission", ["pupil_id"], unique=False)
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("why_activity", sa.String(), nullable=True),
        sa.Column("why_note", sa.String(), nullable=False),
        sa.Column("provision", sa.String(), nullable=False),
        sa.Column("success_criteria", sa.String(), nullable=False),
        sa.Column("who_and_when", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("what_worked", sa.String(), nullable=False),
        sa.Column("build_on", sa.String(), nullable=False),
        sa.Column("next_action", sa.String(), nullable=True),
        sa.Column("next_action_note", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["next_action"],
            ["vocabulary_word.key"],
            name=op.f("fk_plan_next_action_vocabulary_word"),
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_plan_pupil_id_pupil"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["why_activity"],
            ["vocabulary_word.key"],
            name=op.f("fk_plan_why_activity_vocabulary_word"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_index(op.f("ix_plan_pupil_id"), "plan", ["pupil_id"], unique=False)
    op.create_table(
        "provision_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("effect", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_provision_change_pupil_id_pupil"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provision_change")),
    )
    op.create_index(
        op.f("ix_provision_change_pupil_id"), "provision_change", ["pupil_id"], unique=False
    )
    op.create_table(
        "pupil_need",
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("area_of_need", sa.String(64), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_pupil_need_pupil_id_pupil"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("pupil_id", "area_of_need", name=op.f("pk_pupil_need")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("status", sa.String(64), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("given_pdf", sa.LargeBinary(), nullable=True),
        sa.Column("given_sha256", sa.String(), nullable=True),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_report_pupil_id_pupil"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "pupil_id", "kind", "period", name=op.f("uq_report_pupil_id_kind_period")
        ),
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("activity_ref", sa.String(), nullable=True),
        sa.Column("status", sa.String(64), nullable=False),
        sa.Column("occurred_at", sa.String(32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("why_activity", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("adults", sa.String(), nullable=False),
        sa.Column("provision", sa.String(), nullable=False),
        sa.Column("provision_effect", sa.String(), nullable=False),
        sa.Column("observer_id", sa.Integer(), nullable=True),
        sa.Column("observer_name", sa.String(), nullable=False),
        sa.Column("who_observed", sa.String(), nullable=True),
        sa.Column("knows_pupil", sa.String(), nullable=False),
        sa.Column("narrative", sa.String(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("next_action", sa.String(), nullable=True),
        sa.Column("next_action_note", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
        sa.Column("approved_at", sa.String(32), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["staff_member.id"],
            name=op.f("fk_observation_approved_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["next_action"],
            ["vocabulary_word.key"],
            name=op.f("fk_observation_next_action_vocabulary_word"),
        ),
        sa.ForeignKeyConstraint(
            ["observer_id"],
            ["staff_member.id"],
            name=op.f("fk_observation_observer_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_observation_plan_id_plan"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_observation_pupil_id_pupil"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["who_observed"],
            ["vocabulary_word.key"],
            name=op.f("fk_observation_who_observed_vocabulary_word"),
        ),
        sa.ForeignKeyConstraint(
            ["why_activity"],
            ["vocabulary_word.key"],
            name=op.f("fk_observation_why_activity_vocabulary_word"),
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"],
            ["staff_member.id"],
            name=op.f("fk_observation_written_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index(
        op.f("ix_observation_activity_ref"), "observation", ["activity_ref"], unique=False
    )
    op.create_index(
        op.f("ix_observation_observer_id"), "observation", ["observer_id"], unique=False
    )
    op.create_index(
        op.f("ix_observation_pupil_id_occurred_at"),
        "observation",
        ["pupil_id", "occurred_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_observation_status_occurred_at"),
        "observation",
        ["status", "occurred_at"],
        unique=False,
    )
    op.create_table(
        "outcome_need",
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("area_of_need", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome_id"],
            ["outcome.id"],
            name=op.f("fk_outcome_need_outcome_id_outcome"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("outcome_id", "area_of_need", name=op.f("pk_outcome_need")),
    )
    op.create_table(
        "outcome_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("status", sa.String(64), nullable=False),
        sa.Column("status_on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome_id"],
            ["outcome.id"],
            name=op.f("fk_outcome_step_outcome_id_outcome"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_step")),
    )
    op.create_index(
        op.f("ix_outcome_step_outcome_id"), "outcome_step", ["outcome_id"], unique=False
    )
    op.create_table(
        "plan_area",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_plan_area_plan_id_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "area", name=op.f("pk_plan_area")),
    )
    op.create_table(
        "plan_outcome",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome_id"],
            ["outcome.id"],
            name=op.f("fk_plan_outcome_outcome_id_outcome"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plan.id"], name=op.f("fk_plan_outcome_plan_id_plan"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "outcome_id", name=op.f("pk_plan_outcome")),
    )
    op.create_table(
        "report_paragraph",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
            name=op.f("fk_report_paragraph_report_id_report"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_paragraph")),
        sa.UniqueConstraint(
            "report_id", "section", name=op.f("uq_report_paragraph_report_id_section")
        ),
    )
    op.create_table(
        "area_response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("what_pupil_did", sa.String(), nullable=False),
        sa.Column("how_established", sa.String(), nullable=True),
        sa.Column("what_this_shows", sa.String(), nullable=True),
        sa.Column("consistency", sa.String(), nullable=True),
        sa.Column("confidence", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["confidence"],
            ["vocabulary_word.key"],
            name=op.f("fk_area_response_confidence_vocabulary_word"),
        ),
        sa.ForeignKeyConstraint(
            ["consistency"],
            ["vocabulary_word.key"],
            name=op.f("fk_area_response_consistency_vocabulary_word"),
        ),
        sa.ForeignKeyConstraint(
            ["how_established"],
            ["vocabulary_word.key"],
            name=op.f("fk_area_response_how_established_vocabulary_word"),
        ),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_area_response_observation_id_observation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["what_this_shows"],
            ["vocabulary_word.key"],
            name=op.f("fk_area_response_what_this_shows_vocabulary_word"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_response")),
        sa.UniqueConstraint(
            "observation_id", "area", name=op.f("uq_area_response_observation_id_area")
        ),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=True),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("original_name", sa.String(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("taken_at", sa.String(32), nullable=True),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("poster", sa.LargeBinary(), nullable=True),
        sa.Column("in_pts", sa.Integer(), nullable=True),
        sa.Column("out_pts", sa.Integer(), nullable=True),
        sa.Column("sync_pts", sa.Integer(), nullable=True),
        sa.Column("still_of_id", sa.Integer(), nullable=True),
        sa.Column("still_pts", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["media_id"], ["media.id"], name=op.f("fk_evidence_media_id_media")
        ),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_evidence_observation_id_observation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupil.id"], name=op.f("fk_evidence_pupil_id_pupil"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["still_of_id"],
            ["evidence.id"],
            name=op.f("fk_evidence_still_of_id_evidence"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_media_id"), "evidence", ["media_id"], unique=False)
    op.create_index(
        op.f("ix_evidence_observation_id"), "evidence", ["observation_id"], unique=False
    )
    op.create_index(op.f("ix_evidence_pupil_id"), "evidence", ["pupil_id"], unique=False)
    op.create_table(
        "observation_context",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kind"],
            ["vocabulary_word.key"],
            name=op.f("fk_observation_context_kind_vocabulary_word"),
        ),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_observation_context_observation_id_observation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_context")),
    )
    op.create_index(
        op.f("ix_observation_context_observation_id"),
        "observation_context",
        ["observation_id"],
        unique=False,
    )
    op.create_table(
        "observation_outcome",
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_observation_outcome_observation_id_observation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"],
            ["outcome.id"],
            name=op.f("fk_observation_outcome_outcome_id_outcome"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "observation_id", "outcome_id", name=op.f("pk_observation_outcome")
        ),
    )
    op.create_index(
        op.f("ix_observation_outcome_outcome_id"),
        "observation_outcome",
        ["outcome_id"],
        unique=False,
    )
    op.create_table(
        "observation_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.String(32), nullable=False),
        sa.Column("kept_by_id", sa.Integer(), nullable=True),
        sa.Column("earlier", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_by_id"],
            ["staff_member.id"],
            name=op.f("fk_observation_revision_kept_by_id_staff_member"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_observation_revision_observation_id_observation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_revision")),
    )
    op.create_index(
        op.f("ix_observation_revision_observation_id"),
        "observation_revision",
        ["observation_id"],
        unique=False,
    )
    op.create_table(
        "comparison",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.Column("later_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(64), nullable=True),
        sa.Column("earlier_sync_pts", sa.Integer(), nullable=True),
        sa.Column("later_sync_pts", sa.Integer(), nullable=True),
        sa.Column("did_then_and_now", sa.String(), nullable=False),
        sa.Column("what_helped", sa.String(), nullable=False),
        sa.Column("build_on", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["earlier_id"],
            ["evidence.id"],
            name=op.f("fk_comparison_earlier_id_evidence"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["later_id"],
            ["evidence.id"],
            name=op.f("fk_comparison_later_id_evidence"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupil.id"],
            name=op.f("fk_comparison_pupil_id_pupil"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison")),
    )
    op.create_index(op.f("ix_comparison_earlier_id"), "comparison", ["earlier_id"], unique=False)
    op.create_index(op.f("ix_comparison_later_id"), "comparison", ["later_id"], unique=False)
    op.create_index(op.f("ix_comparison_pupil_id"), "comparison", ["pupil_id"], unique=False)
    op.create_table(
        "marker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("pts", sa.Integer(), nullable=False),
        sa.Column("time_base_numerator", sa.Integer(), nullable=False),
        sa.Column("time_base_denominator", sa.Integer(), nullable=False),
        sa.Column("frame", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
            name=op.f("fk_marker_evidence_id_evidence"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marker")),
    )
    op.create_index(op.f("ix_marker_evidence_id"), "marker", ["evidence_id"], unique=False)
    op.create_table(
        "paragraph_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paragraph_id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Integer(), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("frame_pts", sa.Integer(), nullable=True),
        sa.Column("caption", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"],
            ["evidence.id"],
            name=op.f("fk_paragraph_source_evidence_id_evidence"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_paragraph_source_observation_id_observation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["report_paragraph.id"],
            name=op.f("fk_paragraph_source_paragraph_id_report_paragraph"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paragraph_source")),
    )
    op.create_index(
        op.f("ix_paragraph_source_evidence_id"), "paragraph_source", ["evidence_id"], unique=False
    )
    op.create_index(
        op.f("ix_paragraph_source_observation_id"),
        "paragraph_source",
        ["observation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_paragraph_source_paragraph_id"), "paragraph_source", ["paragraph_id"], unique=False
    )
    op.create_table(
        "response_check",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("answer", sa.String(64), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["area_response.id"],
            name=op.f("fk_response_check_response_id_area_response"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response_id", "question", name=op.f("pk_response_check")),
    )
    op.create_table(
        "response_subtle",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["area_response.id"],
            name=op.f("fk_response_subtle_response_id_area_response"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["word"], ["vocabulary_word.key"], name=op.f("fk_response_subtle_word_vocabulary_word")
        ),
        sa.PrimaryKeyConstraint("response_id", "word", name=op.f("pk_response_subtle")),
    )
    op.create_table(
        "response_support",
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["response_id"],
            ["area_response.id"],
            name=op.f("fk_response_support_response_id_area_response"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["word"], ["vocabulary_word.key"], name=op.f("fk_response_support_word_vocabulary_word")
        ),
        sa.PrimaryKeyConstraint("response_id", "word", name=op.f("pk_response_support")),
    )
    op.create_table(
        "marker_area",
        sa.Column("marker_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["marker_id"],
            ["marker.id"],
            name=op.f("fk_marker_area_marker_id_marker"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("marker_id", "area", name=op.f("pk_marker_area")),
    )
    op.create_table(
        "marker_subtle",
        sa.Column("marker_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["marker_id"],
            ["marker.id"],
            name=op.f("fk_marker_subtle_marker_id_marker"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["word"], ["vocabulary_word.key"], name=op.f("fk_marker_subtle_word_vocabulary_word")
        ),
        sa.PrimaryKeyConstraint("marker_id", "word", name=op.f("pk_marker_subtle")),
    )
    op.execute(
        "CREATE VIRTUAL TABLE search_text"
        ' USING fts5(words, tokenize = "unicode61 remove_diacritics 2")'
    )
    op.execute("INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1)")
