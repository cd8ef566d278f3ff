"""A PDF in memory as pictures of its pages; used away from the window's thread.

No page ever lies in a temporary file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

_PAPER = QColor("white")
_POINTS_PER_INCH = 72


@dataclass(frozen=True)
class PageImage:
    """One page as shown: the picture, which page it is (from 0), of how many, and its words."""

    image: QImage
    page: int
    pages: int
    words: str


@contextmanager
def opened(pdf: bytes) -> Iterator[QPdfDocument]:
    """The document, opened from memory."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    try:
        yield document
    finally:
        document.close()
        buffer.close()


def page_image(pdf: bytes, page: int, width: int) -> PageImage:
    """A page `width` pixels wide; the last page if there are fewer."""
    with opened(pdf) as document:
        pages = document.pageCount()
        page = max(0, min(page, pages - 1))
        points = document.pagePointSize(page)
        size = QSize(width, max(1, round(width * points.height() / max(points.width(), 1.0))))
        return PageImage(_drawn(document, page, size), page, pages, _words(document, page))


def print_size(document: QPdfDocument, page: int, dots_per_inch: int) -> QSize:
    """A page's size in dots."""
    points = document.pagePointSize(page) * (dots_per_inch / _POINTS_PER_INCH)
    return points.toSize()


def _drawn(document: QPdfDocument, page: int, size: QSize) -> QImage:
    """The page on paper: a PDF has no ground of its own."""
    drawn = document.render(page, size)
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(_PAPER)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return paper


def _words(document: QPdfDocument, page: int) -> str:
    return document.getAllText(page).text()
