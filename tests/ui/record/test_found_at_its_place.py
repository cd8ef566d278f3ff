"""What was found by its words opens where it stands, however far down the page that is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QWidget

from engagement_desktop.models.areas import Area
from engagement_desktop.models.records import Judgement, Moderation, Term
from engagement_desktop.models.states import AreaOfNeed, ContributionKind
from engagement_desktop.services import (
    contributions,
    conversations,
    finding,
    judgements,
    moderation,
    outcomes,
    plans,
)
from engagement_desktop.services.contributions import ContributionForm
from engagement_desktop.services.conversations import ConversationForm
from engagement_desktop.services.judgements import JudgementForm
from engagement_desktop.services.moderation_views import PutUpForm
from engagement_desktop.services.outcomes import OutcomeForm
from engagement_desktop.services.plans import PlanForm, PlanReview, ProvisionForm
from engagement_desktop.services.workspace import Workspace
from engagement_desktop.ui.conversations.conversations_page import ConversationsPage
from engagement_desktop.ui.judgements.judgements_page import JudgementsPage
from engagement_desktop.ui.moderation.moderation_page import ModerationPage
from engagement_desktop.ui.plans.plan_page import PlanPage
from engagement_desktop.ui.record_page import RecordPage
from tests.helpers.observed import Seen, at, observe
from tests.helpers.pages import Desk, put_on
from tests.helpers.small_school import SmallSchool
from tests.ui.record.conftest import NOW

TODAY = NOW.date()
MANY = 12


def days_ago(number: int) -> date:
    return TODAY - timedelta(days=30 * number)


def outcome(work: Workspace, pupil_id: int, number: int, words: str) -> None:
    form = OutcomeForm(f"Outcome {words}", needs=(AreaOfNeed.COGNITION,))
    outcomes.save_outcome(work, pupil_id, None, form)


def plan(work: Workspace, pupil_id: int, number: int, words: str) -> None:
    form = PlanForm(activity=f"Plan {words}", from_on=days_ago(number))
    plan_id = plans.save_plan(work, pupil_id, None, form).value
    plans.review_plan(work, plan_id, PlanReview(what_worked="The light."))


def provision(work: Workspace, pupil_id: int, number: int, words: str) -> None:
    form = ProvisionForm(f"Provision {words}", days_ago(number))
    plans.save_provision(work, pupil_id, None, form)


def conversation(work: Workspace, pupil_id: int, number: int, words: str) -> None:
    form = ConversationForm(days_ago(number), "Her mother", home_sees=f"Conversation {words}")
    conversations.save_conversation(work, pupil_id, None, form)


def contribution(work: Workspace, pupil_id: int, number: int, words: str) -> None:
    form = ContributionForm(
        ContributionKind.HOME, days_ago(number), "Her mother", words=f"Contribution {words}"
    )
    contributions.save_contribution(work, pupil_id, None, form)


def put_up(work: Workspace, pupil_id: int, number: int, words: str) -> None:
    ((observation_id, _),) = observe(work, pupil_id, Seen(at(2026, 11, 4)))
    form = PutUpForm(
        Area.ANTICIPATION, "", (observation_id,), "how_established.developing", "The light."
    )
    moderation_id = moderation.put_up(work, pupil_id, form).value
    with work.database.write() as session:
        row = session.get_one(Moderation, moderation_id)
        row.agreed, row.agreed_on = f"Agreed: {words}", days_ago(number)
        moderation.index(session, row)


Writes = Callable[[Workspace, int, int, str], None]


def look_for(desk: Desk, page: RecordPage[object], pupil_id: int, typed: str) -> None:
    """Find it by its words, and open it as the window does."""
    put_on(desk, page)
    page.resize(1110, 606)
    page.show_pupil(pupil_id)
    desk.settle()
    (found,) = finding.find(desk.context.work, typed)
    page.open_record(found.kind, found.record_id)
    desk.settle()


def is_in_sight(page: RecordPage[object], words: str) -> bool:
    view = page.scrolled.viewport()
    return any(
        words in each.text() and view.rect().contains(each.mapTo(view, QPoint(1, 1)))
        for each in page.findChildren(QLabel)
        if each.isVisible()
    )


def has_the_keys(page: RecordPage[object], words: str) -> bool:
    """Whether what has the keyboard stands beside these words."""
    widget: QWidget | None = page.window().focusWidget()
    while widget is not None and widget is not page:
        if any(words in each.text() for each in widget.findChildren(QLabel)):
            return True
        widget = widget.parentWidget()
    return False


@pytest.mark.parametrize(
    ("kind", "write"),
    [
        (PlanPage, outcome),
        (PlanPage, plan),
        (PlanPage, provision),
        (ConversationsPage, conversation),
        (ConversationsPage, contribution),
        (ModerationPage, put_up),
    ],
)
def test_what_was_found_is_in_sight(
    school: SmallSchool, desktop: Desk, kind: type[RecordPage[object]], write: Writes
) -> None:
    for number in range(MANY):
        words = "zebra" if number == MANY - 2 else f"ordinary {'abcdefghijkl'[number]}"
        write(school.work, school.amara, number, words)
    page = kind(desktop.context)
    look_for(desktop, page, school.amara, "zebra")
    desktop.qtbot.waitUntil(lambda: is_in_sight(page, "zebra"))
    assert has_the_keys(page, "zebra")


def test_a_judgement_is_found_on_the_page_of_its_term(school: SmallSchool, desktop: Desk) -> None:
    work = school.work
    with work.database.write() as session:
        terms = [
            Term(name="Spring", first_day=date(2026, 1, 5), last_day=date(2026, 3, 27)),
            Term(name="Autumn", first_day=date(2026, 9, 1), last_day=date(2026, 12, 18)),
        ]
        session.add_all(terms)
        session.flush()
        spring = terms[0].id
    ((observation_id, _),) = observe(work, school.amara, Seen(at(2026, 2, 4), Area.INITIATION))
    form = JudgementForm("how_established.emerging", None, "A zebra.", "", (observation_id,))
    judgements.save_judgement(work, school.amara, Area.INITIATION, spring, form)
    with work.database.read() as session:
        assert session.query(Judgement).count() == 1
    page = JudgementsPage(desktop.context)
    look_for(desktop, page, school.amara, "zebra")
    desktop.qtbot.waitUntil(lambda: is_in_sight(page, "A zebra."))
    assert page.term.key() == spring
    assert has_the_keys(page, "A zebra.")
