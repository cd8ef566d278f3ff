"""When a permission stands: from its first day, until it ends or is withdrawn."""

from __future__ import annotations

from datetime import date

from engagement_desktop.models.states import PermissionUse

SHORT_USE = {
    PermissionUse.ASSESSMENT: "assessment",
    PermissionUse.FAMILY: "family",
    PermissionUse.INTERNAL_MODERATION: "moderation",
    PermissionUse.EXTERNAL_MODERATION: "other schools",
    PermissionUse.TRAINING: "training",
    PermissionUse.DISPLAY: "display",
}
"""Each use in a word or two, where there is room for no more."""


def stands(from_on: date, until_on: date | None, withdrawn_on: date | None, day: date) -> bool:
    """Whether a permission with these dates stands on `day`.

    The last day counts; the day of withdrawal does not, so that withdrawing takes effect at once.
    """
    if day < from_on:
        return False
    if until_on is not None and day > until_on:
        return False
    return withdrawn_on is None or day < withdrawn_on
