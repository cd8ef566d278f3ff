"""The way between pages: how any page of the window sends the user to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement_desktop.models.templates import TemplateForm
from engagement_desktop.services import observations, plans
from engagement_desktop.services.plans import Baseline
from engagement_desktop.services.rekeying import KeyWish
from engagement_desktop.ui.page import (
    MakesTemplates,
    OpensClips,
    OpensObservations,
    OpensReports,
)
from engagement_desktop.ui.page_ids import PageId

if TYPE_CHECKING:
    from engagement_desktop.ui.main_window import MainWindow


NO_BASELINE = (
    "There are not two clips to compare yet. An observation with a clip becomes the baseline where "
    "it is asked why this activity: “highest interest (baseline)”."
)


class WindowNavigator:
    """How pages send the user elsewhere (see `context.Navigator`)."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def home(self) -> None:
        self._window.show_home()

    def pupil(self, pupil_id: int, page: PageId | None = None) -> None:
        self._window.show_pupil(pupil_id, page)

    def observation(self, observation_id: int) -> None:
        window = self._window
        work = window.context.work

        def show(view_pupil_id: int) -> None:
            page: object = window.show_pupil(view_pupil_id, PageId.OBSERVATIONS)
            if isinstance(page, OpensObservations):
                page.open_observation(observation_id)

        window.tasks.read(
            lambda: observations.observation(work, observation_id).pupil_id, show, owner=window
        )

    def new_observation(self, pupil_id: int, plan_id: int | None = None) -> None:
        page: object = self._window.show_pupil(pupil_id, PageId.OBSERVATIONS)
        if isinstance(page, OpensObservations):
            page.new_observation(plan_id)

    def review(self, left_evidence_id: int | None, right_evidence_id: int | None) -> None:
        if self._window.pupil_id is None:
            return
        page: object = self._window.show_pupil(self._window.pupil_id, PageId.REVIEW)
        if isinstance(page, OpensClips):
            page.open_clips(left_evidence_id, right_evidence_id)

    def baseline(self) -> None:
        """Show the baseline of the pupil shown beside their latest clip, from any page (4.2)."""
        window, pupil_id = self._window, self._window.pupil_id
        if pupil_id is None:
            return
        work, messages = window.context.work, window.context.messages

        def show(found: Baseline | None) -> None:
            if window.pupil_id != pupil_id:
                return
            if found is None:
                messages.say(NO_BASELINE)
            else:
                self.review(found.first_clip_id, found.latest_clip_id)

        window.tasks.read(lambda: plans.baseline(work, pupil_id), show, owner=window)

    def moment(self, evidence_id: int, pts: int) -> None:
        if self._window.pupil_id is None:
            return
        page: object = self._window.show_pupil(self._window.pupil_id, PageId.REVIEW)
        if isinstance(page, OpensClips):
            page.open_moment(evidence_id, pts)

    def report(self, report_id: int) -> None:
        if self._window.pupil_id is None:
            return
        page: object = self._window.show_pupil(self._window.pupil_id, PageId.REPORTS)
        if isinstance(page, OpensReports):
            page.open_report(report_id)

    def engagement_profile(self, pupil_id: int) -> None:
        page: object = self._window.show_pupil(pupil_id, PageId.REPORTS)
        if isinstance(page, OpensReports):
            page.open_profile()

    def new_template(self, form: TemplateForm) -> None:
        page: object = self._window.show_school_page(PageId.TEMPLATES)
        if isinstance(page, MakesTemplates):
            page.new_template(form)

    def change_key(self, wish: KeyWish) -> None:
        self._window.key_change_wanted.emit(wish)

    def draft_saved(self) -> None:
        self._window.status.draft_saved(self._window.context.work.now())
