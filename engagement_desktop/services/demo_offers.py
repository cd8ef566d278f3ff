"""What the demo school offers to whoever observes: templates, and a framework of statements, both
invented, as written in `resources/demo/school.toml`."""

from __future__ import annotations

from engagement_desktop.models.areas import Area
from engagement_desktop.services.demo_parts import Part, Why


class DemoTemplate(Part):
    """A template; `look_for` says for each of its areas what to look for."""

    key: str
    name: str
    activity: str
    why: Why
    place: str
    provision: str
    equipment: str = ""
    look_for: dict[Area, str]


class DemoStatement(Part):
    """A statement; observations name it by its code."""

    code: str
    heading: str
    wording: str


class DemoFramework(Part):
    """A framework of statements."""

    name: str
    from_ago: int
    statements: tuple[DemoStatement, ...]
