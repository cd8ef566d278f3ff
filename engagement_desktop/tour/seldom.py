"""The steps of the tour that open what is seldom opened: a meeting’s record, a day of the diary, an
erasure and a hold, and what the timeline and the clips ask."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QDialog

from engagement_desktop.tour.tourist import StepFailed, Tourist
from engagement_desktop.ui.dates.dates_page import DatesPage, SchoolDateDialog
from engagement_desktop.ui.dates.minimum_dialog import MinimumDialog
from engagement_desktop.ui.keeping.forms import ErasureDialog, HoldDialog
from engagement_desktop.ui.keeping.keeping_page import KeepingPage
from engagement_desktop.ui.moderation.forms import AgreementDialog, MeetingDialog
from engagement_desktop.ui.moderation.meetings_page import MeetingsPage
from engagement_desktop.ui.moderation.moderation_page import ModerationPage
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.clip_chooser import ClipChooser
from engagement_desktop.ui.review.export_dialog import ExportDialog
from engagement_desktop.ui.review.others_dialog import OthersDialog
from engagement_desktop.ui.review.review_page import ReviewPage
from engagement_desktop.ui.timeline.going import DateDialog
from engagement_desktop.ui.timeline.keeping import ChoiceDialog
from engagement_desktop.ui.timeline.timeline_page import TimelinePage

P = TypeVar("P", bound=SchoolPage)


def of_the_school(tourist: Tourist) -> None:
    """The forms of the pages about the school."""
    _school_page(tourist, PageId.MEETINGS, MeetingsPage).edit_meeting(None)
    _look(tourist, "meeting-form", MeetingDialog)
    dates = _school_page(tourist, PageId.DATES, DatesPage)
    dates.edit(None)
    _look(tourist, "school-date-form", SchoolDateDialog)
    dates.change_minimum()
    _look(tourist, "own-minimum-form", MinimumDialog)
    keeping = _school_page(tourist, PageId.KEEPING, KeepingPage)
    keeping.ask_for(None)
    _look(tourist, "erasure-form", ErasureDialog)
    keeping.place_hold()
    _look(tourist, "hold-form", HoldDialog)


def of_a_pupil(tourist: Tourist) -> None:
    """What is agreed in a moderation, and what the timeline asks."""
    tourist.open_pupil("Amara", PageId.MODERATION)
    moderation = tourist.page(ModerationPage)
    if moderation.shown is None or not moderation.shown.pages:
        raise StepFailed("nothing of Amara’s was put up")
    moderation.agree(moderation.shown.pages[0])
    _look(tourist, "agreement-form", AgreementDialog)
    tourist.open_page(PageId.TIMELINE)
    timeline = tourist.page(TimelinePage)
    timeline.going.ask_date()
    _look(tourist, "go-to-a-date", DateDialog)
    timeline.keeping.ask_name(timeline.filters.filter)
    _look(tourist, "keep-a-choice", ChoiceDialog)


def of_clips(tourist: Tourist) -> None:
    """What is asked about clips: which, who else is in them, and what may be done with them."""
    tourist.open_pupil("Amara", PageId.REVIEW)
    page = tourist.page(ReviewPage)
    tourist.wait(lambda: page.player.position(Side.NOW) is not None, "the clip")
    page.player.choose_requested.emit(Side.NOW)
    _look(tourist, "choose-a-clip", ClipChooser)
    for action, picture, kind in (
        ("review.others", "who-else-is-in-it", OthersDialog),
        ("review.export_picture", "export-a-picture", ExportDialog),
    ):
        asked = tourist.main.actions_table.action(action)
        tourist.wait(asked.isEnabled, "the clips")
        asked.trigger()
        tourist.settle()
        _look(tourist, picture, kind)


def _look(tourist: Tourist, picture: str, kind: type[QDialog]) -> None:
    dialog = tourist.dialog(kind)
    tourist.picture(picture, dialog)
    dialog.reject()
    tourist.breathe()


def _school_page(tourist: Tourist, page_id: PageId, kind: type[P]) -> P:
    page = tourist.main.show_school_page(page_id)
    tourist.settle()
    if not isinstance(page, kind):
        raise StepFailed(f"{kind.__name__} is not shown")
    return page
