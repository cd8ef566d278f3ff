"""Where things lie: shipped resources, and this user's own folders."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).parent
_APP = "Engagement Desktop"


def resource(relative: str) -> Path:
    """The path of a shipped resource (`fonts/…`, `icons/…`, `texts/…`, `demo/…`).

    A checkout keeps them in `resources/` beside the package; an installed wheel inside it.
    """
    packaged = _PACKAGE / "_resources"
    root = packaged if packaged.is_dir() else _PACKAGE.parent / "resources"
    return root / relative


def user_data() -> Path:
    """This user's folder for settings and the demo school; made if it is not there."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False, ensure_exists=True))


def user_log() -> Path:
    """This user's folder for the rotating log; made if it is not there."""
    return Path(platformdirs.user_log_dir(_APP, appauthor=False, ensure_exists=True))
