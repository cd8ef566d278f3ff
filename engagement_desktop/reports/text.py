"""The one place where words become paragraphs. User text is escaped here and never read as markup.

`prose` keeps what the writer typed: blank lines part paragraphs, single line breaks stay, and lines
that begin with a dash, a bullet or a number become lists.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, KeepTogether, Paragraph

from engagement_desktop.reports.styles import FALLBACK, REGULAR, holds
from engagement_desktop.reports.tagging import Element, TaggedCanvas

_ITEM = re.compile(r"^\s*(?P<label>[-–—*•·]|\d{1,3}[.)])\s+(?P<words>\S.*)$")
_LINE_END = re.compile(r"(?<!\\)\) Tj(\s+)T\*")  # without a space there, lines are read as one word
_SENTENCE_END = re.compile(
    r"""(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr)\.)([”’"]?)\s+(?=[A-Z“‘"])"""
)
_SQUARE = "□"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_LIST_INDENT = 1.5  # ems
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
    known = holds(REGULAR) | holds(FALLBACK)
    signs = (sign for sign in clean(text) if ord(sign) not in known and sign != "\n")
    return tuple(dict.fromkeys(sign for sign in signs if _in_words(sign) == _SQUARE))


def font_runs(text: str, font: str) -> list[tuple[str, str]]:
    """`text` as (font, words) runs: what `font` lacks goes to the fallback font.

    A picture sign that neither font holds is put into words (“(party popper)”), and a letter that
    neither holds becomes an empty square.
    """
    own, spare = holds(font), holds(FALLBACK)
    lacking = {sign for sign in set(text) if ord(sign) not in own and sign != "\n"}
    shown = {sign: sign if ord(sign) in spare else _in_words(sign) for sign in lacking}
    return [
        (FALLBACK, "".join(shown[sign] for sign in run)) if lacks else (font, "".join(run))
        for lacks, run in groupby(text, lacking.__contains__)
    ]


def markup(text: str, font: str) -> str:
    """`text` as ReportLab paragraph markup that shows exactly these words in `font`."""
    return "".join(
        escape(words, quote=False).replace("\n", "<br/>")
        if chosen == font
        else f'<font name="{FALLBACK}">{escape(words, quote=False)}</font>'
        for chosen, words in font_runs(text, font)
    )


def _in_words(sign: str) -> str:
    if unicodedata.category(sign) == "So":
        return f"({unicodedata.name(sign, 'sign').lower()})"
    return (
        "" if unicodedata.category(sign).startswith("M") else _SQUARE
    )  # a mark alone says nothing


class TaggedParagraph(Paragraph):
    """A paragraph that belongs to an element of the structure tree, over however many pages."""

    canv: TaggedCanvas
    element: Element | None = None
    _drawn = False

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Both halves belong to the same element."""
        halves = super().split(available_width, available_height)
        for half in halves:
            assert isinstance(half, TaggedParagraph)
            half.element = self.element
        return halves

    def draw(self) -> None:
        """Draw the words as content; a table's head drawn again on the next page as an artefact."""
        canvas = self.canv
        if self.element is None or self._drawn:
            with canvas.artefact():
                super().draw()
            return
        start = len(canvas._code)
        with canvas.content(self.element):
            super().draw()
        canvas._code[start:] = [_LINE_END.sub(r" ) Tj\1T*", code) for code in canvas._code[start:]]
        self._drawn = True


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
            with canvas.content(self.label_element):
                canvas.setFont(style.fontName, style.fontSize)
                canvas.setFillColor(style.textColor)
                indent = style.leftIndent - stringWidth(" ", style.fontName, style.fontSize) * 1.6
                canvas.drawRightString(indent, self.height - style.fontSize, self.label)
        super().draw()


def paragraph(text: str, style: ParagraphStyle, parent: Element, tag: str = "P") -> TaggedParagraph:
    """The paragraph factory: `text` shown exactly, in `style`, under `parent`."""
    made = TaggedParagraph(markup(clean(text).strip("\n"), style.fontName), style)
    made.element = parent.add(tag)
    return made


def heading(text: str, style: ParagraphStyle, parent: Element, level: int) -> Heading:
    """A heading of `level` 1 to 6; levels 2 and 3 enter the outline."""
    words = one_line(text)
    made = Heading(markup(words, style.fontName), style)
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
        flowables.extend([KeepTogether(items)] if short else items)
    return flowables


def in_short_lines(text: str) -> str:
    """`text` with each sentence in a paragraph of its own, as easy read sets it."""
    return "\n".join(_SENTENCE_END.sub(r"\1\n\n", line) for line in text.split("\n"))


def _lines(text: str, style: ParagraphStyle, parent: Element) -> list[Flowable]:
    """One paragraph, its lines laid out one by one: in one piece a long text is slow."""
    element = parent.add("P")
    *lines, last = text.split("\n")
    tight = ParagraphStyle(f"{style.name}-line", parent=style, spaceAfter=0)
    made: list[Flowable] = []
    for line, look in (*((line, tight) for line in lines), (last, style)):
        piece = TaggedParagraph(markup(line, style.fontName), look)
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
    entry = listed.add("LI")
    made = ListItem(markup(clean(words), style.fontName), style)
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
