"""This user's settings on this PC (never a pupil's data): looks, and the last file opened."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from engagement_desktop.paths import user_data


class Theme(StrEnum):
    """Which palette the window uses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


@dataclass
class Settings:
    """What this user chose. `text_size` is in per cent."""

    theme: Theme = Theme.SYSTEM
    text_size: int = 100
    last_file: Path | None = None
    last_person: int | None = None
    """Who signed in to it last: the number in the file, not the name."""
    idle_lock_minutes: int = 5
    check_spelling: bool = True
    """Whether words that are not known are marked while one writes."""
    window: str = ""
    """Where the window stood when it was closed, as Qt writes it, in hexadecimal digits."""


def load(path: Path | None = None) -> Settings:
    """Read the settings; what is missing or broken has its default."""
    path = path or user_data() / "settings.json"
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return Settings()
    return _checked(found) if isinstance(found, dict) else Settings()


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings, whole or not at all."""
    path = path or user_data() / "settings.json"
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(settings), indent=2, default=str), encoding="utf-8")
    fresh.replace(path)


def _checked(found: dict[str, object]) -> Settings:
    settings = Settings()
    with contextlib.suppress(ValueError):
        settings.theme = Theme(str(found.get("theme")))
    file = found.get("last_file")
    if isinstance(file, str):
        settings.last_file = Path(file)
        person = found.get("last_person")
        settings.last_person = person if isinstance(person, int) else None
    settings.text_size = _whole(found.get("text_size"), 75, 250, settings.text_size)
    minutes = found.get("idle_lock_minutes")
    settings.idle_lock_minutes = _whole(minutes, 1, 120, settings.idle_lock_minutes)
    settings.check_spelling = found.get("check_spelling") is not False
    window = found.get("window")
    settings.window = window if isinstance(window, str) else ""
    return settings


def _whole(value: object, low: int, high: int, default: int) -> int:
    return value if isinstance(value, int) and low <= value <= high else default
