"""Templates of observations, each for an activity: what they hold, and when one can stand (4.5).

A template is for every pupil, so it names none, and it asks what to look for, never how much.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from engagement_desktop.errors import FieldProblem
from engagement_desktop.models.areas import Area
from engagement_desktop.models.statements import RATING_REFUSED, rates

LONGEST_NAME = 80
LONGEST = 2000
TEXTS = ("name", "activity", "place", "provision", "equipment")
"""The fields of a form that hold words, besides the prompts."""


@dataclass(frozen=True)
class Prompt:
    """What to look for in an area; it may be left open."""

    area: Area
    words: str = ""


@dataclass(frozen=True)
class TemplateForm:
    """A template as typed. `why_activity` is the key of a word; areas are in no order."""

    name: str = ""
    activity: str = ""
    why_activity: str | None = None
    place: str = ""
    provision: str = ""
    equipment: str = ""
    prompts: tuple[Prompt, ...] = ()


def field_of(area: Area) -> str:
    """The name of the field in which an area's prompt is typed."""
    return f"prompts.{area.value}"


def tidy(form: TemplateForm) -> TemplateForm:
    """The form as it is kept: names on one line, the areas in the guidance's order."""
    texts = {name: getattr(form, name).strip() for name in TEXTS}
    texts["name"] = " ".join(form.name.split())
    prompts = {prompt.area: prompt.words.strip() for prompt in form.prompts}
    in_order = tuple(Prompt(area, prompts[area]) for area in Area if area in prompts)
    return replace(form, **texts, prompts=in_order)


def problems(form: TemplateForm) -> tuple[FieldProblem, ...]:
    """What stands in the way of a tidied template, beside the field in which it stands."""
    found = []
    if not form.name:
        found.append(FieldProblem("name", "Please give the template a name."))
    elif len(form.name) > LONGEST_NAME:
        found.append(FieldProblem("name", "Please call it by fewer words."))
    texts = {name: getattr(form, name) for name in TEXTS}
    texts |= {field_of(prompt.area): prompt.words for prompt in form.prompts}
    for name, text in texts.items():
        if len(text) > LONGEST:
            found.append(FieldProblem(name, "Please say it in fewer words."))
        elif rates(text):
            found.append(FieldProblem(name, f"Please say it otherwise. {RATING_REFUSED}"))
    return tuple(found)


def without_names(form: TemplateForm, named: re.Pattern[str] | None) -> TemplateForm:
    """The template without the texts in which somebody's name stands."""
    if named is None:
        return form
    left_out: dict[str, Any] = {name: "" for name in TEXTS if named.search(getattr(form, name))}
    return replace(form, **left_out)
