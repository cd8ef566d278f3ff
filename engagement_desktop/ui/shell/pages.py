"""Which class makes which page. A page's module is loaded the first time the page is shown."""

from __future__ import annotations

import importlib

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.page import Page
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.widgets.empty import EmptyState

_PLACES = {
    PageId.PROFILE: ("pupils.profile_page", "ProfilePage"),
    PageId.PLAN: ("plans.plan_page", "PlanPage"),
    PageId.OBSERVATIONS: ("observation.observations_page", "ObservationsPage"),
    PageId.TIMELINE: ("timeline.timeline_page", "TimelinePage"),
    PageId.REVIEW: ("review.review_page", "ReviewPage"),
    PageId.REPORTS: ("reports.reports_page", "ReportsPage"),
}


class NotBuiltYet(Page):
    """Says honestly that this version does not have the page."""

    def __init__(self, page: PageId, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        column = QVBoxLayout(self)
        sentence = f"The {page.words} page is not part of this version yet."
        column.addWidget(EmptyState("info", sentence))


def make_page(page: PageId, context: UiContext) -> Page:
    """The page, freshly made."""
    module_name, class_name = _PLACES[page]
    full_name = f"engagement_desktop.ui.{module_name}"
    try:
        module = importlib.import_module(full_name)
    except ModuleNotFoundError as error:
        if error.name is None or not full_name.startswith(error.name):
            raise
        return NotBuiltYet(page, context)
    made = getattr(module, class_name)(context)
    assert isinstance(made, Page)
    return made
