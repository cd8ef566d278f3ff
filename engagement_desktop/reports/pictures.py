"""Photos and stills on a page: never stretched, never enlarged past their own pixels by much.

Each picture is brought down to 200 dots per inch at the size at which it is printed, turned the way
it was taken, and freed of whatever else its file held (place, camera).
"""

from __future__ import annotations

import io
from collections import OrderedDict
from dataclasses import dataclass

from PIL import Image, ImageOps
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from engagement_desktop.errors import AppError
from engagement_desktop.reports.content import Picture, SchoolDetails
from engagement_desktop.reports.styles import COLUMN_HEIGHT, GAP, PICTURE_DPI, Styles
from engagement_desktop.reports.tagging import Element, TaggedCanvas
from engagement_desktop.reports.text import TaggedParagraph, one_line, paragraph

_MAX_PIXELS = 200_000_000
_ORIENTATION = 0x0112
_SIDEWAYS = {5, 6, 7, 8}  # EXIF orientations that swap width and height
_LEAST_SHRINK = 0.72  # a picture may be this much smaller to stay on the page with its text
_ROW_HEIGHT = 190.0
_SINGLE_WIDTH = 0.6  # of the column, with the caption beside it
_COVER_HEIGHT = 255.0
_LOGO = 58.0
_LOGO_LIFT = 10.0  # over the top of the title
LOGO_ROOM = _LOGO + 12
_CAPTION_SHARE = 0.25  # of a page, at the most
_CAPTION_LIMIT = 180  # characters; a caption is no place for a page of prose


@dataclass(frozen=True)
class _Ready:
    jpeg: bytes
    width: int  # pixels
    height: int


class PictureStore:
    """Pictures made ready for print, kept while one report is written so that previews are quick.

    Drop the store when the writing ends: it holds pictures of a pupil.
    """

    def __init__(self, limit: int = 24) -> None:
        self._ready: OrderedDict[tuple[bytes, int, int], _Ready] = OrderedDict()
        self._sizes: dict[bytes, tuple[int, int]] = {}
        self._limit = limit

    def size(self, picture: Picture) -> tuple[int, int]:
        """Width and height in pixels, the way the picture was taken."""
        if picture.data not in self._sizes:
            with _opened(picture) as image:
                turned = image.getexif().get(_ORIENTATION, 1) in _SIDEWAYS
                size = (image.height, image.width) if turned else image.size
            self._sizes[picture.data] = size
            if len(self._sizes) > self._limit:
                self._sizes.pop(next(iter(self._sizes)))
            return size
        return self._sizes[picture.data]

    def ready(self, picture: Picture, width: float, height: float) -> _Ready:
        """The picture as a JPEG for a box of `width` × `height` points."""
        pixels = (_pixels(width), _pixels(height))
        key = (picture.data, *pixels)
        if key not in self._ready:
            self._ready[key] = _prepare(picture, pixels)
            if len(self._ready) > self._limit:
                self._ready.popitem(last=False)
        self._ready.move_to_end(key)
        return self._ready[key]


def _pixels(length: float) -> int:
    return max(1, round(length / 72 * PICTURE_DPI))


def _opened(picture: Picture) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(picture.data), formats=("JPEG", "PNG"))
    except (OSError, ValueError, Image.DecompressionBombError) as cause:
        raise _unreadable(picture) from cause
    if image.width * image.height > _MAX_PIXELS:
        raise _unreadable(picture)
    return image


def _unreadable(picture: Picture) -> AppError:
    named = one_line(picture.caption) or one_line(picture.description) or "without a caption"
    return AppError(
        f"The picture “{named}” in this report cannot be read.",
        safe="The words of the report are kept.",
        to_do="Take the picture out of the report, or attach it again.",
    )


def _prepare(picture: Picture, pixels: tuple[int, int]) -> _Ready:
    try:
        with _opened(picture) as image:
            image.draft("RGB", pixels)  # a JPEG decodes straight to about the size that is needed
            upright = ImageOps.exif_transpose(image)
            flat = _on_white(upright)
            flat.thumbnail(pixels, Image.Resampling.LANCZOS, reducing_gap=2.0)
            out = io.BytesIO()
            flat.save(out, "JPEG", quality=85, subsampling=0)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as cause:
        raise _unreadable(picture) from cause
    return _Ready(out.getvalue(), flat.width, flat.height)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGB", "L"}:
        return image.convert("RGB")
    deep = image.convert("RGBA")
    page = Image.new("RGBA", deep.size, "white")
    return Image.alpha_composite(page, deep).convert("RGB")


@dataclass
class _Placed:
    """One picture within a figure: where it stands and how large, in points."""

    picture: Picture
    element: Element
    caption: TaggedParagraph | None
    style: ParagraphStyle  # the caption's
    x: float = 0.0
    width: float = 0.0
    height: float = 0.0
    caption_height: float = 0.0


class _Pictures(Flowable):
    """Pictures that stand together; they shrink a little rather than leave a page half empty."""

    canv: TaggedCanvas

    spaceBefore = 6.0  # noqa: N815 - ReportLab's names
    spaceAfter = 10.0  # noqa: N815

    def __init__(
        self, placed: list[_Placed], store: PictureStore, tallest: float, *, turned: bool = False
    ) -> None:
        super().__init__()
        self._placed = placed
        self._turned = turned  # the page goes from right to left
        self._store = store
        self._tallest = min(tallest, COLUMN_HEIGHT * 0.7)

    def _ratio(self, placed: _Placed) -> float:
        width, height = self._store.size(placed.picture)
        return min(max(width / max(height, 1), 0.2), 5.0) if width and height else 1.0

    def wrap(self, width: float, available: float) -> tuple[float, float]:
        """Lay out as large as the rules allow, or up to a quarter smaller if that fits."""
        height = self._lay_out(width, self._tallest)
        if height > available:
            smaller = self._tallest_of_row() - (height - available)
            if smaller >= self._tallest_of_row() * _LEAST_SHRINK:
                height = self._lay_out(width, smaller)
        self.width, self.height = width, height
        return width, height

    def _tallest_of_row(self) -> float:
        return max(placed.height for placed in self._placed)

    def _lay_out(self, width: float, tallest: float) -> float:
        raise NotImplementedError

    def draw(self) -> None:
        """Draw each picture as a figure with its alternative text, then its caption."""
        for placed in self._placed:
            self._draw_picture(self.canv, placed)
            if placed.caption is not None:
                self._draw_caption(placed)

    def _draw_picture(self, canvas: TaggedCanvas, placed: _Placed) -> None:
        ready = self._store.ready(placed.picture, placed.width, placed.height)
        # Within the box at the picture's own ratio, whatever rounding the pixels brought.
        scale = min(placed.width / ready.width, placed.height / ready.height)
        width, height = ready.width * scale, ready.height * scale
        bottom = self.height - height
        x = self.width - placed.x - width if self._turned else placed.x
        with canvas.content(placed.element):
            canvas.drawImage(ImageReader(io.BytesIO(ready.jpeg)), x, bottom, width, height)

    def _draw_caption(self, placed: _Placed) -> None:
        assert placed.caption is not None
        top = self.height - placed.height - GAP / 2
        x = self.width - placed.x - placed.caption.width if self._turned else placed.x
        placed.caption.drawOn(self.canv, x, top - placed.caption_height)

    def _caption_height(self, placed: _Placed, width: float) -> float:
        caption = placed.caption
        if caption is None:
            return 0.0
        words = one_line(placed.picture.caption)[:_CAPTION_LIMIT]
        _, height = caption.wrap(width, COLUMN_HEIGHT)
        while height > COLUMN_HEIGHT * _CAPTION_SHARE and len(words) > 1:
            words = words[: len(words) // 2].rstrip()
            shorter = paragraph(f"{words}…", placed.style, Element("Caption"), typed=True)
            shorter.element, caption = caption.element, shorter
            _, height = caption.wrap(width, COLUMN_HEIGHT)
        placed.caption, placed.caption_height = caption, height
        return height + GAP / 2


class PictureRow(_Pictures):
    """One wide picture, or two side by side at the same height, captions beneath."""

    def _lay_out(self, width: float, tallest: float) -> float:
        ratios = [self._ratio(placed) for placed in self._placed]
        height = min((width - GAP * 1.5 * (len(ratios) - 1)) / sum(ratios), tallest)
        x, captions = 0.0, [0.0]
        for placed, ratio in zip(self._placed, ratios, strict=True):
            placed.x, placed.width, placed.height = x, height * ratio, height
            captions.append(self._caption_height(placed, max(placed.width, 90.0)))
            x += placed.width + GAP * 1.5
        return height + max(captions)


class PictureBeside(_Pictures):
    """One picture with its caption to the right, at its foot."""

    def _lay_out(self, width: float, tallest: float) -> float:
        (placed,) = self._placed
        ratio = self._ratio(placed)
        placed.height = min(width * _SINGLE_WIDTH / ratio, tallest)
        placed.width = placed.height * ratio
        self._beside = width - placed.width - GAP * 1.5
        return max(placed.height, self._caption_height(placed, self._beside))

    def _draw_caption(self, placed: _Placed) -> None:
        assert placed.caption is not None
        x = 0.0 if self._turned else placed.x + placed.width + GAP * 1.5
        bottom = max(self.height - placed.height, 0.0)
        placed.caption.drawOn(self.canv, x, bottom)


def pictures(
    shown: tuple[Picture, ...], styles: Styles, parent: Element, store: PictureStore
) -> list[Flowable]:
    """The pictures of a section: one with its caption beside it, more in rows of two."""
    flowables: list[Flowable] = []
    for start in range(0, len(shown), 2):
        row = [_place(picture, styles, parent) for picture in shown[start : start + 2]]
        kind = PictureRow if len(row) > 1 else PictureBeside
        flowables.append(kind(row, store, _ROW_HEIGHT, turned=styles.right_to_left))
    return flowables


def cover_picture(
    picture: Picture, styles: Styles, parent: Element, store: PictureStore
) -> PictureRow:
    """The large picture under the title."""
    placed = _place(picture, styles, parent)
    return PictureRow([placed], store, _COVER_HEIGHT, turned=styles.right_to_left)


def small_picture(
    picture: Picture, styles: Styles, parent: Element, store: PictureStore, tallest: float
) -> PictureRow:
    """A picture for a column of a table, no taller than `tallest` points."""
    placed = _place(picture, styles, parent)
    return PictureRow([placed], store, tallest, turned=styles.right_to_left)


class CornerLogo(Flowable):
    """The school's logo at the end of the title's line; it takes no height from the words."""

    canv: TaggedCanvas

    def __init__(
        self, school: SchoolDetails, store: PictureStore, styles: Styles, parent: Element
    ) -> None:
        super().__init__()
        assert school.logo is not None
        said = one_line(school.logo_says) or f"Logo of {one_line(school.name)}"
        self._picture = Picture(school.logo, "the school’s logo", said)
        self._element = parent.add("Figure", alternative=said)
        self._store = store
        self._turned = styles.right_to_left

    def wrap(self, width: float, _available: float) -> tuple[float, float]:
        """No height: the title stands beside it."""
        self.width, self.height = width, 0.0
        return width, 0.0

    def draw(self) -> None:
        """Draw it down from where the title begins."""
        ready = self._store.ready(self._picture, _LOGO, _LOGO)
        scale = min(_LOGO / ready.width, _LOGO / ready.height)
        width, height = ready.width * scale, ready.height * scale
        x = 0.0 if self._turned else self.width - width
        with self.canv.content(self._element):
            image = ImageReader(io.BytesIO(ready.jpeg))
            self.canv.drawImage(image, x, _LOGO_LIFT - height, width, height)


def _place(picture: Picture, styles: Styles, parent: Element) -> _Placed:
    said = one_line(picture.description) or one_line(picture.caption) or "A photo"
    figure = parent.add("Figure", alternative=said)
    caption = None
    words = one_line(picture.caption)
    if words:
        if len(words) > _CAPTION_LIMIT:
            words = words[:_CAPTION_LIMIT].rstrip() + "…"
        caption = paragraph(words, styles.caption, figure, "Caption", typed=True)
    return _Placed(picture, figure, caption, styles.caption)
