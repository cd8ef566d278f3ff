"""The copy of everything held on one pupil, for whoever asked to see it (UK GDPR, article 15).

All of it in the words in which it was written. Names of others were put into words by whoever made
this; what cannot be printed is listed with where it lies beside this paper, or why it does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from engagement_desktop.progress import Progress
from engagement_desktop.reports.content import PupilDetails, SchoolDetails, long_date
from engagement_desktop.reports.frame import Running, Story, write
from engagement_desktop.reports.styles import styles
from engagement_desktop.reports.tables import facts
from engagement_desktop.reports.tagging import Meta
from engagement_desktop.reports.text import bullet_list, one_line, prose

_ONE_LINE = 160  # characters


@dataclass(frozen=True)
class HeldRecord:
    """One record: what it is called, what it says, and the records that are parts of it."""

    title: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[HeldRecord, ...] = ()


@dataclass(frozen=True)
class HeldSection:
    """All records of one kind, in the order of their days."""

    heading: str
    records: tuple[HeldRecord, ...]


@dataclass(frozen=True)
class FileLine:
    """A clip, photo, document or kept report: what it is, and where it lies or why it does not."""

    what: str
    where: str


@dataclass(frozen=True)
class SubjectAccessCopy:
    """All that is printed; `about` are sentences on what this copy is and the rights that go with
    it."""

    school: SchoolDetails
    pupil: PupilDetails
    written_on: date
    about: tuple[str, ...]
    sections: tuple[HeldSection, ...]
    files: tuple[FileLine, ...]


def render(data: SubjectAccessCopy, stream: BinaryIO, progress: Progress) -> None:
    """Write the copy to `stream` as a tagged PDF; the same data gives the same bytes.

    Raises:
        Cancelled: the user stopped it.
    """
    story = Story(styles(compact=True, accent=data.school.accent))
    name = one_line(data.pupil.full_name) or one_line(data.pupil.preferred_name)
    _opening(story, data, name)
    for done, section in enumerate(data.sections):
        progress.report(done, len(data.sections), "Putting the record on paper")
        story.open(section.heading, story.styles.section, 2)
        for record in section.records:
            progress.check()
            _record(story, record)
    _files(story, data)
    title = f"What is held on {name}"
    running = Running(name, "What is held", data.school.name, story.styles.running)
    subject = "Copy of personal data, article 15 of the UK GDPR"
    progress.check()
    write(story, running, Meta(title, one_line(data.school.name), subject, data.written_on), stream)


def _opening(story: Story, data: SubjectAccessCopy, name: str) -> None:
    story.title(f"What is held on {name}", data.school)
    when = f"{one_line(data.school.name)} · {long_date(data.written_on)}"
    story.paragraph(when, story.styles.subtitle)
    story.opening_rule()
    story.open("About this copy", story.styles.section, 2)
    for sentence in data.about:
        story.add(*prose(sentence, story.styles.body, story.root))
    story.open("What is in it", story.styles.subsection, 3)
    listed = [f"{each.heading}: {_count(len(each.records))}" for each in data.sections]
    story.add(*bullet_list(listed, story.styles.body, story.root))


def _count(records: int) -> str:
    return "one record" if records == 1 else f"{records:,} records"


def _record(story: Story, record: HeldRecord) -> None:
    story.open(record.title, story.styles.subsection, 3)
    story.add(*facts(record.facts, story.styles, story.root))
    _parts(story, record.parts)


def _parts(story: Story, parts: tuple[HeldRecord, ...]) -> None:
    """The parts of a record: a few short facts on a line, more in a table."""
    for part in parts:
        story.open(part.title, story.styles.label, 4)
        line = " · ".join(f"{name}: {one_line(value)}" for name, value in part.facts)
        if len(line) <= _ONE_LINE:
            story.paragraph(line, story.styles.body)
        else:
            story.add(*facts(part.facts, story.styles, story.root))
        _parts(story, part.parts)


def _files(story: Story, data: SubjectAccessCopy) -> None:
    if not data.files:
        return
    story.open("Clips, photos, documents and reports as given", story.styles.section, 2)
    rows = [(each.what, each.where) for each in data.files]
    story.add(*facts(rows, story.styles, story.root))
