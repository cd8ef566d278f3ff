"""The row of choices above the lanes: what is shown, how many records, which stretch of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.time_of_day import TimeOfDay
from engagement_desktop.services.timeline import Filter, TimelineView
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_M, SPACE_S, Role
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.scale import Span
from engagement_desktop.ui.widgets.buttons import button, plain, tool_button
from engagement_desktop.ui.widgets.chips import Chip, ChipRow, Choice
from engagement_desktop.ui.widgets.flow import FlowLayout
from engagement_desktop.ui.widgets.labels import label

_LONGEST = 26


class MenuChip(Chip):
    """A chip that opens a menu; it shows a tick and the choice once one is made."""

    def __init__(self, name: str, fill: Callable[[QMenu], None]) -> None:
        super().__init__(Choice(name, f"{name}: any"), "")
        self._name = name
        self._fill = fill
        self.setFont(Look.of_app().font(Role.SMALL))
        self.clicked.connect(self._open)

    def show_choice(self, words: str, *, narrowed: bool) -> None:
        """Show what is chosen now."""
        if (self.accessibleName(), self.isChecked()) == (words, narrowed):
            return
        self.words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
        self.setAccessibleName(words)
        self.setChecked(narrowed)
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.setFont(Look.of_app().font(Role.SMALL))
        super().changeEvent(event)

    def _open(self) -> None:
        self.setChecked(not self.isChecked())  # the click says “open”, not “chosen”
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))


class FilterBar(QWidget):
    """`changed` carries the `Filter`; `span_wanted` a `Span`; `zoomed` a factor of days."""

    changed = Signal(object)
    span_wanted = Signal(object)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: TimelineView | None = None
        self._filter = Filter()
        self.areas = MenuChip("Areas", self._fill_areas)
        self.outcome = MenuChip("Outcome", self._fill_outcomes)
        self.place = MenuChip("Place", self._fill_places)
        self.adult = MenuChip("Adult", self._fill_adults)
        self.time = MenuChip("Time of day", self._fill_times)
        self.clips = ChipRow([Choice(True, "With clips")], multiple=True, name="Show")
        self.clips.chosen.connect(lambda keys: self._narrow(with_clips=bool(keys)))
        self.clear = button("Show all", quiet=True, on_click=lambda: self.set_filter(Filter()))
        self.count = label("", Role.MUTED, wrap=False)
        self.spans = ChipRow(
            [Choice(span, span.value) for span in Span], multiple=False, name="Show", required=True
        )
        self.spans.chosen.connect(lambda keys: self.span_wanted.emit(keys[0]))
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
        """As narrow as the wider of the two halves, since one can stand below the other."""
        left, right = self._left.minimumSizeHint(), self._right.minimumSizeHint()
        return QSize(max(left.width(), right.width()), left.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self._left.sizeHint().width() + self._right.sizeHint().width() <= self.width()
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _lay_out(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_S)
        self._left = QWidget()
        flow = FlowLayout(self._left)
        for widget in (
            self.areas,
            self.outcome,
            self.place,
            self.adult,
            self.time,
            self.clips,
            self.clear,
        ):
            flow.addWidget(widget)
        self._right = QWidget()
        right = QHBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(SPACE_S)
        right.addStretch(1)
        middle = Qt.AlignmentFlag.AlignVCenter
        right.addWidget(self.count, 0, middle)
        right.addSpacing(SPACE_M)
        right.addWidget(self.spans, 0, middle)
        zoom_out = tool_button(
            "zoom_out", "Show a longer time (−)", on_click=lambda: self.zoomed.emit(1.5)
        )
        zoom_in = tool_button(
            "zoom_in", "Look closer (+)", on_click=lambda: self.zoomed.emit(1 / 1.5)
        )
        right.addWidget(zoom_out)
        right.addWidget(zoom_in)
        self._row.addWidget(self._left, 1, middle)
        self._row.addWidget(self._right)

    def _narrow(self, **change: object) -> None:
        self.set_filter(replace(self._filter, **change))  # type: ignore[arg-type]  # field by field

    def _show(self) -> None:
        wanted = self._filter
        areas = [area for area in Area if area in wanted.areas]
        words = " and ".join(area.title for area in areas) if len(areas) < 3 else "Some areas"
        self.areas.show_choice(words if areas else "All five areas", narrowed=bool(areas))
        outcomes = dict(self._view.outcomes) if self._view else {}
        outcome = outcomes.get(wanted.outcome_id or 0, "any")
        time = wanted.time_of_day.value if wanted.time_of_day else "any"
        self.outcome.show_choice(f"Outcome: {outcome}", narrowed=wanted.outcome_id is not None)
        self.place.show_choice(f"Place: {wanted.place or 'any'}", narrowed=bool(wanted.place))
        self.adult.show_choice(f"Adult: {wanted.adult or 'any'}", narrowed=bool(wanted.adult))
        self.time.show_choice(f"Time of day: {time}", narrowed=wanted.time_of_day is not None)
        self.clips.set_chosen([True] if wanted.with_clips else [])
        self.clear.setVisible(not wanted.any)

    def _fill_areas(self, menu: QMenu) -> None:
        self._choice(menu, "All five areas", not self._filter.areas, areas=frozenset())
        for area in Area:
            chosen = area in self._filter.areas
            toggled = self._filter.areas ^ {area}
            wanted = frozenset() if len(toggled) == len(Area) else frozenset(toggled)
            self._choice(menu, area.title, chosen, areas=wanted)

    def _fill_outcomes(self, menu: QMenu) -> None:
        chosen = self._filter.outcome_id
        self._choice(menu, "Any outcome", chosen is None, outcome_id=None)
        for number, wording in self._view.outcomes if self._view else ():
            text = wording if len(wording) < 90 else f"{wording[:88].rstrip()}…"
            self._choice(menu, text, chosen == number, outcome_id=number)

    def _fill_places(self, menu: QMenu) -> None:
        self._choice(menu, "Any place", not self._filter.place, place="")
        for place in self._view.places if self._view else ():
            self._choice(menu, place, self._filter.place == place, place=place)

    def _fill_adults(self, menu: QMenu) -> None:
        self._choice(menu, "Any adult", not self._filter.adult, adult="")
        for adult in self._view.adults if self._view else ():
            self._choice(menu, adult, self._filter.adult == adult, adult=adult)

    def _fill_times(self, menu: QMenu) -> None:
        chosen = self._filter.time_of_day
        self._choice(menu, "Any time of day", chosen is None, time_of_day=None)
        for time in TimeOfDay:
            self._choice(menu, time.value.capitalize(), chosen is time, time_of_day=time)

    def _choice(self, menu: QMenu, text: str, chosen: bool, **change: object) -> None:
        action = menu.addAction(plain(text))
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda _=False: self._narrow(**change))
