"""This user's settings on this PC (never a pupil's data): looks, and the last file opened."""

from __future__ import annotations

import contextlib
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from engagement_desktop.paths import user_data


class Theme(StrEnum):
    """Which palette the window uses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class Settings(BaseModel):
    """What this user chose. Unknown or broken values fall back to these defaults."""

    theme: Theme = Theme.SYSTEM
    text_size: int = Field(default=100, ge=75, le=250, description="per cent")
    last_file: Path | None = None
    idle_lock_minutes: int = Field(default=5, ge=1, le=120)


def load(path: Path | None = None) -> Settings:
    """Read the settings; a missing or broken file gives the defaults."""
    path = path or user_data() / "settings.json"
    with contextlib.suppress(OSError, ValidationError):
        return Settings.model_validate_json(path.read_bytes())
    return Settings()


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings, whole or not at all."""
    path = path or user_data() / "settings.json"
    fresh = path.with_suffix(".new")
    fresh.write_text(settings.model_dump_json(indent=2), encoding="utf-8")
    fresh.replace(path)
