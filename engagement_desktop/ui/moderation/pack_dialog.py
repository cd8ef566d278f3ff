"""One moderation on paper: for whom, with the pupil's name or without, and the real page."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from engagement_desktop.models.moderating import Stage
from engagement_desktop.services import moderation_pack
from engagement_desktop.services.moderation_pack import PackWish
from engagement_desktop.services.moderation_views import ModerationLine
from engagement_desktop.ui.context import UiContext
from engagement_desktop.ui.moderation import texts
from engagement_desktop.ui.reports.paper_dialog import MakePaper, PaperDialog
from engagement_desktop.ui.widgets.chips import ChipRow, Choice
from engagement_desktop.ui.widgets.field import Field


class PackDialog(PaperDialog):
    """Opens with what suits the meeting: another school's gets no name unless it is chosen."""

    def __init__(self, context: UiContext, line: ModerationLine, parent: QWidget) -> None:
        agreed = line.stage is Stage.AGREED
        title = texts.RECORD_TITLE if agreed else texts.PAPER_TITLE
        about = texts.RECORD_ABOUT if agreed else texts.PAPER_ABOUT
        super().__init__(context, title, about, parent)
        self._work, self._line, self._title = context.work, line, title
        self.whom = ChipRow(
            [Choice(False, texts.OWN_SCHOOL), Choice(True, texts.OTHER_SCHOOL)],
            multiple=False,
            name=texts.FOR_WHOM,
            required=True,
        )
        self.with_name = QCheckBox(texts.NAME_PUPIL)
        self.offer(Field(texts.FOR_WHOM, self.whom), self.with_name)
        self.whom.chosen.connect(lambda _: self._chosen())
        self.with_name.toggled.connect(lambda _: self._chosen())
        work = context.work
        context.tasks.read(
            lambda: moderation_pack.first_wish(work, line.id), self._begin, owner=self
        )

    def wish(self) -> PackWish:
        """What is chosen now."""
        outside = bool(self.whom.keys()[0])
        return PackWish(outside, with_name=not outside or self.with_name.isChecked())

    def maker(self) -> MakePaper:
        work, number, wish = self._work, self._line.id, self.wish()
        return lambda pictures, edition: moderation_pack.preview(
            work, number, wish, pictures, edition=edition
        )

    def _begin(self, wish: PackWish) -> None:
        self.whom.set_chosen([wish.other_school])
        self._chosen()

    def _chosen(self) -> None:
        wish = self.wish()
        self.with_name.setVisible(wish.other_school)
        who = f"{self._line.pupil_name}, " if wish.with_name else ""
        self.name = f"{self._title} – {who}{self._line.area.title.lower()}"
        self.redraw()
