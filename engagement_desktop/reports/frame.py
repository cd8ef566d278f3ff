"""The page around the words: margins, running heads, “3 of 6”; and the way from story to file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
)

from engagement_desktop.models.areas import Area, Shape
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.languages import Language, english
from engagement_desktop.reports.content import SchoolDetails
from engagement_desktop.reports.pictures import LOGO_ROOM, CornerLogo, PictureStore
from engagement_desktop.reports.styles import (
    BOLD,
    COLUMN,
    COLUMN_HEIGHT,
    GAP,
    INK,
    LINE,
    MARGIN_BOTTOM,
    MARGIN_SIDE,
    MARGIN_TOP,
    PAGE_SIZE,
    REGULAR,
    Styles,
    ink_on,
    prepare,
)
from engagement_desktop.reports.tables import TaggedTable
from engagement_desktop.reports.tagging import Element, Meta, TaggedCanvas, finish
from engagement_desktop.reports.text import (
    Heading,
    TaggedParagraph,
    clean,
    heading,
    kept_together,
    paragraph,
    shortened,
    unfolded,
)

_TO_A3 = 2**0.5
_LINES_KEPT = 3  # of the text under a heading


@dataclass(frozen=True)
class Running:
    """What stands on every page: whose report, which one, whose school, and “Draft” if it is."""

    pupil: str
    report: str
    school: str
    style: ParagraphStyle
    draft: bool = False
    language: Language = field(default_factory=english)

    def __call__(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw the running head (from the second page) and the foot."""
        left, right = MARGIN_SIDE, PAGE_SIZE[0] - MARGIN_SIDE
        size = self.style.fontSize
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.6)
        if page > 1:
            top = PAGE_SIZE[1] - MARGIN_TOP * 0.62
            self._between(canvas, left, right, top, self.pupil, self.report)
            canvas.line(left, top - size * 0.8, right, top - size * 0.8)
        foot = MARGIN_BOTTOM * 0.55
        canvas.line(left, foot + size * 1.35, right, foot + size * 1.35)
        language = self.language
        draft = language.say("page.draft") if self.draft else ""
        words = " · ".join(filter(None, (self.pupil, self.school, draft)))
        number = language.say("page.number", page=page, pages=pages)
        self._between(canvas, left, right, foot, words, number)

    def _between(
        self, canvas: Canvas, left: float, right: float, y: float, one: str, other: str
    ) -> None:
        canvas.setFillColor(self.style.textColor)
        font, size, room = self.style.fontName, self.style.fontSize, right - left
        end = shortened(other, font, size, room * 0.48)
        begin = shortened(one, font, size, room - end.width - GAP)
        if self.language.right_to_left:
            begin, end = end, begin
        begin.draw(canvas, left, y)
        end.draw(canvas, right - end.width, y)


class Rule(Flowable):
    """A line across the column; a strong one in the school's colour."""

    canv: TaggedCanvas
    spaceBefore = 8.0  # noqa: N815 - ReportLab's names
    spaceAfter = 10.0  # noqa: N815

    def __init__(self, accent: Color | None = None) -> None:
        super().__init__()
        self._accent = accent

    def wrap(self, width: float, _available: float) -> tuple[float, float]:
        """As wide as the column."""
        self.width = width
        return width, 2.0

    def draw(self) -> None:
        """Draw it, as an artefact."""
        with self.canv.artefact():
            self.canv.setStrokeColor(self._accent or LINE)
            self.canv.setLineWidth(2 if self._accent else 0.6)
            self.canv.line(0, 1, self.width, 1)


class AreaHeading(Flowable):
    """An area's heading with its mark: shape and letter, so that it reads without colour."""

    canv: TaggedCanvas

    def __init__(self, area: Area, words: Heading, mark: float) -> None:
        super().__init__()
        self._area, self._words, self._mark = area, words, mark
        self.spaceBefore = words.style.spaceBefore
        self.spaceAfter = words.style.spaceAfter

    def wrap(self, width: float, available: float) -> tuple[float, float]:
        """The height of the words, or of the mark if that is more."""
        _, height = self._words.wrap(width - self._mark * 1.45, available)
        self.width, self.height = width, max(height, self._mark * 1.05)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the mark as decoration, then the words."""
        turned = self._words.right_to_left
        with self.canv.artefact():
            x = self.width - self._mark if turned else 0
            draw_area_mark(self.canv, self._area, x, self.height - self._mark, self._mark)
        x = 0 if turned else self._mark * 1.45
        self._words.drawOn(self.canv, x, self.height - self._words.height)


class AreaLine(Flowable):
    """The areas that something was seen in, each with its mark, on one line."""

    canv: TaggedCanvas

    def __init__(self, areas: tuple[Area, ...], styles: Styles, parent: Element) -> None:
        super().__init__()
        self._areas = tuple(area for area in Area if area in areas)
        self._style = styles.caption
        self._element = parent.add("P")
        self.spaceBefore, self.spaceAfter = 2.0, 3.0

    def wrap(self, width: float, _available: float) -> tuple[float, float]:
        """One line, or more where the column is too narrow for it."""
        size = self._style.fontSize
        self._places, x, line = [], 0.0, 0
        for area in self._areas:
            wide = size * 1.5 + stringWidth(area.title, REGULAR, size)
            if x and x + wide > width:
                x, line = 0.0, line + 1
            self._places.append((x, line))
            x += wide + size * 1.4
        self.width, self.height = width, (line + 1) * self._style.leading
        return self.width, self.height

    def draw(self) -> None:
        """Draw the marks as decoration and the areas' names as one paragraph."""
        size, leading = self._style.fontSize, self._style.leading
        for area, (x, line) in zip(self._areas, self._places, strict=True):
            y = self.height - (line + 1) * leading + leading * 0.18
            with self.canv.artefact():
                draw_area_mark(self.canv, area, x, y, size * 1.15)
            with self.canv.content(self._element):
                self.canv.setFont(REGULAR, size)
                self.canv.setFillColor(self._style.textColor)
                last = area is self._areas[-1]
                words = area.title if last else f"{area.title}, "
                self.canv.drawString(x + size * 1.5, y + size * 0.2, words)


def area_path(canvas: Canvas, area: Area, size: float) -> PDFPathObject:
    """The outline of an area's shape in a square of `size` with its lower left corner at 0, 0."""
    path = canvas.beginPath()
    if area.shape is Shape.CIRCLE:
        path.circle(size / 2, size / 2, size * 0.47)
        return path
    corners = [(px * size, py * size) for px, py in _CORNERS[area.shape]]
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    return path


def draw_area_mark(canvas: Canvas, area: Area, x: float, y: float, size: float) -> None:
    """An area's mark with its lower left corner at `x`, `y`."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setFillColor(area.colour)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(size * 0.05)
    canvas.drawPath(area_path(canvas, area, size), fill=1, stroke=1)
    canvas.setFillColor(ink_on(area.colour))
    letter = size * (0.44 if area.shape is Shape.TRIANGLE else 0.55)
    canvas.setFont(BOLD, letter)
    base = 0.16 if area.shape is Shape.TRIANGLE else 0.5 - 0.55 * 0.34
    canvas.drawCentredString(size / 2, size * base, area.letter)
    canvas.restoreState()


_CORNERS = {
    Shape.DIAMOND: ((0.5, 1), (1, 0.5), (0.5, 0), (0, 0.5)),
    Shape.TRIANGLE: ((0.5, 1), (1, 0.04), (0, 0.04)),
    Shape.SQUARE: ((0.06, 0.06), (0.94, 0.06), (0.94, 0.94), (0.06, 0.94)),
    Shape.HEXAGON: ((0.25, 0.07), (0.75, 0.07), (1, 0.5), (0.75, 0.93), (0.25, 0.93), (0, 0.5)),
}


class Story:
    """A report as it is put together: flowables in reading order, and the structure beside them."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.root = Element("Document")
        self.flowables: list[Flowable] = []
        self._opening: tuple[int, float] | None = None  # where headings began, and what they need

    def add(self, *flowables: Flowable) -> None:
        """Put these at the end."""
        if not flowables:
            return
        if self._opening is not None:
            start, needed = self._opening
            self.flowables[start] = self._room_for(needed, _least_height(flowables[0]))
        self.flowables.extend(flowables)
        self._opening = None

    def paragraph(self, text: str, style: ParagraphStyle) -> None:
        """A paragraph of the product's own words, or one line of the user's."""
        if clean(text).strip():
            self.add(paragraph(text, style, self.root))

    def title(
        self, text: str, school: SchoolDetails | None = None, store: PictureStore | None = None
    ) -> None:
        """The report's title, with the school's logo, if it has one, at the end of its line."""
        style = self.styles.title
        if school is not None and school.logo:
            style = ParagraphStyle("beside-logo", parent=style, rightIndent=LOGO_ROOM)
            self.add(CornerLogo(school, store or PictureStore(), self.styles, self.root))
        self.add(heading(text, style, self.root, 1))

    def opening_rule(self) -> None:
        """The strong line under the title."""
        self.add(Rule(self.styles.accent))

    def open(self, text: str, style: ParagraphStyle, level: int, plain: str = "") -> None:
        """A heading, with a plain sentence under it, kept with the first lines of what follows."""
        first = heading(text, style, self.root, level)
        self._keep(first, (paragraph(plain, self.styles.plain, self.root),) if plain else ())

    def open_area(self, area: Area, text: str, level: int, plain: str) -> None:
        """An area's heading with its mark, kept with the area's plain meaning and what follows."""
        words = heading(text, self.styles.subsection, self.root, level)
        then = (paragraph(plain, self.styles.plain, self.root),) if plain else ()
        self._keep(AreaHeading(area, words, self.styles.mark), then)

    def open_dated(self, words: str, areas: tuple[Area, ...]) -> None:
        """A label for something seen on one day, with the marks of the areas it was seen in."""
        label = heading(words, self.styles.label, self.root, 4)
        self._keep(label, (AreaLine(areas, self.styles, self.root),) if areas else ())

    @contextmanager
    def aside(self) -> Iterator[list[Flowable]]:
        """Gather what is added inside into a list of its own, to be placed by the caller."""
        kept, self.flowables = self.flowables, []
        self._opening = None
        gathered: list[Flowable] = self.flowables
        try:
            yield gathered
        finally:
            gathered[:] = [part for part in self.flowables if not isinstance(part, CondPageBreak)]
            self.flowables = kept
            self._opening = None

    def keep_together_from(self, start: int) -> None:
        """Keep everything added since `start` on one page if a page can hold it."""
        kept = [part for part in self.flowables[start:] if not isinstance(part, CondPageBreak)]
        self.flowables[start:] = [kept_together(kept)]

    def keep_with_the_last_before(self, start: int) -> None:
        """Keep everything added since `start` with the words or the small table before it."""
        before = self.flowables[start - 1] if start else None
        whole = isinstance(before, (TaggedParagraph, KeepTogether))
        self.keep_together_from(start - 1 if whole else start)

    def _keep(self, first: Flowable, then: tuple[Flowable, ...]) -> None:
        """Headings that follow one another stay together, and with the first lines after them."""
        start, needed = self._opening or (len(self.flowables), 0.0)
        for flowable in (first, *then):
            _, height = flowable.wrap(COLUMN, COLUMN_HEIGHT)
            needed += height + flowable.getSpaceBefore() + flowable.getSpaceAfter()
        self.flowables[start : start + 1] = [self._room_for(needed)]
        self.flowables += [first, *then]
        self._opening = (start, needed)

    def _room_for(self, headings: float, then: float = 0.0) -> CondPageBreak:
        """Room for headings and some lines, or for what follows them where it cannot be parted."""
        lines = _LINES_KEPT * self.styles.body.leading
        fits = headings + then <= COLUMN_HEIGHT
        return CondPageBreak(min(headings + max(lines, then if fits else 0.0), COLUMN_HEIGHT))


def _least_height(flowable: Flowable) -> float:
    """What of a flowable has to stand under its heading; nothing for text, which can be parted."""
    if isinstance(flowable, TaggedParagraph):
        return 0.0
    if isinstance(flowable, KeepTogether):
        parts = unfolded([flowable])
        return sum(part.wrap(COLUMN, COLUMN_HEIGHT)[1] + part.getSpaceAfter() for part in parts)
    _, height = flowable.wrap(COLUMN, COLUMN_HEIGHT)
    least = flowable.least_height if isinstance(flowable, TaggedTable) else height
    return least + flowable.getSpaceBefore()


def write(
    story: Story,
    running: Running,
    meta: Meta,
    stream: BinaryIO,
    edition: Edition = Edition.ORDINARY,
) -> int:
    """Lay `story` out on pages and write it to `stream` as a tagged PDF; how many pages it took."""
    prepare()
    drawn = io.BytesIO()
    canvases: list[TaggedCanvas] = []

    def on_page(canvas: Canvas, _template: BaseDocTemplate) -> None:
        assert isinstance(canvas, TaggedCanvas)
        if canvas not in canvases:
            canvases.append(canvas)

    template = BaseDocTemplate(
        drawn,
        pagesize=PAGE_SIZE,
        invariant=1,
        pageCompression=0,  # the second pass compresses, once
        initialFontName=REGULAR,
        title=meta.title,
        author=meta.author,
        subject=meta.subject,
        lang=meta.language,
    )
    frame = Frame(
        MARGIN_SIDE, MARGIN_BOTTOM, COLUMN, COLUMN_HEIGHT,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    template.addPageTemplates([PageTemplate("page", [frame], onPage=on_page)])
    template.build(story.flowables, canvasmaker=partial(TaggedCanvas, furniture=running))
    scale = _TO_A3 if edition is Edition.A3 else 1.0
    finish(drawn.getvalue(), story.root, canvases[0].bookmarks, meta, stream, scale)
    return template.page
