"""Days, clock times and stretches as case sheets write them: 12月8日 9:00-10:30, 12月7日上午至12月9日下午."""

import re
from datetime import date, datetime, time, timedelta

from models.policy import Policy
from models.spans import OFFICE_TZ, DateRange, HalfDay, Span

YEAR = 2026
_MOMENT = re.compile(r"^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日\s*(上午|下午)?\s*(?:(\d{1,2}):(\d{2}))?$")


def _read(text: str) -> tuple[date, str | None, time | None]:
    found = _MOMENT.match(text.strip())
    if found is None:
        raise ValueError(f"看不懂的时间：{text}")
    year, month, day, part, hour, minute = found.groups()
    clock = time(int(hour), int(minute)) if hour else None
    return date(int(year or YEAR), int(month), int(day)), part, clock


def day(text: str) -> date:
    """12月8日."""
    return _read(text)[0]


def half_day(text: str) -> HalfDay:
    """12月8日上午."""
    on, part, _ = _read(text)
    if part is None:
        raise ValueError(f"应写明上午或下午：{text}")
    return HalfDay(on, part == "下午")


def instant(text: str) -> datetime:
    """12月8日 9:00; a bare day is its first minute."""
    on, _, clock = _read(text)
    return datetime.combine(on, clock or time(0), OFFICE_TZ)


def days(text: str) -> DateRange:
    """12月1日至12月31日, both included."""
    first, _, last = text.partition("至")
    return DateRange(first=day(first), last=day(last or first))


def stretch(text: str) -> Span:
    """A span: by the clock, by half-days or by days; half-days and days are meant whole."""
    if "-" in text:
        begin, _, until = text.partition("-")
        on, _, _ = _read(begin)
        hour, minute = until.split(":")
        return Span(start=instant(begin), end=datetime.combine(on, time(int(hour), int(minute)), OFFICE_TZ))
    first, _, last = text.partition("至")
    last = last or first
    on, part, clock = _read(first)
    start = datetime.combine(on, clock, OFFICE_TZ) if clock else HalfDay(on, part == "下午").start
    on, part, clock = _read(last)
    end = datetime.combine(on, clock, OFFICE_TZ) if clock else HalfDay(on, part != "上午").end
    return Span(start=start, end=end)


def in_session(text: str, policy: Policy) -> Span:
    """The same, but half-days run from the opening of office hours to their close."""
    if ":" in text:
        return stretch(text)
    first, _, last = text.partition("至")
    halves = half_day(first), half_day(last or first)
    opens = policy.hours.sessions(halves[0].day)[halves[0].pm][0]
    closes = policy.hours.sessions(halves[1].day)[halves[1].pm][1]
    return Span(
        start=datetime.combine(halves[0].day, opens, OFFICE_TZ),
        end=datetime.combine(halves[1].day, closes, OFFICE_TZ),
    )


def every_day(texts: list[str]) -> list[date]:
    """Every day of a list of days and stretches of days."""
    found: list[date] = []
    for text in texts:
        span = days(text)
        found += [span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1)]
    return found
