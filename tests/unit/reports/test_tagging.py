"""What a screen reader meets: the structure tree, its order, and what is left out of it."""

from __future__ import annotations

import io

import pikepdf
import pytest

from engagement_desktop.models.areas import Area
from engagement_desktop.models.editions import Edition

from .conftest import pdf_of


@pytest.fixture
def opened(full_report):
    with pikepdf.open(io.BytesIO(pdf_of(full_report))) as pdf:
        yield pdf


def _elements(node, depth=0):
    for kid in node.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            yield kid
            yield from _elements(kid, depth + 1)


def _tags(pdf):
    return [str(node.S)[1:] for node in _elements(pdf.Root.StructTreeRoot)]


def test_the_file_says_its_language_title_and_standard(opened):
    assert str(opened.Root.Lang) == "en-GB"
    assert bool(opened.Root.MarkInfo.Marked)
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    with opened.open_metadata() as about:
        assert about["dc:title"] == "Amara’s year 2025–26: end-of-year report"
        assert about["pdfuaid:part"] == "1"


def test_headings_lists_and_figures_come_in_reading_order(opened):
    tags = _tags(opened)

    assert tags[:2] == ["Document", "H1"]
    assert tags.count("H3") == len(Area)
    assert tags.count("Figure") == 1 + len(Area)
    assert tags.count("Caption") == tags.count("Figure")
    assert tags.count("LI") == 4
    assert tags.index("H2") < tags.index("H3")


def test_every_figure_has_words_for_those_who_do_not_see_it(opened):
    figures = [node for node in _elements(opened.Root.StructTreeRoot) if str(node.S) == "/Figure"]
    said = [str(figure.Alt) for figure in figures]

    assert said[0] == "Photo: Amara reaching for the bubble tube, November"
    assert all(said)


def test_everything_drawn_is_either_content_or_decoration(opened):
    for page in opened.pages:
        open_marks, pictures = 0, 0
        for _operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in {"BDC", "BMC"}:
                open_marks += 1
                assert open_marks == 1, "marked content must not nest"
            elif name == "EMC":
                open_marks -= 1
            elif name in {"Tj", "TJ", "Do", "S", "f", "B", "b"}:
                pictures += 1
                assert open_marks == 1, f"{name} is neither content nor decoration"
        assert open_marks == 0
        assert pictures


def test_every_mark_is_found_from_its_page(opened):
    numbers = opened.Root.StructTreeRoot.ParentTree.Nums
    for index, page in enumerate(opened.pages):
        assert int(page.obj.StructParents) == int(numbers[2 * index]) == index
        marks = [
            int(operands[1].MCID)
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and "/MCID" in operands[1]
        ]
        assert marks == list(range(len(numbers[2 * index + 1])))


def test_the_outline_leads_to_the_sections(opened):
    with opened.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        areas = next(entry for entry in outline.root if entry.children)

    assert titles[0] == "What Amara has loved this year"
    assert titles[-1] == "Talking about this report"
    assert [child.title.split(":")[0] for child in areas.children] == [area.title for area in Area]


def test_every_typeface_is_embedded(opened):
    named = [
        entry
        for entry in opened.objects
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/FontDescriptor"
    ]
    fonts = [
        entry
        for entry in opened.objects
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/Font"
    ]
    assert len(named) == len(fonts) >= 2
    assert all("/FontFile2" in descriptor for descriptor in named)


@pytest.mark.parametrize("edition", Edition)
def test_a_checker_of_the_standard_finds_nothing(full_report, edition):
    checker = pytest.importorskip("page", reason="the checker of PDF/UA-1 is not installed")
    found = checker.validate_pdf_bytes(pdf_of(full_report, edition=edition))

    assert [failure.message for failure in found.failures] == []
