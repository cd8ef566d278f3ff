"""How long one person waits after wrong passwords: 1, 2, 4 … seconds, 15 minutes after ten."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict

from engagement_desktop.errors import AppError

_MANY = 10
_LONG_WAIT = timedelta(minutes=15)


class TooSoon(AppError):
    """Another try must wait; `seconds` says how long."""

    def __init__(self, wait: timedelta, wrong: int) -> None:
        self.seconds = wait.total_seconds()
        super().__init__(
            f"The last {'password was' if wrong == 1 else 'passwords were'} not right.",
            safe="Nothing was opened.",
            to_do=f"Please wait {in_words(wait)}, then try again.",
        )


class Tries(BaseModel):
    """One person's wrong tries since their last right one; kept in the key file."""

    model_config = ConfigDict(frozen=True)

    wrong: int = 0
    last: AwareDatetime | None = None

    def wait(self, now: datetime) -> timedelta:
        """How long the next try must still wait; see `by_this_clock` for a clock set back."""
        if self.last is None or self.wrong == 0:
            return timedelta()
        passed = max(now - self.last, timedelta())
        return max(self._whole() - passed, timedelta())

    def by_this_clock(self, now: datetime) -> Tries:
        """These tries, with their wait begun again where the clock was set back since the last one.

        Setting it back earns nothing; and who mends a clock that was years ahead waits no years.
        """
        if self.last is None or self.last <= now:
            return self
        return Tries(wrong=self.wrong, last=now)

    def checked(self, now: datetime) -> Tries:
        """Refuse a try that comes too soon.

        Raises:
            TooSoon.
        """
        wait = self.wait(now)
        if wait:
            raise TooSoon(wait, self.wrong)
        return self

    def one_more(self, now: datetime) -> Tries:
        """Count a try, before its password is looked at: stopping the program saves nothing."""
        return Tries(wrong=self.wrong + 1, last=now)

    def _whole(self) -> timedelta:
        return _LONG_WAIT if self.wrong >= _MANY else timedelta(seconds=2 ** (self.wrong - 1))


def in_words(wait: timedelta) -> str:
    """A wait as one says it."""
    seconds = max(1, round(wait.total_seconds()))
    if seconds == 1:
        return "a second"
    if seconds < 90:
        return f"{seconds} seconds"
    return f"{round(seconds / 60)} minutes"
