"""Words drawn on exported pictures and clips, in the product's own type.

Every text is drawn as it is, never as markup. Sizes are in pixels of the exported picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from engagement_desktop.paths import resource
from engagement_desktop.video.export_colours import ACCENT, INK, MUTED, PANEL, PANEL_INK, PAPER

_LONGEST_TIME = "0:00:00.00 · frame 000000 · +00.00 s after the cue"
_LEAST_SIZE, _MOST_SIZE = 11, 64
_LINE = 1.35
_ELLIPSIS = "…"


@dataclass(frozen=True)
class Caption:
    """What stands under a picture: the clip's day, the time of the frame shown, and the titles of
    the moments marked there."""

    heading: str
    time: str
    marks: tuple[str, ...] = ()


def text_size(height: int, width: int) -> int:
    """The type size under pictures `height` high of which the narrowest is `width` wide: the
    longest time label fits on one line."""
    wanted = min(_MOST_SIZE, max(_LEAST_SIZE, round(height / 28)))
    room = width - 2 * padding(wanted)
    length = _font(wanted, bold=False).getlength(_LONGEST_TIME)
    return max(_LEAST_SIZE, min(wanted, int(wanted * room / length)))


def padding(size: int) -> int:
    """The space round text of this size."""
    return round(size * 0.6)


def caption_height(caption: Caption, width: int, size: int) -> int:
    """The height that a whole caption needs under a picture `width` wide."""
    return _height(len(_lines(caption, width, size, None)), size)


def fixed_height(marks: int, size: int) -> int:
    """The height of captions of one line for the heading, one for the time, `marks` for marks."""
    return _height(2 + marks, size)


def draw_caption(
    caption: Caption, width: int, height: int, size: int, mark_lines: int | None = None
) -> Image.Image:
    """The strip under a picture. With `mark_lines` each line is shortened to fit, and no more
    marks are drawn than there are lines for."""
    strip = Image.new("RGB", (width, height), PAPER)
    draw = ImageDraw.Draw(strip)
    y, step = float(padding(size)), size * _LINE
    for line in _lines(caption, width, size, mark_lines):
        x = float(padding(size))
        if line.mark:
            x += _mark_width(size)
        if line.dot:
            middle, radius = y + step * 0.5, size * 0.2
            left = padding(size) + radius
            box = (left - radius, middle - radius, left + radius, middle + radius)
            draw.ellipse(box, fill=ACCENT)
        font = _font_for(line.text, size, bold=line.bold)
        colour = INK if line.bold or line.mark else MUTED
        draw.text((x, y + step * 0.5), line.text, font=font, fill=colour, anchor="lm")
        y += step
    return strip


def draw_title(text: str, width: int, size: int) -> Image.Image:
    """One line above the pictures."""
    strip = Image.new("RGB", (width, _height(1, size)), PAPER)
    font = _font_for(text, size, bold=True)
    shown = _shortened(text, font, width - 2 * padding(size))
    place = (padding(size), strip.height / 2)
    ImageDraw.Draw(strip).text(place, shown, font=font, fill=INK, anchor="lm")
    return strip


def draw_notice(text: str, width: int, height: int, size: int) -> Image.Image:
    """A panel with a sentence where a picture cannot be shown."""
    panel = Image.new("RGB", (width, height), PANEL)
    font = _font_for(text, size, bold=False)
    lines = list(_wrapped(text, font, width - 4 * padding(size)))
    y = height / 2 - (len(lines) - 1) * size * _LINE / 2
    for line in lines:
        ImageDraw.Draw(panel).text((width / 2, y), line, font=font, fill=PANEL_INK, anchor="mm")
        y += size * _LINE
    return panel


@dataclass(frozen=True)
class _Line:
    text: str
    bold: bool = False
    mark: bool = False
    dot: bool = False


def _lines(caption: Caption, width: int, size: int, mark_lines: int | None) -> list[_Line]:
    room = width - 2 * padding(size)
    heading = _fitted(caption.heading, size, room, bold=True, whole=mark_lines is None)
    lines = [_Line(text, bold=True) for text in heading]
    lines += [
        _Line(text)
        for text in _fitted(caption.time, size, room, bold=False, whole=mark_lines is None)
    ]
    for mark in caption.marks[:mark_lines]:
        room_beside = room - _mark_width(size)
        texts = _fitted(mark, size, room_beside, bold=False, whole=mark_lines is None)
        lines += [_Line(text, mark=True, dot=place == 0) for place, text in enumerate(texts)]
    return lines


def _fitted(text: str, size: int, room: float, *, bold: bool, whole: bool) -> list[str]:
    """The text on as many lines as it needs, or shortened to one."""
    font = _font_for(text, size, bold=bold)
    flat = " ".join(text.split())
    if not whole:
        return [_shortened(flat, font, room)]
    return list(_wrapped(flat, font, room)) or [""]


def _wrapped(text: str, font: ImageFont.FreeTypeFont, room: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= room:
            line = longer
            continue
        if line:
            yield line
        line = word
        while font.getlength(line) > room and len(line) > 1:
            fits = _fitting(line, font, room)
            yield line[:fits]
            line = line[fits:]
    if line:
        yield line


def _shortened(text: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    if font.getlength(text) <= room:
        return text
    fits = _fitting(text, font, room - font.getlength(_ELLIPSIS))
    return text[:fits].rstrip() + _ELLIPSIS


def _fitting(text: str, font: ImageFont.FreeTypeFont, room: float) -> int:
    """How many characters fit; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if font.getlength(text[:middle]) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _height(lines: int, size: int) -> int:
    return round(lines * size * _LINE) + 2 * padding(size)


def _mark_width(size: int) -> float:
    return size * 0.75


def _font_for(text: str, size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    """The product's type, or one with more letters where that has not all of the text's."""
    own = _font(size, bold=bold)
    return own if all(_has(char, bold=bold) for char in set(text)) else _wide_font(size)


@cache
def _has(char: str, *, bold: bool) -> bool:
    """Whether the product's type has a letter: what it has not, it draws as an empty box."""
    if char.isspace():
        return True
    font = _font(_LEAST_SIZE * 2, bold=bold)
    return bytes(font.getmask(char)) != bytes(font.getmask("\uffff"))


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    weight = "Bold" if bold else "Regular"
    return ImageFont.truetype(resource(f"fonts/AtkinsonHyperlegible-{weight}.ttf"), size)


@cache
def _wide_font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(resource("fonts/DejaVuSans.ttf"), size)
