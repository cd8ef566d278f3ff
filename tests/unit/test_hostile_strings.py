"""Three hundred hostile strings, put together at random, on paper, in a table and in the search."""

from __future__ import annotations

import csv
import io
import random
import re
from datetime import date
from pathlib import Path

import pikepdf
import pypdf
import pytest
from PIL import Image

from engagement_desktop.reports.frame import Running, Story, write
from engagement_desktop.reports.styles import styles
from engagement_desktop.reports.tagging import Meta
from engagement_desktop.reports.text import prose
from engagement_desktop.services import school_file
from engagement_desktop.services.csv_cells import as_csv
from engagement_desktop.storage import search
from tests.helpers.school import copy_school, open_school

SEED, COUNT = 20261122, 300
TRAP = "TRAP.png"
PIECES = (
    f'<img src="{TRAP}">', f'<img src="file://{TRAP}" width="9"/>', "<b>",
    "</b>", "<i><b></i>", "<br/>",
    "<para>", "</para>", "<!--", "-->", "]]>", "&amp;", "&lt;", "&#x41;", "&", "<", ">", "<3",
    "<font color=red size=90>", "<a href='file:///etc/passwd'>x</a>", "<seq id=x/>", "<super>",
    "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"x\")", "'", '"', "\"\"", "`",
    "\\", "\\n", "%s", "%n",
    "{}", "{0}", "${HOME}", "$(id)", "../../etc/passwd", "C:\\CON", "NUL", "*", "?", "|", ";", "--",
    "/*", "*/", "'); DROP TABLE pupil;--", " OR ", " AND ", " NOT ", "NEAR(",
    ")", "(", "^", "a:b", "*a",
    "\0", "\x01", "\x07", "\x1b[31m", "\x7f", "\uffff", "\ufeff", "\u200b", "\u200d", "\u00ad",
    "\u202e", "\u2066", "\u2028", "\r\n", "\r", "\n", "\n\n", "\t", "\x0b",
    "\x0c", "- ", "1. ", "• ",
    "👩🏽‍🦽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "عربي", "עברית", "漢字", "é", "e\u0301", "\u0301" * 30, "ﷺ", "𝕊am", "ß", "İ",
    "0" * 60, "S" * 200, " " * 30, ".", "…", "’", "NaN", "null", "None", "1e999", "-0", "٣",
)  # fmt: skip
"""What each is made of; a word of letters between them says whether it is still there."""


def name(number: int) -> str:
    return f"Kim{number:03}x"


def strings(trap: Path) -> list[str]:
    chance = random.Random(SEED)
    made = []
    for number in range(COUNT):
        pieces = chance.choices(PIECES, k=chance.randint(1, 7))
        pieces.insert(chance.randint(0, len(pieces)), f" {name(number)} ")
        made.append("".join(pieces).replace(TRAP, str(trap)))
    return made


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture that nothing may open."""
    path = tmp_path_factory.mktemp("trap") / TRAP
    Image.new("RGB", (40, 20), "red").save(path)
    return path


def test_on_paper_they_are_words_and_nothing_else(trap: Path) -> None:
    look, out = styles(), io.BytesIO()
    story = Story(look)
    story.title("Words")
    for words in strings(trap):
        story.add(*prose(words, look.body, story.root))
    meta = Meta("Words", "Willow Bank", "Words", date(2026, 11, 22))
    write(story, Running(strings(trap)[0], "Words", strings(trap)[1], look.small), meta, out)
    read = "".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    read = re.sub(r"\s", "", read)
    lost = [number for number in range(COUNT) if name(number) not in read]
    assert lost == []
    with pikepdf.open(out) as opened:
        assert [page for page in opened.pages if len(page.get_images())] == []
        links = [note for page in opened.pages for note in page.get("/Annots", [])]
        assert links == []


def test_in_a_table_no_cell_is_a_formula(trap: Path) -> None:
    words = strings(trap)
    rows = list(
        csv.reader(io.StringIO(as_csv([[each] for each in words]).decode("utf-8-sig"), newline=""))
    )
    assert len(rows) == COUNT
    for (cell,), typed in zip(rows, words, strict=True):
        assert cell.removeprefix("'") == typed.replace("\0", "").removeprefix("'")
        assert not cell.lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_each_is_found_by_itself_and_no_syntax_reaches_the_index(
    trap: Path, tmp_path: Path
) -> None:
    words = strings(trap)
    work = open_school(copy_school(tmp_path))
    try:
        with work.database.write() as session:
            for number, each in enumerate(words):
                search.put(session, "observation", number, 10, each)
        with work.database.read() as session:
            for number, each in enumerate(words):
                by_word = [hit.record_id for hit in search.find(session, name(number))]
                assert number in by_word, each
                search.find(session, each)
    finally:
        school_file.close(work)
