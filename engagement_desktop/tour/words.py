"""The tour round the school's own terms, templates and other frameworks, to an observation that is
begun and tagged with them."""

from __future__ import annotations

from typing import TypeVar

from engagement_desktop.models.areas import Area
from engagement_desktop.models.templates import Prompt, TemplateForm
from engagement_desktop.services import shared_activity
from engagement_desktop.tour.tourist import StepFailed, Tourist
from engagement_desktop.ui.frameworks.bring_in_dialog import BringInDialog
from engagement_desktop.ui.frameworks.frameworks_page import FrameworksPage
from engagement_desktop.ui.frameworks.look_dialog import LookDialog
from engagement_desktop.ui.observation.from_template import StartDialog
from engagement_desktop.ui.observation.observations_page import ObservationsPage
from engagement_desktop.ui.observation.statements import StatementDialog
from engagement_desktop.ui.page import SchoolPage
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.templates.template_dialog import TemplateDialog
from engagement_desktop.ui.templates.templates_page import TemplatesPage
from engagement_desktop.ui.terms.terms_page import TermDialog, TermsPage

P = TypeVar("P", bound=SchoolPage)

_STEPS = """Code,Heading,Statement,Level
Step 1,Being together,Turns to a voice that is known,P1
Step 2,Being together,Shows by a sound or a movement that more is wanted,P2
Step 3,Choosing,Looks from one thing to another before reaching,P3
Step 4,Choosing,Chooses the same thing in 80% of trials,P4
"""
_BELLS = TemplateForm(
    name="Bells, standing",
    activity="Bells",
    why_activity="why_activity.highest_interest",
    place="Hall",
    provision="Standing frame, an adult opposite",
    equipment="red bell",
    prompts=(Prompt(Area.INITIATION, "What tells you that more is wanted?"),),
)


def school_terms(tourist: Tourist) -> None:
    """The terms, and one that would run into another."""
    page = _school_page(tourist, PageId.TERMS, TermsPage)
    line = page.shown[0].terms[-1] if page.shown else None
    if line is None:
        raise StepFailed("there are no terms")
    tourist.click(tourist.button(page, f"Change: {line.name}"))
    dialog = tourist.dialog(TermDialog)
    dialog.fields["first_day"].control.setFocus()
    tourist.press(dialog.fields["first_day"].control, "Ctrl+A")
    tourist.write(dialog.fields["first_day"].control, "1 October 2020")
    dialog.submit()
    tourist.wait(lambda: bool(dialog.fields["last_day"].problem), "a word on the days")
    tourist.picture("term-not-yet", dialog)
    dialog.reject()
    tourist.close_message()


def other_frameworks(tourist: Tourist) -> None:
    """A list of statements comes in, is looked through, and tags an observation."""
    page = _school_page(tourist, PageId.FRAMEWORKS, FrameworksPage)
    path = tourist.out / "First steps.csv"
    path.write_text(_STEPS, encoding="utf-8")
    page.bring_in(path)
    tourist.settle()
    path.unlink()
    dialog = tourist.dialog(BringInDialog)
    tourist.picture("framework-before-it-comes-in", dialog)
    dialog.submit()
    tourist.settle()
    tourist.picture("framework")
    tourist.close_message()
    tourist.click(tourist.button(page, "Look through: First steps"))
    look = tourist.dialog(LookDialog)
    look.statements.view.setCurrentIndex(look.statements.model.index(0))
    tourist.picture("framework-looked-through", look)
    look.accept()


def from_a_template(tourist: Tourist) -> None:
    """A template is made, two pupils are observed from it, and statements are chosen."""
    templates = _school_page(tourist, PageId.TEMPLATES, TemplatesPage)
    templates.new_template(_BELLS)
    tourist.settle()
    form = tourist.dialog(TemplateDialog)
    tourist.picture("template-form", form)
    form.submit()
    tourist.settle()
    tourist.picture("templates-kept")
    tourist.open_pupil("Amara", PageId.OBSERVATIONS)
    page = tourist.page(ObservationsPage)
    if page.editing:
        tourist.click(page.writing.editor.head.back_button)
    tourist.settle()
    tourist.click(page.list.template_button)
    tourist.settle()
    start = tourist.dialog(StartDialog)
    start.mates.chips()[0].click()
    tourist.picture("begin-from-a-template", start)
    start.submit()
    tourist.wait(lambda: page.editing, "the observation")
    tourist.settle()
    if page.writing.view is None or not shared_activity.companions(
        tourist.main.context.work, page.writing.view.id
    ):
        raise StepFailed("the other pupil has no observation of their own")
    page.writing.editor.fields_scroll.ensureWidgetVisible(
        page.writing.editor.areas[Area.INITIATION]
    )
    tourist.picture("begun-from-a-template")
    page.writing.editor.fields_scroll.ensureWidgetVisible(page.writing.editor.statements)
    tourist.click(page.writing.editor.statements.add_button)
    chooser = tourist.dialog(StatementDialog)
    tourist.write(chooser.statements.search, "more wanted")
    chooser.statements.view.taken.emit(chooser.statements.model.index(0))
    tourist.picture("choose-statements", chooser)
    chooser.submit()
    tourist.settle()
    page.writing.editor.fields_scroll.ensureWidgetVisible(page.writing.editor.statements)
    tourist.picture("tagged-with-a-statement")
    tourist.close_message()


def _school_page(tourist: Tourist, page_id: PageId, kind: type[P]) -> P:
    tourist.main.show_school_page(page_id)
    tourist.settle()
    page = tourist.main.school_area.page
    if not isinstance(page, kind):
        raise StepFailed(f"the page {page_id.words} was not shown")
    return page
