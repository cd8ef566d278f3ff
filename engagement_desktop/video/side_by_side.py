"""Two pictures side by side as one, with their days, times and marks under them.

Both have the same height and neither is stretched. Nothing tells whose clips they are unless a
title is given.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PIL import Image

from engagement_desktop.video import lettering
from engagement_desktop.video.export_colours import PAPER
from engagement_desktop.video.lettering import Caption
from engagement_desktop.video.photo import as_jpeg
from engagement_desktop.video.picture import Picture
from engagement_desktop.video.stills import as_image

MOST_WIDTH = 7680
"""Pixels across, both pictures together: what any program opens."""


@dataclass(frozen=True)
class Shown:
    """A picture (of a clip or a photo) with what stands under it."""

    picture: Picture
    caption: Caption


@dataclass(frozen=True)
class Layout:
    """Where pictures of one height lie beside each other. Sizes are in pixels; `widths` has one
    per picture."""

    height: int
    widths: tuple[int, ...]
    gap: int

    @property
    def width(self) -> int:
        """Of all pictures with the gaps between them."""
        return sum(self.widths) + self.gap * (len(self.widths) - 1)

    @property
    def lefts(self) -> tuple[int, ...]:
        """Where each picture begins."""
        return tuple(
            sum(self.widths[:place]) + self.gap * place for place in range(len(self.widths))
        )

    @property
    def text_size(self) -> int:
        """The type size of what stands under the pictures."""
        return lettering.text_size(self.height, min(self.widths))


def lay_out(sizes: Sequence[tuple[int, int]], most_height: int, most_width: int) -> Layout:
    """Pictures of these sizes (width, height) at one height: that of the highest, or what the room
    allows."""
    height = min(most_height, max(height for _, height in sizes))
    shape = sum(Fraction(width, high) for width, high in sizes)
    height = max(1, min(height, int(most_width / (shape + Fraction(len(sizes) - 1, 100)))))
    gap = max(2, height // 100)
    widths = tuple(max(1, round(Fraction(width * height, high))) for width, high in sizes)
    return Layout(height, widths, gap)


def compose(shown: Sequence[Shown], title: str = "") -> Image.Image:
    """One or two pictures, left first, at full size, over their captions.

    `title` stands above them: the pupil's name, if it was asked for.
    """
    sizes = [(side.picture.width, side.picture.height) for side in shown]
    layout = lay_out(sizes, MOST_WIDTH, MOST_WIDTH)
    size = layout.text_size
    foot = max(
        lettering.caption_height(side.caption, width, size)
        for side, width in zip(shown, layout.widths, strict=True)
    )
    head = lettering.draw_title(title, layout.width, size) if title else None
    top = head.height if head else 0
    whole = Image.new("RGB", (layout.width, top + layout.height + foot), PAPER)
    if head:
        whole.paste(head, (0, 0))
    for side, left, width in zip(shown, layout.lefts, layout.widths, strict=True):
        image = as_image(side.picture)
        if image.size != (width, layout.height):
            image = image.resize((width, layout.height), Image.Resampling.LANCZOS)
        whole.paste(image, (left, top))
        strip = lettering.draw_caption(side.caption, width, foot, size)
        whole.paste(strip, (left, top + layout.height))
    return whole


def png(shown: Sequence[Shown], title: str = "") -> bytes:
    """The pictures side by side as PNG: every pixel as it is."""
    out = io.BytesIO()
    compose(shown, title).save(out, "PNG", compress_level=3)
    return out.getvalue()


def jpeg(shown: Sequence[Shown], title: str = "") -> bytes:
    """The pictures side by side as JPEG: small enough to send."""
    return as_jpeg(compose(shown, title))
