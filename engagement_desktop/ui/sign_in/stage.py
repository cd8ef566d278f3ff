"""Where the steps before an open school are played: one page at a time, work behind it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from engagement_desktop.ui.tasks import TaskRunner


class Stage(Protocol):
    """What `SignInView` is to those who lead through several of its pages."""

    @property
    def tasks(self) -> TaskRunner:
        """What is done behind the pages."""

    def show_page(self, page: QWidget) -> None:
        """Show this page alone."""

    def show_welcome(self) -> None:
        """Show the first choice."""
