"""Tagged PDF: what ReportLab leaves out so that a screen reader can read the page.

While the pages are drawn, a `TaggedCanvas` brackets each piece of text or picture with marked
content that belongs to an `Element`; everything else is an artefact. `finish` then writes the
structure tree, language, title, outline and metadata into the file (PDF/UA-1, ISO 14289-1).

Elements are made in reading order while the story is put together, so the tree follows the reading
order whatever the pages look like.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO, Protocol

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from engagement_desktop.models.languages import ENGLISH_CODE
from engagement_desktop.models.scripts import LATIN
from engagement_desktop.reports.shaping import letters_of

_LONG_CODE = re.compile(rb"> <([0-9A-Fa-f]{5,6})>")
_NO_LETTER = re.compile(rb"> <00(?:00|[Aa]0)>")
_PDFUA = "http://www.aiim.org/pdfua/ns/id/"


@dataclass
class Element:
    """One node of the structure tree. `marks` are (page index, marked-content number) pairs."""

    tag: str
    alternative: str = ""
    scope: str = ""  # Row or Column, for TH
    language: str = ""  # where it is not the language of what it is part of
    script: str = ""  # of what somebody wrote; “” for the product's own words
    children: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)

    def add(
        self,
        tag: str,
        *,
        alternative: str = "",
        scope: str = "",
        language: str = "",
        script: str = "",
    ) -> Element:
        """A new last child."""
        child = Element(tag, alternative, scope, language, script)
        self.children.append(child)
        return child

    @property
    def drawn(self) -> bool:
        """Whether this or anything under it reached a page."""
        return bool(self.marks) or any(child.drawn for child in self.children)


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline: level 0 for the title's sections, 1 under them; `top` in points."""

    words: str
    level: int
    page: int
    top: float


@dataclass(frozen=True)
class Meta:
    """What the file says of itself. `written_on` stands in for the clock: same data, same bytes."""

    title: str
    author: str
    subject: str
    written_on: date
    language: str = ENGLISH_CODE
    script: str = LATIN


class Furniture(Protocol):
    """Draws what stands around the text of a page, once the number of pages is known."""

    def __call__(self, canvas: Canvas, page: int, pages: int) -> None:
        """Draw on `canvas` for `page` (from 1) of `pages`."""


class TaggedCanvas(Canvas):
    """A canvas that numbers marked content and draws the page furniture last, as artefacts."""

    _code: list[str]  # the page's operators so far; ReportLab's own, which its stubs do not show
    _startPage: Callable[[], None]  # noqa: N815 - ReportLab's name

    def __init__(self, *args: Any, furniture: Furniture, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._furniture = furniture
        self._finished_pages: list[dict[str, Any]] = []
        self._marks_on_page = 0
        self._depth = 0
        self.bookmarks: list[Bookmark] = []

    @property
    def page_index(self) -> int:
        """The page being drawn, from 0."""
        return len(self._finished_pages)

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """Whatever is drawn inside belongs to `element`."""
        assert self._depth == 0, "marked content does not nest"
        self._depth += 1
        self._code.append(f"/{element.tag} <</MCID {self._marks_on_page}>> BDC")
        element.marks.append((self.page_index, self._marks_on_page))
        self._marks_on_page += 1
        yield
        self._code.append("EMC")
        self._depth -= 1

    @contextmanager
    def artefact(self) -> Iterator[None]:
        """Whatever is drawn inside is decoration, which a screen reader passes over."""
        if self._depth:
            yield
            return
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def bookmark(self, words: str, level: int) -> None:
        """Add an outline entry that leads to the current origin."""
        _, top = self.absolutePosition(0, 0)
        self.bookmarks.append(Bookmark(words, level, self.page_index, top))

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Keep the page until the number of pages is known."""
        self._finished_pages.append(dict(self.__dict__))
        self._marks_on_page = 0
        self._startPage()

    def save(self) -> None:
        """Draw the furniture of every page and write the file."""
        pages = self._finished_pages
        for number, state in enumerate(pages, start=1):
            self.__dict__.update(state)
            with self.artefact():
                self._furniture(self, number, len(pages))
            super().showPage()
        super().save()


def finish(
    source: bytes,
    root: Element,
    bookmarks: list[Bookmark],
    meta: Meta,
    stream: BinaryIO,
    scale: float = 1.0,
) -> None:
    """Write `source`, the pages as ReportLab drew them, into `stream` as a tagged PDF.

    `scale` enlarges the pages with all that is on them: √2 makes A3 of A4.
    """
    with pikepdf.open(io.BytesIO(source)) as pdf:
        if scale != 1.0:
            _enlarge(pdf, scale)
        _write_tree(pdf, root, _Spoken(meta.language, meta.script))
        _write_outline(pdf, bookmarks, scale)
        _describe(pdf, meta)
        _mend_unicode_maps(pdf)
        pdf.save(
            stream,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


@dataclass(frozen=True)
class _Spoken:
    """The language that words are read aloud in, and its script."""

    language: str
    script: str

    def of(self, element: Element, page: _Spoken) -> _Spoken:
        """That of a part of what is spoken so, on a page whose own words are in `page`.

        Letters of a script that is neither the page's nor Latin tell no language.
        """
        if element.language:
            return _Spoken(element.language, LATIN)
        if element.script in ("", self.script):
            return self
        if element.script == page.script:
            return page
        latin = element.script == LATIN
        return _Spoken(ENGLISH_CODE if latin else f"und-{element.script}", element.script)


def _write_tree(pdf: pikepdf.Pdf, root: Element, page_spoken: _Spoken) -> None:
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    by_page: dict[int, dict[int, pikepdf.Object]] = {}
    tree.K = Array([_write_element(pdf, root, tree, by_page, (page_spoken, page_spoken))])
    numbers = Array()
    for index, page in enumerate(pdf.pages):
        marks = by_page.get(index, {})
        page.obj.StructParents = index
        page.obj.Tabs = Name.S
        numbers.append(index)
        numbers.append(pdf.make_indirect(Array([marks[number] for number in sorted(marks)])))
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(pdf.pages)
    pdf.Root.StructTreeRoot = tree


def _write_element(
    pdf: pikepdf.Pdf,
    element: Element,
    parent: pikepdf.Object,
    by_page: dict[int, dict[int, pikepdf.Object]],
    around: tuple[_Spoken, _Spoken],
) -> pikepdf.Object:
    """`around` is what the page and what the element's parent are spoken in."""
    page_spoken, before = around
    spoken = before.of(element, page_spoken)
    node = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{element.tag}"), P=parent))
    if element.alternative:
        node.Alt = String(element.alternative)
    if spoken.language != before.language:
        node.Lang = String(spoken.language)
    if element.scope:
        node.A = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
    kids = Array()
    for page, number in element.marks:
        by_page.setdefault(page, {})[number] = node
        kids.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=number))
    for child in element.children:
        if child.drawn or child.tag in {"TD", "TH"}:  # an empty cell keeps its place in the row
            kids.append(_write_element(pdf, child, node, by_page, (page_spoken, spoken)))
    node.K = kids
    return node


def _enlarge(pdf: pikepdf.Pdf, scale: float) -> None:
    for page in pdf.pages:
        page.mediabox = Array([round(float(edge) * scale, 2) for edge in page.mediabox])
        page.contents_add(f"{scale:.6f} 0 0 {scale:.6f} 0 0 cm".encode(), prepend=True)


def _write_outline(pdf: pikepdf.Pdf, bookmarks: list[Bookmark], scale: float) -> None:
    with pdf.open_outline() as outline:
        for entry in bookmarks:
            item = pikepdf.OutlineItem(
                entry.words, entry.page, "XYZ", left=0, top=entry.top * scale
            )
            if entry.level and outline.root:
                outline.root[-1].children.append(item)
            else:
                outline.root.append(item)


def _describe(pdf: pikepdf.Pdf, meta: Meta) -> None:
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String(meta.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseNone
    stamp = f"{meta.written_on.isoformat()}T12:00:00Z"
    with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp.register_xml_namespace(_PDFUA, "pdfuaid")
        xmp["dc:title"] = meta.title
        xmp["dc:creator"] = [meta.author]
        xmp["dc:description"] = meta.subject
        xmp["dc:language"] = [meta.language]
        xmp["xmp:CreateDate"] = stamp
        xmp["xmp:ModifyDate"] = stamp
        xmp["xmp:CreatorTool"] = "Engagement Desktop"
        xmp["pdf:Producer"] = "Engagement Desktop"
        xmp["pdfuaid:part"] = "1"


def _mend_unicode_maps(pdf: pikepdf.Pdf) -> None:
    """Mend ReportLab's maps from glyphs to letters.

    PDF/UA does not allow two things in them: unused codes point to U+0000, and signs past U+FFFF
    are written as one long number in place of UTF-16. And a space at which no line may be broken
    is a space to whoever reads or searches.
    """
    for entry in pdf.objects:
        if (
            isinstance(entry, Dictionary)
            and entry.get("/Type") == Name.Font
            and "/ToUnicode" in entry
        ):
            stream = entry.ToUnicode
            mended = _NO_LETTER.sub(b"> <0020>", stream.read_bytes())
            stream.write(_LONG_CODE.sub(_as_utf16, mended))


def _as_utf16(found: re.Match[bytes]) -> bytes:
    letters = letters_of(int(found[1], 16))
    return b"> <" + letters.encode("utf-16-be").hex().upper().encode() + b">"
