"""How closely a week must be set so that its table stays on one screen and on one sheet of A4."""

from typing import NamedTuple

from render.week_model import Cell, Day, Item, WeekTable


class Paper(NamedTuple):
    """A place to set the table in, with three sizes of letters; lengths in one unit.

    width: of all seven days; quiet: of a rest day without items; height: of all half-day rows;
    sizes: letter, line and least row height, and what an item adds around its lines.
    """

    width: float
    quiet: float
    height: float
    sizes: tuple[tuple[float, float, float, float], ...]


SCREEN = Paper(996, 62, 752, ((13, 17.5, 23, 5), (12.5, 15.8, 21, 5), (12, 14.7, 19, 3)))
SHEET = Paper(249, 14, 160, ((3.18, 3.88, 5.0, 1.0), (2.9, 3.36, 4.4, 1.0), (2.62, 2.88, 3.8, 1.0)))
NAMES = ("", "close", "tight")


class Fit(NamedTuple):
    """The class of letters on the screen and on paper: empty, close or tight."""

    screen_class: str
    print_class: str


def fit(table: WeekTable) -> Fit:
    """The largest letters with which the table is expected to fit."""
    return Fit(_choose(table, SCREEN), _choose(table, SHEET))


def _choose(table: WeekTable, paper: Paper) -> str:
    for name, size in zip(NAMES, paper.sizes, strict=True):
        if _height(table, paper, size) <= paper.height:
            return name
    return NAMES[-1]


def _height(table: WeekTable, paper: Paper, size: tuple[float, float, float, float]) -> float:
    quiet = [_is_quiet(day) for day in table.days]
    wide = (paper.width - paper.quiet * sum(quiet)) / max(1, len(quiet) - sum(quiet))
    rows = [cells for row in table.rows for cells in (row.am, row.pm)]
    return sum(max(_cell(cell, wide, size) for cell in cells) for cells in rows)


def _is_quiet(day: Day) -> bool:
    return day.quiet and not day.work


def _cell(cell: Cell, width: float, size: tuple[float, float, float, float]) -> float:
    letter, line, least, around = size
    per_line = max(1.0, (width - 4 * around) / letter)
    away = line if cell.away else 0.0
    return max(least, away + sum(_lines(item, per_line) * line + around for item in cell.items))


def _lines(item: Item, per_line: float) -> int:
    venue = "" if item.continued else item.venue
    words = len(item.time) * 0.6 + len(item.title) + 0.9 * len(venue) + 2 * item.tentative + 1.0
    words += sum(len(tag.text) * 0.85 + 1.2 for tag in item.tags) + (2.5 if item.change else 0) + 3 * item.provisional
    return max(1, -int(-words // per_line))
