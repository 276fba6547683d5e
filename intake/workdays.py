"""The working calendar of any years, from the best word there is for each of them.

    单位调整  >  单位录入的放假通知  >  chinese_calendar  >  法定节假日推算(holidays)，暂定

A notice that the office entered replaces the packaged data for its whole year; a year that neither knows
gets its statutory days without swaps, and every day of it is provisional. chinese_calendar is asked, never
patched: one day added to its tables would make it answer, wrongly, for the rest of that year.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version

import chinese_calendar
import holidays

from models.errors import BadInput, Fault
from models.spans import DateRange
from models.workdays import DayException, Notice, WorkCalendar

MAKE_UP = "调休上班"
PACKAGED = f"国办通知(chinese-calendar {version('chinese-calendar')})"
COMPUTED = f"法定节假日推算(holidays {version('holidays')})"
SWAPPED = "休息日"  # how `holidays` names a day that a notice moved; statute knows no such day
COMPENSATED = "（补假）"

ZH = {
    holiday.value: holiday.chinese + ("节" if holiday.chinese in ("清明", "端午", "中秋") else "")
    for holiday in chinese_calendar.Holiday
}
NEW_YEAR = chinese_calendar.Holiday.new_years_day.value


def build_calendar(
    first: date, last: date, notices: Sequence[Notice] = (), overrides: Sequence[DayException] = ()
) -> WorkCalendar:
    """The calendar of `first` to `last`, both included; each exception carries its source.

    Of several notices for one year the one entered last stands alone. Notices and overrides that do not
    touch the stretch are left aside. An override settles its day, also in a provisional year.

    Raises BadInput for a stretch that ends before it starts, for two overrides of one day, and for years
    whose statutory days cannot be computed (before 1950, after 2100).
    """
    if last < first:
        raise BadInput([Fault("last", f"{last} 早于第一天 {first}，请改正起止日期")])
    by_year = {notice.year: notice for notice in sorted(notices, key=lambda notice: notice.entered_at)}
    said: dict[date, DayException] = {}
    years = range(first.year, last.year + 1)
    computed = [year for year in years if year not in by_year and not _packaged(year)]
    neighbours = range(first.year - 1, last.year + 2)  # a year's notice may reach over New Year's Eve
    for year in computed:
        said |= _keyed(_from_statute(year))
    for year in neighbours:
        if year not in by_year and _packaged(year):
            said |= _keyed(_from_package(year))
    for year in neighbours:
        if year in by_year:
            said |= _keyed(_from_notice(by_year[year]))
    said |= _keyed(_agreed(overrides))
    everything = DateRange(first=first, last=last)
    settled = {day for day, exception in said.items() if not exception.provisional}
    return WorkCalendar(
        first=first,
        last=last,
        exceptions=tuple(said[day] for day in sorted(said) if day in everything),
        provisional=gathered(d for d in everything.days() if d.year in computed and d not in settled),
    )


def missing_statutory_days(notice: Notice) -> tuple[tuple[date, str], ...]:
    """Statutory holidays of the notice's year that it does not name: most likely a slip of typing.

    Raises BadInput for years whose statutory days cannot be computed.
    """
    return tuple(
        (day, name)
        for day, name in _statutory(notice.year)
        if COMPENSATED not in name and not any(day in off for off in notice.days_off)
    )


def _keyed(exceptions: Iterable[DayException]) -> dict[date, DayException]:
    return {exception.day: exception for exception in exceptions}


def _agreed(overrides: Sequence[DayException]) -> Sequence[DayException]:
    faults = [
        Fault(f"overrides[{place}].day", f"{later.day} 有两条单位调整，请只留一条")
        for place, later in enumerate(overrides)
        if any(earlier.day == later.day for earlier in overrides[:place])
    ]
    if faults:
        raise BadInput(faults)
    return overrides


def _from_notice(notice: Notice) -> Iterator[DayException]:
    source = f"单位录入通知 {notice.number}"
    for off in notice.days_off:
        for day in off.days():
            yield DayException(day=day, work=False, name=off.name, source=source)
    for day in notice.workdays:
        yield DayException(day=day, work=True, name=MAKE_UP, source=source)


def _packaged(year: int) -> bool:
    try:
        chinese_calendar.is_workday(date(year, 7, 1))
    except NotImplementedError:
        return False
    return True


@cache  # the package looks through its whole table for every day asked
def _from_package(year: int) -> tuple[DayException, ...]:
    """What the notice *for* the year says: New Year's days of a December belong to the next year's."""
    december = date(year - 1, 12, 1) if _packaged(year - 1) else date(year, 1, 1)
    found = []
    for day in DateRange(first=december, last=date(year, 12, 31)).days():
        off, name = chinese_calendar.get_holiday_detail(day)
        if name and year == (day.year + 1 if name == NEW_YEAR and day.month == 12 else day.year):
            said = ZH[name] if off else MAKE_UP
            found.append(DayException(day=day, work=not off, name=said, source=PACKAGED))
    return tuple(found)


def _from_statute(year: int) -> Iterator[DayException]:
    for day, name in _statutory(year):
        yield DayException(day=day, work=False, name=name, source=COMPUTED, provisional=True)


def _statutory(year: int) -> list[tuple[date, str]]:
    """The year's statutory days with those made up for weekends, in order, without swaps."""
    found = sorted(holidays.country_holidays("CN", years=year, expand=False, language="zh_CN").items())
    if not found:
        raise BadInput([Fault(str(year), f"推算不出 {year} 年的法定节假日，请缩短日期范围，或录入该年的放假通知")])
    return [
        (day, name.replace("农历除夕", "除夕").replace("; ", "、"))
        for day, name in found
        if not name.startswith(SWAPPED)
    ]


def gathered(days: Iterable[date]) -> tuple[DateRange, ...]:
    """Days in order, gathered into unbroken ranges."""
    ranges: list[DateRange] = []
    for day in days:
        if ranges and ranges[-1].last + timedelta(days=1) == day:
            ranges[-1] = DateRange(first=ranges[-1].first, last=day)
        else:
            ranges.append(DateRange(first=day, last=day))
    return tuple(ranges)
