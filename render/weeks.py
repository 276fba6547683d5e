"""Weeks as offices name them: Monday to Sunday, ISO numbers, Chinese dates."""

from datetime import date, datetime, timedelta
from typing import NamedTuple, Self

from models.errors import BadInput, Fault
from models.publication import Publication
from models.spans import HalfDay, Span, in_office_zone

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


class IsoWeek(NamedTuple):
    """A week from Monday to Sunday; written ``2026-W50``."""

    year: int
    week: int

    @classmethod
    def of(cls, day: date) -> Self:
        """The week that holds a day."""
        year, week, _ = day.isocalendar()
        return cls(year, week)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2026-W50``; raises BadInput for anything else and for weeks that no calendar has."""
        fault = Fault("week", f"「{text[:20]}」不是一周,应写作 2026-W50")
        year, _, week = text.partition("-W")
        if not (len(year) == 4 and len(week) == 2 and (year + week).isascii() and (year + week).isdigit()):
            raise BadInput([fault])
        try:
            found = cls.of(date.fromisocalendar(int(year), int(week), 1))
            found.shifted(-1), found.shifted(2)
        except (ValueError, OverflowError):
            raise BadInput([fault]) from None
        return found

    @property
    def monday(self) -> date:
        """The week's first day."""
        return date.fromisocalendar(self.year, self.week, 1)

    @property
    def sunday(self) -> date:
        """The week's last day."""
        return self.monday + timedelta(days=6)

    def days(self) -> tuple[date, ...]:
        """Monday to Sunday."""
        return tuple(self.monday + timedelta(days=n) for n in range(7))

    def shifted(self, weeks: int) -> "IsoWeek":
        """The week so many weeks later (earlier when negative)."""
        return IsoWeek.of(self.monday + timedelta(weeks=weeks))

    @property
    def span(self) -> Span:
        """The week as instants."""
        return Span(start=HalfDay(self.monday, False).start, end=HalfDay(self.sunday, True).end)

    @property
    def zh(self) -> str:
        """2026年第50周."""
        return f"{self.year}年第{self.week}周"

    @property
    def range_zh(self) -> str:
        """12月7日—13日; both months, and both years, where the week crosses them."""
        first, last = self.monday, self.sunday
        if first.year != last.year:
            return f"{first.year}年{day_zh(first)}—{last.year}年{day_zh(last)}"
        return f"{day_zh(first)}—{last.day}日" if first.month == last.month else f"{day_zh(first)}—{day_zh(last)}"

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.week:02}"


def opening_week(publication: Publication, today: date) -> IsoWeek:
    """The week to open with: this one if it has anything to show, else the nearest that has (the later of two)."""
    here = IsoWeek.of(today)
    spans = [entry.span for entry in publication.entries]
    spans += [Span(start=away.first.start, end=away.last.end) for away in publication.absences]
    if not spans or any(span.overlaps(here.span) for span in spans):
        return here

    def distance(span: Span) -> tuple[int, bool]:
        ahead = span.start >= here.span.end
        gap = span.start - here.span.end if ahead else here.span.start - span.end
        return int(gap.total_seconds()) // (7 * 86400), not ahead

    nearest = min(spans, key=distance)
    ahead = nearest.start >= here.span.end
    return IsoWeek.of((nearest.start if ahead else nearest.end - timedelta(microseconds=1)).date())


def day_zh(day: date) -> str:
    """12月8日."""
    return f"{day.month}月{day.day}日"


def hour(instant: datetime) -> str:
    """09:00."""
    return in_office_zone(instant).strftime("%H:%M")


def moment_zh(instant: datetime) -> str:
    """12月4日16:00."""
    local = in_office_zone(instant)
    return f"{day_zh(local.date())}{local:%H:%M}"


def halves_zh(first: HalfDay, last: HalfDay) -> str:
    """12月9日上午 · 12月9日 (a whole day) · 12月9日下午—11日上午 · 12月9日—11日 (whole days)."""
    if first == last:
        return first.zh
    whole = not first.pm and last.pm
    if first.day == last.day:
        return day_zh(first.day)
    same_month = (first.day.year, first.day.month) == (last.day.year, last.day.month)
    until = f"{last.day.day}日" if same_month else day_zh(last.day)
    if whole:
        return f"{day_zh(first.day)}—{until}"
    return f"{first.zh}—{until}{'下午' if last.pm else '上午'}"


def span_zh(span: Span, whole: bool) -> str:
    """A time in full, with its day: 12月8日 09:00—11:30; whole half-days without minutes."""
    halves = list(span.half_days())
    if whole:
        return halves_zh(halves[0], halves[-1])
    start, end = span.start, span.end
    until = hour(end) if start.date() == end.date() else f"{day_zh(end.date())} {hour(end)}"
    return f"{day_zh(start.date())} {hour(start)}—{until}"
