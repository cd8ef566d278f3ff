"""What others tell, conversations with parents, and the lists around a pupil."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from engagement_desktop.errors import InvalidInput
from engagement_desktop.models.areas import Area
from engagement_desktop.models.states import ContactKind, ContributionKind
from engagement_desktop.services import around_pupil, binned, contributions, conversations
from engagement_desktop.services.around_pupil import (
    AroundPupil,
    ContactForm,
    InterestForm,
    SignForm,
)
from engagement_desktop.services.contributions import ContributionForm
from engagement_desktop.services.conversations import ConversationForm, TargetForm
from engagement_desktop.storage import search
from tests.helpers.small_school import SmallSchool, small_school

TOLD = ContributionForm(
    ContributionKind.ADVICE,
    None,
    "Dev Malhotra",
    "Her physiotherapist since 2024.",
    "A wedge under her elbow frees her hand.",
    (Area.INITIATION, Area.EXPLORATION),
)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    with small_school(tmp_path) as made:
        yield made


def hits(school: SmallSchool, typed: str) -> list[str]:
    with school.work.database.read() as session:
        return [hit.kind for hit in search.find(session, typed)]


def test_a_contribution_is_read_as_it_was_told(school: SmallSchool) -> None:
    number = contributions.save_contribution(school.work, school.amara, None, TOLD).value
    [view] = contributions.list_contributions(school.work, school.amara)
    assert view.form.areas == (Area.EXPLORATION, Area.INITIATION)
    assert view.form.told_on == school.work.today()
    assert view.written_by == "Jo Field"
    assert hits(school, "wedge malhotra") == ["contribution"]
    again = replace(view.form, words="The wedge may go.")
    contributions.save_contribution(school.work, school.amara, number, again)
    assert hits(school, "elbow") == []
    assert contributions.list_contributions(school.work, school.bilal) == ()


def test_a_contribution_removed_can_be_put_back(school: SmallSchool) -> None:
    number = contributions.save_contribution(school.work, school.amara, None, TOLD).value
    before = contributions.list_contributions(school.work, school.amara)
    gone = contributions.remove_contribution(school.work, number).value
    assert contributions.list_contributions(school.work, school.amara) == ()
    assert hits(school, "wedge") == []
    binned.put_back(school.work, gone)
    assert contributions.list_contributions(school.work, school.amara) == before
    assert hits(school, "wedge") == ["contribution"]


def test_nobody_nothing_or_a_day_to_come_is_asked_back(school: SmallSchool) -> None:
    later = school.work.today() + timedelta(days=1)
    with pytest.raises(InvalidInput) as refused:
        contributions.save_contribution(
            school.work, school.amara, None, ContributionForm(told_on=later)
        )
    assert {p.field for p in refused.value.problems} == {"words", "told_by", "told_on"}
    with pytest.raises(InvalidInput) as refused:
        conversations.save_conversation(
            school.work, school.amara, None, ConversationForm(held_on=later)
        )
    assert {p.field for p in refused.value.problems} == {"with_whom", "held_on"}


def test_targets_keep_who_does_what_and_what_came_of_it(school: SmallSchool) -> None:
    form = ConversationForm(
        held_on=date(2026, 10, 1),
        with_whom="Abena Osei (mother)",
        targets=(
            TargetForm(None, "Her own music", "The switch by her bed", "Lend the switch"),
            TargetForm(None, "  "),
        ),
    )
    number = conversations.save_conversation(school.work, school.amara, None, form).value
    [view] = conversations.conversations(school.work, school.amara).all
    [target] = view.form.targets
    assert hits(school, "lend switch") == ["conversation"]
    said = replace(view.form, targets=(replace(target, came_of_it="She plays it at night."),))
    conversations.save_conversation(school.work, school.amara, number, said)
    [view] = conversations.conversations(school.work, school.amara).all
    assert view.form.targets[0].id == target.id
    assert view.form.targets[0].came_of_it == "She plays it at night."


def test_the_next_conversation_is_the_nearest_one_agreed(school: SmallSchool) -> None:
    today = school.work.today()
    soon, later = today + timedelta(days=10), today + timedelta(days=40)
    for held, following in ((today - timedelta(days=300), later), (today, soon)):
        conversations.save_conversation(
            school.work,
            school.amara,
            None,
            ConversationForm(held_on=held, with_whom="her mother", next_on=following),
        )
    found = conversations.conversations(school.work, school.amara)
    assert found.next_on == soon
    assert found.this_year == (today,)
    assert not found.speak_soon


def test_the_lists_around_a_pupil_keep_their_order_and_drop_empty_lines(
    school: SmallSchool,
) -> None:
    typed = AroundPupil(
        contacts=(
            ContactForm(None, ContactKind.FAMILY, "Abena Osei", "mother", "01632 960001"),
            ContactForm(None, ContactKind.PROFESSIONAL, "Dev Malhotra", "physiotherapist"),
            ContactForm(),
        ),
        signs=(
            SignForm(None, "A long look up", "yes", "Wait ten seconds."),
            SignForm(None, "Stills", "is listening"),
        ),
        interests=(InterestForm(None, "Bubble tube", "Turns her whole head."),),
    )
    around_pupil.save_around_pupil(school.work, school.amara, typed)
    read = around_pupil.around_pupil(school.work, school.amara)
    assert [who.name for who in read.of_kind(ContactKind.FAMILY)] == ["Abena Osei"]
    assert [sign.what_it_means for sign in read.signs] == ["yes", "is listening"]
    assert len(read.contacts) == 2
    assert hits(school, "long look yes") == ["pupil"]
    assert hits(school, "960001") == []
    turned = replace(read, signs=read.signs[::-1], interests=())
    around_pupil.save_around_pupil(school.work, school.amara, turned)
    again = around_pupil.around_pupil(school.work, school.amara)
    assert [sign.id for sign in again.signs] == [sign.id for sign in turned.signs]
    assert again.interests == ()
