"""`python -m engagement_desktop` and the console script: with no command, the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Start from the command line; returns the exit code."""
    from engagement_desktop.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
