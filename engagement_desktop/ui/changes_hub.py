"""The one signal by which every open page hears what was written."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from engagement_desktop.services.changes import Changes


class ChangesHub(QObject):
    """`changed` carries a `Changes` and the object that asked for the writing (or None)."""

    changed = Signal(object, object)

    def publish(self, changes: Changes, initiator: object) -> None:
        """Tell every page; called on the window's thread."""
        self.changed.emit(changes, initiator)
