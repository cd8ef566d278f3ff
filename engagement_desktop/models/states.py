"""The fixed states and kinds of records: what the program's rules depend on.

Words that a school may reword stand in the vocabularies instead (`models/vocabularies.py`).
"""

from __future__ import annotations

from enum import StrEnum


class ObservationStatus(StrEnum):
    """From first key press to the teacher's approval (guidance 4.3)."""

    DRAFT = "draft"
    FOR_APPROVAL = "for approval"
    APPROVED = "approved"


class StepStatus(StrEnum):
    """How a step under an outcome stands."""

    IN_PROGRESS = "in progress"
    ACHIEVED = "achieved"
    UPDATED = "updated"
    CHANGED = "changed"


class EvidenceKind(StrEnum):
    """What kind of file a piece of evidence is."""

    VIDEO = "video"
    PHOTO = "photo"
    SOUND = "sound"
    DOCUMENT = "document"


class CheckQuestion(StrEnum):
    """The response check of guidance chapter 4, asked of each response."""

    INTENTIONAL = "intentional"
    TO_THE_STIMULUS = "to the stimulus"
    QUALITY = "quality"
    RULED_OUT = "ruled out"

    @property
    def sentence(self) -> str:
        """The question as asked in the editor."""
        return {
            CheckQuestion.INTENTIONAL: "Intentional, not reflexive?",
            CheckQuestion.TO_THE_STIMULUS: "To the stimulus, not the adult?",
            CheckQuestion.QUALITY: "Do we know which quality of the stimulus?",
            CheckQuestion.RULED_OUT: "Seizure or stereotyped movement ruled out?",
        }[self]


class CheckAnswer(StrEnum):
    """An answer to one question of the response check."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class AreaOfNeed(StrEnum):
    """The four areas of need of the SEND code of practice."""

    COMMUNICATION = "communication and interaction"
    COGNITION = "cognition and learning"
    SEMH = "social, emotional and mental health"
    SENSORY_PHYSICAL = "sensory and/or physical"

    @property
    def title(self) -> str:  # type: ignore[override]  # str.title is of no use on an enum
        """The name with a capital, as a heading."""
        return self.value[0].upper() + self.value[1:]


class OutcomeEventKind(StrEnum):
    """What can happen to an outcome or one of its steps."""

    SET = "set"
    REWORDED = "reworded"
    LOOKED_AT = "looked at"
    ACHIEVED = "achieved"
    CLOSED = "no longer worked towards"
    TAKEN_UP_AGAIN = "taken up again"
    STEP_ADDED = "step added"
    STEP_REWORDED = "step reworded"
    STEP_STATUS = "step"
    STEP_TAKEN_OUT = "step taken out"


class ContactKind(StrEnum):
    """Which of the people around a pupil somebody is."""

    FAMILY = "parent or carer"
    PROFESSIONAL = "professional"


class ContributionKind(StrEnum):
    """What somebody who knows the pupil tells (4, 4.6, 4.9)."""

    HOME = "what home sees"
    PUPIL_VIEW = "the pupil’s own view"
    ADVICE = "advice from a professional"
    TEAM = "from the class team"


class PermissionUse(StrEnum):
    """What a picture, clip or name may be used for; each use is permitted on its own."""

    ASSESSMENT = "assessment"
    FAMILY = "sharing with family"
    INTERNAL_MODERATION = "internal moderation"
    EXTERNAL_MODERATION = "moderation with another school"
    TRAINING = "staff training"
    DISPLAY = "display and website"


class ReportKind(StrEnum):
    """The kinds of report the product writes."""

    YEAR_END = "end-of-year report to parents"
    EHC_REVIEW = "EHC review evidence"
    PROFILE = "engagement profile"

    @property
    def written(self) -> bool:
        """Whether people write it, part by part; the others are made from the record alone."""
        return self is not ReportKind.PROFILE


class ReportStatus(StrEnum):
    """From writing to the family's hands."""

    DRAFT = "draft"
    APPROVED = "approved"
    GIVEN = "given"


class Role(StrEnum):
    """What a member of staff does with the program."""

    OBSERVER = "observer"
    TEACHER = "teacher"
    LEAD = "SENCO or lead"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"
