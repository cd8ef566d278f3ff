"""The look of every report: fonts, type scale, colours, spaces. No size or colour stands elsewhere.

Lengths are PDF points (1/72 inch) unless a name ends in `_MM`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache, partial

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from engagement_desktop.models.editions import Edition
from engagement_desktop.paths import resource

REGULAR = "Atkinson"
BOLD = "Atkinson-Bold"
ITALIC = "Atkinson-Italic"
ARABIC = "Arabic"  # Arabic, Persian, Urdu and the other languages of the script
ARABIC_BOLD = "Arabic-Bold"
ARABIC_FONTS = frozenset({ARABIC, ARABIC_BOLD})
ARABIC_SCALE = 1.25  # its letters are smaller than Latin ones of the same size
ARABIC_LEADING = 1.25  # and reach further up and down
FALLBACK = "Fallback"  # letters and signs that the others do not hold

INK = HexColor("#1B2430")
MUTED = HexColor("#566273")
OWN_ACCENT = "#1F5FA8"
PAPER = "#FFFFFF"
ACCENT = HexColor(OWN_ACCENT)
ACCENT_SURFACE = HexColor("#E7F0FA")
LINE = HexColor("#C5CCD6")
SURFACE = HexColor("#F5F6F8")
WHITE = HexColor(PAPER)

PAGE_SIZE = A4
MARGIN_SIDE = 25 * mm
MARGIN_TOP = 24 * mm
MARGIN_BOTTOM = 24 * mm
COLUMN = PAGE_SIZE[0] - 2 * MARGIN_SIDE
COLUMN_HEIGHT = PAGE_SIZE[1] - MARGIN_TOP - MARGIN_BOTTOM
GAP = 8.0
PICTURE_DPI = 200
_PALE = 0.12
_WORDS_REMEMBERED = 8192

_FONT_FILES = {
    REGULAR: "AtkinsonHyperlegible-Regular.ttf",
    BOLD: "AtkinsonHyperlegible-Bold.ttf",
    ITALIC: "AtkinsonHyperlegible-Italic.ttf",
    ARABIC: "ScheherazadeNew-Regular.ttf",
    ARABIC_BOLD: "ScheherazadeNew-Bold.ttf",
    FALLBACK: "DejaVuSans.ttf",
}


SPARES = {
    REGULAR: (ARABIC, FALLBACK),
    BOLD: (ARABIC_BOLD, FALLBACK),
    ITALIC: (ARABIC, FALLBACK),
}
"""For each font, those that lend it the letters it lacks."""


class _MeasuredOnce(TTFont):
    """A font that remembers how wide its words are: lines are broken several times over."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file)
        self._width = lru_cache(_WORDS_REMEMBERED)(super().stringWidth)

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802 - ReportLab's name
        """The width of `text` in points."""
        return self._width(text, size, encoding)


@cache
def prepare() -> None:
    """Register the embedded fonts with ReportLab, once; called before the first page."""
    for name, file in _FONT_FILES.items():
        pdfmetrics.registerFont(_MeasuredOnce(name, str(resource(f"fonts/{file}"))))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD
    )
    rl_config.canvas_basefontname = REGULAR  # else every file names a Helvetica it does not embed
    rl_config.useA85 = 0  # text-armoured pictures are a quarter larger


@cache
def holds(font: str) -> frozenset[int]:
    """The code points that a registered font has glyphs for."""
    prepare()
    registered = pdfmetrics.getFont(font)
    assert isinstance(registered, TTFont)
    return frozenset(registered.face.charToGlyph)


@dataclass(frozen=True)
class Styles:
    """One type scale. Every paragraph of a report uses one of these styles."""

    title: ParagraphStyle
    subtitle: ParagraphStyle
    section: ParagraphStyle
    subsection: ParagraphStyle
    label: ParagraphStyle
    strong: ParagraphStyle
    lead: ParagraphStyle
    body: ParagraphStyle
    plain: ParagraphStyle
    small: ParagraphStyle
    caption: ParagraphStyle
    cell: ParagraphStyle
    cell_head: ParagraphStyle
    running: ParagraphStyle
    mark: float  # height of an area's mark
    large: bool
    accent: Color
    accent_surface: Color
    right_to_left: bool


def _style(
    name: str,
    font: str,
    size: float,
    leading: float,
    *,
    colour: Color = INK,
    before: float = 0,
    after: float = 0,
    right_to_left: bool = False,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
        bulletFontName=font,
        bulletFontSize=size,
        alignment=TA_LEFT,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        right_to_left=right_to_left,  # which way the product's own words go
    )


_ORDINARY_SCALE = (11.0, 13.0, 9.0, 30.0, 17.0, 13.0, 1.5)
"""Sizes in points of body, lead, small, three headings, and the body's line spacing."""
_COMPACT_SCALE = (9.5, 11.5, 8.5, 26.0, 15.0, 11.5, 1.35)
_SCALES = {
    Edition.LARGE_PRINT: (18.0, 18.0, 18.0, 34.0, 25.0, 20.0, 1.4),
    Edition.EASY_READ: (16.0, 16.0, 14.0, 34.0, 24.0, 20.0, 1.55),
}


@cache
def styles(
    edition: Edition = Edition.ORDINARY,
    *,
    compact: bool = False,
    accent: str = "",
    right_to_left: bool = False,
) -> Styles:
    """The type scale: 11 point for most readers, 18 point throughout for large print.

    `compact` is for what has to be seen on one page; it changes nothing for large print. `accent`
    is the school's colour as #RRGGBB, or empty; `right_to_left` is the direction of the page.
    """
    prepare()
    own = HexColor(accent) if accent else None
    style = partial(_style, right_to_left=right_to_left)
    head = own or INK
    scale = _SCALES.get(edition, _COMPACT_SCALE if compact else _ORDINARY_SCALE)
    body, lead, small, h1, h2, h3, spread = scale
    large = edition.large
    air = 0.6 if scale is _COMPACT_SCALE else 1.0
    return Styles(
        title=style("title", BOLD, h1, h1 * 1.15),
        subtitle=style("subtitle", REGULAR, body, body * 1.45, colour=MUTED, before=3),
        section=style("section", BOLD, h2, h2 * 1.25, colour=head, before=22 * air, after=6 * air),
        subsection=style("subsection", BOLD, h3, h3 * 1.3, before=15 * air, after=3 * air),
        label=style("label", BOLD, body, body * 1.4, before=8, after=1),
        strong=style("strong", BOLD, body, body * spread, before=3, after=2),
        lead=style("lead", REGULAR, lead, lead * spread, after=7),
        body=style("body", REGULAR, body, body * spread, after=6 * air),
        plain=style("plain", REGULAR, body, body * 1.4, colour=MUTED, after=5),
        small=style("small", REGULAR, small, small * 1.4, colour=MUTED, after=3),
        caption=style("caption", REGULAR, small, small * 1.4, colour=MUTED),
        cell=style("cell", REGULAR, body - (0 if large or compact else 1), body * 1.35),
        cell_head=style("cell_head", BOLD, body - (0 if large or compact else 1), body * 1.35),
        running=style("running", REGULAR, 14.0 if large else 8.5, 12, colour=MUTED),
        mark=h3 * 1.35,
        large=large,
        accent=own or ACCENT,
        accent_surface=_pale(own) if own else ACCENT_SURFACE,
        right_to_left=right_to_left,
    )


def _pale(colour: Color) -> Color:
    """A ground of the colour's own kind on which ink reads as on white."""
    return Color(*(1 - (1 - part) * _PALE for part in colour.rgb()))


def ink_on(colour: str) -> Color:
    """White or ink, whichever reads better as a letter on `colour` (#RRGGBB)."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return INK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.4 else WHITE
