"""Errors a user can meet, told apart from bugs.

Anything that is not an `AppError` and reaches the top is a bug: it is logged with its stack and
shown in one place, and the work on screen is kept.
"""

from __future__ import annotations

from dataclasses import dataclass


class AppError(Exception):
    """Something the user can meet and act on.

    Args:
        happened: one sentence in plain words saying what happened.
        safe: what is safe (“Everything written so far is kept.”); may be empty.
        to_do: what the user can do next; may be empty.
    """

    def __init__(self, happened: str, *, safe: str = "", to_do: str = "") -> None:
        self.happened = happened
        self.safe = safe
        self.to_do = to_do
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The whole text for the user, in the order: what happened, what is safe, what to do."""
        return " ".join(part for part in (self.happened, self.safe, self.to_do) if part)


@dataclass(frozen=True)
class FieldProblem:
    """A sentence that belongs beside one field of a form.

    `field` is the name of the attribute in the form's dataclass. `blocks` is False for a warning
    that may be saved as it is (a UPN that fails its check, say).
    """

    field: str
    sentence: str
    blocks: bool = True


class InvalidInput(AppError):  # noqa: N818 - the user meets it as a sentence
    """What was typed cannot be saved yet; each problem names its field. Nothing was written."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        self.problems = problems
        super().__init__(
            " ".join(problem.sentence for problem in problems),
            safe="What you typed is still here.",
        )


class Cancelled(Exception):  # noqa: N818 - the user's wish, not an error
    """The user cancelled a long task; whatever it had half done was undone."""
