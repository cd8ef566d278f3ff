"""The measures of the lanes at a width and text size; all in logical pixels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from engagement_desktop.models.arrange import rows
from engagement_desktop.ui.look.style import Look
from engagement_desktop.ui.look.tokens import SPACE_S, SPACE_XL, SPACE_XS, Role
from engagement_desktop.ui.timeline import texts
from engagement_desktop.ui.timeline.lane_set import (
    AREA_LANES,
    AREAS,
    CONTEXT_LANE,
    LANDMARK_LANE,
    LANES,
    PLAN_LANE,
    PROVISION_LANE,
    LaneSet,
)
from engagement_desktop.ui.timeline.marks import BEAD

MARK = 18
LANE_HEIGHT = 36
_LETTERED_HEIGHT = 40
_AXIS = 24
_BAND = 20
_LETTER_MARK = 20
_MOST_PLAN_ROWS = 3
_NEAR_BANDS = 60
"""Provision begun within so many days of one another needs a second row for its names."""

NAMES = {
    PLAN_LANE: texts.PLANS,
    PROVISION_LANE: texts.PROVISION,
    LANDMARK_LANE: texts.LANDMARKS,
    CONTEXT_LANE: texts.CONTEXT,
}
"""The names of the lanes around the five areas."""


class Sizes:
    """Where each lane stands. A lane of plans, judgements and moderations is there if any are."""

    def __init__(self, width: float, lanes: LaneSet) -> None:
        look = Look.of_app()
        body, small = QFontMetricsF(look.font(Role.BODY)), QFontMetricsF(look.font(Role.SMALL))
        self.letter = float(look.px(_LETTER_MARK))
        widest = max(
            *(body.horizontalAdvance(area.title) for area in AREAS),
            *(small.horizontalAdvance(name) for name in NAMES.values()),
        )
        self.left = self.letter + SPACE_S + widest + SPACE_XL
        self.mark = look.px(MARK)
        beyond = self.mark * BEAD / 2 + SPACE_XS  # half a bead of the last day, and its ring
        self.width = max(80.0, width - self.left - max(beyond, SPACE_S))
        self.lettered = bool(lanes.view and lanes.view.shows_words)
        self.axis = max(float(look.px(_AXIS)), small.height() + 4)
        self.band = max(float(look.px(_BAND)), small.height() + 2)
        self.plan_rows = _rows_of(lanes.stretches(PLAN_LANE))
        self.band_rows = _rows_near(lanes.days(PROVISION_LANE))
        height = _LETTERED_HEIGHT if self.lettered else LANE_HEIGHT
        self.lane = float(max(look.px(height), body.height() + SPACE_S))
        self.below = round(self.lane - self.mark - SPACE_XS - 1) if self.lettered else 0
        self._heights = [0.0] * len(LANES)
        self._heights[PLAN_LANE] = self._of_rows(self.plan_rows) if lanes.plans else 0.0
        self._heights[PROVISION_LANE] = self._of_rows(self.band_rows)
        for lane in AREA_LANES:
            self._heights[lane] = self.lane
        self._heights[LANDMARK_LANE] = self.mark + 2 * SPACE_S if lanes.landmarks else 0.0
        self._heights[CONTEXT_LANE] = self.band + SPACE_S
        self._tops = list(accumulate(self._heights, initial=self.axis))

    def _of_rows(self, count: int) -> float:
        return count * (self.band + SPACE_XS) + SPACE_S

    def top(self, lane: int) -> float:
        """The upper edge of a lane."""
        return self._tops[lane]

    def height(self, lane: int) -> float:
        """The height of a lane; the five areas' are the same. 0 for one that is not there."""
        return self._heights[lane]

    def middle(self, lane: int) -> float:
        """The height on which the marks of a lane stand, all of them."""
        if lane in AREA_LANES and self.lettered:
            return self.top(lane) + SPACE_XS + self.mark / 2 + 1
        return self.top(lane) + self.height(lane) / 2

    def row(self, lane: int, row: int) -> float:
        """The upper edge of a row of names in the lanes of plans and provision."""
        return self.top(lane) + SPACE_XS + row * (self.band + SPACE_XS)

    @property
    def total(self) -> float:
        """The height of everything."""
        return self._tops[-1]

    @property
    def field(self) -> QRectF:
        """The part under the dates and right of the names."""
        return QRectF(self.left, self.axis, self.width, self.total - self.axis)


def _rows_of(stretches: Sequence[tuple[float, float]]) -> int:
    """How many rows plans need so that those of the same days stand under one another."""
    placed = rows(stretches, _MOST_PLAN_ROWS)
    return 1 + max((_MOST_PLAN_ROWS - 1 if row is None else row for row in placed), default=0)


def _rows_near(days: Sequence[float]) -> int:
    """Two rows for the names of provision if any two begin soon after one another."""
    near = any(after - day < _NEAR_BANDS for day, after in pairwise(days))
    return 2 if near else 1
