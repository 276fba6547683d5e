"""A holiday notice looked at before it is taken: its year as a grid of months, what it leaves out, what it moves."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from intake.workdays import build_calendar, missing_statutory_days
from models.publication import Publication
from models.spans import in_office_zone
from models.workdays import SATURDAY, DayException, Notice, WorkCalendar


class DayCell(NamedTuple):
    """A day of the grid. sort: work, weekend, off (a holiday) or make_up; changed: otherwise than known so far."""

    day: date
    sort: str
    name: str
    changed: bool

    @property
    def word(self) -> str:
        """What is written under the day."""
        return {"off": "休", "make_up": "班"}.get(self.sort, "")


class MonthGrid(NamedTuple):
    """A month in weeks from Monday to Sunday; none: a day of another month."""

    number: int
    weeks: tuple[tuple[DayCell | None, ...], ...]


class NoticeLook(NamedTuple):
    """What taking a notice does. missing: statutory days that it does not name; moved: published items that stand on
    days whose work changes, with their day."""

    notice: Notice
    months: tuple[MonthGrid, ...]
    missing: tuple[tuple[date, str], ...]
    changed: tuple[DayCell, ...]
    moved: tuple[tuple[date, str], ...]


def look_at(
    notice: Notice, known: Sequence[Notice], overrides: Sequence[DayException], head: Publication | None
) -> NoticeLook:
    """The look. known: notices on record; overrides: days that the office has set by itself."""
    first, last = date(notice.year, 1, 1), date(notice.year, 12, 31)
    others = [one for one in known if one.year != notice.year]
    before = build_calendar(first, last, known, overrides)
    after = build_calendar(first, last, [*others, notice], overrides)
    months = tuple(_month(notice.year, number, before, after) for number in range(1, 13))
    cells = [cell for month in months for week in month.weeks for cell in week if cell is not None]
    changed = tuple(cell for cell in cells if cell.changed)
    days = {cell.day for cell in changed}
    entries = head.entries if head is not None else ()
    held = [(in_office_zone(entry.start).date(), entry.title) for entry in entries]
    return NoticeLook(
        notice, months, missing_statutory_days(notice), changed, tuple(one for one in held if one[0] in days)
    )


def _month(year: int, number: int, before: WorkCalendar, after: WorkCalendar) -> MonthGrid:
    days = [date(year, number, n) for n in range(1, monthrange(year, number)[1] + 1)]
    cells: list[DayCell | None] = [None] * days[0].weekday()
    cells += [_cell(day, before, after) for day in days]
    cells += [None] * (-len(cells) % 7)
    return MonthGrid(number, tuple(tuple(cells[n : n + 7]) for n in range(0, len(cells), 7)))


def _cell(day: date, before: WorkCalendar, after: WorkCalendar) -> DayCell:
    work, name, weekend = after.is_workday(day), after.name_of(day), day.weekday() >= SATURDAY
    sort = ("make_up" if weekend else "work") if work else ("off" if name else "weekend")
    return DayCell(day, sort, name or "", work != before.is_workday(day))
