"""The end-of-year report to parents: something a family keeps.

Contents: Education (Pupil Information) (England) Regulations 2005, schedule 1. Tone: guidance 6.2,
a narrative in plain, positive words. There is no score in it, and the five areas weigh the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from reportlab.pdfgen.canvas import Canvas

from engagement_desktop.models.areas import Area, area_words
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.report_parts import (
    ATTENDANCE,
    GENERAL,
    KEY_STAGE,
    LOVED,
    NEXT_YEAR,
    OUTCOMES,
    SUBJECTS,
    TALK,
    Part,
    area_part,
    year_end_parts,
)
from engagement_desktop.reports.content import (
    Picture,
    PupilDetails,
    SchoolDetails,
    Section,
    long_date,
    month_year,
    possessive,
)
from engagement_desktop.reports.frame import Rule, Running, Story, write
from engagement_desktop.reports.pictures import (
    PictureStore,
    cover_picture,
    logo,
    pictures,
    small_picture,
)
from engagement_desktop.reports.styles import MARGIN_SIDE, MARGIN_TOP, PAGE_SIZE, styles
from engagement_desktop.reports.tables import side_by_side
from engagement_desktop.reports.tagging import Meta
from engagement_desktop.reports.text import in_short_lines, one_line, prose

_LOGO = 58.0
_BESIDE_A_PICTURE = 450  # characters of easy read
_EASY_PICTURE = 190.0
_NOTHING = Section()


@dataclass(frozen=True)
class Attendance:
    """The attendance record of the year in sessions (half days), from the register.

    The regulations (schedule 1, paragraph 3) ask for the possible sessions, and for unauthorised
    absences as a percentage of them; this is a fact of the register, not of the child's progress.
    """

    possible: int
    attended: int | None = None
    unauthorised: int = 0
    comment: str = ""


@dataclass(frozen=True)
class YearEndReport:
    """All that the report shows. Prose is the teacher's; every picture has the family's permission.

    `areas` holds the areas written about; they are printed in the guidance's order whatever order
    they come in. `ends_key_stage` is set for a pupil at the end of key stage 2 who was assessed
    with the engagement model.
    """

    school: SchoolDetails
    pupil: PupilDetails
    school_year: str
    written_on: date
    teacher: str = ""
    cover: Picture | None = None
    loved: Section = _NOTHING
    areas: tuple[tuple[Area, Section], ...] = ()
    outcomes: Section = _NOTHING
    subjects: Section = _NOTHING
    general_progress: Section = _NOTHING
    ends_key_stage: bool = False
    key_stage: Section = _NOTHING
    attendance: Attendance | None = None
    next_year: Section = _NOTHING
    talk: Section = _NOTHING
    draft: bool = False


def missing_parts(data: YearEndReport) -> tuple[Part, ...]:
    """The parts that the regulations ask for and that are still empty, in reading order."""
    written = {
        SUBJECTS.key: bool(data.subjects.text.strip()),
        GENERAL.key: bool(data.general_progress.text.strip()),
        KEY_STAGE.key: bool(data.key_stage.text.strip()),
        ATTENDANCE.key: data.attendance is not None and data.attendance.possible > 0,
        TALK.key: bool(data.talk.text.strip()),
    }
    parts = year_end_parts(6 if data.ends_key_stage else None)
    return tuple(part for part in parts if part.required and not written[part.key])


def render(
    data: YearEndReport,
    stream: BinaryIO,
    *,
    edition: Edition = Edition.ORDINARY,
    store: PictureStore | None = None,
) -> None:
    """Write the report to `stream` as a tagged PDF; the same data gives the same bytes.

    `store` keeps prepared pictures between previews of the same report.

    Raises:
        AppError: a picture cannot be read.
    """
    _Writing(data, edition, store or PictureStore()).write(stream)


class _Writing:
    """One report on its way to paper."""

    def __init__(self, data: YearEndReport, edition: Edition, store: PictureStore) -> None:
        self._data = data
        self._name = one_line(data.pupil.preferred_name) or one_line(data.pupil.full_name)
        self._store = store
        self._story = Story(styles(edition))
        self._edition = edition

    def write(self, stream: BinaryIO) -> None:
        data = self._data
        self._cover()
        self._section(LOVED, data.loved, lead=True)
        self._areas()
        self._section(OUTCOMES, data.outcomes)
        self._section(SUBJECTS, data.subjects)
        self._section(GENERAL, data.general_progress)
        self._key_stage()
        self._attendance()
        self._section(NEXT_YEAR, data.next_year)
        self._close()
        title = f"{possessive(self._name)} year {data.school_year}: end-of-year report"
        running = Running(
            one_line(data.pupil.full_name) or self._name,
            f"End-of-year report {data.school_year}",
            data.school.name,
            self._story.styles.running,
            data.draft,
        )
        meta = Meta(
            title, one_line(data.school.name), "End-of-year report to parents", data.written_on
        )
        draw_logo = self._draw_logo if data.school.logo else None
        write(self._story, running, meta, stream, self._edition, draw_logo)

    def _draw_logo(self, canvas: Canvas) -> None:
        assert self._data.school.logo is not None
        image, width, height = logo(self._data.school.logo, self._store, _LOGO)
        right, top = PAGE_SIZE[0] - MARGIN_SIDE, PAGE_SIZE[1] - MARGIN_TOP + 10
        canvas.drawImage(image, right - width, top - height, width, height)

    def _cover(self) -> None:
        data, story = self._data, self._story
        place = (data.pupil.class_name, data.school.name)
        room = _LOGO + 12 if data.school.logo else 0.0
        story.title(f"{possessive(self._name)} year", room)
        when = " · ".join(filter(None, (month_year(data.written_on), *map(one_line, place))))
        story.paragraph(when, story.styles.subtitle)
        story.add(Rule(strong=True))
        if data.cover is not None:
            story.add(cover_picture(data.cover, story.styles, story.root, self._store))

    def _section(self, part: Part, section: Section, *, lead: bool = False) -> None:
        if section.empty:
            return
        story = self._story
        story.open(part.heading_for(self._name), story.styles.section, 2)
        self._prose(section, lead=lead)

    def _prose(self, section: Section, *, lead: bool = False) -> None:
        story = self._story
        if self._edition is Edition.EASY_READ:
            self._short_lines(section)
            return
        style = story.styles.lead if lead else story.styles.body
        story.add(*prose(section.text, style, story.root))
        story.add(*pictures(section.pictures, story.styles, story.root, self._store))

    def _short_lines(self, section: Section) -> None:
        """Easy read: a line to a sentence, and one picture beside them."""
        story, text = self._story, in_short_lines(section.text)
        shown = section.pictures[:1]
        if not shown or len(text) > _BESIDE_A_PICTURE:
            story.add(*prose(text, story.styles.body, story.root))
            story.add(*pictures(shown, story.styles, story.root, self._store))
            return
        picture = small_picture(shown[0], story.styles, story.root, self._store, _EASY_PICTURE)
        words = prose(text, story.styles.body, story.root)
        story.add(side_by_side(picture, words, 0.45))

    def _areas(self) -> None:
        written = dict(self._data.areas)
        shown = [
            (area, written[area]) for area in Area if area in written and not written[area].empty
        ]
        if not shown:
            return
        story, before = self._story, len(self._story.flowables)
        story.open(
            f"How {self._name} engages and learns",
            story.styles.section,
            2,
            "Children engage in different ways, often in several at once. Each way matters as much "
            "as the others, and they come in no order.",
        )
        for area, section in shown:
            part = area_part(area)
            story.open_area(area, part.heading_for(self._name), 3, area_words(area).plain)
            self._prose(section)
            if self._edition is Edition.EASY_READ and len(section.text) <= _BESIDE_A_PICTURE:
                story.keep_together_from(before)
            before = len(story.flowables)

    def _key_stage(self) -> None:
        data, story = self._data, self._story
        if not data.ends_key_stage or data.key_stage.empty:
            return
        story.open(KEY_STAGE.heading, story.styles.section, 2)
        story.paragraph(
            f"At the end of key stage 2, {self._name} was assessed with the engagement model: the "
            "teacher’s description of how a child who does not yet learn by separate subjects "
            "engages and makes progress. It gives no score. The school tells the Department for "
            f"Education that {self._name} was assessed in this way, and nothing else about "
            "progress.",
            story.styles.plain,
        )
        self._prose(data.key_stage)

    def _attendance(self) -> None:
        record, story = self._data.attendance, self._story
        if record is None or record.possible <= 0:
            return
        story.open(ATTENDANCE.heading_for(self._name), story.styles.section, 2)
        story.paragraph(attendance_words(self._name, record), story.styles.body)
        story.add(*prose(record.comment, story.styles.body, story.root))

    def _close(self) -> None:
        """How to discuss the report, and who signed it: on one page, never a signature alone."""
        data, story = self._data, self._story
        before = len(story.flowables)
        self._section(TALK, data.talk)
        teacher, head = one_line(data.teacher), one_line(data.school.head)
        signed = (
            f"{teacher}, class teacher" if teacher else "",
            f"{head}, headteacher" if head else "",
            long_date(data.written_on),
        )
        story.add(Rule())
        story.paragraph(" · ".join(filter(None, signed)), story.styles.plain)
        story.keep_together_from(before)


def attendance_words(name: str, record: Attendance) -> str:
    """The record in words, with the possible sessions and the share that the law asks for."""
    came = f", and came to {record.attended} of them" if record.attended is not None else ""
    first = f"{name} could come to {record.possible} sessions (half days) this year{came}."
    if record.unauthorised == 0:
        return f"{first} There were no unauthorised absences."
    share = f"{100 * record.unauthorised / record.possible:.1f}".removesuffix(".0")
    counted = f"{record.unauthorised} session{'s' if record.unauthorised != 1 else ''}"
    return f"{first} Unauthorised absences: {counted}, {share} per cent of those possible."
