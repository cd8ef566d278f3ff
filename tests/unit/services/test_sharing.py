"""A school's words, templates and frameworks in a file: whole at another school, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engagement_desktop.errors import AppError
from engagement_desktop.models.areas import Area
from engagement_desktop.models.roles import Act
from engagement_desktop.models.statements import StatementText
from engagement_desktop.models.states import Role
from engagement_desktop.models.templates import Prompt, TemplateForm
from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.services import (
    audit_trail,
    frameworks,
    plain_words,
    sharing,
    templates,
    vocabulary,
)
from engagement_desktop.services.access import NotAllowed
from engagement_desktop.services.audit_trail import TrailFilter
from engagement_desktop.services.sharing import Brought
from engagement_desktop.services.workspace import Workspace
from tests.helpers.small_school import small_school

STEPS = (
    StatementText("RfL 1", "Contact", "Turns to a voice"),
    StatementText("", "Contact", "Stills"),
)


@pytest.fixture(scope="module")
def giving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A school with a word, a template and a framework of its own."""
    with small_school(tmp_path_factory.mktemp("giving")) as made:
        work = replace(made.work, role=Role.LEAD)
        vocabulary.add(work, Vocabulary.SUPPORT, "with a song")
        why = vocabulary.add(work, Vocabulary.WHY_ACTIVITY, "asked for by home").value
        bells = TemplateForm(
            "Bells",
            "Bells",
            why,
            "Hall",
            "Frame\nwedge",
            "red bell",
            (Prompt(Area.INITIATION, "What asks for more?"), Prompt(Area.EXPLORATION)),
        )
        templates.save_template(work, None, bells)
        old = templates.save_template(work, None, TemplateForm("No longer")).value
        templates.retire(work, old)
        frameworks.bring_in(work, "Routes", STEPS)
        yield work


@pytest.fixture
def taking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Another school."""
    with small_school(tmp_path_factory.mktemp("taking")) as made:
        yield replace(made.work, role=Role.LEAD)


def offered(work: Workspace) -> list[TemplateForm]:
    return [each.form for each in templates.list_templates(work)]


def test_all_of_it_is_there_at_the_other_school_and_once_only(
    giving: Workspace, taking: Workspace
) -> None:
    content = sharing.shared_file(giving)
    assert sharing.bring_in(taking, content).value == Brought(2, 0, 1, 1)
    assert offered(taking) == [form for form in offered(giving) if form.name == "Bells"]
    (routes,) = frameworks.list_frameworks(taking)
    assert (routes.name, routes.said) == ("Routes", STEPS)
    assert "with a song" in [word.text for word in taking.words().all]
    assert sharing.bring_in(taking, content).value == Brought(0, 0)


def test_plain_words_for_reports_come_along_and_so_does_not_being_told(
    taking: Workspace, tmp_path: Path
) -> None:
    with small_school(tmp_path) as made:
        giving = replace(made.work, role=Role.LEAD)
        shipped = [each.word for each in plain_words.list_words(giving)]
        plain_words.word_as(giving, shipped[0], "said our way")
        plain_words.word_as(giving, "rebound", "trampoline time with a grown-up")
        plain_words.tell(giving, shipped[1], told=False)
        content = sharing.shared_file(giving)
        plain_words.word_as(taking, "Rebound", "bouncing")

    assert sharing.bring_in(taking, content).value.plain_words == 3
    here = {each.word: each for each in plain_words.list_words(taking)}
    assert here[shipped[0]].plain == "said our way"
    assert here["Rebound"].plain == "trampoline time with a grown-up"
    assert not here[shipped[1]].told
    assert sharing.bring_in(taking, content).value.plain_words == 0


def test_plain_words_that_could_not_be_typed_here_refuse_the_whole_file(
    giving: Workspace, taking: Workspace
) -> None:
    before = plain_words.list_words(taking)
    content = json.loads(sharing.shared_file(giving))
    for word, plain in (("", "nothing"), ("long", "x" * 200), (" \u200b", "unseen")):
        told = [{"word": "swing", "plain": "a swing"}, {"word": word, "plain": plain}]
        with pytest.raises(AppError, match="no file of words"):
            sharing.bring_in(taking, as_bytes(content | {"plain_words": told}))
    assert plain_words.list_words(taking) == before
    sharing.bring_in(taking, as_bytes(content | {"plain_words": told[:1]}))
    assert "swing" in [each.word for each in plain_words.list_words(taking)]


def test_what_is_here_under_the_same_name_stays_beside_what_comes(
    giving: Workspace, taking: Workspace
) -> None:
    ours = TemplateForm("bells", "Handbells")
    templates.save_template(taking, None, ours)
    frameworks.bring_in(taking, "ROUTES", [StatementText("RfL 9", "", "Waits")])
    assert sharing.bring_in(taking, sharing.shared_file(giving)).value == Brought(2, 0, 1, 1)
    assert [form.name for form in offered(taking)] == ["bells", "Bells (brought in)"]
    assert offered(taking)[0] == ours
    (routes,) = frameworks.list_frameworks(taking)
    assert routes.name == "ROUTES"
    assert len(routes.said) == 3


def test_a_file_of_the_release_before_is_still_read(giving: Workspace, taking: Workspace) -> None:
    before = {key: value for key, value in shared(giving).items() if key in ("format", "words")}
    assert sharing.bring_in(taking, as_bytes(before)).value == Brought(2, 0)


@pytest.mark.parametrize("changed", [{"version": 3}, {"version": 3, "words": {"as": "never seen"}}])
def test_a_file_of_a_newer_release_is_refused_by_that_name(
    giving: Workspace, changed: dict[str, Any]
) -> None:
    with pytest.raises(AppError, match="newer release"):
        sharing.bring_in(giving, as_bytes(shared(giving) | changed))


def test_what_is_no_such_file_or_holds_a_rating_changes_nothing(giving: Workspace) -> None:
    good = shared(giving)
    word, template, routes = good["words"][0], good["templates"][0], good["frameworks"][0]
    statement = routes["statements"][0]

    def with_word(**changed: object) -> dict[str, Any]:
        return good | {"words": [word | changed]}

    def with_template(**changed: object) -> dict[str, Any]:
        return good | {"templates": [template | changed]}

    def with_statement(**changed: object) -> dict[str, Any]:
        return good | {"frameworks": [routes | {"statements": [statement | changed]}]}

    before = everything(giving)
    for content, said in (
        (b"", "no file of words"),
        (b"{}", "no file of words"),
        (b"\xff\x00", "no file of words"),
        (b"[" * 200_000, "no file of words"),
        (b" " * (sharing.LARGEST_FILE + 1), "no file of words"),
        (as_bytes(good | {"format": "another"}), "no file of words"),
        (as_bytes(with_word(text="level 4")), "holds a number"),
        (as_bytes(with_word(key="support.x'; --")), "no file of words"),
        (as_bytes(with_template(name=" \u202e ")), "cannot come in. Please give"),
        (as_bytes(with_template(provision="Score it 3/5")), "“Bells” cannot come in"),
        (as_bytes(with_template(prompts=[{"area": "attainment"}])), "no file of words"),
        (as_bytes(with_statement(wording="Level 4: turns")), "“RfL 1 Level 4: turns” of “Routes”"),
        (as_bytes(with_statement(wording="=cmd()")), "formula"),
        (as_bytes(good | {"frameworks": [routes | {"name": ""}]}), "has no name"),
    ):
        with pytest.raises(AppError, match="Nothing was changed") as refused:
            sharing.bring_in(giving, content)
        assert said in str(refused.value)
    assert everything(giving) == before


def test_only_a_lead_shares_and_it_is_entered(giving: Workspace) -> None:
    teacher = replace(giving, role=Role.TEACHER)
    with pytest.raises(NotAllowed):
        sharing.shared_file(teacher)
    with pytest.raises(NotAllowed):
        sharing.bring_in(teacher, as_bytes(shared(giving)))
    newest = audit_trail.look_through(giving, TrailFilter(act=Act.SCHOOL)).lines[0]
    assert "taken out of the file" in newest.what


def shared(work: Workspace) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sharing.shared_file(work))
    return found


def as_bytes(content: dict[str, Any]) -> bytes:
    return json.dumps(content).encode()


def everything(work: Workspace) -> tuple[object, ...]:
    return work.words(), offered(work), frameworks.list_frameworks(work)
