"""Set up Engagement Desktop from nothing but Python 3.11 or newer, then run, test or measure it.

    python3 installer/bootstrap.py demo     open the demo school (with no display: a picture tour)
    python3 installer/bootstrap.py test     run every check and every test
    python3 installer/bootstrap.py setup    only the set-up
    python3 installer/bootstrap.py run      open the window
    python3 installer/bootstrap.py bench    run the benchmarks (add names to choose)

Uses the standard library alone. What it makes stays in `.venv`; system libraries that are missing
are installed by apt where it is allowed to, else it prints the one line to run.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "engagement-desktop.stamp"

# What the window needs beside its Python packages: Qt's own needs, and VLC for the sound.
WINDOW_PACKAGES = (
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libpulse0",
    "libvlc5",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xinerama0",
    "libxkbcommon-x11-0",
    "vlc-plugin-base",
)
# What only the benchmarks need: the player that the reviewer is measured against.
BENCH_PACKAGES = ("libmpv2",)
# What only the tests need: a bus of their own, over which a PC says that it goes to sleep.
TEST_PACKAGES = ("dbus",)
MORE_PACKAGES = {"bench": BENCH_PACKAGES, "test": TEST_PACKAGES}
BENCHES = ("start", "import", "data", "timeline", "reports", "security", "video")


class SetupFailed(Exception):  # noqa: N818 - told to the user as a sentence
    """The set-up cannot go on; the message says what to do."""


def say(words: str) -> None:
    """Tell the person at the keyboard what happens now."""
    print(f"==> {words}", flush=True)


def run(*command: str | Path, environment: dict[str, str] | None = None) -> int:
    """Run a command in the project's folder and return its exit code."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=environment, check=False
    ).returncode


def must(words: str, *command: str | Path) -> None:
    """Run a command that the set-up cannot do without."""
    if run(*command) != 0:
        raise SetupFailed(f"{words} did not work. The lines above say why.")


def venv_python() -> Path:
    """The interpreter of `.venv`, where this system keeps it."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def missing_system_packages(wanted: tuple[str, ...]) -> list[str]:
    """Those of `wanted` that Debian's package manager does not have installed."""
    if not sys.platform.startswith("linux") or shutil.which("dpkg-query") is None:
        return []
    missing = []
    for name in wanted:
        answer = subprocess.run(
            ["dpkg-query", "-W", "-f=${Status}", name], capture_output=True, text=True, check=False
        )
        if "install ok installed" not in answer.stdout:
            missing.append(name)
    return missing


def install_system_packages(wanted: tuple[str, ...]) -> None:
    """Install what is missing by apt as root or with sudo; else print the one line to run."""
    missing = missing_system_packages(wanted)
    if not missing:
        return
    as_root: list[str] = []
    if os.name == "posix" and os.geteuid() != 0:
        passwordless = shutil.which("sudo") and run("sudo", "-n", "true") == 0
        if not passwordless:
            say("Some system libraries are missing. Please run this line, then this command again:")
            print(f"    sudo apt-get install {' '.join(missing)}")
            return
        as_root = ["sudo"]
    say(f"Installing system libraries: {', '.join(missing)}")
    quiet = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    must("Reading the list of system packages", *quiet, "update")
    must(
        "Installing the system libraries",
        *quiet,
        "install",
        "-y",
        "--no-install-recommends",
        *missing,
    )


def make_venv() -> None:
    """Make `.venv` with the locked packages; nothing is done when it is up to date."""
    wanted = hashlib.sha256(
        LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
    ).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == wanted and venv_python().is_file():
        return
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        install_system_packages((f"python3.{sys.version_info.minor}-venv",))
    say("Making .venv and installing the locked packages (a few minutes the first time)")
    try:
        venv.EnvBuilder(with_pip=True, clear=True).create(VENV)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupFailed(f"The folder .venv could not be made: {error}") from error
    pip = (venv_python(), "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    must("Installing the locked packages", *pip, "--require-hashes", "-r", LOCK)
    must(
        "Installing Engagement Desktop itself",
        *pip,
        "--no-deps",
        "--no-build-isolation",
        "-e",
        ROOT,
    )
    STAMP.write_text(wanted)


def compile_modules() -> None:
    """Compile our own modules, as an installation does; where Python is told to write none, every
    start would do it."""
    run(venv_python(), "-m", "compileall", "-q", ROOT / "engagement_desktop")


def has_display() -> bool:
    """Whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def demo() -> int:
    """Open the demo school; with no display, draw the picture tour instead."""
    if has_display():
        return run(venv_python(), "-m", "engagement_desktop", "demo")
    say("There is no display here, so the demo school is shown as pictures in the folder tour/.")
    return run(venv_python(), "-m", "engagement_desktop", "tour", "--out", ROOT / "tour")


def test(arguments: list[str]) -> int:
    """Every check, then every test; all are run, and any failure fails the whole."""
    python = venv_python()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    checks: tuple[tuple[str, tuple[str | Path, ...]], ...] = (
        ("Lint", (python, "-m", "ruff", "check", ".")),
        ("Format", (python, "-m", "ruff", "format", "--check", ".")),
        ("Types", (python, "-m", "mypy")),
        ("Imports between the rooms", (python.with_name("lint-imports"),)),
        ("Tests", (python, "-m", "pytest", "-n", "auto", *arguments)),
    )
    failed = []
    for name, command in checks:
        say(name)
        if run(*command, environment=environment) != 0:
            failed.append(name)
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def bench(names: list[str]) -> int:
    """Run the benchmarks one after another."""
    codes = [
        run(venv_python(), "-m", "engagement_desktop", "bench", name) for name in names or BENCHES
    ]
    return max(codes)


def main(arguments: list[str]) -> int:
    """Do what the command line asks; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="bootstrap.py", description="Set up Engagement Desktop, then run, test or measure it."
    )
    parser.add_argument("what", choices=("demo", "test", "setup", "run", "bench"))
    parser.add_argument("more", nargs="*", help="for bench: which; for test: options of pytest")
    chosen, options = parser.parse_known_args(arguments)
    more = [*chosen.more, *options]
    if sys.version_info < (3, 11):  # noqa: UP036 - this script meets old interpreters first
        print("Engagement Desktop needs Python 3.11 or newer.", file=sys.stderr)
        return 2
    try:
        install_system_packages(WINDOW_PACKAGES + MORE_PACKAGES.get(chosen.what, ()))
        make_venv()
        compile_modules()
    except SetupFailed as problem:
        print(problem, file=sys.stderr)
        return 1
    if chosen.what == "demo":
        return demo()
    if chosen.what == "test":
        return test(more)
    if chosen.what == "bench":
        return bench(more)
    if chosen.what == "run":
        return run(venv_python(), "-m", "engagement_desktop", *more)
    say("Ready.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
