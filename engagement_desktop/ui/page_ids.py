"""The names of the pages, for navigation and for actions that belong to one."""

from __future__ import annotations

from enum import StrEnum


class PageId(StrEnum):
    """A page of the window; all but HOME and the SCHOOL_PAGES belong to the pupil chosen."""

    HOME = "home"
    PROFILE = "profile"
    PLAN = "plan"
    OBSERVATIONS = "observations"
    TIMELINE = "timeline"
    REVIEW = "review"
    JUDGEMENTS = "judgements"
    MODERATION = "moderation"
    CONVERSATIONS = "conversations"
    REPORTS = "reports"
    STAFF = "staff"
    WORDS = "words"
    FRAMEWORKS = "frameworks"
    TEMPLATES = "templates"
    TERMS = "terms"
    REPORT_LOOKS = "report_looks"
    DATES = "dates"
    AUDIT = "audit"
    KEEPING = "keeping"
    BIN = "bin"
    MEETINGS = "meetings"

    @property
    def words(self) -> str:
        """The page's name as shown on its tab."""
        own = {
            PageId.AUDIT: "Who did what",
            PageId.FRAMEWORKS: "Other frameworks",
            PageId.KEEPING: "Keeping and removing",
            PageId.MEETINGS: "Moderation meetings",
            PageId.REPORT_LOOKS: "How reports look",
        }
        return own.get(self, self.value.capitalize())


SCHOOL_PAGES: tuple[PageId, ...] = (
    PageId.STAFF,
    PageId.WORDS,
    PageId.FRAMEWORKS,
    PageId.TEMPLATES,
    PageId.TERMS,
    PageId.REPORT_LOOKS,
    PageId.DATES,
    PageId.MEETINGS,
    PageId.AUDIT,
    PageId.KEEPING,
    PageId.BIN,
)
"""The pages about the school as a whole, reached from the School menu."""

PUPIL_PAGES = tuple(page for page in PageId if page not in (PageId.HOME, *SCHOOL_PAGES))
