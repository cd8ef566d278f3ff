"""The steps of the tour that open forms and dialogs, and those of a pupil without records."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from engagement_desktop.tour.tourist import Tourist
from engagement_desktop.ui.page_ids import PUPIL_PAGES, SCHOOL_PAGES, PageId
from engagement_desktop.ui.plans.outcome_dialog import OutcomeDialog
from engagement_desktop.ui.plans.plan_dialogs import PlanDialog, ProvisionDialog, ReviewDialog
from engagement_desktop.ui.plans.plan_page import PlanPage
from engagement_desktop.ui.pupils.permissions_card import PermissionDialog
from engagement_desktop.ui.pupils.profile_page import ProfilePage
from engagement_desktop.ui.reports.batch_dialog import BatchDialog
from engagement_desktop.ui.reports.em_dialog import EmListDialog
from engagement_desktop.ui.reports.governors_dialog import GovernorsDialog
from engagement_desktop.ui.staff.staff_dialog import StaffDialog
from engagement_desktop.ui.staff.staff_page import StaffPage
from engagement_desktop.ui.widgets.form_dialog import FormDialog


def profile_form(tourist: Tourist) -> None:
    """The profile in its form, with a UPN that does not add up; a permission to be added."""
    tourist.open_page(PageId.PROFILE)
    page = tourist.page(ProfilePage)
    tourist.click(tourist.button(page, "Edit the profile"))
    field = page.form.fields["upn"]
    tourist.press(field.control, "Ctrl+A")
    tourist.write(field.control, "A999700122001")
    tourist.wait(lambda: bool(field.problem), "a word on the UPN")
    tourist.picture("profile-wrong-upn")
    page.cancel()
    tourist.picture("changes-put-aside")
    tourist.close_message()
    _form(tourist, page, "Add permission: Staff training", PermissionDialog, "permission")


def everything_held(tourist: Tourist) -> None:
    """What there is to decide before everything held on a pupil is given out; and the copy."""
    tourist.open_pupil("Amara", PageId.PROFILE)
    page = tourist.page(ProfilePage)
    tourist.main.actions_table.action("pupil.disclose").trigger()
    tourist.wait(lambda: page.disclosing.dialog is not None, "whose names are decided")
    dialog = page.disclosing.dialog
    assert dialog is not None
    tourist.picture("everything-held", dialog)
    assert tourist.main.pupil_id is not None
    page.disclosing.give(tourist.main.pupil_id, dialog.form(), tourist.out)
    tourist.settle()
    tourist.picture("everything-held-is-there")
    tourist.close_message()


def plan_forms(tourist: Tourist) -> None:
    """Each form of the plan page, refused once for want of words."""
    tourist.open_page(PageId.PLAN)
    page = tourist.page(PlanPage)
    _form(tourist, page, "Add an outcome", OutcomeDialog, "outcome", refused=True)
    _form(tourist, page, "New plan", PlanDialog, "plan-form")
    _form(tourist, page, "Review this plan", ReviewDialog, "plan-review")
    scrolled = tourist.scroll_of(page)
    scrolled.verticalScrollBar().setValue(scrolled.verticalScrollBar().maximum())
    tourist.picture("plan-provision")
    page.edit_provision(None)
    _look(tourist, ProvisionDialog, "provision-form", refused=False)


def class_reports(tourist: Tourist) -> None:
    """Reports for a whole class: what is missing for whom; for governors; for the office."""
    tourist.main.actions_table.action("reports.class_batch").trigger()
    dialog = tourist.dialog(BatchDialog)
    tourist.wait(lambda: dialog.pupils.count() > 0, "the pupils of the class")
    tourist.picture("class-reports", dialog)
    dialog.reject()
    tourist.breathe()
    tourist.main.actions_table.action("reports.governors").trigger()
    school = tourist.dialog(GovernorsDialog)
    tourist.wait(school.areas["outcomes"].isEnabled, "the words for this school year")
    tourist.write(school.areas["outcomes"], "Families and staff agreed on each outcome together.")
    tourist.picture("governors-words", school)
    tourist.click(school.shown.chips()[1])
    tourist.wait(lambda: school.feed.latest is not None, "the page for governors")
    tourist.picture("governors-page", school)
    school.output.save_to(tourist.out / "report-governors.pdf")
    tourist.settle()
    school.reject()
    tourist.close_message()
    tourist.main.actions_table.action("reports.em_list").trigger()
    office = tourist.dialog(EmListDialog)
    tourist.wait(lambda: office.pupils.count() > 0, "the pupils on the office’s list")
    tourist.picture("em-list", office)
    office.reject()
    tourist.breathe()


def school_pages(tourist: Tourist) -> None:
    """Every page about the school as a whole; the staff have a step of their own."""
    for page_id in SCHOOL_PAGES:
        if page_id is PageId.STAFF:
            continue
        tourist.main.show_school_page(page_id)
        tourist.settle()
        tourist.picture(page_id.value)


def regressive_condition(tourist: Tourist) -> None:
    """A pupil for whom keeping a skill is the achievement."""
    tourist.open_pupil("Isla", PageId.PROFILE)
    tourist.picture("isla-profile")
    for page_id in (PageId.PLAN, PageId.TIMELINE):
        tourist.open_page(page_id)
        tourist.picture(f"isla-{page_id.value}")


def new_pupil(tourist: Tourist) -> None:
    """A pupil is added, and every page says what to do next."""
    tourist.main.actions_table.action("pupil.add").trigger()
    page = tourist.page(ProfilePage)
    tourist.wait(lambda: page.is_editing, "the empty form")
    tourist.picture("new-pupil")
    page.save()
    tourist.picture("new-pupil-not-yet")
    for name, text in (
        ("preferred_name", "Ravi"),
        ("legal_first_name", "Ravi"),
        ("legal_last_name", "Shah"),
    ):
        tourist.write(page.form.fields[name].control, text)
    page.save()
    tourist.wait(lambda: not page.is_editing, "the new pupil")
    tourist.wait(tourist.main.area.header.tabs.isEnabled, "the pages of the new pupil")
    for page_id in PUPIL_PAGES:
        tourist.open_page(page_id)
        tourist.picture(f"empty-{page_id.value}")


def staff_page(tourist: Tourist) -> None:
    """Who works with the file; somebody to be added, once without a name."""
    tourist.main.actions_table.action("go.staff").trigger()
    tourist.settle()
    page = tourist.main.school_area.page
    assert isinstance(page, StaffPage)
    tourist.picture("staff")
    _form(tourist, page, "Add somebody", StaffDialog, "add-somebody", refused=True)


def _form(
    tourist: Tourist,
    page: QWidget,
    name: str,
    kind: type[FormDialog],
    picture: str,
    *,
    refused: bool = False,
) -> None:
    """Open a form by its button, and look at it."""
    tourist.click(tourist.button(page, name))
    _look(tourist, kind, picture, refused=refused)


def _look(tourist: Tourist, kind: type[FormDialog], picture: str, *, refused: bool) -> None:
    """A form as it opens, and as it is when it was saved too early; then it is left."""
    dialog = tourist.dialog(kind)
    tourist.picture(picture, dialog)
    if refused:
        dialog.submit()
        tourist.picture(f"{picture}-not-yet", dialog)
    dialog.reject()
    tourist.breathe()
