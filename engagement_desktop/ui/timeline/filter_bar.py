"""Above the lanes: what is shown, how many records, which stretch of time, and where to go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import ObservationStatus
from engagement_desktop.models.time_of_day import TimeOfDay
from engagement_desktop.services.saved_filters import SavedChoice
from engagement_desktop.services.timeline import TimelineView
from engagement_desktop.services.timeline_filter import Filter, WithEvidence
from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, Role
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.menu_chip import MenuChip, add_choice
from engagement_desktop.ui.timeline.scale import Span
from engagement_desktop.ui.widgets.buttons import button, tool_button
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.labels import label

_MOST_LINES = 1.5
"""With more lines of choices than these, only the first and those that narrow are offered."""
_Options = Callable[[TimelineView], Sequence[tuple[object, str]]]


@dataclass(frozen=True)
class _Kind:
    """One thing to narrow by: the field of `Filter`, its name, and what there is to choose."""

    field: str
    name: str
    options: _Options


def _as_they_are(texts: Sequence[str]) -> Sequence[tuple[object, str]]:
    return [(text, text) for text in texts]


def _capitals(words: Sequence[TimeOfDay | ObservationStatus | WithEvidence]) -> _Options:
    return lambda _: [(word, word.value.capitalize()) for word in words]


_KINDS = (
    _Kind("outcome_id", "Outcome", lambda view: view.outcomes),
    _Kind("activity", "Activity", lambda view: _as_they_are(view.activities)),
    _Kind("place", "Place", lambda view: _as_they_are(view.places)),
    _Kind("adult", "Adult", lambda view: _as_they_are(view.adults)),
    _Kind("time_of_day", "Time of day", _capitals(tuple(TimeOfDay))),
    _Kind("observer", "Observer", lambda view: _as_they_are(view.observers)),
    _Kind("status", "Status", _capitals(tuple(ObservationStatus))),
    _Kind("evidence", "Evidence", _capitals(tuple(WithEvidence))),
)


class FilterBar(QWidget):
    """`changed` carries the `Filter`; `span_wanted` a `Span`; `zoomed` a factor of days;
    `forget_wanted` a `SavedChoice`."""

    changed = Signal(object)
    span_wanted = Signal(object)
    zoomed = Signal(float)
    keep_wanted = Signal()
    forget_wanted = Signal(object)
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: TimelineView | None = None
        self._filter = Filter()
        self._saved: tuple[SavedChoice, ...] = ()
        self._few = False
        self.areas = MenuChip("All five areas", self._fill_areas)
        self.chips = {
            kind.field: MenuChip(f"{kind.name}: any", partial(self._fill, kind)) for kind in _KINDS
        }
        self.saved = MenuChip("Kept choices", self._fill_saved)
        self.more = button(texts.MORE_CHOICES, quiet=True, on_click=self._show_more)
        self.more.hide()
        self.clear = button("Show all", quiet=True, on_click=lambda: self.set_filter(Filter()))
        self.count = label("", Role.MUTED, wrap=False)
        self.spans = ChipRow(
            [Choice(span, span.value) for span in Span], multiple=False, name="Show", required=True
        )
        self.spans.chosen.connect(lambda keys: self.span_wanted.emit(keys[0]))
        self.go_to = tool_button("calendar_ltr", texts.GO_TO, on_click=self._open_go_to)
        self.print = tool_button("print", texts.PRINT, on_click=self.print_wanted.emit)
        self.places: list[tuple[str, Callable[[], object]]] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lay_out()
        self.set_filter(Filter())

    @property
    def filter(self) -> Filter:
        """What is chosen now."""
        return self._filter

    def set_view(self, view: TimelineView) -> None:
        """Offer the choices of this timeline; for another pupil, begin with everything."""
        if self._view is None or self._view.pupil_id != view.pupil_id:
            self._filter = Filter()
        self._view = view
        self._show()

    def set_saved(self, saved: tuple[SavedChoice, ...]) -> None:
        """Offer these choices, which were kept under a name."""
        self._saved = saved
        self._show()

    def set_filter(self, wanted: Filter) -> None:
        """Choose, as if by hand."""
        self._filter = wanted
        self._show()
        self.changed.emit(wanted)

    def set_count(self, count: int) -> None:
        """Say how many observations (records) the marks come from."""
        self.count.setText(texts.observations(count))

    def set_span(self, span: Span | None) -> None:
        """Show which stretch is shown; None once zoomed by hand."""
        self.spans.set_chosen([span] if span else [])

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest part, since each can stand below the others."""
        parts = [part.minimumSizeHint() for part in (self._left, self._told, self._moving)]
        return QSize(max(part.width() for part in parts), parts[0].height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """What is chosen, or the size of the text, changed: the parts may need other room."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """All in one line where there is room; else the choices above, and the rest in two parts
        that stand below one another where even they need it."""
        self._offer_few(few=self._width_of_all() > _MOST_LINES * self.width())
        left, told, moving = (
            part.sizeHint().width() for part in (self._left, self._told, self._moving)
        )
        below = told + moving + SPACE_M
        direction = QBoxLayout.Direction
        for row, needed in ((self._row, left + SPACE_S + below), (self._right, below)):
            fits = needed <= self.width()
            row.setDirection(direction.LeftToRight if fits else direction.TopToBottom)

    def _width_of_all(self) -> int:
        return sum(chip.sizeHint().width() + SPACE_S for chip in (self.areas, *self.chips.values()))

    def _offer_few(self, *, few: bool) -> None:
        """With large words, only what is narrowed by until more is asked for: lanes come first."""
        if few is not self._few:
            self._few = few
            self.more.setVisible(few)
            self._show()

    def _show_more(self) -> None:
        self.more.hide()
        self._show()
        self.areas.setFocus()

    def _lay_out(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_S)
        self._left = QWidget()
        flow = FlowLayout(self._left)
        for widget in (self.areas, *self.chips.values(), self.more, self.clear):
            flow.addWidget(widget)
        self.spans.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        zooming = [
            tool_button(icon, tooltip, on_click=partial(self.zoomed.emit, factor))
            for icon, tooltip, factor in (
                ("zoom_out", "Show a longer time (−)", 1.5),
                ("zoom_in", "Look closer (+)", 1 / 1.5),
            )
        ]
        self._told = _in_a_row(self.count, self.saved)
        self._moving = _in_a_row(self.spans, *zooming, self.go_to, self.print)
        right = QWidget()
        self._right = QBoxLayout(QBoxLayout.Direction.LeftToRight, right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(SPACE_M)
        self._right.addWidget(self._told)
        self._right.addStretch(1)
        self._right.addWidget(self._moving)
        self._row.addWidget(self._left, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(right)

    def _narrow(self, **change: object) -> None:
        self.set_filter(replace(self._filter, **change))  # type: ignore[arg-type]  # field by field

    def _show(self) -> None:
        wanted = self._filter
        areas = [area for area in Area if area in wanted.areas]
        words = " and ".join(area.title for area in areas) if len(areas) < 3 else "Some areas"
        self.areas.show_choice(words if areas else "All five areas", narrowed=bool(areas))
        held_back = self._few and not self.more.isHidden()
        for kind in _KINDS:
            chosen = getattr(wanted, kind.field)
            options = dict(kind.options(self._view)) if self._view and chosen else {}
            said = options.get(chosen, str(chosen)) if chosen else "any"
            said = f"{kind.name}: {said}" if kind.field in _FREE else f"{kind.name}: {said.lower()}"
            self.chips[kind.field].show_choice(said, narrowed=bool(chosen))
            self.chips[kind.field].setVisible(bool(chosen) or not held_back)
        name = next((s.name for s in self._saved if s.filter == wanted), "")
        self.saved.show_choice(name or "Kept choices", narrowed=bool(name))
        self.saved.setVisible(bool(name or self._saved) or not held_back)
        self.clear.setVisible(not wanted.any)

    def _fill(self, kind: _Kind, menu: QMenu) -> None:
        now = getattr(self._filter, kind.field)
        nothing = getattr(Filter(), kind.field)
        everything = f"Any {kind.name.lower()}"
        add_choice(menu, everything, not now, partial(self._narrow, **{kind.field: nothing}))
        for key, text in kind.options(self._view) if self._view else ():
            add_choice(menu, text, now == key, partial(self._narrow, **{kind.field: key}))

    def _fill_areas(self, menu: QMenu) -> None:
        now = self._filter.areas
        add_choice(menu, "All five areas", not now, partial(self._narrow, areas=frozenset()))
        for area in Area:
            toggled = now ^ {area}
            wanted = frozenset() if len(toggled) == len(Area) else frozenset(toggled)
            add_choice(menu, area.title, area in now, partial(self._narrow, areas=wanted))

    def _fill_saved(self, menu: QMenu) -> None:
        for saved in self._saved:
            chosen = saved.filter == self._filter
            add_choice(menu, saved.name, chosen, partial(self.set_filter, saved.filter))
        menu.addSeparator()
        keep = menu.addAction(texts.KEEP_CHOICE)
        keep.setEnabled(not self._filter.any)
        keep.triggered.connect(lambda _=False: self.keep_wanted.emit())
        if self._saved:
            forget = menu.addMenu(texts.FORGET_CHOICE)
            for saved in self._saved:
                add_choice(forget, saved.name, False, partial(self.forget_wanted.emit, saved))

    def _open_go_to(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, go in self.places:
            menu.addAction(text).triggered.connect(partial(_called, go))
        menu.popup(self.go_to.mapToGlobal(QPoint(0, self.go_to.height() + 2)))


_FREE = frozenset({"outcome_id", "activity", "place", "adult", "observer"})
"""What users wrote keeps its capitals."""


def _in_a_row(*parts: QWidget) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(SPACE_S)
    for part in parts:
        across.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    across.addStretch(1)
    return row


def _called(go: Callable[[], object], _checked: bool = False) -> None:
    go()
