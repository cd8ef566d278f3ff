"""Which class makes which page. A page's module is loaded the first time the page is shown."""

from __future__ import annotations

import importlib

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
    PageId.WORDS: ("words.words_page", "WordsPage"),
    PageId.DATES: ("dates.dates_page", "DatesPage"),
    PageId.STAFF: ("staff.staff_page", "StaffPage"),
    PageId.AUDIT: ("audit.audit_page", "AuditPage"),
    PageId.KEEPING: ("keeping.keeping_page", "KeepingPage"),
}


def make_page(page: PageId, context: UiContext) -> Page:
    """The page, freshly made."""
    module_name, class_name = _PLACES[page]
    module = importlib.import_module(f"engagement_desktop.ui.{module_name}")
    made = getattr(module, class_name)(context)
    assert isinstance(made, Page)
    return made
