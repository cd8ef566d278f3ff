"""Hears from the system that the PC goes to sleep or that its screen is locked.

Linux tells it over D-Bus (systemd's logind, and the desktop's screen saver), Windows by messages
to a window. macOS tells it only to programs that bring its own libraries along: there the pause
without use (`idle`) is what locks. A PC that slept before this was heard hears it as it wakes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

_LOGIN = "org.freedesktop.login1"
_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
_SYSTEM_BUS = Path("/run/dbus/system_bus_socket")
_SIZE_OF_WORD = 0xFFFF


class SystemWatch(QObject):
    """`leaving` comes when nobody can see the screen any more: asleep, or locked by the system.

    `desktop` and `system` are the buses of somebody's desktop and of the PC; without them, those
    of this PC where there are any.
    """

    leaving = Signal()

    def __init__(
        self,
        parent: QObject,
        desktop: QDBusConnection | None = None,
        system: QDBusConnection | None = None,
    ) -> None:
        super().__init__(parent)
        if sys.platform == "win32":
            self._window = _Window(self)
        else:
            self._listen(desktop or _bus_of_desktop(), system or _bus_of_pc())

    def _listen(self, desktop: QDBusConnection | None, system: QDBusConnection | None) -> None:
        if desktop is not None:
            for name in _SCREEN_SAVERS:
                self._hear(desktop, "", name, "ActiveChanged", "_told(bool)")
        if system is not None:
            self._hear(system, "", f"{_LOGIN}.Manager", "PrepareForSleep", "_told(bool)")
            own = _own_session()
            self._hear(system, own, f"{_LOGIN}.Session", "Lock", "_locked(QDBusMessage)")

    def _hear(self, bus: QDBusConnection, path: str, interface: str, name: str, slot: str) -> None:
        bus.connect("", path, interface, name, self, SLOT(slot))  # type: ignore[call-overload]

    @Slot(bool)
    def _told(self, begins: bool) -> None:
        if begins:
            self.leaving.emit()

    @Slot(QDBusMessage)
    def _locked(self, _message: QDBusMessage) -> None:
        self.leaving.emit()


def windows_tells_of_leaving(message: int, meaning: int) -> bool:
    """Whether a message of Windows says that the PC goes to sleep or that its screen is locked."""
    power, suspends = 0x0218, 0x0004
    session, locks = 0x02B1, 0x0007
    return (message, meaning & _SIZE_OF_WORD) in {(power, suspends), (session, locks)}


def _bus_of_desktop() -> QDBusConnection | None:
    return QDBusConnection.sessionBus() if "DBUS_SESSION_BUS_ADDRESS" in os.environ else None


def _bus_of_pc() -> QDBusConnection | None:
    return QDBusConnection.systemBus() if _SYSTEM_BUS.exists() else None


def _own_session() -> str:
    """The place of this sitting of the user's, as logind writes it; any, where it has no name."""
    name = os.environ.get("XDG_SESSION_ID", "")
    written = "".join(
        letter if letter.isalpha() or (place and letter.isdigit()) else f"_{ord(letter):02x}"
        for place, letter in enumerate(name)
    )
    return f"/org/freedesktop/login1/session/{written}" if written else ""


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    from PySide6.QtCore import QByteArray
    from PySide6.QtWidgets import QWidget

    _THIS_SESSION = 0

    class _Window(QWidget):
        """A window that is never shown: Windows tells it what it tells all windows."""

        def __init__(self, watch: SystemWatch) -> None:
            super().__init__()
            self._watch = watch
            watch.destroyed.connect(self.deleteLater)
            handle = wintypes.HWND(int(self.winId()))
            ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(handle, _THIS_SESSION)

        def nativeEvent(
            self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
        ) -> tuple[bool, int]:
            told = wintypes.MSG.from_address(int(message))
            if windows_tells_of_leaving(told.message, told.wParam):
                self._watch.leaving.emit()
            return False, 0
