"""Asks what is exported side by side, and for which use; offers only uses that are permitted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from engagement_desktop.models.states import PermissionUse
from engagement_desktop.services.exports import ClipShown, FrameShown
from engagement_desktop.ui.look.tokens import Role
from engagement_desktop.ui.review import export_texts as texts
from engagement_desktop.ui.review.clip import Moment, Side
from engagement_desktop.ui.review.texts import speed_text
from engagement_desktop.ui.review.timing import Timing
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.dialog import Dialog
from engagement_desktop.ui.widgets.field import Field
from engagement_desktop.ui.widgets.labels import label
from engagement_desktop.video.review_clock import ReviewClock


class What(Enum):
    """What can be exported."""

    PICTURE = "picture"
    PART = "part"
    WHOLE = "whole"


@dataclass(frozen=True)
class ExportState:
    """What the reviewer shows now, left first.

    `frames` are those on the screen. `clips` lie on one timeline and are empty while each moves
    alone; `whole` and `part` are common times in seconds, `part` None where no part is marked.
    `heard` are the headings of the sides with sound, by their place.
    """

    frames: tuple[FrameShown, ...]
    clips: tuple[ClipShown, ...] = ()
    whole: tuple[Fraction, Fraction] = (Fraction(0), Fraction(0))
    part: tuple[Fraction, Fraction] | None = None
    speed: Fraction = Fraction(1)
    heard: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class ExportWish:
    """What was chosen. `sound` is the place of the side that is heard."""

    what: What
    use: PermissionUse
    with_name: bool
    sound: int | None


def state_of(
    timing: Timing, shown: Mapping[Side, Moment], headings: Mapping[Side, str]
) -> ExportState:
    """What can be exported of what is on the screen: `shown` has each side's frame, `headings` its
    name."""
    sides = [side for side in Side if side in shown]
    times = {side: timing.times(side) for side in sides}
    frames = tuple(
        FrameShown(shown[side].evidence_id, shown[side].n, times[side].cue) for side in sides
    )
    if len(sides) > 1 and not timing.linked:
        return ExportState(frames)
    if all(len(times[side].index) == 1 for side in sides):
        return ExportState(frames)
    clock = ReviewClock(*times.values())
    first, _ = clock.bounds
    last = max(one.common_end(len(one.index) - 1) for one in times.values())
    marked = any((one.in_frame, one.out_frame) != (None, None) for one in times.values())
    return ExportState(
        frames,
        tuple(ClipShown(shown[side].evidence_id, times[side]) for side in sides),
        (first, last),
        clock.loop_bounds if marked else None,
        abs(timing.speed),
        tuple(
            (place, headings[side])
            for place, side in enumerate(sides)
            if times[side].index.has_sound
        ),
    )


class ExportDialog(Dialog):
    """`wished` carries an `ExportWish` when the main button is pressed; the dialog is then closed.

    Args:
        uses: those for which permission stands today.
        moving: a clip is wanted, so one is chosen beforehand where there can be one.
    """

    wished = Signal(object)

    def __init__(
        self,
        state: ExportState,
        uses: Sequence[PermissionUse],
        parent: QWidget,
        *,
        moving: bool = False,
    ) -> None:
        super().__init__(texts.TITLE, texts.SENTENCE, parent)
        self.uses = ChipRow(
            [Choice(use, use.value) for use in uses], multiple=False, name=texts.USE, required=True
        )
        self.what = ChipRow(_offers(state), multiple=False, name=texts.WHAT, required=True)
        self.sound = ChipRow(
            [Choice(None, texts.NO_SOUND), *(Choice(*one) for one in state.heard)],
            multiple=False,
            name=texts.SOUND,
            required=True,
        )
        self.name = QCheckBox(texts.NAME)
        self._silent = label(texts.SILENT.format(speed=speed_text(float(state.speed))), Role.MUTED)
        self._sound_field = Field(texts.SOUND, self.sound)
        self._can_be_heard = state.speed == 1 and bool(state.heard)
        self._slowed = state.speed != 1
        self.add_button(texts.CANCEL, self.reject)
        if not uses:
            self.body.addWidget(label(texts.NO_USE, Role.ATTENTION))
            return
        self._lay_out(alone=not state.clips and len(state.frames) > 1)
        self.go = self.add_button(texts.GO, self._go, primary=True)
        self.go.setEnabled(False)
        self.what.set_chosen([_chosen_first(state, moving)])
        self.sound.set_chosen([None])
        self.uses.chosen.connect(lambda _: self.go.setEnabled(True))
        self.what.chosen.connect(lambda _: self._show_sound())
        self._show_sound()
        self.uses.chips()[0].setFocus()

    def wish(self) -> ExportWish:
        """What is chosen now; a use must have been."""
        (use,), (what,), (sound,) = self.uses.keys(), self.what.keys(), self.sound.keys()
        assert isinstance(use, PermissionUse)
        assert isinstance(what, What)
        heard = sound if isinstance(sound, int) and what is not What.PICTURE else None
        return ExportWish(what, use, self.name.isChecked(), heard if self._can_be_heard else None)

    def _lay_out(self, *, alone: bool) -> None:
        self.body.addWidget(Field(texts.USE, self.uses, texts.USE_HINT))
        self.body.addWidget(Field(texts.WHAT, self.what, texts.ALONE if alone else ""))
        self.body.addWidget(self._sound_field)
        self.body.addWidget(self._silent)
        self.body.addWidget(self.name)

    def _show_sound(self) -> None:
        moving = self.what.keys() != (What.PICTURE,)
        self._sound_field.setVisible(moving and self._can_be_heard)
        self._silent.setVisible(moving and self._slowed)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def _go(self) -> None:
        wish = self.wish()
        self.accept()
        self.wished.emit(wish)


def _offers(state: ExportState) -> list[Choice]:
    offers = [Choice(What.PICTURE, texts.PICTURE)]
    if state.part is not None:
        offers.append(Choice(What.PART, texts.PART))
    if state.clips:
        offers.append(Choice(What.WHOLE, texts.WHOLE))
    return offers


def _chosen_first(state: ExportState, moving: bool) -> What:
    if not moving or not state.clips:
        return What.PICTURE
    return What.WHOLE if state.part is None else What.PART
