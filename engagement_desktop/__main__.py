"""`python -m engagement_desktop` and the console script: with no command, the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engagement_desktop.ui.shell.pupil_list import PupilList


def main(
    arguments: Sequence[str] | None = None, on_list: Callable[[PupilList], object] | None = None
) -> int:
    """Start from the command line; returns the exit code. For `on_list` see `app.run`."""
    from engagement_desktop import cli

    wish = cli.parse(sys.argv[1:] if arguments is None else arguments)
    if wish.command not in cli.WINDOW_COMMANDS:
        return cli.run(wish)
    gc.disable()  # nothing that a start makes is garbage; later `ui.collector` sees to it
    from engagement_desktop import app

    if wish.command == "demo":
        return app.run_demo(wish.at)
    return app.run(wish.file, on_list)


if __name__ == "__main__":
    sys.exit(main())
