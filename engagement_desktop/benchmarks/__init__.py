"""Measurements of the real thing, each figure beside its limit or a peer of the same run."""

from __future__ import annotations

import importlib
import json
import math
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


def within(figure: str, value: float, unit: str, limit: float, places: int = 1) -> Figure:
    """A figure that holds while it is no more than `limit`."""
    ratio = value / limit if limit else value
    return Figure(figure, round(value, places), unit, limit, round(ratio, 2), value <= limit)


def against(figure: str, value: float, peer: float, most: float, places: int = 1) -> Figure:
    """Milliseconds that hold while they are no more than `most` times those of a peer."""
    ratio = value / peer
    told, theirs = round(value, places), round(peer, places)
    return Figure(figure, told, "ms", theirs, round(ratio, 3), ratio <= most)


def p95(values: Iterable[float]) -> float:
    """The least that nineteen of twenty do not exceed."""
    ordered = sorted(values)
    return ordered[math.ceil(0.95 * len(ordered)) - 1]


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
