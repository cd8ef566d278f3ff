"""The one place where words become paragraphs. User text is escaped here and never read as markup.

`prose` keeps what the writer typed: blank lines part paragraphs, single line breaks stay, and lines
that begin with a dash, a bullet or a number become lists.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, Paragraph

from engagement_desktop.models.languages import english
from engagement_desktop.models.scripts import script_of
from engagement_desktop.reports.shaping import (
    Line,
    Runs,
    mostly_right_to_left,
    runs_both_ways,
    set_lines,
)
from engagement_desktop.reports.styles import (
    ARABIC_FONTS,
    ARABIC_LEADING,
    FALLBACK,
    REGULAR,
    SPARES,
    holds,
)
from engagement_desktop.reports.tagging import Element, TaggedCanvas

_ITEM = re.compile(r"^\s*(?P<label>[-–—*•·]|\d{1,3}[.)])\s+(?P<words>\S.*)$")
_LINE_END = re.compile(r"(?<!\\)\) Tj(\s+)T\*")  # without a space there, lines are read as one word
_SENTENCE_END = re.compile(
    r"""(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr)\.)([”’"]?)\s+(?=[A-Z“‘"])"""
)
_SQUARE = "□"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_LIST_INDENT = 1.5  # ems
_LONGEST_LINE = 200  # characters of a line that is cut to its room
_SHORT_LIST = 400  # characters; a shorter list is not parted over two pages


def clean(text: str) -> str:
    """`text` without what cannot be seen: controls, zero-width signs, direction marks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\t", " ")
    text = unicodedata.normalize("NFC", text)
    unseen = {ord(sign): None for sign in set(text) if not _visible(sign)}
    return text.translate(unseen) if unseen else text


def _visible(sign: str) -> bool:
    code = ord(sign)
    if sign == "\n" or 0x20 <= code < 0x7F:
        return True
    if 0xFE00 <= code <= 0xFE0F or code in _SKIN_TONES:
        return False
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def one_line(text: str) -> str:
    """`text` cleaned and on a single line, for headings, names and running heads."""
    return " ".join(clean(text).split())


def unprintable(text: str) -> tuple[str, ...]:
    """The letters of `text` that no embedded font holds and that are printed as an empty square."""
    known = holds(REGULAR).union(*map(holds, SPARES[REGULAR]))
    signs = (sign for sign in clean(text) if ord(sign) not in known and sign != "\n")
    return tuple(dict.fromkeys(sign for sign in signs if _in_words(sign) == _SQUARE))


def font_runs(text: str, font: str) -> list[tuple[str, str]]:
    """`text` as (font, words) runs: what `font` lacks goes to the first spare font that holds it.

    A picture sign that none of them holds is put into words (“(party popper)”), and a letter that
    none holds becomes an empty square.
    """
    own = holds(font)
    lent = {sign: _lent(sign, font) for sign in set(text) if ord(sign) not in own and sign != "\n"}
    if not lent:
        return [(font, text)] if text else []
    signs = (lent.get(sign, (font, sign)) for sign in text)
    return [
        (name, "".join(words for _, words in run)) for name, run in groupby(signs, itemgetter(0))
    ]


def _lent(sign: str, font: str) -> tuple[str, str]:
    for spare in SPARES[font]:
        if ord(sign) in holds(spare):
            return spare, sign
    return FALLBACK, _in_words(sign)


def markup(text: str, font: str) -> str:
    """`text` as ReportLab paragraph markup that shows exactly these words in `font`."""
    return "".join(
        escape(words, quote=False).replace("\n", "<br/>")
        if chosen == font
        else f'<font name="{chosen}">{escape(words, quote=False)}</font>'
        for chosen, words in font_runs(text, font)
    )


def line_of(words: str, font: str, size: float) -> Line:
    """`words` set on one line, cleaned."""
    words = one_line(words)
    turned = bool(mostly_right_to_left(words))
    (line,) = set_lines(font_runs(words, font), size, None, right_to_left=turned)
    return line


def shortened(words: str, font: str, size: float, room: float) -> Line:
    """`words` on one line of at most `room` points, ended by “…” if they had to be cut."""
    words = one_line(words)[:_LONGEST_LINE]
    line = line_of(words, font, size)
    if line.width <= room:
        return line

    def cut(kept: int) -> Line:
        return line_of(f"{words[:kept].rstrip()}…" if kept else "", font, size)

    kept = bisect_right(range(1, len(words)), room, key=lambda kept: cut(kept).width)
    while kept and cut(kept).width > room:  # joined letters may take less room than fewer of them
        kept -= 1
    return cut(kept)


def _in_words(sign: str) -> str:
    if unicodedata.category(sign) == "So":
        return f"({unicodedata.name(sign, 'sign').lower()})"
    return (
        "" if unicodedata.category(sign).startswith("M") else _SQUARE
    )  # a mark alone says nothing


@dataclass(frozen=True)
class BothWays:
    """The words of a paragraph in which some run from right to left, and where its lines begin.

    `broken` are the lines of a part of them, on one of several pages.
    """

    runs: Runs
    right_to_left: bool
    broken: tuple[Line, ...] = ()

    def lines(self, size: float, room: float) -> tuple[Line, ...]:
        """The words in lines of at most `room` points."""
        return self.broken or set_lines(self.runs, size, room, right_to_left=self.right_to_left)


class TaggedParagraph(Paragraph):
    """A paragraph that belongs to an element of the structure tree, over however many pages."""

    canv: TaggedCanvas
    element: Element | None = None
    both_ways: BothWays | None = None
    _lines: tuple[Line, ...] = ()  # of words that run both ways
    _room: float | None = None  # for which these were broken
    _drawn = False

    @property
    def right_to_left(self) -> bool:
        """Whether its lines begin at the right."""
        return self.both_ways is not None and self.both_ways.right_to_left

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Break the words into lines."""
        if self.both_ways is None:
            return super().wrap(available_width, available_height)
        style = self.style
        room = available_width - style.leftIndent - style.rightIndent
        if room != self._room:
            self._lines, self._room = self.both_ways.lines(style.fontSize, room), room
        self.width, self.height = available_width, len(self._lines) * self._leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Both halves belong to the same element."""
        if self.both_ways is None:
            halves = super().split(available_width, available_height)
        else:
            halves = self._parted(available_width, available_height)
        for half in halves:
            assert isinstance(half, TaggedParagraph)
            half.element = self.element
        return halves

    def draw(self) -> None:
        """Draw the words as content; a table's head drawn again on the next page as an artefact."""
        canvas = self.canv
        if self.element is None or self._drawn:
            with canvas.artefact():
                self._draw_words()
            return
        start = len(canvas._code)
        with canvas.content(self.element):
            self._draw_words()
        if self.both_ways is None:
            canvas._code[start:] = [
                _LINE_END.sub(r" ) Tj\1T*", code) for code in canvas._code[start:]
            ]
        self._drawn = True

    @property
    def first_base(self) -> float:
        """How far the base of its first line is from its foot."""
        more = 0.0 if self.both_ways is None else (self._leading - self.style.leading) / 2
        return float(self.height - self.style.fontSize - more)

    @property
    def _leading(self) -> float:
        """From line to line: Arabic letters reach further up and down."""
        assert self.both_ways is not None
        arabic = any(font in ARABIC_FONTS for font, _ in self.both_ways.runs)
        return float(self.style.leading * (ARABIC_LEADING if arabic else 1.0))

    def _draw_words(self) -> None:
        if self.both_ways is None:
            super().draw()
            return
        style, canvas = self.style, self.canv
        canvas.setFillColor(style.textColor)
        y = self.first_base
        for line in self._lines:
            x = style.leftIndent
            if self.both_ways.right_to_left:
                x = self.width - style.rightIndent - line.width
            line.draw(canvas, x, y)
            y -= self._leading

    def _parted(self, width: float, height: float) -> list[Flowable]:
        """The lines that fit and the others, none of them left alone."""
        assert self.both_ways is not None
        self.wrap(width, height)
        fitting = int(height // self._leading)
        if fitting >= len(self._lines):
            return [self]
        fitting = min(fitting, len(self._lines) - 2)
        if fitting < 2:
            return []
        halves: list[Flowable] = []
        for lines in (self._lines[:fitting], self._lines[fitting:]):
            half = type(self)("", self.style)
            half.both_ways = replace(self.both_ways, broken=lines)
            halves.append(half)
        return halves


class Heading(TaggedParagraph):
    """A heading with its entry in the outline."""

    words = ""
    level = 0

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Only the first half makes an outline entry."""
        halves = super().split(available_width, available_height)
        if halves:
            assert isinstance(halves[0], Heading)
            halves[0].words, halves[0].level = self.words, self.level
        return halves

    def draw(self) -> None:
        """Draw, and tell the outline where."""
        if self.words:
            self.canv.saveState()
            self.canv.translate(0, self.height)
            self.canv.bookmark(self.words, self.level)
            self.canv.restoreState()
        super().draw()


class ListItem(TaggedParagraph):
    """A list's item: the label in its own element, hung to the left of the words."""

    label = ""
    label_element: Element | None = None

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Only the first half has the label."""
        halves = super().split(available_width, available_height)
        if halves:
            assert isinstance(halves[0], ListItem)
            halves[0].label, halves[0].label_element = self.label, self.label_element
        return halves

    def draw(self) -> None:
        """Draw the label, then the words."""
        if self.label and self.label_element is not None:
            style, canvas = self.style, self.canv
            gap = stringWidth(" ", style.fontName, style.fontSize) * 1.6
            y = self.first_base
            with canvas.content(self.label_element):
                canvas.setFillColor(style.textColor)
                turned = self.right_to_left
                runs = font_runs(self.label, style.fontName)
                (label,) = set_lines(runs, style.fontSize, None, right_to_left=turned)
                end = style.leftIndent - gap - label.width
                label.draw(canvas, self.width - style.rightIndent + gap if turned else end, y)
        super().draw()


_T = TypeVar("_T", bound="TaggedParagraph")


def _made(kind: type[_T], words: str, style: ParagraphStyle, *, typed: bool = False) -> _T:
    """A paragraph of `kind` that shows exactly these words.

    `typed` words go the way of their own letters; the product's go the way of the page.
    """
    words = _day_and_month().sub("\\1\u00a0", words)  # read back as a space (tagging.finish)
    page = bool(getattr(style, "right_to_left", False))
    own = mostly_right_to_left(words)
    turned = page if own is None else own if typed else page or own
    made = kind(markup(words, style.fontName), _mirrored(style) if turned else style)
    if turned or runs_both_ways(words):
        made.both_ways = BothWays(font_runs(words, style.fontName), turned)
    return made


@cache
def _day_and_month() -> re.Pattern[str]:
    """The space within “22 November”, at which no line is broken."""
    return re.compile(rf"(?<!\d)(\d{{1,2}}) (?=(?:{'|'.join(english().months)})\b)")


def _mirrored(style: ParagraphStyle) -> ParagraphStyle:
    if style.leftIndent == style.rightIndent:
        return style
    indents: dict[str, Any] = {"leftIndent": style.rightIndent, "rightIndent": style.leftIndent}
    return ParagraphStyle(f"{style.name}-mirrored", parent=style, **indents)


def paragraph(
    text: str, style: ParagraphStyle, parent: Element, tag: str = "P", *, typed: bool = False
) -> TaggedParagraph:
    """The paragraph factory: `text` shown exactly, in `style`, under `parent`.

    `typed` is for a writer's own words on a page of another language.
    """
    words = clean(text).strip("\n")
    made = _made(TaggedParagraph, words, style, typed=typed)
    made.element = parent.add(tag, script=script_of(words) if typed else "")
    return made


def heading(text: str, style: ParagraphStyle, parent: Element, level: int) -> Heading:
    """A heading of `level` 1 to 6; levels 2 and 3 enter the outline."""
    words = one_line(text)
    made = _made(Heading, words, style)
    made.element = parent.add(f"H{level}")
    if level > 1:
        made.words, made.level = words, min(level - 2, 1)
    return made


@dataclass(frozen=True)
class _Block:
    """A run of lines that belong together: one paragraph, or one list."""

    items: tuple[tuple[str, str], ...]  # (label, words); no label for a paragraph


def prose(text: str, style: ParagraphStyle, parent: Element) -> list[Flowable]:
    """The writer's prose as paragraphs and lists in `style`; nothing for empty text."""
    flowables: list[Flowable] = []
    for block in _blocks(clean(text)):
        if not block.items[0][0]:
            flowables += _lines(block.items[0][1], style, parent)
            continue
        listed = parent.add("L")
        hung = _hung(style)
        items: list[Flowable] = [_item(label, words, hung, listed) for label, words in block.items]
        short = sum(len(words) for _, words in block.items) <= _SHORT_LIST
        flowables.extend([kept_together(items)] if short else items)
    return flowables


def kept_together(parts: Sequence[Flowable]) -> KeepTogether:
    """`parts` on one page if a page can hold them; what is kept so already is opened, since
    ReportLab cannot measure one within another."""
    return KeepTogether(unfolded(parts))


def unfolded(parts: Sequence[Flowable]) -> list[Flowable]:
    """`parts` with each that is kept together replaced by what is in it."""
    found: list[Flowable] = []
    for part in parts:
        together = isinstance(part, KeepTogether)
        found += part._content if together else [part]  # type: ignore[attr-defined]  # stubs
    return found


def in_short_lines(text: str) -> str:
    """`text` with each sentence in a paragraph of its own, as easy read sets it."""
    return "\n".join(_SENTENCE_END.sub(r"\1\n\n", line) for line in text.split("\n"))


def _lines(text: str, style: ParagraphStyle, parent: Element) -> list[Flowable]:
    """One paragraph, its lines laid out one by one: in one piece a long text is slow."""
    element = parent.add("P", script=script_of(text))
    *lines, last = text.split("\n")
    tight = ParagraphStyle(f"{style.name}-line", parent=style, spaceAfter=0)
    made: list[Flowable] = []
    for line, look in (*((line, tight) for line in lines), (last, style)):
        piece = _made(TaggedParagraph, line, look, typed=True)
        piece.element = element
        made.append(piece)
    return made


def bullet_list(items: list[str], style: ParagraphStyle, parent: Element) -> list[Flowable]:
    """One bullet for each of `items`."""
    listed = parent.add("L")
    hung = _hung(style)
    return [_item("•", words, hung, listed) for words in items]


def _hung(style: ParagraphStyle) -> ParagraphStyle:
    changes: dict[str, Any] = {"leftIndent": style.fontSize * _LIST_INDENT}
    return ParagraphStyle(
        f"{style.name}-list", parent=style, spaceAfter=style.spaceAfter / 2, **changes
    )


def _item(label: str, words: str, style: ParagraphStyle, listed: Element) -> ListItem:
    words = clean(words)
    entry = listed.add("LI", script=script_of(words))
    made = _made(ListItem, words, style, typed=True)
    made.label = label
    made.label_element = entry.add("Lbl")
    made.element = entry.add("LBody")
    return made


def _blocks(text: str) -> list[_Block]:
    blocks: list[_Block] = []
    lines: list[str] = []
    items: list[tuple[str, str]] = []

    def close() -> None:
        if lines:
            blocks.append(_Block((("", "\n".join(lines)),)))
            lines.clear()
        if items:
            blocks.append(_Block(tuple(items)))
            items.clear()

    for line in text.split("\n"):
        found = _ITEM.match(line)
        if found and not (lines and found["label"] in "–—"):
            if lines:
                close()
            label = found["label"] if found["label"][0].isdigit() else "•"
            items.append((label, found["words"].strip()))
        elif not line.strip():
            close()
        elif items:
            label, words = items[-1]
            items[-1] = (
                (label, f"{words}\n{line.strip()}") if line[:1].isspace() else (label, words)
            )
            if not line[:1].isspace():
                close()
                lines.append(line.strip())
        else:
            lines.append(line.strip())
    close()
    return blocks
