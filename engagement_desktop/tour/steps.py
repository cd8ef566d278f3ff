"""The steps of the tour: the main job, from the first choice to a printed report.

A page adds its own here: a function that uses the window through the `Tourist`, and a line in
`STEPS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engagement_desktop.models.areas import Area
from engagement_desktop.services import pupils, reporting, timeline
from engagement_desktop.services.timeline_marks import Mark
from engagement_desktop.tour import forms, looks, observing, record, seldom, words
from engagement_desktop.tour.tourist import StepFailed, Tourist
from engagement_desktop.ui.observation.observations_page import ObservationsPage
from engagement_desktop.ui.page_ids import PUPIL_PAGES, PageId
from engagement_desktop.ui.reports.reports_page import ReportsPage
from engagement_desktop.ui.review.clip import Side
from engagement_desktop.ui.review.review_page import ReviewPage
from engagement_desktop.ui.shell.palette import Palette
from engagement_desktop.ui.timeline.keeping import KeepDialog
from engagement_desktop.ui.timeline.scale import Span
from engagement_desktop.ui.timeline.sheet_dialog import SheetDialog
from engagement_desktop.ui.timeline.timeline_page import TimelinePage
from engagement_desktop.ui.widgets.dialog import Dialog


@dataclass(frozen=True)
class Step:
    """One step: a short name, and what is done."""

    name: str
    do: Callable[[Tourist], None]


def first_choice(tourist: Tourist) -> None:
    """The first choice, and what a school that cannot be made yet says."""
    sign_in = tourist.window.sign_in
    tourist.picture("first-choice")
    tourist.click(sign_in.welcome.create_button)
    tourist.write(sign_in.making.form.school_name, "Willow Bank School")
    tourist.write(sign_in.making.form.password.line, "short")
    tourist.click(sign_in.making.form.make_button)
    tourist.wait(lambda: bool(sign_in.making.form.problem("password")), "a word on the password")
    tourist.picture("new-school-not-yet")
    tourist.click(sign_in.making.form.back_button)


def open_demo(tourist: Tourist) -> None:
    """The demo school, opened by its button."""
    tourist.click(tourist.window.sign_in.welcome.demo_button)
    tourist.wait(lambda: tourist.window.main is not None, "the demo school")
    model = tourist.main.pupil_list.model
    tourist.wait(lambda: model.rowCount() > 0, "the pupils")
    tourist.picture("home")


def find_pupil(tourist: Tourist) -> None:
    """Search as you type, then the class chips."""
    listed = tourist.main.pupil_list
    name = listed.model.everyone()[0].preferred_name
    tourist.write(listed.search, name[:3].lower())
    if name not in [listed.model.index(i).data() for i in range(listed.model.rowCount())]:
        raise StepFailed("typing a name did not find the pupil")
    tourist.picture("search-pupils")
    listed.search.clear()
    for chip in listed.classes.chips():
        tourist.click(chip)
    tourist.picture("all-classes")
    tourist.click(listed.classes.chips()[0])


def pages(tourist: Tourist) -> None:
    """Every page of the first pupil, by clicking the pupil and the tabs."""
    listed = tourist.main.pupil_list
    first = listed.view.visualRect(listed.model.index(0)).center()
    tourist.click(listed.view.viewport(), first)
    if tourist.main.pupil_id is None:
        raise StepFailed("clicking a pupil opened nothing")
    tabs = tourist.main.area.header.tabs
    for page in PUPIL_PAGES:
        tourist.click(tabs.tab(page))
        if tourist.main.area.page_id is not page:
            raise StepFailed(f"the tab {page.words} did not open its page")
        tourist.picture(page.value)


def find_anything(tourist: Tourist) -> None:
    """“Find anything, or do anything”, from its button."""
    tourist.click(tourist.main.top_bar.find_button)
    palette = tourist.dialog(Palette)
    tourist.write(palette.search, "re")
    tourist.wait(lambda: bool(palette.entries()), "something found")
    tourist.picture("find-anything", palette)
    tourist.press(palette, "Esc")


def dialogs(tourist: Tourist) -> None:
    """The dialogs of the window itself."""
    for name, action in (
        ("shortcuts", "help.shortcuts"),
        ("settings", "school.settings"),
        ("help", "help.page"),
        ("about", "help.about"),
    ):
        tourist.main.actions_table.action(action).trigger()
        dialog = tourist.dialog(Dialog)
        tourist.picture(name, dialog)
        dialog.accept()
        tourist.breathe()


def lock_and_return(tourist: Tourist) -> None:
    """Lock, then come back to the same pupil."""
    pupil_id = tourist.main.pupil_id
    tourist.click(tourist.main.top_bar.lock_button)
    tourist.wait(lambda: tourist.window.main is None, "the lock")
    tourist.picture("locked")
    tourist.click(tourist.button(tourist.window.sign_in.locked_demo, "Go on"))
    tourist.wait(lambda: tourist.window.main is not None, "the school again")
    tourist.wait(lambda: tourist.main.pupil_id == pupil_id, "the pupil shown before")
    tourist.settle()


def write_observation(tourist: Tourist) -> None:
    """A new observation of the pupil shown: one sentence, one area, and it is kept."""
    tourist.main.actions_table.action("observation.new").trigger()
    page = tourist.page(ObservationsPage)
    tourist.wait(lambda: page.editing, "the editor")
    before = tourist.main.status.draft.text()
    narrative = page.writing.editor.what_happened.narrative
    tourist.write(narrative, "Amara stilled as the room light dimmed and looked to the tube.")
    card = page.writing.editor.areas[Area.ANTICIPATION]
    page.writing.editor.fields_scroll.ensureWidgetVisible(card)
    tourist.click(card.guidance_button)
    tourist.breathe()
    page.writing.editor.fields_scroll.ensureWidgetVisible(card)
    tourist.picture("guidance-of-an-area")
    tourist.click(card.guidance_button)
    tourist.click(card.toggle)
    page.writing.editor.fields_scroll.ensureWidgetVisible(card)
    tourist.picture("new-observation")
    tourist.wait(lambda: tourist.main.status.draft.text() != before, "“Draft saved”")
    tourist.picture("draft-saved")


def go_on_with_draft(tourist: Tourist) -> None:
    """A draft from the home page, with its clip and an earlier one beside it."""
    tourist.main.actions_table.action("go.home").trigger()
    tourist.settle()
    draft = next(
        each
        for each in tourist.main.home.findChildren(type(tourist.main.top_bar.lock_button))
        if each.accessibleName().startswith("Go on: Amara, Glow lamp")
    )
    tourist.click(draft)
    page = tourist.page(ObservationsPage)
    tourist.wait(lambda: page.editing, "the editor")
    panes = page.writing.beside.player.panes
    tourist.wait(lambda: panes.shown(Side.NOW) is not None, "the clip of this observation")
    tourist.wait(lambda: panes.shown(Side.THEN) is not None, "an earlier clip")
    tourist.picture("observation-with-clips")
    tourist.press(page.writing.beside.player, "M")
    tourist.wait(page.writing.beside.panel.isVisible, "the panel of a mark")
    tourist.picture("mark-a-moment")
    page.writing.beside.panel.settle()


def step_frames(tourist: Tourist) -> None:
    """Two clips side by side, a few frames on, by keys."""
    tourist.open_page(PageId.REVIEW)
    page = tourist.page(ReviewPage)
    panes = page.player.panes
    tourist.wait(lambda: all(panes.shown(side) is not None for side in Side), "both pictures")
    tourist.picture("side-by-side")
    page.player.take_keyboard()
    begun = page.player.position(Side.NOW)
    for _ in range(5):
        tourist.press(page.player, ".")
    tourist.wait(lambda: page.player.position(Side.NOW) != begun, "the next frames")
    tourist.picture("five-frames-on")


def then_and_now(tourist: Tourist) -> None:
    """The timeline, where responses were seen, and two responses with their clips side by side."""
    tourist.open_page(PageId.TIMELINE)
    page = tourist.page(TimelinePage)
    scrolled = tourist.scroll_of(page)
    scrolled.ensureWidgetVisible(page.coverage)
    scrolled.verticalScrollBar().setValue(scrolled.verticalScrollBar().maximum())
    tourist.picture("context-coverage")
    scrolled.verticalScrollBar().setValue(0)
    pupil_id = tourist.main.pupil_id
    assert pupil_id is not None
    marks = timeline.timeline(tourist.main.context.work, pupil_id).marks
    with_clips = [m for m in marks if m.area is Area.ANTICIPATION and m.has_clip]
    if len(with_clips) < 2:
        raise StepFailed("there are no two responses with clips")
    earlier, later = with_clips[0], with_clips[1]
    _choose_mark(tourist, page, later)
    tourist.wait(page.panel.isVisible, "the response")
    scrolled.ensureWidgetVisible(page.lanes)
    tourist.picture("one-response")
    tourist.show_from_top(page, page.panel)
    tourist.picture("card-of-a-response")
    scrolled.verticalScrollBar().setValue(0)
    tourist.click(page.filters.spans.chips()[list(Span).index(Span.YEAR)])
    _choose_mark(tourist, page, earlier)
    tourist.wait(lambda: len(page.chosen) > 1, "then and now")
    scrolled.ensureWidgetVisible(page.lanes)
    tourist.picture("then-and-now")
    tourist.show_from_top(page, page.panel)
    tourist.picture("then-and-now-whole")
    tourist.click(tourist.button(page.panel, "Keep this comparison"))
    keeping = tourist.dialog(KeepDialog)
    tourist.write(keeping.words, "Now she looks before the lamp lights.")
    tourist.picture("keep-a-comparison", keeping)
    keeping.submit()
    tourist.wait(lambda: bool(page.keeping.kept), "the comparison among those kept")
    scrolled.ensureWidgetVisible(page.keeping.card)
    tourist.picture("kept-side-by-side")
    tourist.close_message()


def timeline_on_paper(tourist: Tourist) -> None:
    """The timeline as it is printed, and as a file."""
    page = tourist.page(TimelinePage)
    tourist.click(page.filters.print)
    sheet = tourist.dialog(SheetDialog)
    tourist.wait(lambda: bool(sheet.view.accessibleDescription()), "the page")
    tourist.picture("timeline-on-paper", sheet)
    assert page.printing.output is not None
    path = tourist.out / "timeline-amara.pdf"
    page.printing.output.save_to(path)
    tourist.settle()
    if not path.read_bytes().startswith(b"%PDF"):
        raise StepFailed(f"{path.name} is no PDF")
    sheet.reject()
    tourist.close_message()


def _choose_mark(tourist: Tourist, page: TimelinePage, mark: Mark) -> None:
    """Click a mark; one in a bead after coming closer, as often as it takes."""

    def click() -> None:
        place = page.lanes.rect_of(mark.response_id)
        if place is None:
            raise StepFailed("the mark is not shown")
        tourist.click(page.lanes, place.center().toPoint())
        tourist.settle()

    for _ in range(4):
        click()
        if mark in page.chosen:
            return
    raise StepFailed("the mark could not be chosen")


def every_report(tourist: Tourist) -> None:
    """Every report in the school, shown on its page and kept as a PDF."""
    work = tourist.main.context.work
    for pupil in pupils.list_pupils(work):
        for line in reporting.list_reports(work, pupil.id):
            tourist.main.show_pupil(pupil.id, PageId.REPORTS)
            tourist.settle()
            tourist.main.navigator.report(line.id)
            kind = line.kind.name.lower().replace("_", "-")
            _keep_report(tourist, f"report-{pupil.preferred_name.lower()}-{kind}")


def _keep_report(tourist: Tourist, name: str) -> None:
    page = tourist.page(ReportsPage)
    tourist.wait(lambda: page.feed.latest is not None, "the preview")
    tourist.picture(name)
    path = tourist.out / f"{name}.pdf"
    page.output.save_to(path)
    tourist.settle()
    if not path.read_bytes().startswith(b"%PDF"):
        raise StepFailed(f"{path.name} is no PDF")
    tourist.close_message()


STEPS: tuple[Step, ...] = (
    Step("first choice", first_choice),
    Step("open the demo school", open_demo),
    Step("find a pupil", find_pupil),
    Step("pages", pages),
    Step("edit a profile", forms.profile_form),
    Step("plan and review", forms.plan_forms),
    Step("the whole record", record.whole_record),
    Step("the bin", record.the_bin),
    Step("write an observation", write_observation),
    Step("go on with a draft", go_on_with_draft),
    Step("step through frames", step_frames),
    Step("then and now", then_and_now),
    Step("the timeline on paper", timeline_on_paper),
    Step("every report", every_report),
    Step("how reports look", looks.how_reports_look),
    Step("reports of a class", forms.class_reports),
    Step("a condition in which skills are lost", forms.regressive_condition),
    Step("everything held on a pupil", forms.everything_held),
    Step("a new pupil", forms.new_pupil),
    Step("staff", forms.staff_page),
    Step("pages about the school", forms.school_pages),
    Step("terms", words.school_terms),
    Step("other frameworks", words.other_frameworks),
    Step("from a template", words.from_a_template),
    Step("correct an observation", observing.correct_an_observation),
    Step("others who took part", observing.others_took_part),
    Step("clips that wait", observing.clips_that_wait),
    Step("forms of the school", seldom.of_the_school),
    Step("forms of a pupil", seldom.of_a_pupil),
    Step("questions about clips", seldom.of_clips),
    Step("find anything", find_anything),
    Step("dialogs", dialogs),
    Step("lock and return", lock_and_return),
)
