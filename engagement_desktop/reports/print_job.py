"""Many reports as one job for a printer that prints on both sides of the paper."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Name


def for_both_sides(reports: Sequence[Path], stream: BinaryIO) -> int:
    """Write the pages of `reports` one after another, each report beginning on a new sheet.

    A blank page follows a report with an odd number of pages. The job is for paper alone: it
    carries no tags, which stay in each report's own file. Returns how many pages it has.
    """
    with pikepdf.new() as job, ExitStack() as opened:
        for path in reports:
            report = opened.enter_context(pikepdf.open(path))
            size = report.pages[-1].mediabox
            job.pages.extend(report.pages)
            if len(report.pages) % 2:
                _, _, width, height = (float(edge) for edge in size)
                job.add_blank_page(page_size=(width, height))
        for page in job.pages:
            for tag in (Name.StructParents, Name.Tabs):
                if tag in page.obj:
                    del page.obj[tag]
        job.save(stream)
        return len(job.pages)
