"""The report to governors and the local authority: outcomes and provision of a period, in words.

Of the school as a whole. Nothing in it is about fewer pupils together than `models/small_groups`
says, no pupil is named, and no figure stands for how pupils get on: only records are counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from engagement_desktop.models.editions import Edition
from engagement_desktop.models.small_groups import FEWEST
from engagement_desktop.reports.content import SchoolDetails, long_date
from engagement_desktop.reports.frame import Running, Story, write
from engagement_desktop.reports.styles import styles
from engagement_desktop.reports.tables import facts
from engagement_desktop.reports.tagging import Meta
from engagement_desktop.reports.text import bullet_list, clean, one_line, prose

TITLE = "Outcomes and provision"
_ABOUT = (
    "Pupils who work below the standard of the national curriculum assessments and are not engaged "
    "in subject-specific study are assessed with the engagement model (Standards and Testing "
    "Agency, 2020). It has five areas: exploration, realisation, anticipation, persistence and "
    "initiation. Teachers and those who know a pupil describe in words how the pupil engages. "
    "There is no scale and no score, and no pupil is compared with another (5.1)."
)
_SMALL = (
    f"This report is about the school as a whole. Where something concerns fewer than {FEWEST} "
    "pupils together, nothing is said of it, so that no pupil can be told from it. Numbers are "
    "numbers of records; none stands for how pupils get on."
)
_TOO_FEW = f"Of fewer than {FEWEST} pupils together nothing is said."


@dataclass(frozen=True)
class Told:
    """The writer's words on something, and what the records of enough pupils say in words."""

    heading: str
    words: str
    lead: str = ""
    recorded: tuple[str, ...] = ()


@dataclass(frozen=True)
class GovernorsReport:
    """All that is printed; `records` are what was done and how many records there are of it."""

    school: SchoolDetails
    first: date
    last: date
    written_on: date
    records: tuple[tuple[str, str], ...]
    parts: tuple[Told, ...]


def render(data: GovernorsReport, stream: BinaryIO, *, edition: Edition = Edition.ORDINARY) -> None:
    """Write the report to `stream` as a tagged PDF; the same data gives the same bytes."""
    story = Story(styles(edition, accent=data.school.accent))
    school = one_line(data.school.name)
    period = f"{long_date(data.first)} to {long_date(data.last)}"
    story.title(TITLE, data.school)
    story.paragraph(f"{school} · {period}", story.styles.subtitle)
    story.opening_rule()
    story.open("How we assess", story.styles.section, 2)
    story.paragraph(_ABOUT, story.styles.body)
    story.paragraph(_SMALL, story.styles.plain)
    for part in data.parts:
        _part(story, part)
    story.open("What was written down", story.styles.section, 2)
    if data.records:
        story.add(*facts(data.records, story.styles, story.root))
    else:
        story.paragraph(_TOO_FEW, story.styles.body)
    running = Running("", TITLE, school, story.styles.running)
    subject = f"For governors and the local authority, {period}"
    meta = Meta(f"{TITLE}, {period}", school, subject, data.written_on)
    write(story, running, meta, stream, edition)


def _part(story: Story, part: Told) -> None:
    if not clean(part.words).strip() and not part.recorded:
        return
    story.open(part.heading, story.styles.section, 2)
    story.add(*prose(part.words, story.styles.body, story.root))
    if part.recorded:
        story.add(*prose(part.lead, story.styles.strong, story.root))
        story.add(*bullet_list(list(part.recorded), story.styles.body, story.root))
