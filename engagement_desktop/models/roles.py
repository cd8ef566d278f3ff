"""What each role may do with the program: the one table of it.

Services ask it through `Workspace.writing` and `Workspace.require`; pages hide or disable by
`Workspace.may`; the manual prints it. It is a rule of the program and no cryptography: whoever
holds the school's data key can read everything with other tools (docs/security.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from engagement_desktop.models.states import Role


class Act(StrEnum):
    """Something that a role allows; the words continue “… is the part of”."""

    READ = "Reading a pupil’s whole profile"
    OBSERVE = "Writing observations and adding evidence"
    APPROVE = "Approving observations and reports"
    RECORD = "Writing in a pupil’s record"
    PERMIT = "Writing down permissions"
    TEMPLATES = "Making templates of observations"
    MODERATE = "Taking part in moderation"
    REPORT = "Writing drafts of reports"
    EXPORT = "Taking pictures and clips out of the school’s file"
    DISCLOSE = "Giving out everything that is held on a pupil"
    SCHOOL = "Changing the school’s terms, classes, words and frameworks"
    IMPORT = "Bringing in a list of pupils"
    GOVERN = "Reporting to governors and the local authority"
    AUDIT = "Looking through who did what"
    KEEP = "Deciding how long records are kept"
    ERASE = "Erasing a pupil’s records"
    EMPTY = "Emptying the bin"
    STAFF = "Adding and changing staff"
    KEYS = "Changing the school’s key"
    BACK_UP = "Making a backup"
    RESTORE = "Putting a backup in the place of the school’s file"


_LEADS = frozenset({Role.LEAD, Role.ADMINISTRATOR})
_TEACHERS = _LEADS | {Role.TEACHER}
_OBSERVERS = _TEACHERS | {Role.OBSERVER}
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

WHO_MAY: Mapping[Act, frozenset[Role]] = MappingProxyType(
    {
        Act.READ: _OBSERVERS,
        Act.OBSERVE: _OBSERVERS,
        Act.APPROVE: _TEACHERS,
        Act.RECORD: _TEACHERS,
        Act.PERMIT: _TEACHERS,
        Act.TEMPLATES: _TEACHERS,
        Act.MODERATE: _TEACHERS | {Role.MODERATOR},
        Act.REPORT: _OBSERVERS,
        Act.EXPORT: _TEACHERS,
        Act.DISCLOSE: _LEADS,
        Act.SCHOOL: _LEADS,
        Act.IMPORT: _LEADS,
        Act.GOVERN: _LEADS,
        Act.AUDIT: _LEADS,
        Act.KEEP: _LEADS,
        Act.ERASE: _LEADS,
        Act.EMPTY: _LEADS,
        Act.STAFF: _ADMINISTRATORS,
        Act.KEYS: _ADMINISTRATORS,
        Act.BACK_UP: _OBSERVERS,
        Act.RESTORE: _ADMINISTRATORS,
    }
)
"""The table. A moderator sees only what was put up for moderation (`services/access.py`)."""

ASKS_AGAIN = frozenset({Act.EXPORT, Act.DISCLOSE, Act.ERASE, Act.EMPTY, Act.KEYS, Act.RESTORE})
"""The acts for which the password is asked once more, just before."""


def may(role: Role, act: Act) -> bool:
    """Whether somebody with this role may do this."""
    return role in WHO_MAY[act]


def may_words(act: Act) -> str:
    """Who may do this, in words: “a teacher, SENCO or lead, or administrator”."""
    words = [role.value for role in Role if may(role, act)]
    article = "an" if words[0][0] in "aeiou" else "a"
    if len(words) == 1:
        return f"{article} {words[0]}"
    return f"{article} {', '.join(words[:-1])}{',' if len(words) > 2 else ''} or {words[-1]}"
