"""The names of the pages, for navigation and for actions that belong to one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from engagement_desktop.models.roles import Act


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

_NEEDS: Mapping[PageId, Act] = MappingProxyType(
    {
        PageId.PLAN: Act.READ,
        PageId.JUDGEMENTS: Act.READ,
        PageId.CONVERSATIONS: Act.READ,
        PageId.REPORTS: Act.READ,
        PageId.AUDIT: Act.AUDIT,
        PageId.KEEPING: Act.KEEP,
    }
)


def holds_anything(page: PageId, may: Callable[[Act], bool]) -> bool:
    """Whether there is anything on a page for somebody who `may` do this and that: a moderator
    reads no plan, and would find its page empty as if none were written."""
    return page not in _NEEDS or may(_NEEDS[page])
