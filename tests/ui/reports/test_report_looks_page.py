"""How reports look, as a lead sets it: logo and colour seen on a page, languages, plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton

from engagement_desktop.models.states import Role
from engagement_desktop.services import plain_words, report_languages, report_looks
from engagement_desktop.ui.report_looks import texts
from engagement_desktop.ui.report_looks.look_dialog import LookDialog
from engagement_desktop.ui.report_looks.report_looks_page import ReportLooksPage
from engagement_desktop.ui.report_looks.word_dialog import PlainWordDialog
from tests.helpers.pages import Desk, desk, put_on
from tests.helpers.small_school import SmallSchool, small_school


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallSchool]:
    """One for all tests here: each changes something of its own."""
    with small_school(tmp_path_factory.mktemp("school")) as made:
        yield replace(made, work=replace(made.work, role=Role.LEAD))


def opened(desktop: Desk) -> ReportLooksPage:
    page = ReportLooksPage(desktop.context)
    page.resize(1110, 606)
    put_on(desktop, page)
    page.load()
    desktop.settle()
    return page


def press(page: ReportLooksPage, name: str) -> None:
    """Press the button that a screen reader calls so."""
    (found,) = (
        each
        for each in page.findChildren(QPushButton)
        if (each.accessibleName() or each.text()) == name and not each.isHidden()
    )
    found.click()


def shows(page: ReportLooksPage, colour: str) -> bool:
    """Whether the sample page has this colour, as nearly as a JPEG keeps it."""
    image, wanted = page.sample.grab().toImage(), QColor(colour)
    pixels = (
        QColor(image.pixel(x, y)) for x in range(0, image.width(), 2) for y in range(image.height())
    )
    return any(
        max(abs(each.red() - wanted.red()), abs(each.green() - wanted.green())) < 5
        and abs(each.blue() - wanted.blue()) < 5
        for each in pixels
    )


def test_logo_and_colour_are_seen_on_a_page_at_once(
    school: SmallSchool, desktop: Desk, tmp_path: Path
) -> None:
    page = opened(desktop)
    Image.new("RGB", (90, 60), "#00783c").save(tmp_path / "logo.png")
    page.set_logo_file(tmp_path / "logo.png")
    desktop.settle()
    press(page, texts.CHANGE)
    dialog = page.findChild(LookDialog)
    assert dialog is not None
    dialog.accent.setText("purple")
    dialog.submit()
    desktop.settle()
    assert dialog.fields["accent"].problem.startswith("Please write a colour")

    dialog.accent.setText("#7A1F5B")
    dialog.says.setText("A green flag")
    dialog.submit()
    desktop.settle()
    desktop.settle()

    assert page.logo.text() == "The logo shows: A green flag"
    assert "#7A1F5B" in page.colour.text()
    assert shows(page, "#7A1F5B")
    assert shows(page, "#00783C")
    press(page, texts.REMOVE_LOGO)
    desktop.settle()
    desktop.settle()
    assert not shows(page, "#00783C")
    assert report_looks.looks(school.work).logo is None


def test_a_language_is_saved_corrected_brought_in_and_taken_away(
    school: SmallSchool, desktop: Desk, tmp_path: Path
) -> None:
    page, file = opened(desktop), tmp_path / "pl.toml"
    page.save_language("pl", file)
    desktop.settle()
    text = file.read_text("utf-8").replace('checked_by = ""', 'checked_by = "Ewa Nowak"')
    file.write_text(text, "utf-8")
    page.bring_in(file)
    desktop.settle()

    kept = {view.code: view for view in report_languages.languages(school.work)}
    assert kept["pl"].checked_by == "Ewa Nowak"
    assert kept["ur"].needs_check
    desktop.settle()
    press(page, f"{texts.TAKE_AWAY}: Polish")
    desktop.settle()
    kept = {view.code: view for view in report_languages.languages(school.work)}
    assert kept["pl"].needs_check


def test_a_plain_word_is_reworded_and_left_out_and_an_observer_only_reads(
    school: SmallSchool, desktop: Desk
) -> None:
    page = opened(desktop)
    press(page, f"{texts.REWORD}: prompt")
    dialog = page.findChild(PlainWordDialog)
    assert dialog is not None
    dialog.plain.setText("a nudge")
    dialog.submit()
    desktop.settle()
    desktop.settle()
    press(page, f"{texts.LEAVE}: baseline")
    desktop.settle()

    words = {view.word: view for view in plain_words.list_words(school.work)}
    assert words["prompt"].plain == "a nudge"
    assert not words["baseline"].told

    with desk(school.as_assistant, desktop.qtbot) as other:
        reads = opened(other)
        buttons = [each for each in reads.findChildren(QPushButton) if not each.isHidden()]
        assert buttons == []
