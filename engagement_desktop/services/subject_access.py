"""Everything held on one pupil, given to whoever asked to see it (UK GDPR, article 15).

First a look: who else is named, and which files there are. Somebody decides, name by name and file
by file; then all of it is written into a new folder, a readable PDF and the files beside it.

What is decided before anybody has looked follows the Information Commissioner's Office: who works
in health, education or care is named, as they are named for their work (Data Protection Act 2018,
schedule 2, paragraph 17); other pupils, family and anybody else are not; a clip in which somebody
else can be seen is listed and not given.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from engagement_desktop.errors import AppError
from engagement_desktop.models.records import Pupil, Report
from engagement_desktop.models.retention import Held
from engagement_desktop.models.roles import Act
from engagement_desktop.models.withholding import NameGroup, Withholder
from engagement_desktop.progress import Progress
from engagement_desktop.reports import subject_access as paper
from engagement_desktop.reports.subject_access import FileLine, HeldRecord, HeldSection
from engagement_desktop.services import held_records, keeping, leaving, names_held
from engagement_desktop.services.held_files import HeldFile, files_of
from engagement_desktop.services.leaving import Leaving
from engagement_desktop.services.report_files import file_stem
from engagement_desktop.services.report_gathering import pupil_details, school_details
from engagement_desktop.services.workspace import Workspace

_BLOCK = 1 << 20
_AROUND = 40  # characters of the text on either side of a name


@dataclass(frozen=True)
class FoundName:
    """Somebody else who is named: who they are, how often, and one place to see how.

    `given` is what is decided before anybody has looked.
    """

    key: str
    name: str
    group: NameGroup
    times: int
    example: str
    given: bool


@dataclass(frozen=True)
class Looked:
    """What there is to decide. `elsewhere` says in whose records the pupil is named: those are not
    in the copy, and somebody has to look at them."""

    pupil_name: str
    names: tuple[FoundName, ...]
    files: tuple[HeldFile, ...]
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class DisclosureForm:
    """What was decided: the keys of the names and of the files that are given."""

    names: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def offered(looked: Looked) -> DisclosureForm:
    """What is decided before anybody has looked."""
    return DisclosureForm(
        tuple(name.key for name in looked.names if name.given),
        tuple(each.key for each in looked.files if not each.why_not),
    )


def look(work: Workspace, pupil_id: int, progress: Progress) -> Looked:
    """Who else is named in what is held on a pupil, and which files there are.

    Raises:
        NotAllowed: whoever is signed in does not give out everything.
        AppError: the pupil is gone.
        Cancelled: the user stopped it.
    """
    work.require(Act.DISCLOSE)
    held = _Held(work, pupil_id, progress)
    return Looked(held.name, held.names(progress), held.files, held.elsewhere)


def give(
    work: Workspace, pupil_id: int, decided: DisclosureForm, folder: Path, progress: Progress
) -> Path:
    """Write everything into a new folder within `folder`; that folder.

    Raises:
        NotAllowed, PasswordNeeded.
        AppError: the pupil is gone, a clip is damaged, or it cannot be written. Nothing is left.
        Cancelled: the user stopped it; nothing is left.
    """
    work.require_confirmed(Act.DISCLOSE)
    held = _Held(work, pupil_id, progress)
    copy, chosen = held.decided(decided)
    leaving.enter(work, Leaving("subject_access", (pupil_id,), Act.DISCLOSE))
    name = f"{held.name} – what is held – {work.today().isoformat()}"
    with _new_folder(folder, name) as half:
        with (half / "What is held.pdf").open("xb") as file:
            paper.render(copy, file, progress)
        total = sum(each.size for each in chosen)
        done = 0
        for each in chosen:
            progress.report(done, total, f"Writing {each.file_name}")
            with (half / each.file_name).open("xb") as file:
                held.write(each, file, progress)
            done += each.size
        progress.check()
    return half.result


class _Half:
    """A folder that is being filled; `result` is the one it became."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.result = path

    def __truediv__(self, name: str) -> Path:
        return self._path / name


@contextmanager
def _new_folder(within: Path, name: str) -> Iterator[_Half]:
    """A new folder that takes its name when it is whole; after any error nothing of it is left."""
    stem = file_stem(name)
    half = _Half(within / f"{stem} – not finished")
    path = half.result
    try:
        path.mkdir(mode=0o700)
        try:
            yield half
            half.result = _free(within, stem)
            path.rename(half.result)
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise
    except FileExistsError as error:
        raise AppError(
            f"A copy that was not finished lies in “{within.name}” already.",
            safe="Nothing was written over it.",
            to_do="Please remove that folder, or choose another one.",
        ) from error
    except OSError as error:
        raise AppError(
            f"The copy could not be written into “{within.name}”: {error.strerror}.",
            safe="Nothing of it is left there.",
            to_do="Check that the folder is still there and has room, then try again.",
        ) from error


def _free(within: Path, stem: str) -> Path:
    """The first name that nothing has yet."""
    number, path = 1, within / stem
    while path.exists():
        number += 1
        path = within / f"{stem} ({number})"
    return path


class _Held:
    """Everything held on one pupil, read once."""

    def __init__(self, work: Workspace, pupil_id: int, progress: Progress) -> None:
        progress.report(0, 0, "Reading what is held")
        self._work = work
        words = work.words()
        rules = keeping.rules(work)
        with work.database.read() as session:
            pupil = session.scalars(
                select(Pupil)
                .where(Pupil.id == pupil_id)
                .options(joinedload(Pupil.class_group), undefer(Pupil.photo))
            ).one_or_none()
            if pupil is None:
                raise AppError("This pupil is no longer in the school’s file.")
            self.name = f"{pupil.preferred_name} {pupil.legal_last_name}".strip()
            self._pupil, self._school = pupil_details(pupil), school_details(session)
            self._photo = pupil.photo
            self._people = names_held.others(session, pupil)
            self._own = names_held.own_spellings(pupil)
            self._sections = held_records.read(session, pupil, words)
            self.files = tuple(files_of(session, pupil))
            self.elsewhere = tuple(names_held.elsewhere(session, pupil))
        self._kept = {held: rule.words for held, rule in rules.items()}
        progress.check()

    def names(self, progress: Progress) -> tuple[FoundName, ...]:
        """Whoever else is named, by who they are."""
        everybody = Withholder(self._people, self._own)
        times: Counter[str] = Counter()
        examples: dict[str, str] = {}
        for text in texts_of(self._sections):
            progress.check()
            found = everybody.found(text)
            times += found
            for key in found:
                if key not in examples:
                    examples[key] = _excerpt(text, everybody.first(text, key))
        groups = list(NameGroup)
        found_names = [
            FoundName(
                each.key,
                each.name,
                each.group,
                times[each.key],
                examples[each.key],
                each.group.given_in_role,
            )
            for each in self._people
            if times[each.key]
        ]
        found_names.sort(key=lambda each: (groups.index(each.group), each.name.casefold()))
        return tuple(found_names)

    def decided(
        self, decided: DisclosureForm
    ) -> tuple[paper.SubjectAccessCopy, tuple[HeldFile, ...]]:
        """The copy as it was decided, and the files that go with it."""
        given = frozenset(decided.names)
        withheld = [person for person in self._people if person.key not in given]
        put = Withholder(withheld, self._own)
        wanted = frozenset(decided.files)
        chosen = tuple(each for each in self.files if each.key in wanted)
        lines = tuple(
            FileLine(put(each.what), each.file_name if each in chosen else _left_out(each))
            for each in self.files
        )
        named = {key for text in texts_of(self._sections) for key in put.found(text)}
        groups = dict.fromkeys(each.group.value for each in withheld if each.key in named)
        copy = paper.SubjectAccessCopy(
            school=self._school,
            pupil=self._pupil,
            written_on=self._work.today(),
            about=tuple(self._about(groups)),
            sections=tuple(_without(section, put) for section in self._sections),
            files=lines,
        )
        return copy, chosen

    def write(self, each: HeldFile, to: BinaryIO, progress: Progress) -> None:
        """Write the content of a file that is given.

        Raises:
            AppError: it is no longer as it was stored.
        """
        if each.media_id is None:
            to.write(self._bytes(each))
            return
        stored, whole = self._work.media.stored(each.media_id), hashlib.sha256()
        with self._work.media.open(each.media_id) as source:
            while block := source.read(_BLOCK):
                progress.check()
                whole.update(block)
                to.write(block)
        if whole.hexdigest() != stored.sha256:
            raise AppError(
                f"“{each.what}” is damaged in the school’s file, so the copy was not made.",
                safe="Nothing of it is left.",
                to_do="Leave this one out, or bring it back from a backup first.",
            )

    def _bytes(self, each: HeldFile) -> bytes:
        kind, _, number = each.key.partition(":")
        if kind == "photo":
            return self._photo or b""
        with self._work.database.read() as session:
            row = session.get_one(Report, int(number), options=[undefer(Report.given_pdf)])
            return row.given_pdf or b""

    def _about(self, groups: Iterable[str]) -> Iterator[str]:
        school, name = self._school.name, self._pupil.preferred_name
        yield (
            f"This is everything that {school} holds on {name} in Engagement Desktop, in the words "
            "in which it was written. What the school keeps elsewhere is not in it: letters, "
            "e-mail, the register, other programs."
        )
        yield (
            "It is kept so that the school can assess by the engagement model, plan, and report to "
            "families and to the local authority. It comes from members of staff, from the family, "
            f"and from professionals who work with {name}. No decision is made by the program, and "
            "it sends nothing to anybody."
        )
        yield (
            f"The record is kept for {self._kept[Held.FILE]}; clips, photos and sound for "
            f"{self._kept[Held.CLIPS]}."
        )
        instead = ", ".join(f"“{group}”" for group in groups)
        if instead:
            yield (
                "Where the name of somebody else is not given, words stand in its place: "
                f"{instead}."
            )
        yield (
            "You can ask the school to correct what is wrong, to erase it, to use less of it, or "
            "not to use it. If you are not content with the answer, you can complain to the "
            "Information Commissioner’s Office (ico.org.uk)."
        )


def _left_out(each: HeldFile) -> str:
    return f"Not in this copy: {each.why_not}." if each.why_not else "Not in this copy."


def texts_of(sections: Iterable[HeldSection]) -> Iterator[str]:
    """Every text of these records, for whoever looks for names."""

    def of(record: HeldRecord) -> Iterator[str]:
        yield record.title
        for _, value in record.facts:
            yield value
        for part in record.parts:
            yield from of(part)

    for section in sections:
        for record in section.records:
            yield from of(record)


def _without(section: HeldSection, put: Withholder) -> HeldSection:
    """A section with words in the place of names."""

    def of(record: HeldRecord) -> HeldRecord:
        facts = tuple((label, put(value)) for label, value in record.facts)
        return HeldRecord(put(record.title), facts, tuple(map(of, record.parts)))

    return replace(section, records=tuple(map(of, section.records)))


def _excerpt(text: str, place: int) -> str:
    """The text around a place, on one line and from word to word."""
    before, after = text[:place], text[place:]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > 2 * _AROUND:
        after = after[: 2 * _AROUND].rpartition(" ")[0] + "…"
    return " ".join((before + after).split())
