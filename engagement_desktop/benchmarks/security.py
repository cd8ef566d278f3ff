"""How long signing in and locking take, and what it costs to enter who did what.

Signing in should cost what a guess costs, and little more; locking should be over before anybody
can look. The window is the real one, with no screen.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from engagement_desktop.benchmarks import Figure, against, within

LEAST_SECONDS, MOST_SECONDS = 0.5, 1.0
BESIDE_ARGON_MS = 100.0
LOCK_MS = 200.0
_PASSWORD = "three unusual lanterns"  # noqa: S105 - of a school that is thrown away
_PUPILS, _OBSERVATIONS = 200, 2_000
_ROUNDS = 7
SAVING_RATIO, OPENING_RATIO = 1.05, 1.3
_SAVES, _ENTRIES = 400, 240_000
_LONGEST_WAIT = 60.0


def run(
    pupils: int = _PUPILS, observations: int = _OBSERVATIONS, rounds: int = _ROUNDS
) -> list[Figure]:
    """Sign in to, and lock, a school of this size; medians."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            *sign_in(Path(folder), pupils, observations, rounds),
            *lock(Path(folder), pupils, observations, rounds),
            *saving(Path(folder)),
            *opening(Path(folder)),
        ]


def sign_in(folder: Path, pupils: int, observations: int, rounds: int) -> list[Figure]:
    """From the password to the pupils, and how much of it is not Argon2id."""
    from argon2 import low_level

    from engagement_desktop.benchmarks.large_school import fill_large_school
    from engagement_desktop.security.device_secret import DeviceSecrets
    from engagement_desktop.services import school_file, this_pc

    class Paper(DeviceSecrets):
        """A PC that keeps nothing: a measurement leaves no secret behind."""

        def keep(self, school_ref: str, secret: bytes) -> None:
            """Keep nothing."""

    path, code = folder / "Measured.engagement", this_pc.new_set_up_code()
    work = school_file.create_school(
        path, "Measured School", "Jo Field", _PASSWORD, set_up_code=code, devices=Paper()
    )
    try:
        fill_large_school(work, pupils, observations)
    finally:
        school_file.close(work)
    guesses: list[float] = []
    argon = low_level.hash_secret_raw

    def timed(*arguments: Any, **named: Any) -> bytes:
        begun = time.perf_counter()
        try:
            return argon(*arguments, **named)
        finally:
            guesses.append(time.perf_counter() - begun)

    wholes = []
    low_level.hash_secret_raw = timed
    try:
        for _ in range(rounds):
            begun = time.perf_counter()
            arrived = school_file.unlock(path, _PASSWORD, set_up_code=code, devices=Paper())
            wholes.append(time.perf_counter() - begun)
            arrived.leave()
    finally:
        low_level.hash_secret_raw = argon
    whole = statistics.median(wholes)
    beside = 1000 * statistics.median(
        one - other for one, other in zip(wholes, guesses, strict=True)
    )
    return [
        Figure(
            f"sign-in to a list of {pupils:,} pupils (no less than {LEAST_SECONDS} s)",
            round(whole, 2),
            "s",
            MOST_SECONDS,
            round(whole / MOST_SECONDS, 2),
            LEAST_SECONDS <= whole <= MOST_SECONDS,
        ),
        within("of a sign-in, what is not Argon2id", beside, "ms", BESIDE_ARGON_MS),
    ]


def lock(folder: Path, pupils: int, observations: int, rounds: int) -> list[Figure]:
    """From the wish to the file closed and nothing of it on the screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
    from PySide6.QtWidgets import QApplication

    from engagement_desktop.benchmarks.large_school import make_large_school
    from engagement_desktop.progress import Progress
    from engagement_desktop.services.arrival import Arrival, arrive_at_demo
    from engagement_desktop.settings import Settings
    from engagement_desktop.ui.app_window import AppWindow
    from engagement_desktop.ui.look.style import FUSION, Look
    from engagement_desktop.ui.messages import Messages

    path = folder / "Locked.engagement"
    make_large_school(path, pupils, observations)
    application = QApplication.instance() or QApplication(["bench", *FUSION])
    settings = Settings()
    Look.of_app().apply(settings.theme, settings.text_size)

    def demo(_progress: Progress) -> Arrival:
        return arrive_at_demo(path)

    def wait(condition: Callable[[], bool]) -> None:
        end = time.perf_counter() + _LONGEST_WAIT
        while not condition():
            if time.perf_counter() > end:
                raise TimeoutError("the school did not open")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    window = AppWindow(settings, Messages(), demo)
    window.resize(1366, 768)
    window.show()
    taken = []
    for _ in range(rounds):
        window.open_file(path)
        wait(lambda: window.main is not None and window.main.tasks.idle())
        main = window.main
        assert main is not None
        main.show_pupil(main.pupil_list.model.everyone()[0].id)
        wait(main.tasks.idle)
        begun = time.perf_counter()
        window.lock()
        taken.append(1000 * (time.perf_counter() - begun))
    window.close()
    window.deleteLater()
    # what goes, goes now and from the outside in, while this function still holds on to it
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del application
    words = "lock, until the file is closed and nothing of it is shown"
    return [within(words, statistics.median(taken), "ms", LOCK_MS)]


def saving(folder: Path) -> list[Figure]:
    """Saving an observation with the role asked and the entry made, beside saving it without.

    One of each in turn, so that both meet the same machine.
    """
    from engagement_desktop.services import observations, pupils, school_file
    from engagement_desktop.services.pupils import PupilForm

    work = school_file.create_demo(folder / "Saved.engagement", "Saved School", "Jo Field")
    try:
        form = PupilForm(legal_first_name="A", legal_last_name="B", preferred_name="A")
        view = observations.new_observation(work, pupils.save_pupil(work, None, form).value).value
        audit = work.database.audit
        taken: dict[bool, list[float]] = {True: [], False: []}
        for number in range(2 * _SAVES):
            entered = number % 2 == 0
            work.database.audit = audit if entered else None
            typed = replace(view.form, narrative=f"She stilled as the drum began. {number}")
            begun = time.perf_counter()
            observations.autosave(work, view.id, typed)
            taken[entered].append(time.perf_counter() - begun)
        work.database.audit = audit
    finally:
        school_file.close(work)
    with_entry, without = (1000 * statistics.median(taken[each]) for each in (True, False))
    words = "saving an observation with its entry of who did what, beside without"
    return [against(words, with_entry, without, SAVING_RATIO, 2)]


def opening(folder: Path) -> list[Figure]:
    """Opening a file of so many observations, each with its entry: with the check, and without."""
    from engagement_desktop.benchmarks.large_school import make_large_school
    from engagement_desktop.services import audit, school_file

    path = folder / "Opened.engagement"
    make_large_school(path, _PUPILS, _ENTRIES)
    taken: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * _ROUNDS):
        checked = number % 2 == 0
        begun = time.perf_counter()
        work = school_file.open_demo(path)
        if checked:
            audit.check(work)
        taken[checked].append(time.perf_counter() - begun)
        school_file.close(work)
    with_check, without = (1000 * statistics.median(taken[each]) for each in (True, False))
    words = f"opening a file of {_ENTRIES:,} observations with its check, beside without"
    return [against(words, with_check, without, OPENING_RATIO)]
