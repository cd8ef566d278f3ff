"""The engagement profile: one page from which an adult who is new to a pupil can begin.

What engages the pupil, how they communicate and are answered, what helps, what to know. All of it
from the record, in the words of those who know the pupil; nothing is judged anew here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from engagement_desktop.models.areas import Area
from engagement_desktop.models.editions import Edition
from engagement_desktop.reports.content import (
    Picture,
    PupilDetails,
    SchoolDetails,
    long_date,
    possessive,
)
from engagement_desktop.reports.frame import Running, Story, write
from engagement_desktop.reports.pictures import PictureStore, small_picture
from engagement_desktop.reports.styles import styles
from engagement_desktop.reports.tables import facts, grid, side_by_side
from engagement_desktop.reports.tagging import Meta
from engagement_desktop.reports.text import bullet_list, clean, one_line, prose

_PORTRAIT = 112.0  # points
_PORTRAIT_SHARE = 0.26


@dataclass(frozen=True)
class Sign:
    """A line of the pupil's own dictionary."""

    what_pupil_does: str
    what_it_means: str = ""
    how_to_answer: str = ""


@dataclass(frozen=True)
class SeenLately:
    """What was last written of one area, and when."""

    area: Area
    words: str
    on: date


@dataclass(frozen=True)
class EngagementProfile:
    """All that the page shows; what is empty leaves no heading behind."""

    school: SchoolDetails
    pupil: PupilDetails
    written_on: date
    portrait: Picture | None = None
    communication: str = ""
    signs: tuple[Sign, ...] = ()
    interests: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    areas: tuple[SeenLately, ...] = ()
    senses: str = ""
    mobility: str = ""
    medical: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing yet that a new adult could begin from."""
        told = (self.communication, self.senses, self.mobility, self.medical)
        return not any((*told, self.signs, self.interests, self.helps, self.areas))


def render(
    data: EngagementProfile,
    stream: BinaryIO,
    *,
    edition: Edition = Edition.ORDINARY,
    store: PictureStore | None = None,
) -> int:
    """Write the page to `stream` as a tagged PDF; the same data gives the same bytes.

    Returns how many pages it took: one, unless there is more than one can hold.

    Raises:
        AppError: the portrait cannot be read.
    """
    name = one_line(data.pupil.preferred_name) or one_line(data.pupil.full_name)
    story = Story(styles(edition, compact=True, accent=data.school.accent))
    _opening(story, data, name, store or PictureStore())
    _signs(story, data, name)
    _list(story, f"What engages {name}", data.interests)
    _list(story, f"What helps {name}", data.helps)
    _to_know(story, data)
    _areas(story, data, name)
    running = Running(
        one_line(data.pupil.full_name) or name,
        "Engagement profile",
        data.school.name,
        story.styles.running,
    )
    title = f"{possessive(name)} engagement profile"
    meta = Meta(title, one_line(data.school.name), "Engagement profile", data.written_on)
    return write(story, running, meta, stream, edition)


def _opening(story: Story, data: EngagementProfile, name: str, store: PictureStore) -> None:
    story.title(f"Getting to know {name}", data.school, store)
    group = (data.pupil.year_name, data.pupil.class_name, data.school.name)
    when = f"as of {long_date(data.written_on)}"
    story.paragraph(" · ".join(filter(None, (*map(one_line, group), when))), story.styles.subtitle)
    story.opening_rule()
    if data.portrait is None:
        _communication(story, data, name)
        return
    if story.styles.large:
        story.add(small_picture(data.portrait, story.styles, story.root, store, _PORTRAIT))
        _communication(story, data, name)
        return
    with story.aside() as words:
        _communication(story, data, name)
    portrait = small_picture(data.portrait, story.styles, story.root, store, _PORTRAIT)
    story.add(*side_by_side(portrait, words, _PORTRAIT_SHARE))


def _communication(story: Story, data: EngagementProfile, name: str) -> None:
    told = clean(data.communication).strip()
    if told:
        story.open(f"How {name} communicates", story.styles.subsection, 2)
        story.add(*prose(told, story.styles.lead, story.root))


def _signs(story: Story, data: EngagementProfile, name: str) -> None:
    if not data.signs:
        return
    if not clean(data.communication).strip():
        story.open(f"How {name} communicates", story.styles.subsection, 2)
    rows = [(sign.what_pupil_does, sign.what_it_means, sign.how_to_answer) for sign in data.signs]
    heads = (f"What {name} does", "What it means", "How to answer")
    story.add(*grid(heads, rows, (0.34, 0.3, 0.36), story.styles, story.root))


def _list(story: Story, heading: str, lines: tuple[str, ...]) -> None:
    shown = [one_line(line) for line in lines if one_line(line)]
    if shown:
        story.open(heading, story.styles.subsection, 2)
        story.add(*bullet_list(shown, story.styles.body, story.root))


def _areas(story: Story, data: EngagementProfile, name: str) -> None:
    """What was last seen in each area; an area without words of its own is not shown as a gap."""
    lately = {seen.area: seen for seen in data.areas}
    rows = [
        (area.title, f"{clean(lately[area].words).strip()} ({long_date(lately[area].on)})")
        for area in Area
        if area in lately and clean(lately[area].words).strip()
    ]
    if rows:
        story.open(f"What we have seen lately from {name}", story.styles.subsection, 2)
        story.add(*facts(rows, story.styles, story.root))


def _to_know(story: Story, data: EngagementProfile) -> None:
    rows = (
        ("Seeing, hearing, touch", data.senses),
        ("Moving and sitting", data.mobility),
        ("Health and safety", data.medical),
    )
    if any(clean(value).strip() for _, value in rows):
        story.open("Good to know", story.styles.subsection, 2)
        story.add(*facts(rows, story.styles, story.root))
