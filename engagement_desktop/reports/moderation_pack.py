"""The moderation pack: one pupil's sample in one area, for people who look at it on paper (4.8).

Until the view is agreed the first view is not in it: there is room for a second one. Afterwards it
is the record of what was agreed, and why. One pupil, and nobody else by name but those who took
part in agreeing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from reportlab.platypus import Flowable

from engagement_desktop.models.areas import Area, area_words
from engagement_desktop.models.editions import Edition
from engagement_desktop.reports.content import Picture, SchoolDetails, long_date
from engagement_desktop.reports.frame import Running, Story, write
from engagement_desktop.reports.pictures import PictureStore, pictures
from engagement_desktop.reports.styles import LINE, styles
from engagement_desktop.reports.tables import facts
from engagement_desktop.reports.tagging import Meta, TaggedCanvas
from engagement_desktop.reports.text import bullet_list, clean, one_line, prose

_LINES = 7
_LINE_HEIGHT = 25.0  # points: room for a pen
_BOX = "☐"
_BLIND = (
    "Write what the sample shows you before you are shown any other view. Look at this pupil "
    "alone: no pupil is compared with another."
)


@dataclass(frozen=True)
class PackObservation:
    """An observation of the sample: what was done and seen, and nobody's view of what it means."""

    on: date
    activity: str
    did: str
    told: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class PackView:
    """A view that may be read by now: “First view, 4 November 2026”, how established, words."""

    title: str
    how_established: str
    words: str


@dataclass(frozen=True)
class PackAgreement:
    """What was agreed, and why; `views` are those that led to it."""

    on: date
    how_established: str
    words: str
    why: str
    actions: str
    who_took_part: str
    views: tuple[PackView, ...] = ()


@dataclass(frozen=True)
class ModerationPack:
    """All that is printed. `called` is the pupil's name, or “this pupil” where it is not shown.

    `choices` are the words for how established; without `agreed` there is room to write a view.
    """

    school: SchoolDetails
    called: str
    year_name: str
    communication: str
    area: Area
    question: str
    put_up_on: date
    written_on: date
    meeting: str
    sample: tuple[PackObservation, ...]
    choices: tuple[str, ...]
    agreed: PackAgreement | None = None


class _WritingLines(Flowable):
    """Lines to write on with a pen: decoration to a screen reader."""

    canv: TaggedCanvas
    spaceBefore = 4.0  # noqa: N815 - ReportLab's names
    spaceAfter = 8.0  # noqa: N815

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines

    def wrap(self, width: float, _available: float) -> tuple[float, float]:
        """As wide as the column."""
        self.width, self.height = width, self._lines * _LINE_HEIGHT
        return self.width, self.height

    def draw(self) -> None:
        """Draw them."""
        with self.canv.artefact():
            self.canv.setStrokeColor(LINE)
            self.canv.setLineWidth(0.6)
            for line in range(self._lines):
                self.canv.line(0, line * _LINE_HEIGHT, self.width, line * _LINE_HEIGHT)


def render(
    data: ModerationPack,
    stream: BinaryIO,
    *,
    edition: Edition = Edition.ORDINARY,
    store: PictureStore | None = None,
) -> None:
    """Write the pack to `stream` as a tagged PDF; the same data gives the same bytes.

    Raises:
        AppError: a picture cannot be read.
    """
    story, store = Story(styles(edition, accent=data.school.accent)), store or PictureStore()
    called = one_line(data.called)
    kind = "Moderation pack" if data.agreed is None else "Record of moderation"
    _opening(story, data, kind, called, store)
    story.open("The sample", story.styles.section, 2)
    for number, seen in enumerate(data.sample, 1):
        _observation(story, seen, number, store)
    if data.agreed is None:
        _room_for_a_view(story, data)
    else:
        _agreement(story, data.agreed)
    title = f"{kind}: {called}, {data.area.title.lower()}"
    running = Running(
        f"{called[:1].upper()}{called[1:]}", kind, data.school.name, story.styles.running
    )
    meta = Meta(title, one_line(data.school.name), kind, data.written_on)
    write(story, running, meta, stream, edition)


def _opening(
    story: Story, data: ModerationPack, kind: str, called: str, store: PictureStore
) -> None:
    story.title(f"{data.area.title}: {called}", data.school, store)
    when = long_date(data.written_on)
    about = (kind, one_line(data.school.name), one_line(data.year_name), when)
    story.paragraph(" · ".join(filter(None, about)), story.styles.subtitle)
    story.opening_rule()
    story.add(*prose(data.question, story.styles.lead, story.root))
    rows = (
        ("Put up on", long_date(data.put_up_on)),
        ("Looked at in", data.meeting),
        ("How this pupil communicates", data.communication),
    )
    story.add(*facts(rows, story.styles, story.root))
    words = area_words(data.area)
    story.open_area(data.area, f"What {data.area.title.lower()} shows", 2, words.shows)
    story.paragraph(words.established, story.styles.plain)
    story.paragraph(
        f"The engagement model (2020), paragraph {words.paragraph}.", story.styles.small
    )


def _observation(story: Story, seen: PackObservation, number: int, store: PictureStore) -> None:
    words = " · ".join(filter(None, (f"{number}. {long_date(seen.on)}", one_line(seen.activity))))
    story.open(words, story.styles.subsection, 3)
    story.add(*prose(seen.did, story.styles.body, story.root))
    if clean(seen.told).strip() != clean(seen.did).strip():
        story.add(*prose(seen.told, story.styles.body, story.root))
    story.add(*pictures(seen.pictures, story.styles, story.root, store))
    story.add(*facts(seen.facts, story.styles, story.root))


def _room_for_a_view(story: Story, data: ModerationPack) -> None:
    start = len(story.flowables)
    story.open("Your view", story.styles.section, 2, _BLIND)
    story.add(*prose("What the sample shows me:", story.styles.strong, story.root))
    story.add(_WritingLines(_LINES))
    story.add(*prose("How established, from this sample:", story.styles.strong, story.root))
    boxes = [f"{_BOX} {one_line(choice)}" for choice in data.choices]
    story.paragraph("    ".join(boxes), story.styles.body)
    story.add(*prose("Name and day:", story.styles.strong, story.root))
    story.add(_WritingLines(1))
    story.keep_together_from(start)


def _agreement(story: Story, agreed: PackAgreement) -> None:
    story.open(f"What was agreed on {long_date(agreed.on)}", story.styles.section, 2)
    story.add(*prose(_said(agreed.how_established, agreed.words), story.styles.lead, story.root))
    for heading, words in (("Why", agreed.why), ("Actions", agreed.actions)):
        if clean(words).strip():
            story.open(heading, story.styles.subsection, 3)
            story.add(*prose(words, story.styles.body, story.root))
    if clean(agreed.who_took_part).strip():
        story.open("Who took part", story.styles.subsection, 3)
        people = [one_line(line) for line in agreed.who_took_part.split("\n") if one_line(line)]
        story.add(*bullet_list(people, story.styles.body, story.root))
    if agreed.views:
        story.open("The views that led to it", story.styles.section, 2)
    for view in agreed.views:
        story.open(view.title, story.styles.subsection, 3)
        words = _said(view.how_established, view.words)
        story.add(*prose(words, story.styles.body, story.root))


def _said(how: str, words: str) -> str:
    return f"{how[:1].upper()}{how[1:]}. {words}" if how else words
