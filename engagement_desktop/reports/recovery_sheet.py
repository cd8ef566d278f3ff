"""The recovery sheet: one page for the school's safe, with the key of the file in letters.

It is made in memory, printed, and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from engagement_desktop.reports.content import long_date
from engagement_desktop.reports.shaping import mostly_right_to_left, set_lines
from engagement_desktop.reports.styles import (
    ACCENT,
    BOLD,
    INK,
    LINE,
    MARGIN_SIDE,
    MARGIN_TOP,
    MUTED,
    PAGE_SIZE,
    REGULAR,
    prepare,
)
from engagement_desktop.reports.text import font_runs, one_line

_COLUMNS = 3
_QR_SIDE = 38 * mm
_ROW = 17 * mm
_KEEP = (
    "Whoever holds this sheet and the school’s file can read everything in it, without a password. "
    "Keep it in the school’s safe. Make no photograph or scan of it, and keep none on a computer."
)
_USE = (
    "When nobody can sign in any more: open Engagement Desktop, choose “Open a school’s file”, "
    "then “Nobody can sign in”, and type the twelve groups, or scan the square. Capitals, spaces "
    "and dashes do not matter."
)
_CODE = (
    "Set-up code. With it and a password of their own, a member of staff opens the file on another "
    "PC; it opens nothing without a password."
)
_OLD = (
    "When the file gets a new key, a new sheet takes the place of this one. Backups made before "
    "then open with this one alone: keep it as long as you keep them, then destroy both."
)


@dataclass(frozen=True)
class RecoverySheet:
    """What is printed. `groups` are the key; `set_up_code` belongs to the PCs."""

    school: str
    file_name: str
    made_on: date
    groups: tuple[str, ...] = field(repr=False)
    set_up_code: str = field(repr=False)


def render(data: RecoverySheet, stream: BinaryIO) -> None:
    """Write the sheet to `stream` as a PDF of one page."""
    prepare()
    canvas = Canvas(stream, pagesize=PAGE_SIZE, lang="en-GB")
    canvas.setTitle(f"Recovery sheet of {one_line(data.school)}")
    page = _Page(canvas)
    page.words(f"Recovery sheet: {one_line(data.school)}", BOLD, 20, INK)
    where = f"For “{one_line(data.file_name)}”, made on {long_date(data.made_on)}"
    page.words(where, REGULAR, 11, MUTED)
    page.down(3 * mm)
    page.words(_KEEP, REGULAR, 11, INK)
    page.down(5 * mm)
    page.groups(data.groups)
    page.qr("".join(data.groups), _USE)
    page.down(6 * mm)
    page.rule()
    page.words(data.set_up_code, BOLD, 11, INK)
    page.words(_CODE, REGULAR, 10, MUTED)
    page.down(4 * mm)
    page.rule()
    page.words(_OLD, REGULAR, 10, MUTED)
    canvas.showPage()
    canvas.save()


class _Page:
    """Writes from the top down."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._left = MARGIN_SIDE
        self._width = PAGE_SIZE[0] - 2 * MARGIN_SIDE
        self._y = PAGE_SIZE[1] - MARGIN_TOP

    def down(self, points: float) -> None:
        self._y -= points

    def words(self, text: str, font: str, size: float, colour: Color) -> None:
        """A paragraph over the whole width."""
        self._paragraph(text, font, size, colour, self._left, self._width)

    def rule(self) -> None:
        self._canvas.setStrokeColor(LINE)
        self._canvas.line(self._left, self._y, self._left + self._width, self._y)
        self.down(3 * mm)

    def groups(self, groups: Sequence[str]) -> None:
        """The groups in rows of three, with their numbers, in halves that the eye can hold."""
        wide = self._width / _COLUMNS
        for index, group in enumerate(groups):
            row, column = divmod(index, _COLUMNS)
            x, y = self._left + column * wide, self._y - row * _ROW
            self._canvas.setFont(REGULAR, 9)
            self._canvas.setFillColor(ACCENT)
            self._canvas.drawString(x, y - 9, str(index + 1))
            self._canvas.setFont(BOLD, 17)
            self._canvas.setFillColor(INK)
            self._canvas.drawString(x + 16, y - 12, f"{group[:4]} {group[4:]}")
        self.down(-(-len(groups) // _COLUMNS) * _ROW)

    def qr(self, code: str, beside: str) -> None:
        """The same code for a scanner, and how it is used beside it."""
        widget = QrCodeWidget(code, barLevel="M", barBorder=0)
        x1, y1, x2, _ = widget.getBounds()
        scale = _QR_SIDE / (x2 - x1)
        drawing = Drawing(_QR_SIDE, _QR_SIDE, transform=[scale, 0, 0, scale, -x1, -y1])
        drawing.add(widget)
        top = self._y
        renderPDF.draw(drawing, self._canvas, self._left, top - _QR_SIDE)
        indent = _QR_SIDE + 8 * mm
        self._paragraph(beside, REGULAR, 11, INK, self._left + indent, self._width - indent)
        self._y = min(self._y, top - _QR_SIDE)

    def _paragraph(
        self, text: str, font: str, size: float, colour: Color, x: float, width: float
    ) -> None:
        self._canvas.setFillColor(colour)
        turned = bool(mostly_right_to_left(text))
        for line in set_lines(font_runs(text, font), size, width, right_to_left=turned):
            self.down(size * 1.35)
            line.draw(self._canvas, x + width - line.width if turned else x, self._y)
        self.down(size * 0.6)
