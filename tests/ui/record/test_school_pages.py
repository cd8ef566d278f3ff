"""The pages of the school's words, frameworks, templates, terms and dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from engagement_desktop.models.records import Term
from engagement_desktop.models.statements import StatementText
from engagement_desktop.models.states import Role
from engagement_desktop.models.vocabularies import Vocabulary
from engagement_desktop.services import conversations, dates, frameworks
from engagement_desktop.services.conversations import ConversationForm
from engagement_desktop.services.dates import SchoolDateForm
from engagement_desktop.ui.dates.dates_page import DatesPage
from engagement_desktop.ui.frameworks.frameworks_page import FrameworksPage
from engagement_desktop.ui.frameworks.look_dialog import LookDialog
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.templates.templates_page import TemplatesPage
from engagement_desktop.ui.terms.terms_page import TermsPage
from engagement_desktop.ui.words.words_page import WordsPage
from tests.helpers.pages import Desk, desk
from tests.helpers.small_school import SmallSchool
from tests.ui.record.conftest import form_of, opened, press, words


def test_a_number_is_refused_beside_the_field_and_a_word_is_taken(
    school: SmallSchool, desktop: Desk
) -> None:
    page = WordsPage(desktop.context)
    opened(desktop, page)
    press(desktop, page, "Add a word: How established")
    form_of(page).fields["text"].control.setText("level 5")
    press(desktop, form_of(page), "Save")
    assert "no numerical scale" in words(form_of(page))
    form_of(page).fields["text"].control.setText("just beginning")
    press(desktop, form_of(page), "Save")
    assert "just beginning" in words(page.cards[Vocabulary.HOW_ESTABLISHED])
    press(desktop, page, "Retire: just beginning")
    assert "just beginning (retired)" in words(page)
    desktop.said[-1].action()
    desktop.settle()
    assert "(retired)" not in words(page)


def test_the_schools_own_minimum_is_changed_where_it_is_told(
    school: SmallSchool, desktop: Desk
) -> None:
    with school.work.database.write() as session:
        session.add(Term(name="Autumn", first_day=date(2026, 9, 1), last_day=date(2026, 12, 18)))
    page = DatesPage(desktop.context)
    opened(desktop, page)
    assert "Less often than the school’s own minimum (once a fortnight)" in words(page.not_seen)
    press(desktop, page, "Change the minimum…")
    form = form_of(page)
    form.fields["every_days"].control.setValue(21)
    form.fields["each_term"].control.setValue(3)
    press(desktop, form, "Save")
    often = "every 21 days, and at least three observations in a term"
    assert desktop.said[-1].sentence == f"The school’s own minimum is {often}."
    assert f"({often})" in words(page.not_seen)
    assert "no observation this term, at least three observations by" in words(page.not_seen)


def test_words_are_saved_as_a_file_and_brought_in(
    school: SmallSchool, desktop: Desk, tmp_path: Path
) -> None:
    page = WordsPage(desktop.context)
    opened(desktop, page)
    path = tmp_path / "words.json"
    page.share_to(path)
    desktop.settle()
    page.bring_in(path)
    desktop.settle()
    assert desktop.said[-1].sentence == "Everything in the file was here already."


def test_dates_are_added_shown_and_saved_as_a_calendar(
    school: SmallSchool, desktop: Desk, tmp_path: Path
) -> None:
    dates.save_school_date(
        school.work, None, SchoolDateForm("Moderation afternoon", date(2026, 12, 1))
    )
    page = DatesPage(desktop.context)
    opened(desktop, page)
    assert "1 December 2026" in words(page.dates)
    assert "Not seen yet · to be seen every 14 days" in words(page.not_seen)
    path = tmp_path / "dates.ics"
    page.save_to(path)
    desktop.settle()
    assert b"SUMMARY:Moderation afternoon" in path.read_bytes()
    press(desktop, page, "Take out: Moderation afternoon")
    assert "No date is written down" in words(page.dates)
    desktop.said[-1].action()
    desktop.settle()
    assert "Moderation afternoon" in words(page.dates)


def test_whose_parents_it_is_time_to_speak_with_stands_among_the_dates(
    school: SmallSchool, desktop: Desk
) -> None:
    talk = ConversationForm(date(2026, 6, 1), "her mother")
    conversations.save_conversation(school.work, school.amara, None, talk)
    page = DatesPage(desktop.context)
    opened(desktop, page)
    assert "Last on 1 June 2026" in words(page.to_speak)
    press(desktop, page, "Conversations: Amara")
    assert desktop.journey.visits == [("pupil", school.amara, PageId.CONVERSATIONS)]


def test_a_list_is_shown_before_it_comes_in_and_its_statements_are_retired(
    school: SmallSchool, desktop: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "Routes for Learning.csv"
    path.write_text(
        "Code,Statement,Level\nRfL 1,<b>Turns</b> to a voice,4\nRfL 2,Turns 50% of the time,5\n",
        encoding="utf-8",
    )
    page = FrameworksPage(desktop.context)
    opened(desktop, page)
    assert "No other framework is here yet." in words(page)
    page.bring_in(path)
    desktop.settle()
    shown = words(form_of(page))
    assert "One statement comes in." in shown
    assert "Line 3: RfL 2 Turns 50% of the time" in shown
    assert "“Level” is left out: the engagement model uses no levels" in shown
    assert frameworks.list_frameworks(school.work) == ()  # only shown as yet
    press(desktop, form_of(page), "Bring in")
    assert "one statement offered" in words(page.list)
    press(desktop, page, "Look through: Routes for Learning")
    look = page.findChild(LookDialog)
    look.statements.view.setCurrentIndex(look.statements.model.index(0))
    press(desktop, look, "Retire: RfL 1 <b>Turns</b> to a voice")
    (made,) = frameworks.list_frameworks(school.work)
    assert made.statements[0].retired
    look.accept()
    press(desktop, page, "Retire: Routes for Learning")
    assert "Routes for Learning (retired)" in words(page.list)
    desktop.said[-1].action()
    desktop.settle()
    assert "(retired)" not in words(page.list)


def test_a_file_of_which_nothing_can_come_in_is_not_saved(
    school: SmallSchool, desktop: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "Formulas.csv"
    path.write_text("Statement\n=1+1\n", encoding="utf-8")
    page = FrameworksPage(desktop.context)
    opened(desktop, page)
    page.bring_in(path)
    desktop.settle()
    assert "Nothing of this file can come in." in words(form_of(page))
    form_of(page).submit()
    desktop.settle()
    assert frameworks.list_frameworks(school.work) == ()
    form_of(page).reject()


def test_who_may_not_change_the_words_only_looks(school: SmallSchool, qtbot: QtBot) -> None:
    frameworks.bring_in(school.work, "Routes", [StatementText("", "", "Turns")])
    with desk(replace(school.work, role=Role.TEACHER), qtbot) as laid:
        page = FrameworksPage(laid.context)
        opened(laid, page)
        assert [each.text() for each in page.findChildren(QAbstractButton)] == ["Look through"]


def test_a_template_is_made_refused_put_aside_taken_up_and_retired(
    school: SmallSchool, desktop: Desk
) -> None:
    page = TemplatesPage(desktop.context)
    opened(desktop, page)
    assert "There is no template yet." in words(page)
    press(desktop, page, "New template")
    form = form_of(page)
    assert form.fields["prompts.initiation"].isHidden()
    press(desktop, form, "Areas to look at: Initiation")
    form.fields["prompts.initiation"].control.setPlainText("Score it from 1 to 5")
    press(desktop, form, "Save")
    assert "does not use (guidance 5.1)" in form.fields["prompts.initiation"].problem
    assert form.fields["name"].problem == "Please give the template a name."
    form.fields["name"].control.setText("Bells")
    form.fields["prompts.initiation"].control.setPlainText("What asks for more?")
    form.reject()
    page.leave()
    desktop.settle()
    page.load()
    desktop.settle()
    press(desktop, page, "Go on: Template")
    press(desktop, form_of(page), "Save")
    assert "Bells\nInitiation" in words(page.list)
    assert page.forms.card.isHidden()
    press(desktop, page, "Retire: Bells")
    assert "Bells (retired)" in words(page.list)


def test_terms_are_added_changed_refused_beside_the_field_and_taken_out(
    school: SmallSchool, desktop: Desk
) -> None:
    page = TermsPage(desktop.context)
    opened(desktop, page)
    assert "There is no term yet." in words(page)
    press(desktop, page, "Add the school year 2026–27")
    assert "3 September 2026 to 18 December 2026" in words(page.cards[0])
    assert page.year_button.text() == "Add the school year 2027–28"
    press(desktop, page, "Change: Spring term 2027")
    form = form_of(page)
    form.fields["first_day"].control.setText("1 December 2026")
    press(desktop, form, "Save")
    assert "“Autumn term 2026” has some of these days" in form.fields["first_day"].problem
    form.fields["first_day"].control.setText("5 January 2027")
    form.fields["name"].control.setText("Lent <b>term</b>")
    press(desktop, form, "Save")
    assert "Lent <b>term</b>\n5 January 2027 to 26 March 2027" in words(page.cards[0])
    press(desktop, page, "Take out: Lent <b>term</b>")
    assert "Lent" not in words(page.cards[0])
    desktop.said[-1].action()
    desktop.settle()
    assert "Lent <b>term</b>" in words(page.cards[0])
