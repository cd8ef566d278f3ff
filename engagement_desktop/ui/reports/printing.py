"""Printing a PDF from memory, away from the window's thread, page by page."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from engagement_desktop.errors import AppError
from engagement_desktop.progress import Progress
from engagement_desktop.ui.reports.pdf_pages import opened, print_size

_DOTS_PER_INCH = 300


def print_pdf(pdf: bytes, printer: QPrinter, progress: Progress) -> int:
    """Print the pages that the user chose in the system's dialog; how many there were.

    Raises:
        AppError: the printer does not take the job.
        Cancelled: the user stopped it; the job is aborted.
    """
    with opened(pdf) as document:
        first = printer.fromPage() or 1
        last = min(printer.toPage() or document.pageCount(), document.pageCount())
        painter = QPainter()
        if not painter.begin(printer):
            raise AppError(
                "The printer did not take the report.",
                safe="Nothing was printed.",
                to_do="Please check that it is switched on, or save the report as PDF.",
            )
        try:
            for number in range(first, last + 1):
                progress.report(number - first, last - first + 1, f"Page {number}")
                progress.check()
                if number > first:
                    printer.newPage()
                size = print_size(document, number - 1, _DOTS_PER_INCH)
                image = document.render(number - 1, size)
                paper = printer.pageRect(QPrinter.Unit.DevicePixel)
                scale = min(paper.width() / size.width(), paper.height() / size.height())
                place = QRectF(0, 0, size.width() * scale, size.height() * scale)
                painter.drawImage(place, image)
        except BaseException:
            printer.abort()
            raise
        finally:
            painter.end()
        return last - first + 1
