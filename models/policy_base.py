"""What settings are made of: the setting itself, days of the week, shares and stretches of the year."""

from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, Field, JsonValue, StringConstraints

from models.spans import OFFICE_TZ, Frozen, HalfDay
from models.workdays import MonthDay

ASSUMED = "待单位确认"


def setting(default: Any, article: str, zh: str, *, assumed: bool = False, **limits: Any) -> Any:
    """A setting with its default, the article it stands on, and its meaning in Chinese.

    article: a number of the rule book, or ``ours``. A default of None, or an empty one, where the rule book is
    silent: then no rule speaks.
    """
    extra: dict[str, JsonValue] = {"article": article, "assumed": assumed}
    return Field(default=default, description=zh, json_schema_extra=extra, **limits)


class Weekday(StrEnum):
    """A day of the week."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def zh(self) -> str:
        """周一."""
        return f"周{'一二三四五六日'[self.number]}"

    @property
    def number(self) -> int:
        """Monday is 0, as in `date.weekday`."""
        return list(Weekday).index(self)

    def is_on(self, day: date) -> bool:
        """Whether a day is this day of the week."""
        return day.weekday() == self.number


WeekTime = Annotated[str, StringConstraints(pattern=r"^(mon|tue|wed|thu|fri|sat|sun)(/(am|pm))?$")]
"""A day of every week, or a half of it: ``wed``, ``wed/pm``."""


def falls_on(time: WeekTime, half: HalfDay) -> bool:
    """Whether a half-day belongs to a time of the week."""
    day, _, part = time.partition("/")
    return Weekday(day).is_on(half.day) and part in ("", "pm" if half.pm else "am")


WeekClock = Annotated[str, StringConstraints(pattern=r"^(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):[0-5]\d$")]
"""A time of the week before the one that is arranged: ``thu 12:00``."""


def instant_before(clock: WeekClock, monday: date) -> datetime:
    """When a time of the week comes in the week before the one that begins on a Monday, in the office's zone."""
    day, _, at = clock.partition(" ")
    on = date.fromordinal(monday.toordinal() - 7 + Weekday(day).number)
    return datetime.combine(on, time.fromisoformat(at), OFFICE_TZ)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return date.fromordinal(day.toordinal() - day.weekday())


def week_of_month(day: date) -> int:
    """1 for the week of the month's first Monday; days before it belong to the last week of the month before."""
    return (monday_of(day).day - 1) // 7 + 1


def _real_share(text: str) -> str:
    top, bottom = (int(part) for part in text.split("/"))
    if not 0 < top <= bottom:
        raise ValueError("比例应大于零、不超过一，写作 1/2")
    return text


Share = Annotated[str, StringConstraints(pattern=r"^\d{1,2}/[1-9]\d?$"), AfterValidator(_real_share)]
"""A share as rules write it: ``1/2``."""


class QuorumOf(StrEnum):
    """Whose share is asked for."""

    MEMBERS = "members"
    DEPUTIES = "deputies"

    @property
    def zh(self) -> str:
        """As people say it."""
        return {"members": "组成人员", "deputies": "副区长"}[self.value]


class Quorum(Frozen):
    """A share of a meeting's members, or of its deputies, that has to be present; `above`: more than the share."""

    share: Share
    above: bool = False
    of: QuorumOf = QuorumOf.MEMBERS

    def needed(self, members: int) -> int:
        """How many have to be present."""
        exact = Fraction(self.share) * members
        floor = exact.numerator // exact.denominator
        return floor + 1 if self.above or floor < exact else floor


class Blackout(Frozen):
    """A stretch of every year in which leaders stay: from `first` to `last` (MM-DD, both included)."""

    name: str = Field(min_length=1, max_length=40)
    first: MonthDay
    last: MonthDay

    def holds(self, day: date) -> bool:
        """Whether a day lies in it; a stretch may run over the new year."""
        now = f"{day.month:02}-{day.day:02}"
        if self.first <= self.last:
            return self.first <= now <= self.last
        return now >= self.first or now <= self.last
