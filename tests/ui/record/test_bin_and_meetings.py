"""The bin and the moderation meetings: pages about the school that lead back to one pupil."""

from __future__ import annotations

from dataclasses import replace

from engagement_desktop.models.areas import Area
from engagement_desktop.services import moderation, plans
from engagement_desktop.services.form_drafts import kept_forms
from engagement_desktop.services.moderation_views import PutUpForm
from engagement_desktop.services.plans import ProvisionForm
from engagement_desktop.ui.deleted.bin_page import BinPage
from engagement_desktop.ui.home.home_page import HomePage
from engagement_desktop.ui.moderation.meetings_page import MeetingsPage
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.widgets.dialog import Dialog
from tests.helpers.observed import Seen, at, observe
from tests.helpers.pages import Desk
from tests.helpers.small_school import SmallSchool
from tests.ui.record.conftest import NOW, form_of, opened, press, words


def removed_provision(school: SmallSchool) -> None:
    form = ProvisionForm("A ten-second wait", NOW.date())
    number = plans.save_provision(school.work, school.amara, None, form).value
    plans.remove_provision(school.work, number)


def test_what_was_deleted_is_put_back_from_the_bin(school: SmallSchool, desktop: Desk) -> None:
    removed_provision(school)
    page = BinPage(desktop.context)
    opened(desktop, page)
    title = "Amara: change of provision of 21 November 2026, A ten-second wait"
    assert title in words(page)
    assert "Deleted by Jo Field today" in words(page)
    press(desktop, page, f"Put back: {title}")
    assert "The bin is empty." in words(page)
    assert len(plans.list_provision(school.work, school.amara)) == 1


def test_a_lead_empties_the_bin_after_being_asked(school: SmallSchool, desktop: Desk) -> None:
    removed_provision(school)
    page = BinPage(desktop.context)
    opened(desktop, page)
    press(desktop, page, "Empty the bin…")
    dialog = next(each for each in page.findChildren(Dialog) if each.isVisible())
    assert "One record would go" in words(dialog)
    press(desktop, dialog, "Delete for good")
    desktop.settle()
    assert "The bin is empty." in words(page)
    assert not page.empty_button.isEnabled()


def test_a_meeting_is_written_down_and_a_form_that_is_left_waits(
    school: SmallSchool, desktop: Desk
) -> None:
    page = MeetingsPage(desktop.context)
    opened(desktop, page)
    press(desktop, page, "New meeting")
    form = form_of(page)
    form.fields["who_took_part"].control.setText("Jo and Priya")
    form.reject()
    desktop.settle()
    assert [kept.place.pupil_id for kept in kept_forms(school.work)] == [None]
    press(desktop, page, "Go on: Meeting")
    form = form_of(page)
    press(desktop, form, "Save")
    (meeting,) = moderation.list_meetings(school.work)
    seen = Seen(at(2026, 11, 4), area=Area.EXPLORATION)
    ((number, _),) = observe(school.work, school.bilal, seen)
    form_up = PutUpForm(Area.EXPLORATION, "", (number,), None, "He looked for it.", meeting.id)
    moderation.put_up(school.work, school.bilal, form_up)
    page.load()
    desktop.settle()
    assert "21 November 2026" in words(page)
    assert "Bilal, exploration" in words(page)
    press(desktop, page, "Open: Bilal, exploration")
    assert desktop.journey.visits[-1] == ("pupil", school.bilal, PageId.MODERATION)


def test_home_asks_a_colleague_for_a_second_view(school: SmallSchool, desktop: Desk) -> None:
    seen = Seen(at(2026, 11, 4), area=Area.EXPLORATION)
    ((number, _),) = observe(school.work, school.bilal, seen)
    colleague = replace(school.work, staff_id=school.assistant)
    form_up = PutUpForm(Area.EXPLORATION, "", (number,), None, "He looked for it.")
    moderation.put_up(colleague, school.bilal, form_up)
    page = HomePage(desktop.context)
    opened(desktop, page)
    assert "Bilal, exploration: a second view is asked for" in words(page)
    assert "He looked for it." not in words(page)
    press(desktop, page, "Write your view: Bilal, exploration: a second view is asked for")
    assert desktop.journey.visits[-1] == ("pupil", school.bilal, PageId.MODERATION)
