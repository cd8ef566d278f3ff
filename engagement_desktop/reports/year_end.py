"""The end-of-year report to parents: something a family keeps.

Contents: Education (Pupil Information) (England) Regulations 2005, schedule 1. Tone: guidance 6.2,
a narrative in plain, positive words. There is no score in it, and the five areas weigh the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from engagement_desktop.models.areas import Area
from engagement_desktop.models.editions import Edition
from engagement_desktop.models.languages import ENGLISH_CODE, Language, english
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
)
from engagement_desktop.reports.frame import Rule, Running, Story, write
from engagement_desktop.reports.pictures import (
    PictureStore,
    cover_picture,
    pictures,
    small_picture,
)
from engagement_desktop.reports.shaping import mostly_right_to_left
from engagement_desktop.reports.styles import styles
from engagement_desktop.reports.tables import side_by_side
from engagement_desktop.reports.tagging import Element, Meta
from engagement_desktop.reports.text import in_short_lines, one_line, prose

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
    language: Language = field(default_factory=english)
    """Of the fixed words; what was written stays as it was written."""


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
        self._language = data.language
        turned = data.language.right_to_left
        self._story = Story(styles(edition, accent=data.school.accent, right_to_left=turned))
        self._edition = edition

    def write(self, stream: BinaryIO) -> None:
        data, language = self._data, self._language
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
        year = language.school_year(data.school_year)
        running = Running(
            one_line(data.pupil.full_name) or self._name,
            language.say("page.report", year=year),
            data.school.name,
            self._story.styles.running,
            data.draft,
            language,
        )
        meta = Meta(
            language.say("page.document", name=self._name, year=year),
            one_line(data.school.name),
            language.say("page.subject"),
            data.written_on,
            language.code,
            language.script,
        )
        write(self._story, running, meta, stream, self._edition)

    def _cover(self) -> None:
        data, story, language = self._data, self._story, self._language
        story.title(language.say("page.title", name=self._name), data.school, self._store)
        place = map(one_line, (data.pupil.class_name, data.school.name))
        when = " · ".join(filter(None, (language.month(data.written_on), *place)))
        story.paragraph(when, story.styles.subtitle)
        story.opening_rule()
        if data.cover is not None:
            story.add(cover_picture(data.cover, story.styles, self._theirs(), self._store))

    def _theirs(self, words: str = "") -> Element:
        """Where in the structure the staff's own words belong, in the language they are in."""
        root = self._story.root
        if self._language.is_english or (
            self._language.right_to_left and mostly_right_to_left(words)
        ):
            return root
        return root.add("Div", language=ENGLISH_CODE)

    def _section(self, part: Part, section: Section, *, lead: bool = False) -> None:
        if section.empty:
            return
        story = self._story
        story.open(self._language.heading(part.key, self._name), story.styles.section, 2)
        self._prose(section, lead=lead)

    def _prose(self, section: Section, *, lead: bool = False) -> None:
        story = self._story
        if self._edition is Edition.EASY_READ:
            self._short_lines(section)
            return
        style, theirs = story.styles.lead if lead else story.styles.body, self._theirs(section.text)
        story.add(*prose(section.text, style, theirs))
        story.add(*pictures(section.pictures, story.styles, theirs, self._store))

    def _short_lines(self, section: Section) -> None:
        """Easy read: a line to a sentence, and one picture beside them."""
        story, text, theirs = self._story, in_short_lines(section.text), self._theirs(section.text)
        shown, look = section.pictures[:1], self._story.styles
        if not shown or len(text) > _BESIDE_A_PICTURE:
            story.add(*prose(text, look.body, theirs))
            story.add(*pictures(shown, look, theirs, self._store))
            return
        picture = small_picture(shown[0], look, theirs, self._store, _EASY_PICTURE)
        words = prose(text, look.body, theirs)
        story.add(*side_by_side(picture, words, 0.45, right_to_left=look.right_to_left))

    def _areas(self) -> None:
        written = dict(self._data.areas)
        shown = [
            (area, written[area]) for area in Area if area in written and not written[area].empty
        ]
        if not shown:
            return
        story, language = self._story, self._language
        before = len(story.flowables)
        story.open(
            language.heading("engages", self._name),
            story.styles.section,
            2,
            language.say("sentences.engages"),
        )
        for area, section in shown:
            heading = language.heading(area_part(area).key, self._name)
            story.open_area(area, heading, 3, language.say(f"areas.{area.value}.plain"))
            self._prose(section)
            if self._edition is Edition.EASY_READ and len(section.text) <= _BESIDE_A_PICTURE:
                story.keep_together_from(before)
            before = len(story.flowables)

    def _key_stage(self) -> None:
        data, story = self._data, self._story
        if not data.ends_key_stage or data.key_stage.empty:
            return
        language = self._language
        story.open(language.heading(KEY_STAGE.key, self._name), story.styles.section, 2)
        explained = language.say("sentences.key_stage", name=self._name)
        story.paragraph(explained, story.styles.plain)
        self._prose(data.key_stage)

    def _attendance(self) -> None:
        record, story = self._data.attendance, self._story
        if record is None or record.possible <= 0:
            return
        language = self._language
        story.open(language.heading(ATTENDANCE.key, self._name), story.styles.section, 2)
        said = attendance_words(self._name, record, language)
        story.paragraph(said, story.styles.body)
        story.add(*prose(record.comment, story.styles.body, self._theirs(record.comment)))

    def _close(self) -> None:
        """How to discuss the report, and who signed it: on one page, never a signature alone."""
        data, story = self._data, self._story
        before = len(story.flowables)
        self._section(TALK, data.talk)
        language = self._language
        teacher, head = one_line(data.teacher), one_line(data.school.head)
        signed = (
            language.say("page.teacher", who=teacher) if teacher else "",
            language.say("page.head", who=head) if head else "",
            language.day(data.written_on),
        )
        between = "\n" if story.styles.large else " · "
        story.add(Rule())
        story.paragraph(between.join(filter(None, signed)), story.styles.plain)
        story.keep_together_from(before)


def attendance_words(name: str, record: Attendance, language: Language) -> str:
    """The record in words, with the possible sessions and the share that the law asks for."""
    came = "sessions" if record.attended is None else "came"
    first = language.say(
        f"sentences.{came}", name=name, possible=record.possible, attended=record.attended
    )
    if record.unauthorised == 0:
        return f"{first} {language.say('sentences.no_unauthorised')}"
    share = f"{100 * record.unauthorised / record.possible:.1f}".removesuffix(".0")
    missed = "one_unauthorised" if record.unauthorised == 1 else "unauthorised"
    then = language.say(
        f"sentences.{missed}",
        count=record.unauthorised,
        share=share.replace(".", language.say("page.decimal")),
    )
    return f"{first} {then}"
