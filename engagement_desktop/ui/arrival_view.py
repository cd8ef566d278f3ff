"""The first sight of a school: its pupils where they will stay, and room for the rest.

It stands there for as long as the rest is loaded; then the same list goes into the `MainWindow`,
with what was typed and chosen in it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engagement_desktop.services.arrival import Arrival
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import STATUS_BAR_HEIGHT, TOP_BAR_HEIGHT, Role
from engagement_desktop.ui.shell.demo_banner import demo_banner
from engagement_desktop.ui.shell.pupil_list import PupilList
from engagement_desktop.ui.widgets.discard import take_out
from engagement_desktop.ui.widgets.labels import label

_ONE_MOMENT = "One moment: the school is being opened."


class ArrivalView(QWidget):
    """`wanted` is the pupil chosen meanwhile, who is shown as soon as that is possible.

    `complete` is False where the file must be brought up to date before its pupils can be read.
    """

    def __init__(self, arrival: Arrival) -> None:
        super().__init__()
        self.wanted: int | None = None
        self.complete = arrival.first is not None
        self.pupil_list = PupilList()
        self.pupil_list.chosen.connect(self._chosen)
        if arrival.first is not None:
            self.pupil_list.show_pupils(
                arrival.first.pupils, arrival.first.classes, arrival.today()
            )
            self.pupil_list.choose_class(arrival.first.class_id)
        moment = label(_ONE_MOMENT, Role.MUTED)
        moment.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.pupil_list)
        middle.addWidget(moment, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_band("top", TOP_BAR_HEIGHT))
        if arrival.is_demo:
            column.addWidget(demo_banner())
        column.addLayout(middle, 1)
        column.addWidget(_band("bottom", STATUS_BAR_HEIGHT))
        self.pupil_list.search.setFocus()

    def give_list(self) -> PupilList:
        """Hand the list over to where it will stay."""
        self.pupil_list.chosen.disconnect(self._chosen)
        take_out(self.pupil_list)
        return self.pupil_list

    def _chosen(self, pupil_id: int) -> None:
        self.wanted = pupil_id
        self.pupil_list.mark_shown(pupil_id)


def _band(place: str, height: int) -> QWidget:
    """An empty bar where the window will have a full one."""
    band = QWidget()
    band.setProperty("band", place)
    band.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    band.setFixedHeight(Look.of_app().px(height))
    return band
