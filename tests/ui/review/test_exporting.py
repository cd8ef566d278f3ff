"""Exporting from the reviewer: what is offered, and the file that comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from engagement_desktop.models.states import PermissionUse
from engagement_desktop.progress import SilentProgress
from engagement_desktop.services import evidence, permissions, review
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.review import export_texts as texts
from engagement_desktop.ui.review.clip import Moment, ReviewClip, Side
from engagement_desktop.ui.review.export_dialog import (
    ExportDialog,
    ExportState,
    ExportWish,
    What,
    state_of,
)
from engagement_desktop.ui.review.exporting import Exporter
from engagement_desktop.ui.review.keys import Command
from engagement_desktop.ui.review.pane_tools import PaneTools
from engagement_desktop.ui.review.review_page import ReviewPage
from engagement_desktop.ui.review.timing import Timing
from tests.helpers.clips import HEIGHT, WIDTH, MadeClip, read_number
from tests.helpers.pages import Desk, desk
from tests.helpers.reports import photo
from tests.helpers.small_school import SmallSchool, small_school

USES = (PermissionUse.FAMILY, PermissionUse.TRAINING)
HEADINGS = {Side.THEN: "Then", Side.NOW: "Now"}
GAP = 2


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        form = permissions.PermissionForm(
            use=PermissionUse.FAMILY, given_by="Ada Example", from_on=date(2026, 1, 1)
        )
        permissions.add(made.work, made.amara, form)
        yield made


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    return page


@pytest.fixture
def laid_out(school: SmallSchool, qtbot: QtBot, page: QWidget) -> Iterator[Desk]:
    with desk(school.work, qtbot) as made:
        yield made


@pytest.fixture
def timing(school: SmallSchool, thirty: MadeClip, twenty_five: MadeClip) -> Timing:
    """Two clips of Amara in step on their cues, the later with a part."""
    timing = Timing()
    for side, made, cue in ((Side.THEN, thirty, 30), (Side.NOW, twenty_five, 50)):
        kept = evidence.attach(
            school.work, school.amara, None, made.data, "a.mp4", SilentProgress()
        )
        clip = review.review_clip(school.work, kept.value.evidence.id)
        pts = clip.index.pts
        first, last = (pts[45], pts[59]) if side is Side.NOW else (None, None)
        timing.set_clip(
            side,
            ReviewClip(
                clip.line.evidence_id, clip.opener, clip.index, "", (), first, last, pts[cue]
            ),
        )
    return timing


def on_screen(timing: Timing) -> dict[Side, Moment]:
    return {
        side: Moment(side, place + 1, n, timing.times(side).index.pts[n], 0.0)
        for place, (side, n) in enumerate(timing.frames().items())
    }


def numbers(pixels: np.ndarray) -> tuple[int | None, ...]:
    lefts = (0, WIDTH + GAP)
    return tuple(read_number(pixels[:HEIGHT, left : left + WIDTH]) for left in lefts)


def dialog_of(exporter: Exporter, qtbot: QtBot) -> ExportDialog:
    qtbot.waitUntil(lambda: exporter.dialog is not None)
    assert exporter.dialog
    return exporter.dialog


def press(row: object, key: object) -> None:
    chip = next(chip for chip in row.chips() if chip.key == key)  # type: ignore[attr-defined]
    chip.click()


def test_the_picture_is_that_on_the_screen(
    laid_out: Desk, page: QWidget, qtbot: QtBot, timing: Timing, school: SmallSchool, tmp_path: Path
) -> None:
    timing.seek(Side.NOW, 52)
    exporter = Exporter(laid_out.context, page)
    exporter.ask(school.amara, state_of(timing, on_screen(timing), HEADINGS))
    dialog = dialog_of(exporter, qtbot)
    assert [chip.key for chip in dialog.uses.chips()] == [PermissionUse.FAMILY]
    assert not dialog.go.isEnabled()
    press(dialog.uses, PermissionUse.FAMILY)
    dialog.go.click()
    assert exporter.files
    to = tmp_path / "then and now.png"
    exporter.files.fileSelected.emit(str(to))
    exporter.files.reject()
    laid_out.settle()
    assert numbers(np.asarray(Image.open(to))) == (32, 52)
    assert laid_out.said[-1].sentence == f"Exported to “then and now.png” in {tmp_path.name}."


def test_the_clip_is_the_part_at_the_speed_played(
    laid_out: Desk, page: QWidget, timing: Timing, tmp_path: Path
) -> None:
    timing.set_speed(Fraction(1, 2))
    state = state_of(timing, on_screen(timing), HEADINGS)
    wish = ExportWish(What.PART, PermissionUse.FAMILY, False, None)
    to = tmp_path / "a.mp4"
    Exporter(laid_out.context, page).export(state, wish, to)
    laid_out.settle()
    with av.open(to) as container:
        shown = [numbers(frame.to_ndarray(format="bgra")) for frame in container.decode(video=0)]
    assert len(shown) == 36  # 15 frames of 1/25 s at half speed, 30 a second
    assert (shown[0], shown[-1]) == ((24, 45), (41, 59))


def test_stopping_leaves_nothing_and_says_so(
    laid_out: Desk, page: QWidget, timing: Timing, tmp_path: Path
) -> None:
    state = state_of(timing, on_screen(timing), HEADINGS)
    laid_out.context.tasks.started.connect(lambda task: task.cancel())
    wish = ExportWish(What.WHOLE, PermissionUse.FAMILY, False, 0)
    Exporter(laid_out.context, page).export(state, wish, tmp_path / "a.mp4")
    laid_out.settle()
    assert laid_out.said[-1].sentence == "Exporting was stopped; nothing is left of “a.mp4”."
    assert list(tmp_path.glob("*a.mp4*")) == []


def test_sound_is_offered_for_a_clip_at_full_speed_only(
    page: QWidget, qtbot: QtBot, timing: Timing
) -> None:
    dialog = ExportDialog(state_of(timing, on_screen(timing), HEADINGS), USES, page)
    dialog.show()
    press(dialog.uses, PermissionUse.TRAINING)
    assert not dialog.sound.isVisible()
    press(dialog.what, What.WHOLE)
    assert dialog.sound.isVisible()
    chips = [chip for row in (dialog.uses, dialog.what, dialog.sound) for chip in row.chips()]
    qtbot.waitUntil(lambda: all(not chip.visibleRegion().isEmpty() for chip in chips))
    assert all(chip.visibleRegion().boundingRect() == chip.rect() for chip in chips)
    assert [chip.words for chip in dialog.sound.chips()] == [texts.NO_SOUND, "Then"]
    press(dialog.sound, 0)
    assert dialog.wish() == ExportWish(What.WHOLE, PermissionUse.TRAINING, False, 0)
    press(dialog.what, What.PICTURE)
    assert dialog.wish().sound is None

    timing.set_speed(Fraction(1, 4))
    slowed = ExportDialog(state_of(timing, on_screen(timing), HEADINGS), USES, page)
    slowed.show()
    press(slowed.what, What.WHOLE)
    assert not slowed.sound.isVisible()


def test_clips_that_move_alone_are_offered_as_a_picture(page: QWidget, timing: Timing) -> None:
    timing.set_linked(False, Side.NOW)
    state = state_of(timing, on_screen(timing), HEADINGS)
    assert (len(state.frames), state.clips) == (2, ())
    dialog = ExportDialog(state, USES, page)
    assert [chip.key for chip in dialog.what.chips()] == [What.PICTURE]


def test_without_any_permission_there_is_nothing_to_press(page: QWidget) -> None:
    dialog = ExportDialog(ExportState(()), (), page)
    dialog.show()
    assert [button.text() for button in dialog.findChildren(QPushButton)] == [texts.CANCEL]
    assert texts.NO_USE in [shown.text() for shown in dialog.findChildren(QLabel)]


@pytest.mark.parametrize("offered", [True, False], ids=["a teacher", "an observer"])
def test_it_is_offered_to_those_whose_part_it_is(
    school: SmallSchool, qtbot: QtBot, look: Look, offered: bool
) -> None:
    clip = evidence.attach(
        school.work, school.amara, None, photo(), "drum.jpg", SilentProgress()
    ).value.evidence.id
    with desk(school.work if offered else school.as_assistant, qtbot) as at_desk:
        page = ReviewPage(at_desk.context)
        page.resize(1110, 634)
        page.show()
        page.show_pupil(school.amara)
        page.open_clips(None, clip)
        at_desk.settle()
        actions = at_desk.context.actions
        actions.show_page(PageId.REVIEW)
        page.player.panes.strips[Side.NOW].setFocus()
        assert actions.action("review.others").isEnabled()
        assert actions.action("review.export_picture").isEnabled() is offered
        menus = [tools.actions_by_command for tools in page.player.findChildren(PaneTools)]
        assert [menu[Command.EXPORT_CLIP].isVisible() for menu in menus] == [offered] * 2
        page.leave()
        page.player.close_clips()
        delete(page)
