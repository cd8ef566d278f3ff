"""Who may do what, asked by every service: refusals in words, and the password asked again.

`models/roles.py` is the table; `Workspace.writing` and `Workspace.require` ask it.
"""

from __future__ import annotations

from engagement_desktop.errors import AppError
from engagement_desktop.models.roles import Act, may_words


class NotAllowed(AppError):  # noqa: N818 - a refusal, named for what is the matter
    """The role of whoever is signed in does not allow this. Nothing was read out or changed."""

    def __init__(self, act: Act) -> None:
        self.act = act
        super().__init__(
            f"{act.value} is the part of {may_words(act)}.",
            safe="Nothing was changed.",
            to_do="Please ask one of them.",
        )
