"""Measurements of the real thing, each figure beside its limit or a peer of the same run."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

_MODULES = {
    "start": "engagement_desktop.benchmarks.start",
    "import": "engagement_desktop.benchmarks.import_clip",
    "data": "engagement_desktop.benchmarks.data",
    "reports": "engagement_desktop.benchmarks.reports",
    "timeline": "engagement_desktop.benchmarks.timeline",
    "security": "engagement_desktop.benchmarks.security",
    "video": "engagement_desktop.benchmarks.video",
}


@dataclass(frozen=True)
class Figure:
    """One measured value. `ratio` is value ÷ `limit_or_peer`; `holds` whether that is good."""

    figure: str
    value: float
    unit: str
    limit_or_peer: float
    ratio: float
    holds: bool


def within(figure: str, value: float, unit: str, limit: float) -> Figure:
    """A figure that holds while it is no more than `limit`."""
    return Figure(figure, round(value, 1), unit, limit, round(value / limit, 2), value <= limit)


def p95(values: Iterable[float]) -> float:
    """What nineteen of twenty do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


def run(name: str) -> list[Figure]:
    """Measure one of the benchmarks by its name on the command line.

    Raises:
        KeyError: there is no benchmark of this name.
    """
    figures: list[Figure] = importlib.import_module(_MODULES[name]).run()
    return figures


def as_json(figures: Iterable[Figure]) -> str:
    """The figures as a JSON list of objects."""
    return json.dumps([asdict(figure) for figure in figures], indent=2)
