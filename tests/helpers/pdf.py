"""What a reader of a PDF finds in it."""

from __future__ import annotations

import io

import pypdf


def words_of(pdf: bytes) -> str:
    """All text of all pages on one line, as a reader would copy it."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def pictures_in(pdf: bytes) -> int:
    """How many pictures its pages show."""
    return sum(len(page.images) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
