"""Which class makes which page, and the pages of an area, each made the first time it is shown."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget

from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import PageId

_PLACES = {
    PageId.PROFILE: ("pupils.profile_page", "ProfilePage"),
    PageId.PLAN: ("plans.plan_page", "PlanPage"),
    PageId.OBSERVATIONS: ("observation.observations_page", "ObservationsPage"),
    PageId.TIMELINE: ("timeline.timeline_page", "TimelinePage"),
    PageId.REVIEW: ("review.review_page", "ReviewPage"),
    PageId.REPORTS: ("reports.reports_page", "ReportsPage"),
    PageId.JUDGEMENTS: ("judgements.judgements_page", "JudgementsPage"),
    PageId.CONVERSATIONS: ("conversations.conversations_page", "ConversationsPage"),
    PageId.MODERATION: ("moderation.moderation_page", "ModerationPage"),
    PageId.REPORT_LOOKS: ("report_looks.report_looks_page", "ReportLooksPage"),
    PageId.WORDS: ("words.words_page", "WordsPage"),
    PageId.FRAMEWORKS: ("frameworks.frameworks_page", "FrameworksPage"),
    PageId.TEMPLATES: ("templates.templates_page", "TemplatesPage"),
    PageId.TERMS: ("terms.terms_page", "TermsPage"),
    PageId.DATES: ("dates.dates_page", "DatesPage"),
    PageId.STAFF: ("staff.staff_page", "StaffPage"),
    PageId.AUDIT: ("audit.audit_page", "AuditPage"),
    PageId.KEEPING: ("keeping.keeping_page", "KeepingPage"),
    PageId.MEETINGS: ("moderation.meetings_page", "MeetingsPage"),
    PageId.BIN: ("deleted.bin_page", "BinPage"),
}


P = TypeVar("P", bound=Page)


class KeptPages(Generic[P]):
    """The pages of one kind that were shown so far; `stack` holds their widgets."""

    def __init__(self, kind: type[P], stack: QStackedWidget, context: UiContext) -> None:
        self._kind = kind
        self._stack = stack
        self._context = context
        self._pages: dict[PageId, P] = {}

    def __iter__(self) -> Iterator[tuple[PageId, P]]:
        return iter(self._pages.items())

    def get(self, page_id: PageId | None) -> P | None:
        """A page, if it was shown before."""
        return self._pages.get(page_id) if page_id is not None else None

    def made(self, page_id: PageId) -> P:
        """A page, made if it was never shown."""
        page = self._pages.get(page_id)
        if page is None:
            made = make_page(page_id, self._context)
            assert isinstance(made, self._kind)
            page = self._pages[page_id] = made
            self._stack.addWidget(page)
        return page

    def unsaved(self) -> dict[PageId, object]:
        """What was typed and could not be saved, by the page that holds it."""
        found = {page_id: page.unsaved() for page_id, page in self}
        return {page_id: unsaved for page_id, unsaved in found.items() if unsaved is not None}

    def take_up(self, page_id: PageId, unsaved: object) -> None:
        """Let a page go on with what it could not save."""
        self.made(page_id).take_up(unsaved)


def make_page(page_id: PageId, context: UiContext) -> Page:
    """The page, freshly made; its module is loaded the first time."""
    module_name, class_name = _PLACES[page_id]
    module = importlib.import_module(f"engagement_desktop.ui.{module_name}")
    made = getattr(module, class_name)(context)
    assert isinstance(made, Page)
    return made
