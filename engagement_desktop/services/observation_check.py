"""What stands in the way of keeping an observation's fields as typed, in words for beside each."""

from __future__ import annotations

from datetime import datetime, timedelta

from engagement_desktop.errors import FieldProblem
from engagement_desktop.services.observation_views import ObservationForm

LONG_TEXT = 5_000
"""Characters beyond which the editor says kindly that a text is long; it is kept all the same."""
LONG_LINE = 200
"""The same for a text of one line."""
_CLOCK_MAY_DIFFER = timedelta(minutes=5)


def check(form: ObservationForm, now: datetime) -> tuple[FieldProblem, ...]:
    """What stands in the way of saving a field, and what is worth another look."""
    problems = []
    if form.occurred_at > now + _CLOCK_MAY_DIFFER:
        problems.append(
            FieldProblem(
                "occurred_at",
                "This is in the future. Please check the date and time; until then the draft"
                " keeps the one it had.",
            )
        )
    if form.minutes is not None and not 0 < form.minutes <= 24 * 60:
        problems.append(
            FieldProblem("minutes", "Please write a length between 1 minute and a day.")
        )
    for name in ("activity", "place", "adults", "observer_name"):
        if len(getattr(form, name)) > LONG_LINE:
            problems.append(
                FieldProblem(
                    name, "This is long for one line. It is kept as you wrote it.", blocks=False
                )
            )
    texts = {name: getattr(form, name) for name in ("narrative", "provision", "provision_effect")}
    texts |= {
        f"responses.{response.area.value}": response.what_pupil_did for response in form.responses
    }
    for name, text in texts.items():
        if len(text) > LONG_TEXT:
            problems.append(FieldProblem(name, _long(text), blocks=False))
    return tuple(problems)


def _long(text: str) -> str:
    return (
        f"This text has {len(text):,} characters. All of it is kept; a shorter one is easier to"
        " use in a report."
    )
