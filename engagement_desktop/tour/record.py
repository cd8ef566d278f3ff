"""The steps of the tour through the whole record: judgements, conversations, moderation, words."""

from __future__ import annotations

from engagement_desktop.tour.tourist import Tourist
from engagement_desktop.ui.conversations.conversations_page import ConversationsPage
from engagement_desktop.ui.deleted.bin_page import BinPage
from engagement_desktop.ui.judgements.judgements_page import JudgementsPage
from engagement_desktop.ui.moderation.moderation_page import ModerationPage
from engagement_desktop.ui.moderation.pack_dialog import PackDialog
from engagement_desktop.ui.page_ids import PageId
from engagement_desktop.ui.plans.plan_page import PlanPage
from engagement_desktop.ui.pupils.profile_page import ProfilePage
from engagement_desktop.ui.widgets.form_dialog import FormDialog


def whole_record(tourist: Tourist) -> None:
    """Each form of the record as it opens, and the blind second view."""
    tourist.open_pupil("Amara", PageId.PROFILE)
    profile = tourist.page(ProfilePage)
    tourist.click(tourist.button(profile, "Edit people and signs"))
    _form(tourist, "people-and-signs")
    tourist.open_page(PageId.JUDGEMENTS)
    judgements = tourist.page(JudgementsPage)
    tourist.click(tourist.button(judgements, "Write the judgement: Realisation"))
    _form(tourist, "judgement-form")
    tourist.click(tourist.button(judgements, "Put up for moderation: Exploration"))
    _form(tourist, "put-up-form")
    tourist.open_page(PageId.CONVERSATIONS)
    conversations = tourist.page(ConversationsPage)
    tourist.click(tourist.button(conversations, "New conversation"))
    _form(tourist, "conversation-form")
    tourist.click(tourist.button(conversations, "Write down"))
    _form(tourist, "contribution-form")
    tourist.open_pupil("Bilal", PageId.MODERATION)
    tourist.picture("moderation-sealed")
    tourist.click(tourist.button(tourist.page(ModerationPage), "Write your view"))
    _form(tourist, "second-view-form")
    tourist.click(tourist.button(tourist.page(ModerationPage), "On paper… Anticipation"))
    paper = tourist.dialog(PackDialog)
    tourist.wait(lambda: paper.feed.latest is not None, "the page of the pack")
    tourist.picture("moderation-pack", paper)
    tourist.click(paper.whom.chips()[1])
    tourist.wait(lambda: bool(paper.panel.left_out.text()), "what another school is not shown")
    tourist.picture("moderation-pack-another-school", paper)
    paper.output.save_to(tourist.out / "moderation-pack.pdf")
    tourist.settle()
    paper.reject()
    tourist.close_message()
    tourist.open_pupil("Isla", PageId.JUDGEMENTS)
    tourist.picture("isla-judgements")


def the_bin(tourist: Tourist) -> None:
    """A change of provision is deleted, lies in the bin, and is put back."""
    tourist.open_pupil("Amara", PageId.PLAN)
    plan = tourist.page(PlanPage)
    tourist.click(tourist.button(plan, "Remove: Ten-second wait"))
    tourist.settle()
    tourist.main.actions_table.action("go.bin").trigger()
    tourist.settle()
    page = tourist.main.school_area.page
    assert isinstance(page, BinPage)
    tourist.picture("bin-with-something")
    back = "Put back: Amara: change of provision of 15 September 2026, Ten-second wait"
    tourist.click(tourist.button(page, back))
    tourist.settle()
    tourist.close_message()
    tourist.open_pupil("Amara", PageId.PLAN)


def _form(tourist: Tourist, picture: str) -> None:
    dialog = tourist.dialog(FormDialog)
    tourist.picture(picture, dialog)
    dialog.reject()
    tourist.breathe()
