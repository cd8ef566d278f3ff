"""The records as SQLAlchemy classes; only services and storage import them."""

from __future__ import annotations

from engagement_desktop.models.records.base import Base
from engagement_desktop.models.records.evidence import (
    Comparison,
    Evidence,
    Marker,
    MarkerArea,
    MarkerSubtle,
)
from engagement_desktop.models.records.kept import FormDraft, RevisionEvidence, WaitingClip
from engagement_desktop.models.records.media import Media, MediaChunk, MediaIndex, ReviewCopy
from engagement_desktop.models.records.observation import (
    AreaResponse,
    Observation,
    ObservationContext,
    ObservationOutcome,
    ObservationRevision,
    ResponseCheck,
    ResponseSubtle,
    ResponseSupport,
)
from engagement_desktop.models.records.outcome import (
    Outcome,
    OutcomeNeed,
    OutcomeStep,
    Plan,
    PlanArea,
    PlanOutcome,
    ProvisionChange,
)
from engagement_desktop.models.records.pupil import Permission, Pupil, PupilNeed
from engagement_desktop.models.records.report import ParagraphSource, Report, ReportParagraph
from engagement_desktop.models.records.school import (
    ClassGroup,
    School,
    StaffMember,
    Term,
    VocabularyWord,
)
from engagement_desktop.models.records.search import SearchEntry
from engagement_desktop.models.records.timeline import (
    SavedFilter,
    ThenAndNow,
    ThenAndNowResponse,
)

__all__ = [
    "AreaResponse",
    "Base",
    "ClassGroup",
    "Comparison",
    "Evidence",
    "FormDraft",
    "Marker",
    "MarkerArea",
    "MarkerSubtle",
    "Media",
    "MediaChunk",
    "MediaIndex",
    "Observation",
    "ObservationContext",
    "ObservationOutcome",
    "ObservationRevision",
    "Outcome",
    "OutcomeNeed",
    "OutcomeStep",
    "ParagraphSource",
    "Permission",
    "Plan",
    "PlanArea",
    "PlanOutcome",
    "ProvisionChange",
    "Pupil",
    "PupilNeed",
    "Report",
    "ReportParagraph",
    "ResponseCheck",
    "ResponseSubtle",
    "ResponseSupport",
    "ReviewCopy",
    "RevisionEvidence",
    "SavedFilter",
    "School",
    "SearchEntry",
    "StaffMember",
    "Term",
    "ThenAndNow",
    "ThenAndNowResponse",
    "VocabularyWord",
    "WaitingClip",
]
