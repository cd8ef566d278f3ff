"""What a page is given, over the school that a test makes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from engagement_desktop.ui.look.style import Look
from tests.helpers.pages import Desk, desk
from tests.helpers.small_school import SmallSchool


@pytest.fixture
def desktop(school: SmallSchool, qtbot: QtBot, look: Look) -> Iterator[Desk]:
    """Laid out over the `school` of the test's own module or folder."""
    with desk(school.work, qtbot) as laid:
        yield laid
