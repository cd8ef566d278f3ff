"""`python -m engagement_desktop` and the console script: with no command, the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engagement_desktop.ui.shell.pupil_list import PupilList


def main(
    arguments: Sequence[str] | None = None, on_list: Callable[[PupilList], object] | None = None
) -> int:
    """Start from the command line; returns the exit code. For `on_list` see `app.run`."""
    gc.disable()  # nothing that a start makes is garbage; later `ui.collector` sees to it
    match list(sys.argv[1:] if arguments is None else arguments):
        case []:
            return _window(None, on_list)
        case ["--file", path]:  # as a double click says it; the commands need not be loaded
            return _window(Path(path), on_list)
        case ["look-at-files", memory]:  # asked for by `video.apart` alone, never by a person
            from engagement_desktop.video.apart import child

            return child.main(int(memory))
        case words:
            from engagement_desktop import cli

            wish = cli.parse(words)
    if wish.command == "window":
        return _window(wish.file, on_list)
    if wish.command == "demo":
        from engagement_desktop import app

        return app.run_demo(wish.at)
    gc.enable()
    return cli.run(wish)


def _window(file: Path | None, on_list: Callable[[PupilList], object] | None) -> int:
    from engagement_desktop import app

    return app.run(file, on_list)


if __name__ == "__main__":
    sys.exit(main())
