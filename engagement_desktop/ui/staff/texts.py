"""The words about staff and their keys."""

from __future__ import annotations

from engagement_desktop.services.staff import StaffLine


def title(line: StaffLine) -> str:
    """A name, and whether it is one's own."""
    return f"{line.name} (you)" if line.is_me else line.name


def detail(line: StaffLine) -> str:
    """What somebody does, and with which class."""
    classes = f"class {', '.join(line.class_names)}" if line.class_names else ""
    return " · ".join(part for part in (line.role.value, line.job, classes) if part)
