"""The names of the pages, for navigation and for actions that belong to one."""

from __future__ import annotations

from enum import StrEnum


class PageId(StrEnum):
    """A page of the window; all but HOME belong to the pupil chosen."""

    HOME = "home"
    PROFILE = "profile"
    PLAN = "plan"
    OBSERVATIONS = "observations"
    TIMELINE = "timeline"
    REVIEW = "review"
    REPORTS = "reports"

    @property
    def words(self) -> str:
        """The page's name as shown on its tab."""
        return self.value.capitalize()


PUPIL_PAGES = tuple(page for page in PageId if page is not PageId.HOME)
