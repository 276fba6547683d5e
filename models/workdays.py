"""The working calendar: which days the government works, by whose word, and its hours by season.

A calendar is handed in and travels with the brief, so that a plan can always be recounted with the
days that it was made with. Days are calendar days of the office's zone.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, field_validator, model_validator

from models.errors import BadInput, DateOutsideCalendar, Fault
from models.spans import DateRange, Frozen, in_office_zone

AWAITING_NOTICE = "待国务院通知"
PLAIN_WEEK = "周一至周五工作，周六周日休息"
SATURDAY = 5  # date.weekday()

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class DayException(Frozen):
    """A day that is off or worked by somebody's word, not by its weekday; also a holiday on a weekend.

    source: who says so, as shown to people. provisional: computed, since the notice has not come.
    """

    day: date
    work: bool
    name: Text
    source: Text
    provisional: bool = False


class DaysOff(DateRange):
    """The days of one holiday, both ends included, with the holiday's name."""

    name: Text


class Notice(Frozen):
    """The State Council's yearly notice as the office entered it; it speaks for the whole of `year`.

    number: the document number. entered_by, entered_at: who typed it in, and when (zone-aware).
    days_off, workdays: kept in order of date; workdays are the make-up days at weekends. Both may
    reach into the neighbouring December or January.
    """

    year: int = Field(ge=1950, le=2100)
    number: Text
    entered_by: Text
    entered_at: Annotated[AwareDatetime, AfterValidator(in_office_zone)]
    days_off: tuple[DaysOff, ...] = Field(min_length=1)
    workdays: tuple[date, ...] = ()

    @field_validator("days_off")
    @classmethod
    def _by_date(cls, days_off: tuple[DaysOff, ...]) -> tuple[DaysOff, ...]:
        return tuple(sorted(days_off, key=lambda off: (off.first, off.last)))

    @field_validator("workdays")
    @classmethod
    def _in_order(cls, workdays: tuple[date, ...]) -> tuple[date, ...]:
        return tuple(sorted(workdays))

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        faults = [
            f"{day.isoformat()} 不是周六或周日，不能作调休上班日，请核对日期"
            for day in self.workdays
            if day.weekday() < SATURDAY
        ]
        new_year, year_end = date(self.year, 1, 1), date(self.year, 12, 31)
        near = DateRange(first=date(self.year - 1, 12, 1), last=date(self.year + 1, 1, 31))
        day = timedelta(days=1)
        for off in self.days_off:
            touches = off.last >= new_year - day and off.first <= year_end + day
            if not (touches and off.first in near and off.last in near):
                faults.append(
                    f"{off.name} {off.first.isoformat()} 至 {off.last.isoformat()} "
                    f"不属于 {self.year} 年的安排，请核对年份"
                )
        faults += [
            f"调休上班日 {worked.isoformat()} 不属于 {self.year} 年的安排，请核对年份"
            for worked in self.workdays
            if worked not in near
        ]
        faults += [
            f"{b.name} {b.first.isoformat()} 起的假期与 {a.name} 重叠，请合并或改正"
            for a, b in pairwise(self.days_off)
            if b.first <= a.last
        ]
        faults += [f"调休上班日 {b.isoformat()} 写了两次" for a, b in pairwise(self.workdays) if a == b]
        faults += [
            f"{worked.isoformat()} 既放假（{off.name}）又上班，请核对"
            for worked in self.workdays
            for off in self.days_off
            if worked in off
        ]
        if faults:
            raise ValueError("；".join(faults))
        return self


@dataclass(frozen=True, slots=True)
class _Table:
    """A calendar unrolled for speed; places are days since the calendar's first."""

    origin: int  # ordinal of the first day
    work: tuple[bool, ...]
    earlier: tuple[int, ...]  # working days strictly before each place, and one more entry for all of them
    workdays: tuple[date, ...]
    said: Mapping[int, DayException]
    provisional: frozenset[int]


class WorkCalendar(Frozen):
    """Every day from `first` to `last`, both included: worked or off.

    exceptions: the days that differ from Monday to Friday and the named holidays, by date, each once.
    provisional: stretches whose yearly notice has not come (待国务院通知), by date, apart from one another.
    All methods raise DateOutsideCalendar for a day, or a count, that leaves first..last.
    """

    first: date
    last: date
    exceptions: tuple[DayException, ...] = ()
    provisional: tuple[DateRange, ...] = ()

    @model_validator(mode="after")
    def _orderly(self) -> Self:
        if self.last < self.first:
            raise ValueError("工作日历的最后一天早于第一天，请改正起止日期")
        days = [said.day for said in self.exceptions]
        if any(b <= a for a, b in pairwise(days)):
            raise ValueError("工作日历的特殊日期应按日期排列，每天只写一次")
        if any(b.first <= a.last for a, b in pairwise(self.provisional)):
            raise ValueError("工作日历的暂定时段应按日期排列，互不重叠")
        outside = [day for day in days if not self.covers(day)] + [
            end for stretch in self.provisional for end in (stretch.first, stretch.last) if not self.covers(end)
        ]
        if outside:
            raise ValueError(f"{outside[0].isoformat()} 超出工作日历 {self.first} 至 {self.last}")
        return self

    @cached_property
    def _table(self) -> _Table:
        origin = self.first.toordinal()
        said = {exception.day.toordinal() - origin: exception for exception in self.exceptions}
        work: list[bool] = []
        earlier = [0]
        workdays: list[date] = []
        for place, day in enumerate(DateRange(first=self.first, last=self.last).days()):
            work.append(said[place].work if place in said else day.weekday() < SATURDAY)
            if work[-1]:
                workdays.append(day)
            earlier.append(len(workdays))
        provisional = {day.toordinal() - origin for stretch in self.provisional for day in stretch.days()}
        provisional |= {place for place, exception in said.items() if exception.provisional}
        return _Table(origin, tuple(work), tuple(earlier), tuple(workdays), said, frozenset(provisional))

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy, checked anew and with tables of its own (pydantic's would keep the old ones)."""
        return type(self).model_validate({**dict(self), **(update or {})})

    def _place(self, day: date) -> int:
        place = day.toordinal() - self._table.origin
        if 0 <= place < len(self._table.work):
            return place
        raise DateOutsideCalendar(day, self.first, self.last)

    def covers(self, day: date) -> bool:
        """Whether the calendar knows the day."""
        return self.first.toordinal() <= day.toordinal() <= self.last.toordinal()

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked, make-up weekends included."""
        return self._table.work[self._place(day)]

    def name_of(self, day: date) -> str | None:
        """The holiday's name, or why a weekend is worked; None for a plain day."""
        said = self._table.said.get(self._place(day))
        return said.name if said else None

    def source_of(self, day: date) -> str:
        """On whose word the day is worked or off, in Chinese, to show to people."""
        place = self._place(day)
        said = self._table.said.get(place)
        if said:
            return said.source
        return AWAITING_NOTICE if place in self._table.provisional else PLAIN_WEEK

    def is_provisional(self, day: date) -> bool:
        """Whether the notice that decides the day has not come."""
        return self._place(day) in self._table.provisional

    def workdays(self, first: date, last: date) -> tuple[date, ...]:
        """The working days from `first` to `last`, both included, in order; none if last < first."""
        table = self._table
        return table.workdays[table.earlier[self._place(first)] : table.earlier[self._place(last) + 1]]

    def workdays_before(self, day: date, n: int) -> date:
        """The n-th working day (n >= 1) strictly before the day, which need not be worked itself."""
        index = self._table.earlier[self._place(day)] - _counted(n)
        if index < 0:
            raise DateOutsideCalendar(self.first - timedelta(days=1), self.first, self.last)
        return self._table.workdays[index]

    def workdays_after(self, day: date, n: int) -> date:
        """The n-th working day (n >= 1) strictly after the day, which need not be worked itself."""
        index = self._table.earlier[self._place(day) + 1] + _counted(n) - 1
        if index >= len(self._table.workdays):
            raise DateOutsideCalendar(self.last + timedelta(days=1), self.first, self.last)
        return self._table.workdays[index]

    def last_workday_of_month(self, year: int, month: int) -> date:
        """The month's last working day; the month's end must lie inside the calendar."""
        return self._last_workday(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    def last_workday_of_year(self, year: int) -> date:
        """The year's last working day; 31 December must lie inside the calendar."""
        return self._last_workday(date(year, 1, 1), date(year, 12, 31))

    def _last_workday(self, first: date, last: date) -> date:
        self._place(last)
        if found := self.workdays(max(first, self.first), last):
            return found[-1]
        self._place(first)
        raise BadInput([Fault("calendar", f"{first} 至 {last} 没有一个工作日，请核对放假通知和单位调整")])


def _counted(n: int) -> int:
    if n < 1:
        raise ValueError("工作日数须不小于 1")
    return n


Session = tuple[time, time]  # opens, closes; wall-clock times of the office's zone


def _real_month_day(text: str) -> str:
    try:
        date.fromisoformat(f"2024-{text}")
    except ValueError:
        raise ValueError(f"没有 {text} 这一天，换季日期应写作 05-01") from None
    return text


MonthDay = Annotated[str, StringConstraints(pattern=r"^\d{2}-\d{2}$"), AfterValidator(_real_month_day)]


class OfficeHours(Frozen):
    """Office hours by season, morning and afternoon; 7 hours a day by default.

    summer_from, summer_to: first and last day of summer hours (MM-DD), assumed until the office confirms.
    """

    winter: tuple[Session, Session] = ((time(8, 30), time(12)), (time(14, 30), time(18)))
    summer: tuple[Session, Session] = ((time(8, 30), time(12)), (time(15), time(18, 30)))
    summer_from: MonthDay = "05-01"
    summer_to: MonthDay = "09-30"

    @model_validator(mode="after")
    def _orderly(self) -> Self:
        for season, (am, pm) in (("冬季", self.winter), ("夏季", self.summer)):
            if any(moment.tzinfo for moment in (*am, *pm)):
                raise ValueError(f"{season}作息时间应写本地钟点，不带时区")
            if not am[0] < am[1] <= pm[0] < pm[1]:
                raise ValueError(f"{season}作息时间应依次为上午上班、上午下班、下午上班、下午下班")
        if self.summer_to < self.summer_from:
            raise ValueError("夏季作息的最后一天早于第一天，请改正换季日期")
        return self

    def sessions(self, day: date) -> tuple[Session, Session]:
        """The day's morning and afternoon hours, whether or not the day is worked."""
        summer = self.summer_from <= f"{day.month:02}-{day.day:02}" <= self.summer_to
        return self.summer if summer else self.winter
