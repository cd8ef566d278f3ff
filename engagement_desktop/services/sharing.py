"""What a school shares with another as one file: words, templates, other frameworks (4.5).

Nothing of any pupil or person is in it. Nothing that is here is removed or worded over by a file,
but for the school's words and plain words, which are shared so that schools speak alike.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from engagement_desktop.errors import AppError
from engagement_desktop.models import templates as template_rules
from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import ObservationTemplate
from engagement_desktop.models.roles import Act
from engagement_desktop.models.statements import LONGEST_NAME, MOST, StatementText, compare
from engagement_desktop.models.templates import Prompt, TemplateForm
from engagement_desktop.models.vocabularies import NUMBER_REFUSED, Vocabulary, holds_number
from engagement_desktop.services import frameworks, plain_words, templates, vocabulary
from engagement_desktop.services.changes import Changes, Kind, Saved
from engagement_desktop.services.csv_tables import one_line
from engagement_desktop.services.workspace import Workspace

LARGEST_FILE = 8_000_000
"""The largest file that is read, in bytes."""
VERSION = 2
"""Version 1 held words alone, and did not say so."""

_UNCHANGED = "Nothing was changed."
_FORMAT = "engagement-desktop-words"
_MOST_FRAMEWORKS = 100
_BROUGHT_IN = "{name} (brought in)"


@dataclass(frozen=True)
class Brought:
    """What a file changed: words that were new or worded otherwise, templates that were new, the
    frameworks that were new or added to, and plain words said otherwise."""

    added: int
    reworded: int
    templates: int = 0
    frameworks: int = 0
    plain_words: int = 0


class _Part(BaseModel):
    """A part of a shared file; what a later release adds to it is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Word(_Part):
    key: str
    vocabulary: Vocabulary
    text: str
    retired: bool = False


class _Prompt(_Part):
    area: Area
    words: str = ""


class _Template(_Part):
    name: str
    activity: str = ""
    why_activity: str | None = None
    place: str = ""
    provision: str = ""
    equipment: str = ""
    prompts: tuple[_Prompt, ...] = Field((), max_length=len(Area))

    def form(self) -> TemplateForm:
        """The template as it can be kept, in plain letters."""
        texts: dict[str, Any] = {name: _plain(getattr(self, name)) for name in template_rules.TEXTS}
        prompts = tuple(Prompt(each.area, _plain(each.words)) for each in self.prompts)
        return template_rules.tidy(
            TemplateForm(why_activity=self.why_activity, prompts=prompts, **texts)
        )


class _Statement(_Part):
    wording: str
    code: str = ""
    heading: str = ""

    def said(self) -> StatementText:
        """The statement as it can be kept, in plain letters."""
        return StatementText(one_line(self.code), one_line(self.heading), one_line(self.wording))


class _Framework(_Part):
    name: str
    statements: tuple[_Statement, ...] = Field(max_length=MOST)


class _PlainWord(_Part):
    word: str
    plain: str = ""
    """Empty where the school does not want to be told of the word."""


class _File(_Part):
    format: str
    version: int = 1
    words: tuple[_Word, ...]
    templates: tuple[_Template, ...] = Field((), max_length=templates.MOST)
    frameworks: tuple[_Framework, ...] = Field((), max_length=_MOST_FRAMEWORKS)
    plain_words: tuple[_PlainWord, ...] = Field((), max_length=plain_words.MOST)


def shared_file(work: Workspace) -> bytes:
    """The school's words, its plain words for reports, and the templates and frameworks that it
    offers, as a file; that it leaves is entered.

    Raises:
        NotAllowed, and what `Database.write` raises: then nothing may leave.
    """
    words = [
        {"key": w.key, "vocabulary": w.vocabulary.value, "text": w.text, "retired": w.retired}
        for w in work.words().all
    ]
    offered = [each.form for each in templates.list_templates(work) if not each.retired]
    lists = [each for each in frameworks.list_frameworks(work) if not each.retired]
    content = {
        "format": _FORMAT,
        "version": VERSION,
        "words": words,
        "templates": [_as_json(form) for form in offered],
        "frameworks": [
            {"name": each.name, "statements": [vars(said) for said in each.said]} for each in lists
        ],
        "plain_words": [
            {"word": each.word, "plain": each.plain if each.told else ""}
            for each in plain_words.list_words(work)
            if each.own
        ],
    }
    work.took_out(Act.SCHOOL, "shared_words", [work.school_id])
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def bring_in(work: Workspace, content: bytes) -> Saved[Brought]:
    """Take over what another school shared.

    Words that are new are added, known ones reworded, and so are plain words. A template whose
    name is taken by another comes in beside it; a framework of the same name is added to
    (`frameworks.bring_in`).

    Raises:
        AppError: it is no such file, of a newer release, or something in it is or holds a number
            that stands for a pupil; nothing was changed.
    """
    shared = _read(content)
    with work.writing(Act.SCHOOL) as session:
        added, reworded = vocabulary.take_over(
            session, [(w.key, w.vocabulary, w.text, w.retired) for w in shared.words]
        )
        made = [_take_template(work, session, each.form()) for each in shared.templates]
        grown = [_take_framework(work, session, each) for each in shared.frameworks]
        said = [
            plain_words.take_over(session, one_line(each.word), one_line(each.plain))
            for each in shared.plain_words
        ]
    brought = Brought(added, reworded, sum(made), sum(grown), sum(said))
    kinds = (Kind.VOCABULARY, Kind.TEMPLATE, Kind.FRAMEWORK)
    return Saved(brought, Changes(frozenset((kind, 0) for kind in kinds)))


def _take_template(work: Workspace, session: Session, form: TemplateForm) -> bool:
    """Whether it was new here, and none that says the same was there."""
    form = replace(form, why_activity=templates.known_why(session, form.why_activity))
    there = session.scalars(select(ObservationTemplate)).all()
    if any(replace(templates.form_of(row), name=form.name) == form for row in there):
        return False
    name = form.name
    while templates.named(session, name) is not None:
        name = _BROUGHT_IN.format(name=name)
    templates.write(session, None, replace(form, name=name), work)
    return True


def _take_framework(work: Workspace, session: Session, shared: _Framework) -> bool:
    """Whether it was new here, or had statements that are."""
    name, coming = one_line(shared.name), [each.said() for each in shared.statements]
    there = frameworks.of_name(session, name)
    offered = [row.said for row in there.statements if not row.retired] if there else []
    if not compare(offered, coming).new:
        return False
    frameworks.write(session, name, coming, work)
    return True


def _read(content: bytes) -> _File:
    refused = AppError(
        "This is no file of words from Engagement Desktop.",
        safe=_UNCHANGED,
        to_do="Please choose a file that a school saved from the page “Words”.",
    )
    if len(content) > LARGEST_FILE:
        raise refused
    try:
        shared = _File.model_validate_json(content)
    except ValidationError:
        if _is_newer(content):
            raise _newer() from None
        raise refused from None
    if shared.format != _FORMAT:
        raise refused
    if shared.version > VERSION:
        raise _newer()
    if not all(_fits(word) for word in shared.words):
        raise refused
    spoken = ((one_line(each.word), one_line(each.plain)) for each in shared.plain_words)
    if any(plain_words.problems(word, plain or word) for word, plain in spoken):
        raise refused
    _refuse_what_rates(shared)
    return shared


class _Header(_Part):
    format: str
    version: int = 1


def _is_newer(content: bytes) -> bool:
    """Whether a file that cannot be read whole says that a newer release wrote it."""
    try:
        header = _Header.model_validate_json(content)
    except ValidationError:
        return False
    return header.format == _FORMAT and header.version > VERSION


def _newer() -> AppError:
    return AppError(
        "This file was saved by a newer release of Engagement Desktop.",
        safe=_UNCHANGED,
        to_do="Please bring Engagement Desktop up to date here first.",
    )


def _refuse_what_rates(shared: _File) -> None:
    """Refuse the whole file for anything that would not be taken if it were typed here."""
    for word in shared.words:
        if holds_number(word.text):
            raise AppError(f"“{word.text}” holds a number. {NUMBER_REFUSED}", safe=_UNCHANGED)
    for template in shared.templates:
        form = template.form()
        for problem in template_rules.problems(form):
            called = frameworks.shortened(form.name)
            raise AppError(
                f"The template “{called}” cannot come in. {problem.sentence}", safe=_UNCHANGED
            )
    for framework in shared.frameworks:
        name = one_line(framework.name)
        if not 0 < len(name) <= LONGEST_NAME:
            raise AppError("A framework of the file has no name.", safe=_UNCHANGED)
        for statement in framework.statements:
            said = statement.said()
            if why := frameworks.why_not(said):
                begins = frameworks.shortened(said.title)
                raise AppError(f"“{begins}” of “{name}” cannot come in. {why}", safe=_UNCHANGED)


def _fits(word: _Word) -> bool:
    key = re.fullmatch(rf"{word.vocabulary.value}\.[a-z0-9_]{{1,60}}", word.key)
    return key is not None and 0 < len(word.text.strip()) <= vocabulary.LONGEST


def _as_json(form: TemplateForm) -> dict[str, object]:
    prompts = [{"area": each.area.value, "words": each.words} for each in form.prompts]
    return vars(form) | {"prompts": prompts}


def _plain(text: str) -> str:
    """Plain letters, line by line."""
    return "\n".join(one_line(line) for line in text.splitlines())
