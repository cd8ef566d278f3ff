"""`python -m engagement_desktop` and the console script: with no command, the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Start from the command line; returns the exit code."""
    from engagement_desktop import cli

    wish = cli.parse(sys.argv[1:])
    if wish.command not in cli.WINDOW_COMMANDS:
        return cli.run(wish)
    from engagement_desktop import app

    if wish.command == "demo":
        return app.run_demo(wish.at)
    return app.run(wish.file)


if __name__ == "__main__":
    sys.exit(main())
