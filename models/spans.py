"""Stretches of time: the office's zone, half-open spans and half-days.

A calendar day has two half-days, [00:00, 13:00) and [13:00, 24:00), on every day of the week.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache, total_ordering
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticKnownError, core_schema

OFFICE_TZ = ZoneInfo("Asia/Shanghai")
NOON = time(13, 0)


class Frozen(BaseModel):
    """A value: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with some fields changed; what was worked out from the old ones is not carried along."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


def in_office_zone(instant: datetime) -> datetime:
    """Read a naive time as the office's own, bring any other into the office's zone.

    Raises ValueError for a time whose zone is not a fixed rule (never silently local).
    """
    if instant.tzinfo is None:
        return instant.replace(tzinfo=OFFICE_TZ)
    return instant.astimezone(OFFICE_TZ)


Instant = Annotated[datetime, AfterValidator(in_office_zone)]


@total_ordering
class HalfDay:
    """One half-day; written ``2026-12-08/am`` or ``2026-12-08/pm``; ordered and countable by `index`."""

    __slots__ = ("day", "index", "pm")
    day: date
    pm: bool
    index: int

    def __init__(self, day: date, pm: bool) -> None:
        self.day = day
        self.pm = pm
        self.index = day.toordinal() * 2 + pm

    @classmethod
    def of(cls, instant: datetime) -> "HalfDay":
        """The half-day that holds an instant."""
        local = in_office_zone(instant)
        return cls(local.date(), local.time() >= NOON)

    @classmethod
    def at_index(cls, index: int) -> "HalfDay":
        """The half-day with the given running number."""
        return _half_at(index)

    @classmethod
    def parse(cls, text: str) -> "HalfDay":
        """Read ``2026-12-08/am``; raises ValueError for anything else."""
        day, _, part = text.partition("/")
        if part not in ("am", "pm"):
            raise ValueError("半天应写作 2026-12-08/am 或 2026-12-08/pm")
        return cls(date.fromisoformat(day), part == "pm")

    @property
    def start(self) -> datetime:
        """First instant of the half-day."""
        return datetime.combine(self.day, NOON if self.pm else time(0), OFFICE_TZ)

    @property
    def end(self) -> datetime:
        """First instant after the half-day."""
        return self.shifted(1).start

    @property
    def zh(self) -> str:
        """As people say it: 12月8日上午."""
        return f"{self.day.month}月{self.day.day}日{'下午' if self.pm else '上午'}"

    def shifted(self, half_days: int) -> "HalfDay":
        """The half-day so many half-days later (earlier when negative)."""
        return HalfDay.at_index(self.index + half_days)

    def __str__(self) -> str:
        return f"{self.day.isoformat()}/{'pm' if self.pm else 'am'}"

    def __repr__(self) -> str:
        return f"HalfDay({self})"

    def __hash__(self) -> int:
        return self.index

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HalfDay) and self.index == other.index

    def __lt__(self, other: "HalfDay") -> bool:
        return self.index < other.index

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: Any) -> HalfDay:
            if isinstance(value, HalfDay):
                return value
            if not isinstance(value, str):
                raise PydanticKnownError("string_type")
            return cls.parse(value)

        text = core_schema.str_schema(pattern=r"^\d{4}-\d{2}-\d{2}/(am|pm)$")
        return core_schema.json_or_python_schema(
            json_schema=core_schema.no_info_after_validator_function(read, text),
            python_schema=core_schema.no_info_plain_validator_function(read),
            serialization=core_schema.to_string_ser_schema(),
        )


@lru_cache(maxsize=16384)
def _half_at(index: int) -> HalfDay:
    """Half-days are asked for by number hundreds of thousands of times, and a year has 730 of them."""
    return HalfDay(date.fromordinal(index // 2), bool(index % 2))


class Span(Frozen):
    """A half-open stretch [start, end) of instants in the office's zone."""

    start: Instant
    end: Instant

    @model_validator(mode="after")
    def _forward(self) -> "Span":
        if self.end <= self.start:
            raise ValueError("结束必须晚于开始，请改正起止时间")
        return self

    @property
    def minutes(self) -> int:
        """Length in minutes."""
        return int((self.end - self.start).total_seconds() // 60)

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share an instant; touching is not sharing."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def half_days(self) -> Iterator[HalfDay]:
        """Every half-day that the span touches, in order (so: widened outward)."""
        first = HalfDay.of(self.start).index
        last = HalfDay.of(self.end - timedelta(microseconds=1)).index
        return (HalfDay.at_index(index) for index in range(first, last + 1))

    def widened(self) -> "Span":
        """The span widened outward to whole half-days."""
        halves = list(self.half_days())
        return Span(start=halves[0].start, end=halves[-1].end)


class DateRange(Frozen):
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _forward(self) -> "DateRange":
        if self.last < self.first:
            raise ValueError("最后一天早于第一天，请改正起止日期")
        return self

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days(self) -> Iterator[date]:
        """Every day of the range, in order."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def half_days(self) -> Iterator[HalfDay]:
        """Every half-day of the range, in order."""
        return (HalfDay(day, pm) for day in self.days() for pm in (False, True))

    @cached_property
    def span(self) -> Span:
        """The range as instants, from its first midnight to the one after its last day."""
        return Span(start=HalfDay(self.first, False).start, end=HalfDay(self.last, True).end)


def clock(instant: datetime) -> str:
    """``12-08 09:00`` in the office's zone."""
    return in_office_zone(instant).strftime("%m-%d %H:%M")
