"""Lines that run both ways: the order of their words on the page, and letters that join.

Arabic script is written from right to left, its letters change with their neighbours, and numbers
and English words within it run the other way. The order is that of Unicode’s bidirectional
algorithm (UAX 9), by python-bidi; the joined forms are HarfBuzz’s. Letters are written into the
file in reading order, each in its place, as a tagged PDF asks (ISO 32000-1, 14.8.2.3.3), so that
whoever listens, copies or searches finds the words as they were written.

Widths, places and sizes are in points.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import groupby
from operator import itemgetter

import uharfbuzz
from bidi import algorithm as bidi
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from engagement_desktop.reports.styles import ARABIC_FONTS, ARABIC_SCALE, holds

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_FIRST_CODE = 0xF0000  # a plane for private use: no text holds these
_SIGNS = frozenset(" .,:;!?")
_REMEMBERED = 8192
_NOTHING = "\u200b"  # the standard wants a letter for every glyph
_EXACT = 0.01  # points
_NO_KERNING = {"kern": False, "liga": False}  # as in lines that run one way

Runs = Sequence[tuple[str, str]]
"""A text as (font, words), each font holding its words."""


def runs_both_ways(words: str) -> bool:
    """Whether any letter of `words` is written from right to left."""
    if words.isascii():
        return False
    return any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in set(words))


def mostly_right_to_left(words: str) -> bool | None:
    """Whose line it is: an English sentence with a name in Urdu stays English. None: no letters."""
    if words.isascii():
        return False if any(map(str.isalpha, words)) else None
    kinds = [unicodedata.bidirectional(sign) for sign in words]
    right = sum(kind in _RIGHT_TO_LEFT for kind in kinds)
    left = kinds.count("L")
    return right > left if right or left else None


@dataclass(frozen=True)
class Glyph:
    """A glyph under the code that it is written with, `x` from the left end of the line."""

    code: str
    x: float
    width: float  # as the font says; what is drawn next follows there unless it is moved


@dataclass(frozen=True)
class Piece:
    """Glyphs of one font and size on one height, in reading order."""

    font: str
    size: float
    glyphs: tuple[Glyph, ...]
    rise: float = 0.0

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with the left end of the line's base at `x`, `y`."""
        font, document = _registered(self.font), canvas._doc  # type: ignore[attr-defined]  # stubs
        coded = [(*font.splitString(each.code, document)[0], each) for each in self.glyphs]
        for subset, part in groupby(coded, itemgetter(0)):
            name = font.getSubsetInternalName(subset, document)
            shown, begun, end = "", 0.0, None
            for _, code, glyph in part:
                if end is None or abs(glyph.x - end) > _EXACT:
                    shown += f"> Tj {glyph.x - begun:.2f} 0 Td <"
                    begun = glyph.x
                shown += code.hex()
                end = glyph.x + glyph.width
            place = f"BT 1 0 0 1 {x:.2f} {y + self.rise:.2f} Tm {name} {self.size:g} Tf"
            canvas._code.append(  # type: ignore[attr-defined]  # ReportLab's own, not in its stubs
                f"{place} {shown.removeprefix('> Tj ')}> Tj ET"
            )


@dataclass(frozen=True)
class Line:
    """One line as it is drawn; its pieces in reading order."""

    pieces: tuple[Piece, ...]
    width: float

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with the left end of its base line at `x`, `y`."""
        for piece in self.pieces:
            piece.draw(canvas, x, y)


def set_lines(
    runs: Runs, size: float, room: float | None, *, right_to_left: bool
) -> tuple[Line, ...]:
    """`runs` broken into lines of at most `room` points (None: one line), each in its own order.

    `right_to_left` is the direction of the whole: which end of the line it begins at.
    """
    made: list[Line] = []
    for line in _at_line_ends(runs):
        clusters = _shaped(line, size, int(right_to_left))
        made += [_placed(part, right_to_left=right_to_left) for part in _broken(clusters, room)]
    return tuple(made)


def letters_of(code: int) -> str:
    """The letters that a glyph's private code stands for; any other code’s own letter."""
    return _LETTERS.get(code, chr(code) if code < _FIRST_CODE else "")


_LETTERS: dict[int, str] = {}
_CODES: dict[tuple[str, int, str], int] = {}
_CODES_LOCK = threading.Lock()


def _code_of(font: str, glyph: int, letters: str) -> str:
    """A code under which ReportLab writes this glyph, and reads it back as `letters`."""
    key = font, glyph, letters
    with _CODES_LOCK:
        code = _CODES.get(key)
        if code is None:
            code = _CODES[key] = _FIRST_CODE + len(_CODES)
            _LETTERS[code] = letters
            face = _registered(font).face
            face.charToGlyph[code] = glyph
            face.charWidths[code] = _shaper(font).get_glyph_h_advance(glyph)
    return chr(code)


def _registered(font: str) -> TTFont:
    held = pdfmetrics.getFont(font)
    assert isinstance(held, TTFont)
    return held


@cache
def _shaper(font: str) -> uharfbuzz.Font:
    """HarfBuzz's view of a registered font, in thousandths of its size."""
    holds(font)  # read what letters it has before private codes are added
    made = uharfbuzz.Font(uharfbuzz.Face(_registered(font).face._ttf_data))  # type: ignore[attr-defined]  # not in the stubs
    made.scale = (1000, 1000)
    return made


@dataclass
class _Cluster:
    """Letters that are drawn together, from `start` in the line; places in thousandths."""

    start: int
    letters: str
    font: str
    size: float
    level: int
    glyphs: list[tuple[int, int, int]]  # glyph, across, up
    across: int

    @property
    def width(self) -> float:
        return self.across * self.size / 1000

    def drawn(self, x: float) -> Iterator[tuple[Glyph, float]]:
        """The glyph that bears the letters, then its dots and marks; each with its rise."""
        scale = self.size / 1000
        for code, across, up, wide in _written(self.font, self.letters, tuple(self.glyphs)):
            yield Glyph(code, x + across * scale, wide * scale), up * scale


@lru_cache(_REMEMBERED)
def _written(
    font: str, letters: str, glyphs: tuple[tuple[int, int, int], ...]
) -> tuple[tuple[str, int, int, int], ...]:
    """How a cluster is written: for each glyph its code, its place, and how wide it is."""
    shaper = _shaper(font)
    advances = {glyph: shaper.get_glyph_h_advance(glyph) for glyph, _, _ in glyphs}
    if len(letters) == len(glyphs) == 1:
        ((glyph, across, up),) = glyphs
        if _registered(font).face.charToGlyph.get(ord(letters)) == glyph:
            return ((letters, across, up, advances[glyph]),)  # the font's own glyph of the letter
    ordered = sorted(glyphs, key=lambda each: -advances[each[0]])
    apart = list(unicodedata.normalize("NFD", letters))  # a letter and its mark
    if len(apart) != len(glyphs):
        apart = [letters] + [_NOTHING] * (len(glyphs) - 1)
    return tuple(
        (_code_of(font, glyph, said), across, up, advances[glyph])
        for (glyph, across, up), said in zip(ordered, apart, strict=True)
    )


def _at_line_ends(runs: Runs) -> Iterator[list[tuple[str, str]]]:
    line: list[tuple[str, str]] = []
    for font, words in runs:
        first, *others = words.split("\n")
        line.append((font, first))
        for other in others:
            yield [*line, (font, " ")]
            line = [(font, other)]
    yield line


def _levels(words: str, base: int) -> list[int]:
    """The embedding level of each letter: odd ones run from right to left."""
    if not base and not runs_both_ways(words):
        return [0] * len(words)
    storage = bidi.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "LR"[base]
    bidi.get_embedding_levels(words, storage)
    for place, sign in enumerate(storage["chars"]):
        sign["place"] = place
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, debug=False)
    bidi.resolve_implicit_levels(storage, debug=False)
    found = [base] * len(words)
    for sign in storage["chars"]:
        found[sign["place"]] = sign["level"]
    return found


def _shaped(runs: Runs, size: float, base: int) -> list[_Cluster]:
    """The clusters of a line, in reading order."""
    words = "".join(run for _, run in runs)
    fonts = _with_their_signs(words, [font for font, run in runs for _ in run])
    levels = _levels(words, base)
    clusters: list[_Cluster] = []
    for (font, level), places in groupby(range(len(words)), lambda at: (fonts[at], levels[at])):
        start, *others = places
        end = others[-1] + 1 if others else start + 1
        clusters += _shape(words, start, end, font, level, size)
    return clusters


def _with_their_signs(words: str, fonts: list[str]) -> list[str]:
    """A space or a stop after Arabic letters stands in the letters’ own font."""
    for at in range(1, len(words)):
        if words[at] in _SIGNS and fonts[at - 1] in ARABIC_FONTS:
            fonts[at] = fonts[at - 1]
    return fonts


def _shape(words: str, start: int, end: int, font: str, level: int, size: float) -> list[_Cluster]:
    text = uharfbuzz.Buffer()
    text.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    text.add_str(words[start:end])
    text.guess_segment_properties()
    text.direction = "rtl" if level % 2 else "ltr"
    arabic = font in ARABIC_FONTS
    uharfbuzz.shape(_shaper(font), text, {} if arabic else _NO_KERNING)
    found: dict[int, _Cluster] = {}
    for glyph, place in zip(text.glyph_infos, text.glyph_positions, strict=True):
        cluster = found.get(glyph.cluster)
        if cluster is None:
            scaled = size * ARABIC_SCALE if arabic else size
            cluster = _Cluster(start + glyph.cluster, "", font, scaled, level, [], 0)
            found[glyph.cluster] = cluster
        cluster.glyphs.append((glyph.codepoint, cluster.across + place.x_offset, place.y_offset))
        cluster.across += place.x_advance
    ordered = [found[place] for place in sorted(found)]
    ends = [each.start for each in ordered[1:]] + [end]
    for cluster, until in zip(ordered, ends, strict=True):
        cluster.letters = words[cluster.start : until]
    return ordered


def _broken(clusters: list[_Cluster], room: float | None) -> Iterator[list[_Cluster]]:
    """Lines of clusters: broken at a space, or within a word that is longer than a line."""
    line: list[_Cluster] = []
    width = 0.0
    for cluster in clusters:
        line.append(cluster)
        width += cluster.width
        if room is None or width <= room or cluster.letters == " ":
            continue
        spaces = [at for at, each in enumerate(line) if each.letters == " "]
        cut = spaces[-1] + 1 if spaces else max(len(line) - 1, 1)
        yield line[:cut]
        line = line[cut:]
        width = sum(each.width for each in line)
    yield line


def _at_least(level: int, cluster: _Cluster) -> bool:
    return cluster.level >= level


def _in_place(clusters: Sequence[_Cluster]) -> list[_Cluster]:
    """The clusters from left to right (UAX 9, L2)."""
    shown = list(clusters)
    levels = [cluster.level for cluster in shown]
    for level in range(max(levels, default=0), 0, -1):
        turned: list[_Cluster] = []
        for high, part in groupby(shown, partial(_at_least, level)):
            clusters_of_part = list(part)
            turned += reversed(clusters_of_part) if high else clusters_of_part
        shown = turned
    return shown


def _placed(clusters: list[_Cluster], *, right_to_left: bool) -> Line:
    """The line as it is drawn; the space that it ends with stands outside its width."""
    shown = list(clusters)
    while shown and shown[-1].letters == " ":
        shown.pop()
    x, places = 0.0, {}
    for cluster in _in_place(shown):
        places[cluster.start] = x
        x += cluster.width
    for cluster in clusters[len(shown) :]:
        places[cluster.start] = -cluster.width if right_to_left else x
    return Line(tuple(_pieces(clusters, places)), x)


def _pieces(clusters: Sequence[_Cluster], places: Mapping[int, float]) -> Iterator[Piece]:
    """Letters in reading order, as far as they are of one font and on one height."""
    drawn = (
        (cluster.font, cluster.size, rise, glyph)
        for cluster in clusters
        for glyph, rise in cluster.drawn(places[cluster.start])
    )
    for (font, size, rise), run in groupby(drawn, itemgetter(0, 1, 2)):
        yield Piece(font, size, tuple(glyph for *_, glyph in run), rise)
