"""The papers made from the record, with whatever may stand in one: whole, accessible, the same."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import BinaryIO

import page
import pikepdf
import pypdf
import pytest

from engagement_desktop.models.areas import Area
from engagement_desktop.progress import SilentProgress
from engagement_desktop.reports import governors, moderation_pack, subject_access
from engagement_desktop.reports.content import PupilDetails, SchoolDetails
from engagement_desktop.reports.governors import GovernorsReport, Told
from engagement_desktop.reports.moderation_pack import (
    ModerationPack,
    PackAgreement,
    PackObservation,
    PackView,
)
from engagement_desktop.reports.subject_access import (
    FileLine,
    HeldRecord,
    HeldSection,
    SubjectAccessCopy,
)

from .conftest import picture

DAY = date(2026, 11, 22)
SCHOOL = SchoolDetails("Hill & <Dale> School")
MARKUP = "<img src='/etc/passwd'/> & <b>bold</b> &amp; {name} %s"
SHORT = (
    MARKUP,
    "🎉 party \u200b\u200dzero width \x00 control \u202e turned",
    "نص عربي מעברית",
)
ORDINARY = {"none": "", "together": "\n".join(SHORT)}
LONG = {"markup": MARKUP, "long": "long " * 2_000, "wide": "Unbroken" * 120}


def pack(words: str) -> ModerationPack:
    seen = PackObservation(
        DAY, words, words, words, (("Place", words), ("Mood", "")), (picture(words),)
    )
    return ModerationPack(
        SCHOOL, words[:80] or "one pupil", "Year 4", words, Area.INITIATION, words, DAY, DAY, "",
        (seen, seen), ("emerging", words[:40]),
    )  # fmt: skip


def agreed(words: str) -> ModerationPack:
    view = PackView("First view", "emerging", words)
    record = PackAgreement(DAY, "emerging", words, words, words, words, (view,))
    return ModerationPack(
        SCHOOL, "Amara", "", "", Area.INITIATION, "", DAY, DAY, "", (), (), record
    )


def held(words: str) -> SubjectAccessCopy:
    part = HeldRecord(words[:120] or "Part", (("Words", words),), (HeldRecord("Deeper", ()),))
    record = HeldRecord(
        words[:120] or "Record", (("Words", words), ("Day", "1 May 2026")), (part, part)
    )
    return SubjectAccessCopy(
        SCHOOL,
        PupilDetails("Amara", f"Amara {words[:60]}"),
        DAY,
        (words,),
        (HeldSection("Observations", (record, record)),),
        (FileLine(words, "Not in this copy."),),
    )


def school_report(words: str) -> GovernorsReport:
    part = Told("Outcomes", words, "Seen:", (words, "maintained"))
    return GovernorsReport(SCHOOL, DAY, DAY, DAY, (("Observations", "53"),), (part,))


def write_held(data: SubjectAccessCopy, stream: BinaryIO) -> None:
    subject_access.render(data, stream, SilentProgress())


PAPERS: tuple[tuple[Callable[[str], object], Callable[..., None]], ...] = (
    (pack, moderation_pack.render),
    (agreed, moderation_pack.render),
    (held, write_held),
    (school_report, governors.render),
)


@pytest.mark.parametrize(("make", "render"), PAPERS)
@pytest.mark.parametrize("which", [*ORDINARY, *LONG])
def test_whatever_stands_in_it_it_is_accessible_and_the_same_each_time(
    make: Callable[[str], object],
    render: Callable[..., None],
    which: str,
    request: pytest.FixtureRequest,
) -> None:
    if which in LONG and not request.config.getoption("--long"):
        pytest.skip("in the long form")
    words = (ORDINARY | LONG)[which]
    once, again = io.BytesIO(), io.BytesIO()
    render(make(words), once)
    render(make(words), again)
    assert once.getvalue() == again.getvalue()
    checked = page.validate_pdf_bytes(once.getvalue(), profile="ua1")
    assert [(each.rule_id, each.message) for each in checked.failures] == []
    text = "".join(each.extract_text() for each in pypdf.PdfReader(once).pages)
    assert "root:" not in text
    if words.startswith(MARKUP):
        assert "<b>bold</b> &amp; {name} %s" in text.replace("\n", " ")


def test_lines_to_write_on_are_decoration_and_boxes_are_read() -> None:
    out = io.BytesIO()
    moderation_pack.render(pack("Looked up."), out)
    text = " ".join(pypdf.PdfReader(out).pages[-1].extract_text().split())
    assert "Your view" in text
    assert "☐ emerging" in text
    with pikepdf.open(out) as pdf:
        drawn = [
            str(operator)
            for _, operator in pikepdf.parse_content_stream(pdf.pages[-1])
            if str(operator) in {"l", "BDC", "BMC", "EMC"}
        ]
    assert "l" in drawn
    inside = 0
    for name in drawn:
        inside += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
        assert name != "l" or inside
