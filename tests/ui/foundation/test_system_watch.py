"""The PC goes to sleep or locks its screen: told over buses of the test's own."""

from __future__ import annotations

import shutil
import subprocess
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from engagement_desktop.services.arrival import arrive_at_demo
from engagement_desktop.settings import Settings
from engagement_desktop.ui import system_watch
from engagement_desktop.ui.app_window import NAME, AppWindow
from engagement_desktop.ui.messages import Messages
from engagement_desktop.ui.system_watch import SystemWatch, windows_tells_of_leaving

DAEMON = shutil.which("dbus-daemon")
SLEEP = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
OWN_SESSION = ("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session", "Lock")
OTHER_SESSION = ("/org/freedesktop/login1/session/_33", *OWN_SESSION[1:])
SCREEN = ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged")
KDE_SCREEN = ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged")
CONFIGURATION = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow own="*"/>
<allow eavesdrop="true"/></policy></busconfig>"""


class Bus(NamedTuple):
    """A bus, as the program is connected to it and as the system is."""

    program: QDBusConnection
    system: QDBusConnection

    def say(self, told: tuple[str, str, str], *arguments: object) -> None:
        """Tell it to everybody who listens by now."""
        self.program.interface().registeredServiceNames()  # what listens has been entered
        message = QDBusMessage.createSignal(*told)
        message.setArguments(list(arguments))
        assert self.system.send(message)


@pytest.fixture(scope="module")
def bus(qapp: QObject, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bus]:
    if DAEMON is None:
        pytest.skip("there is no dbus-daemon on this PC")
    file = tmp_path_factory.mktemp("bus") / "bus.conf"
    file.write_text(CONFIGURATION)
    with subprocess.Popen(
        [DAEMON, f"--config-file={file}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        names = ("the program", "the system")
        yield Bus(*(QDBusConnection.connectToBus(address, name) for name in names))
        for name in names:
            QDBusConnection.disconnectFromBus(name)
        daemon.kill()


@pytest.mark.parametrize(
    ("told", "arguments"),
    [(SLEEP, [True]), (OWN_SESSION, []), (SCREEN, [True]), (KDE_SCREEN, [True])],
)
def test_what_the_system_tells_is_heard(
    qtbot: QtBot,
    bus: Bus,
    monkeypatch: pytest.MonkeyPatch,
    told: tuple[str, str, str],
    arguments: list[bool],
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    parent = QObject()
    watch = SystemWatch(parent, bus.program, bus.program)
    with qtbot.waitSignal(watch.leaving, timeout=3_000):
        bus.say(told, *arguments)


def test_waking_up_and_somebody_elses_screen_lock_nothing(
    qtbot: QtBot, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    parent, heard = QObject(), []
    watch = SystemWatch(parent, bus.program, bus.program)
    watch.leaving.connect(lambda: heard.append("leaving"))
    bus.say(SCREEN, False)
    bus.say(SLEEP, False)
    bus.say(OTHER_SESSION)
    with qtbot.waitSignal(watch.leaving, timeout=3_000):
        bus.say(SLEEP, True)
    assert heard == ["leaving"]


def locked_by_the_system(qtbot: QtBot, bus: Bus, demo_file: Path) -> weakref.ref[AppWindow]:
    """A window that was open, heard that the screen is locked, and was closed after that."""
    window = AppWindow(Settings(), Messages(), lambda _progress: arrive_at_demo(demo_file))
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.school_shown, timeout=10_000):
        window.open_file(demo_file)
    assert window.main is not None
    bus.say(SCREEN, True)
    qtbot.waitUntil(lambda: window.main is None, timeout=5_000)
    assert window.windowTitle() == NAME
    window.close()
    return weakref.ref(window)


def test_the_window_is_locked_and_let_go_of(
    qtbot: QtBot,
    bus: Bus,
    look: object,
    demo_file: Path,
    own_folders: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(system_watch, "_bus_of_desktop", lambda: bus.program)
    held = locked_by_the_system(qtbot, bus, demo_file)
    assert held() is None, "what the closed school holds of the window ends in the midst of its end"


@pytest.mark.parametrize(
    ("message", "meaning", "leaving"),
    [
        (0x02B1, 0x7, True),
        (0x02B1, 0x8, False),
        (0x0218, 0x4, True),
        (0x0218, 0x12, False),
        (0x0200, 0x7, False),
    ],
    ids=["screen locked", "unlocked", "going to sleep", "woken", "the mouse moved"],
)
def test_what_windows_tells(message: int, meaning: int, leaving: bool) -> None:
    assert windows_tells_of_leaving(message, meaning) is leaving
