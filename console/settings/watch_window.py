"""Times of the week, in local time, as people write them: ``mon-fri 08:00-18:00``.

A window without days holds on every day. One that ends before it begins goes on past midnight and
belongs to the day on which it begins; ``00:00-24:00`` is the whole day, and so is any window that
ends when it begins. Local time is what the clocks on the wall show: on the two nights on which
they are changed a window may be an hour longer or shorter.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""In the order of ``datetime.weekday``."""
EVERY_DAY: Final = frozenset(range(7))

_DAY: Final = "|".join(DAYS)
_WRITTEN: Final = re.compile(
    rf"(?:(?P<days>(?:{_DAY})(?:-(?:{_DAY}))?(?:,(?:{_DAY})(?:-(?:{_DAY}))?)*) )?"
    r"(?P<begin>\d\d:\d\d)-(?P<end>\d\d:\d\d)",
    re.ASCII,
)
_MIDNIGHT: Final = "24:00"


class WindowInvalid(ValueError):
    """A text is no window; the message says what is expected."""


@dataclass(frozen=True, slots=True)
class QuietWindow:
    """A time of the week.

    Attributes:
        begin: Local time, without a zone.
        end: Local time; not after ``begin`` means on the next day.
        days: On which days it begins, 0 is Monday.
    """

    begin: time
    end: time
    days: frozenset[int] = EVERY_DAY

    def holds(self, local: datetime) -> bool:
        """Whether a moment, in local time, lies in the window; its end does not."""
        moment = local.time().replace(tzinfo=None)
        today = local.weekday() in self.days
        if self.begin < self.end:
            return today and self.begin <= moment < self.end
        yesterday = (local.weekday() - 1) % 7 in self.days
        return (today and moment >= self.begin) or (yesterday and moment < self.end)

    def ends_after(self, local: datetime) -> datetime:
        """Return when the window that holds at a moment ends, in the moment's own zone."""
        end = local.replace(
            hour=self.end.hour, minute=self.end.minute, second=0, microsecond=0, fold=0
        )
        return end if end > local else end + timedelta(days=1)

    def __str__(self) -> str:
        """Return it as it is written."""
        end = _MIDNIGHT if self.end == time() else f"{self.end:%H:%M}"
        hours = f"{self.begin:%H:%M}-{end}"
        return hours if self.days == EVERY_DAY else f"{_days_text(self.days)} {hours}"


def parse_window(text: str) -> QuietWindow:
    """Return the window that a text means.

    Raises:
        WindowInvalid: It means none.
    """
    match = _WRITTEN.fullmatch(" ".join(text.lower().split()))
    if match is None:
        raise WindowInvalid("a time such as mon-fri 08:00-18:00 is expected")
    days = _days(match["days"]) if match["days"] else EVERY_DAY
    return QuietWindow(_time(match["begin"]), _time(match["end"]), days)


def holding(windows: tuple[QuietWindow, ...], local: datetime) -> QuietWindow | None:
    """Return the window that holds at a moment; of several the one that ends last."""
    found = [window for window in windows if window.holds(local)]
    return max(found, key=lambda window: window.ends_after(local), default=None)


def _time(text: str) -> time:
    if text == _MIDNIGHT:
        return time()
    try:
        return time.fromisoformat(text)
    except ValueError as problem:
        raise WindowInvalid("times from 00:00 to 24:00 are expected") from problem


def _days(text: str) -> frozenset[int]:
    days: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        days.update((begin + step) % 7 for step in range((end - begin) % 7 + 1))
    return frozenset(days)


def _days_text(days: frozenset[int]) -> str:
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(_run_text(run) for run in runs)


def _run_text(run: list[int]) -> str:
    return DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}"
