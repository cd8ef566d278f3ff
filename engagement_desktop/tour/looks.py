"""How reports look: the school's colour, and a report to a family in its own language."""

from __future__ import annotations

from PySide6.QtGui import QColor

from engagement_desktop.models.states import ReportKind
from engagement_desktop.services import reporting
from engagement_desktop.tour.tourist import StepFailed, Tourist
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.report_looks import texts
from engagement_desktop.ui.report_looks.look_dialog import LookDialog
from engagement_desktop.ui.report_looks.report_looks_page import ReportLooksPage
from engagement_desktop.ui.reports.reports_page import ReportsPage

_LIGHT = QColor("gold").name()


def how_reports_look(tourist: Tourist) -> None:
    """A colour too light to be read, which is made darker; then a report in Urdu."""
    tourist.main.show_school_page(PageId.REPORT_LOOKS)
    tourist.settle()
    page = tourist.main.school_area.page
    if not isinstance(page, ReportLooksPage):
        raise StepFailed("the page of how reports look is not shown")
    tourist.wait(lambda: page.shown is not None, "how reports look")
    tourist.click(tourist.button(page, texts.CHANGE))
    dialog = tourist.dialog(LookDialog)
    tourist.write(dialog.accent, _LIGHT)
    tourist.write(dialog.says, "A hill under a rising sun")
    tourist.picture("report-looks-form", dialog)
    dialog.submit()
    tourist.settle()
    tourist.wait(lambda: "own" in page.colour.text(), "the school’s own colour")
    tourist.picture("report-looks")
    tourist.close_message()
    _in_urdu(tourist)


def _in_urdu(tourist: Tourist) -> None:
    tourist.open_pupil("Amara", PageId.REPORTS)
    tourist.settle()
    pupil_id = tourist.main.pupil_id
    assert pupil_id is not None
    lines = reporting.list_reports(tourist.main.context.work, pupil_id)
    line = next(line for line in lines if line.kind is ReportKind.YEAR_END)
    tourist.main.navigator.report(line.id)
    tourist.settle()
    page = tourist.page(ReportsPage)
    tourist.wait(lambda: page.preview.language.count() > 1, "the languages")
    choice = page.preview.language
    for code in ("ur", "en-GB"):
        choice.set_key(code)
        choice.activated.emit(choice.currentIndex())
        tourist.settle()
        tourist.wait(lambda: page.feed.latest is not None, "the preview")
        if code == "ur":
            tourist.picture("report-in-urdu")
            page.output.save_to(tourist.out / "report-in-urdu.pdf")
            tourist.settle()
            tourist.close_message()
