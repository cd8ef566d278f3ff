"""One stretch of the printed timeline as a picture, and the legend under all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from engagement_desktop.models.areas import Area
from engagement_desktop.models.arrange import groups, rows
from engagement_desktop.models.mark_looks import MarkLook
from engagement_desktop.models.school_year import school_year
from engagement_desktop.reports.content import long_date
from engagement_desktop.reports.frame import area_path, draw_area_mark
from engagement_desktop.reports.styles import (
    ACCENT,
    BOLD,
    INK,
    LINE,
    MUTED,
    REGULAR,
    SURFACE,
    WHITE,
    styles,
)
from engagement_desktop.reports.tagging import Element, TaggedCanvas
from engagement_desktop.reports.text import line_of, shortened
from engagement_desktop.reports.timeline_content import (
    SheetBand,
    SheetMark,
    SheetSign,
    TimelineSheet,
)

_NAMES = 92.0
_MARK = 11.0
_LANE = 27.0
_BAND = 12.0
_ROW = 14.0
_AXIS = 14.0
_SMALL = 7.5
_LETTER = 7.0
_CLOSE = 0.75
_BEAD = 2.0
_MOST_SMALL = 3
_PLAN_ROWS = 3


def draw_words(
    canvas: Canvas, words: str, x: float, y: float, size: float, room: float, font: str = REGULAR
) -> None:
    """Words on one line, cut to `room` points, in the fonts that hold their letters."""
    shortened(words, font, size, room).draw(canvas, x, y)


class Strip(Flowable):
    """Plans and provision, the five lanes, judgements and notes over some months."""

    canv: TaggedCanvas
    spaceBefore = 8.0  # noqa: N815 - ReportLab's names
    spaceAfter = 8.0  # noqa: N815

    def __init__(
        self,
        data: TimelineSheet,
        first: date,
        last: date,
        width: float,
        root: Element,
        *,
        in_words: bool,
    ) -> None:
        super().__init__()
        self._data = data
        self._first, self._last = first.toordinal(), last.toordinal() + 1
        self.width = width
        self._scale = (width - _NAMES) / max(self._last - self._first, 1)
        self._plans = [band for band in data.plans if self._seen(band)]
        self._provision = [band for band in data.provision if self._seen(band)]
        self._judgements = [sign for sign in data.judgements if self._on(sign.day)]
        self._notes = [sign for sign in data.notes if self._on(sign.day)]
        self._plan_rows = self._rows(self._plans)
        self._band_rows = rows([self._named(band) for band in self._provision], _PLAN_ROWS)
        self._element = root.add("Figure", alternative=self._spoken(first, last, in_words))
        self._tops = self._lay_out()
        self.height = self._tops["end"]

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """As wide as the page, as high as its lanes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw all of it as one picture."""
        with self.canv.content(self._element):
            self._background()
            self._draw_plans()
            self._draw_provision()
            for area in Area:
                self._draw_lane(area)
            self._draw_judgements()
            self._draw_notes()

    def _spoken(self, first: date, last: date, in_words: bool) -> str:
        shown = [area.title for area in Area if any(m.area is area for m in self._marks(area))]
        seen = ", ".join(shown) or "no responses"
        after = " Every response follows in words." if in_words else ""
        return f"Timeline from {long_date(first)} to {long_date(last)}: {seen}.{after}"

    def _marks(self, area: Area) -> list[SheetMark]:
        return [m for m in self._data.marks if m.area is area and self._on(m.day)]

    def _on(self, day: date) -> bool:
        return self._first <= day.toordinal() < self._last

    def _seen(self, band: SheetBand) -> bool:
        last = band.last.toordinal() if band.last else self._last
        return band.first.toordinal() < self._last and last >= self._first

    def _x(self, day: float) -> float:
        return _NAMES + (min(max(day, self._first), self._last) - self._first) * self._scale

    def _ends(self, band: SheetBand) -> tuple[float, float]:
        last = band.last or self._data.last  # what goes on is drawn as far as the page tells
        return self._x(band.first.toordinal()), self._x(last.toordinal() + 1)

    def _rows(self, bands: Sequence[SheetBand]) -> tuple[int, ...]:
        placed = rows([self._ends(band) for band in bands], _PLAN_ROWS)
        return tuple(_PLAN_ROWS - 1 if row is None else row for row in placed)

    def _named(self, band: SheetBand) -> tuple[float, float]:
        """From where to where the name of provision stands."""
        wide = min(line_of(band.name, REGULAR, _SMALL).width + 8, 170.0)
        start = min(self._x(band.first.toordinal()), self.width - wide)
        return start, start + wide + 2

    def _lay_out(self) -> dict[str, float]:
        """How far down each part begins."""
        down = _AXIS
        tops = {"plans": down}
        down += _ROW * (1 + max(self._plan_rows)) + 2 if self._plans else 0
        tops["provision"] = down
        placed = [row for row in self._band_rows if row is not None]
        down += _ROW * (1 + max(placed)) + 2 if placed else 0
        for area in Area:
            tops[area.value] = down
            down += _LANE
        tops["judgements"] = down
        down += _ROW + 4 if self._judgements else 0
        tops["notes"] = down
        down += _ROW + 2 if self._notes else 2
        return tops | {"end": down}

    def _y(self, part: str) -> float:
        return self.height - self._tops[part]

    # The ground

    def _background(self) -> None:
        canvas = self.canv
        top, foot = self.height - _AXIS, 0.0
        canvas.setFillColor(SURFACE)
        for term in self._data.terms:
            if self._seen(term):
                left, right = self._ends(term)
                canvas.rect(left, foot, right - left, top - foot, stroke=0, fill=1)
        for day, words, is_year in self._ticks():
            x = self._x(day)
            canvas.setStrokeColor(MUTED if is_year else LINE)
            canvas.setLineWidth(0.8 if is_year else 0.3)
            canvas.line(x, foot, x, top + 3)
            canvas.setFillColor(MUTED)
            if x + line_of(words, REGULAR, _SMALL).width < self.width:
                draw_words(canvas, words, x + 2, top + 4, _SMALL, 60)
        canvas.setFillColor(INK)
        year = school_year(date.fromordinal(self._first))
        draw_words(canvas, year, 0, top + 4, _SMALL + 1, _NAMES, BOLD)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        for part in (*(area.value for area in Area), "judgements"):
            canvas.line(0, self._y(part), self.width, self._y(part))

    def _ticks(self) -> Iterator[tuple[int, str, bool]]:
        """The first of each month, or every third in a long stretch."""
        first = date.fromordinal(self._first)
        month = first.year * 12 + first.month - (first.day == 1)
        step = 1 if self._scale * 30 > 34 else 3
        while True:
            day = date(month // 12, month % 12 + 1, 1)
            if day.toordinal() >= self._last:
                return
            if month % step == 0:
                named = f"{day:%b %Y}" if day.month in (1, 9) else f"{day:%b}"
                yield day.toordinal(), named, day.month == 9
            month += 1

    def _name(self, words: str, y: float) -> None:
        self.canv.setFillColor(MUTED)
        draw_words(self.canv, words, 16, y, _SMALL, _NAMES - 18)

    # Above the lanes

    def _draw_plans(self) -> None:
        canvas = self.canv
        if self._plans:
            self._name("Plans", self._y("plans") - _ROW + 4)
        for band, row in zip(self._plans, self._plan_rows, strict=True):
            left, right = self._ends(band)
            y = self._y("plans") - (row + 1) * _ROW + 1
            canvas.setStrokeColor(MUTED)
            canvas.setFillColor(WHITE)
            canvas.setLineWidth(0.7)
            canvas.roundRect(left, y, max(right - left - 1, 2), _BAND, 2, stroke=1, fill=1)
            canvas.setFillColor(INK)
            if right - left > 30:
                draw_words(canvas, band.name, left + 3, y + 3.5, _SMALL, right - left - 7)

    def _draw_provision(self) -> None:
        canvas = self.canv
        if self._provision:
            self._name("Provision", self._y("provision") - _ROW + 4)
        for band, row in zip(self._provision, self._band_rows, strict=True):
            first = band.first.toordinal()
            y = self._y("provision") - (0 if row is None else row + 1) * _ROW + 1
            if first >= self._first:
                canvas.setStrokeColor(ACCENT)
                canvas.setLineWidth(0.8)
                canvas.setDash(2, 2)
                canvas.line(self._x(first), y, self._x(first), self._y("notes"))
                canvas.setDash()
            if row is None:
                continue
            left, right = self._named(band)
            canvas.setStrokeColor(ACCENT)
            canvas.setFillColor(WHITE)
            canvas.setLineWidth(0.7)
            canvas.line(left, y, self._ends(band)[1], y)
            canvas.rect(left, y, right - left - 2, _BAND, stroke=1, fill=1)
            canvas.setFillColor(INK)
            draw_words(canvas, band.name, left + 4, y + 3.5, _SMALL, right - left - 8)

    # The lanes

    def _draw_lane(self, area: Area) -> None:
        canvas, top = self.canv, self._y(area.value)
        middle = top - 3 - _MARK / 2 - 2
        draw_area_mark(canvas, area, 0, middle - 6, 12)
        canvas.setFillColor(INK)
        draw_words(canvas, area.title, 16, middle - 3, 9, _NAMES - 18)
        marks = self._marks(area)
        days = [mark.day.toordinal() + 0.5 for mark in marks]
        day = _MARK / self._scale
        for group in groups(days, day * _BEAD, day * _CLOSE):
            reach = _MARK * _BEAD / 2
            x = min(max(self._x(group.middle), _NAMES + reach), self.width - reach)
            if group.count == 1:
                x = self._x(group.middle)
            those = marks[group.start : group.end]
            if group.count == 1:
                draw_mark(canvas, area, those[0].look, x, middle, _MARK)
                if those[0].letter:
                    canvas.setFont(REGULAR, _LETTER)
                    canvas.setFillColor(INK)
                    canvas.drawCentredString(x, top - _LANE + 2.5, those[0].letter)
                wide = _MARK
            else:
                wide = _MARK * _BEAD
                _draw_bead(canvas, area, [mark.look for mark in those], x, middle)
            if any(mark.baseline for mark in those):
                canvas.setStrokeColor(INK)
                canvas.setLineWidth(0.8)
                reach = _MARK / 2 + 2
                side = wide + 4
                canvas.roundRect(
                    x - side / 2, middle - reach, side, 2 * reach, reach, stroke=1, fill=0
                )

    # Below the lanes

    def _draw_judgements(self) -> None:
        canvas = self.canv
        if not self._judgements:
            return
        y = self._y("judgements") - (_ROW + 4) / 2
        self._name("Judgements", y - 3)
        for sign in self._judgements:
            x = self._x(sign.day.toordinal() + 0.5)
            canvas.setStrokeColor(INK)
            canvas.setFillColor(WHITE)
            canvas.setLineWidth(0.7)
            if sign.look is None or sign.area is None:  # a moderation
                for left in (x - 2.6, x + 2.6):
                    canvas.circle(left, y, 3.8, stroke=1, fill=0)
                continue
            canvas.rect(x - 4.5, y - 6, 9, 12, stroke=1, fill=1)
            draw_mark(canvas, sign.area, sign.look, x, y, 6.5)

    def _draw_notes(self) -> None:
        if not self._notes:
            return
        y = self._y("notes") - _ROW + 3
        self._name("Context", y)
        end = self.width
        for day, words in reversed(_by_day(self._notes)):
            x = self._x(day)
            room = end - x - 6
            if room > 20:
                self.canv.setFillColor(INK)
                draw_words(self.canv, words, x + 3, y, _SMALL, room)
            self.canv.setFillColor(MUTED)
            self.canv.rect(x, y, 1, 6, stroke=0, fill=1)
            end = x


def _by_day(notes: Sequence[SheetSign]) -> list[tuple[int, str]]:
    found: dict[int, list[str]] = {}
    for note in notes:
        found.setdefault(note.day.toordinal(), []).append(note.text)
    return [(day, ", ".join(dict.fromkeys(texts))) for day, texts in sorted(found.items())]


def draw_mark(canvas: Canvas, area: Area, look: MarkLook, x: float, y: float, size: float) -> None:
    """An area's shape around `x`, `y`, filled by how established."""
    if look is MarkLook.NOT_SAID:
        size *= 0.45
    canvas.saveState()
    canvas.translate(x - size / 2, y - size / 2)
    path = area_path(canvas, area, size)
    colour = HexColor(area.colour)
    canvas.setStrokeColor(_darker(colour))
    canvas.setLineWidth(max(0.7, size * 0.09))
    if look is MarkLook.NOT_SEEN:
        canvas.setDash(1.6, 1.3)
    full = look in (MarkLook.ESTABLISHED, MarkLook.NOT_SAID)
    canvas.setFillColor(colour if full else WHITE)
    canvas.drawPath(path, fill=1, stroke=1)
    if look is MarkLook.DEVELOPING:
        canvas.saveState()
        canvas.clipPath(area_path(canvas, area, size), stroke=0, fill=0)
        canvas.setFillColor(colour)
        canvas.rect(0, 0, size, size / 2, stroke=0, fill=1)
        canvas.restoreState()
    elif look is MarkLook.OWN_WORD:
        canvas.setFillColor(colour)
        canvas.circle(size / 2, size / 2, size * 0.14, stroke=0, fill=1)
    canvas.restoreState()


def _draw_bead(canvas: Canvas, area: Area, looks: Sequence[MarkLook], x: float, y: float) -> None:
    """Marks too close to stand alone: up to three small, more as three dots."""
    wide = _MARK * _BEAD
    canvas.setStrokeColor(_darker(HexColor(area.colour)))
    canvas.setFillColor(WHITE)
    canvas.setLineWidth(0.7)
    canvas.roundRect(x - wide / 2, y - _MARK / 2, wide, _MARK, _MARK / 2, stroke=1, fill=1)
    if len(looks) <= _MOST_SMALL:
        step = 6.5
        left = x - step * (len(looks) - 1) / 2
        for number, look in enumerate(looks):
            draw_mark(canvas, area, look, left + number * step, y, 5.8)
        return
    canvas.setFillColor(INK)
    for place in (-4, 0, 4):
        canvas.circle(x + place, y, 1, stroke=0, fill=1)


def _darker(colour: Color) -> Color:
    return Color(colour.red * 0.6, colour.green * 0.6, colour.blue * 0.6)


class Legend(Flowable):
    """What each fill, letter and sign means."""

    canv: TaggedCanvas
    spaceBefore = 3.0  # noqa: N815 - ReportLab's names
    spaceAfter = 3.0  # noqa: N815

    def __init__(self, data: TimelineSheet, width: float, root: Element) -> None:
        super().__init__()
        self.width = width
        self._element = root.add("P")
        self._entries: list[tuple[MarkLook | None, str, str]] = [
            (look, "", words) for look, words in data.fills
        ]
        self._entries += [(None, letter, words) for letter, words in data.letters]
        if any(mark.baseline for mark in data.marks):
            self._entries.append((None, "◯", "ring: the baseline"))
        self._entries.append((None, "", "Lanes have no order and marks no height."))
        self._places = self._lay_out()
        self.height = (1 + max(line for _, line in self._places)) * 13.0

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """One line, or as many as the entries need."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the samples as decoration, the words as one paragraph."""
        size = styles().caption.fontSize - 0.5
        for (look, letter, words), (x, line) in zip(self._entries, self._places, strict=True):
            y = self.height - (line + 1) * 13.0 + 3
            end = "" if words.endswith(".") else ";"
            if look is not None:
                with self.canv.artefact():
                    draw_mark(self.canv, Area.EXPLORATION, look, x + 5, y + 3, 9)
            with self.canv.content(self._element):
                self.canv.setFillColor(INK)
                if letter:
                    draw_words(self.canv, letter, x, y, size, 12, BOLD)
                indent = 13 if look is not None or letter else 0
                draw_words(self.canv, f"{words}{end} ", x + indent, y, size, self.width)

    def _lay_out(self) -> list[tuple[float, int]]:
        size = styles().caption.fontSize - 0.5
        places, x, line = [], 0.0, 0
        for _, _, words in self._entries:
            wide = 13 + line_of(words, REGULAR, size).width + 14
            if x and x + wide > self.width:
                x, line = 0.0, line + 1
            places.append((x, line))
            x += wide
        return places
