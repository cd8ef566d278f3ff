"""The records as SQLAlchemy classes; only services and storage import them."""

from __future__ import annotations

from engagement_desktop.models.records.base import Base
from engagement_desktop.models.records.evidence import (
    Comparison,
    Evidence,
    EvidencePupil,
    Marker,
    MarkerArea,
    MarkerSubtle,
)
from engagement_desktop.models.records.framework import (
    Framework,
    FrameworkStatement,
    ObservationStatement,
)
from engagement_desktop.models.records.judgement import (
    Judgement,
    JudgementObservation,
    JudgementRevision,
)
from engagement_desktop.models.records.keeping import (
    AuditEntry,
    AuditKey,
    Erasure,
    LegalHold,
    RetentionRule,
)
from engagement_desktop.models.records.kept import (
    BinContent,
    BinEntry,
    FormDraft,
    RevisionEvidence,
    WaitingClip,
)
from engagement_desktop.models.records.media import Media, MediaChunk, MediaIndex, ReviewCopy
from engagement_desktop.models.records.moderation import (
    Moderation,
    ModerationMeeting,
    ModerationObservation,
    ModerationView,
)
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
    OutcomeEvent,
    OutcomeNeed,
    OutcomeStep,
    Plan,
    PlanArea,
    PlanOutcome,
    ProvisionChange,
)
from engagement_desktop.models.records.pupil import (
    CommunicationSign,
    Contact,
    Interest,
    Permission,
    Pupil,
    PupilNeed,
)
from engagement_desktop.models.records.report import (
    ParagraphSource,
    PlainWord,
    Report,
    ReportLanguage,
    ReportParagraph,
    SchoolReport,
)
from engagement_desktop.models.records.school import (
    ClassGroup,
    KnownWord,
    School,
    SchoolDate,
    StaffClass,
    StaffMember,
    Term,
    VocabularyWord,
)
from engagement_desktop.models.records.search import SearchEntry
from engagement_desktop.models.records.template import (
    ObservationTemplate,
    TemplateArea,
    TemplateUse,
)
from engagement_desktop.models.records.timeline import (
    SavedFilter,
    ThenAndNow,
    ThenAndNowResponse,
)
from engagement_desktop.models.records.voices import (
    Contribution,
    ContributionArea,
    Conversation,
    ConversationTarget,
)

__all__ = [
    "AreaResponse",
    "AuditEntry",
    "AuditKey",
    "Base",
    "BinContent",
    "BinEntry",
    "ClassGroup",
    "CommunicationSign",
    "Comparison",
    "Contact",
    "Contribution",
    "ContributionArea",
    "Conversation",
    "ConversationTarget",
    "Erasure",
    "Evidence",
    "EvidencePupil",
    "FormDraft",
    "Framework",
    "FrameworkStatement",
    "Interest",
    "Judgement",
    "JudgementObservation",
    "JudgementRevision",
    "KnownWord",
    "LegalHold",
    "Marker",
    "MarkerArea",
    "MarkerSubtle",
    "Media",
    "MediaChunk",
    "MediaIndex",
    "Moderation",
    "ModerationMeeting",
    "ModerationObservation",
    "ModerationView",
    "Observation",
    "ObservationContext",
    "ObservationOutcome",
    "ObservationRevision",
    "ObservationStatement",
    "ObservationTemplate",
    "Outcome",
    "OutcomeEvent",
    "OutcomeNeed",
    "OutcomeStep",
    "ParagraphSource",
    "Permission",
    "PlainWord",
    "Plan",
    "PlanArea",
    "PlanOutcome",
    "ProvisionChange",
    "Pupil",
    "PupilNeed",
    "Report",
    "ReportLanguage",
    "ReportParagraph",
    "ResponseCheck",
    "ResponseSubtle",
    "ResponseSupport",
    "RetentionRule",
    "ReviewCopy",
    "RevisionEvidence",
    "SavedFilter",
    "School",
    "SchoolDate",
    "SchoolReport",
    "SearchEntry",
    "StaffClass",
    "StaffMember",
    "TemplateArea",
    "TemplateUse",
    "Term",
    "ThenAndNow",
    "ThenAndNowResponse",
    "VocabularyWord",
    "WaitingClip",
]
