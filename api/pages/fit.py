"""How closely a week must be set so that its table stays on one screen and on one sheet of A4.

Estimated from the number of letters, and calibrated against Chromium with Noto fonts; a browser test measures it.
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from render.week_model import Cell, Item, Line, Row, WeekTable

REST_WIDTHS = ("", "fair", "lean")
SLIM = "slim"


class Size(NamedTuple):
    """Letters of one size. letter, line: width and height; least: of a row; around: what stands about an item."""

    letter: float
    line: float
    least: float
    around: float


class Paper(NamedTuple):
    """A place to set the table in, all in one unit.

    width: of the seven days together; leader: of the first column; height: of all half-day rows; notice: of one
    line above the table; columns: widths of the narrow kinds.
    """

    width: float
    leader: float
    height: float
    notice: float
    columns: dict[str, float]
    sizes: tuple[Size, ...]


SCREEN = Paper(
    width=1060,
    leader=70,
    height=760,
    notice=30,
    columns={"slim": 62, "lean": 96, "fair": 116},
    sizes=(Size(13, 17.7, 23, 4), Size(12.5, 16, 21, 4), Size(12, 14.4, 18, 2)),
)
PT = 25.4 / 72
SHEET = Paper(
    width=257.6,
    leader=17.4,
    height=158,
    notice=5,
    columns={"slim": 15, "lean": 24, "fair": 29},
    sizes=tuple(
        Size(points * PT, points * lines * PT, least, 0.75)
        for points, lines, least in (
            (9, 1.24, 5), (8.4, 1.18, 4.6), (7.8, 1.15, 4.2), (7.2, 1.12, 3.8), (6.6, 1.1, 3.5), (6.1, 1.08, 3.2),
        )
    ),
)  # fmt: skip


LIST_HEIGHT = 174
LIST_SIZES = (9.5, 8.6, 7.8, 7.1, 6.5)
LIST_COLUMNS = {"title": 46, "venue": 31, "chair": 28, "attend": 50, "organiser": 23, "remark": 31}


class Fit(NamedTuple):
    """screen, paper, list: the size of letters, 0 the largest; columns: the kind of width of each day."""

    screen: int
    paper: int
    list: int
    columns: tuple[str, ...]


def fit(table: WeekTable, notices: int) -> Fit:
    """The largest letters with which the table is expected to fit under so many notices.

    Rest days are as narrow as serves the others.
    """
    kinds = [(SLIM,) if day.quiet and not day.work else ("",) if day.work else REST_WIDTHS for day in table.days]
    columns = min(product(*kinds), key=lambda columns: height(table, SHEET, columns, SHEET.sizes[-1]))
    screen, paper = (_choose(table, place, columns, notices) for place in (SCREEN, SHEET))
    return Fit(screen, paper, _choose_list(table), columns)


def _choose(table: WeekTable, paper: Paper, columns: Sequence[str], notices: int) -> int:
    room = paper.height - notices * paper.notice
    fitting = (n for n, size in enumerate(paper.sizes) if height(table, paper, columns, size) <= room)
    return next(fitting, len(paper.sizes) - 1)


def _choose_list(table: WeekTable) -> int:
    """The size in which the list fits on one sheet; a list for two sheets gets the middle one."""
    fitting = (n for n, points in enumerate(LIST_SIZES) if _list_height(table, points * PT) <= LIST_HEIGHT)
    return next(fitting, 2)


def _list_height(table: WeekTable, letter: float) -> float:
    def lines(line: Line) -> int:
        widths = ((getattr(line, name), width - 3) for name, width in LIST_COLUMNS.items())
        return max(-int(-len(text) * letter // width) for text, width in widths)

    texts = [max(1, lines(line)) for day in table.daily for line in day.lines]
    texts += [1 for day in table.daily for wanted in (not day.lines, day.away) if wanted]
    return sum(n * letter * 1.17 + 0.9 for n in texts) + letter * 1.2 + 1


def height(table: WeekTable, paper: Paper, columns: Sequence[str], size: Size) -> float:
    """The estimated height of all half-day rows."""
    set_apart = sum(paper.columns.get(kind, 0.0) for kind in columns)
    wide = (paper.width - set_apart) / max(1, sum(kind not in paper.columns for kind in columns))
    widths = [paper.columns.get(kind, wide) for kind in columns]
    total = 0.0
    for row in table.rows:
        am, pm, both = (
            max(
                (_cell(cell, width, size) for cell, width in zip(cells, widths, strict=True) if cell.rows == n),
                default=0.0,
            )
            for cells, n in ((row.am, 1), (row.pm, 1), (row.am, 2))
        )
        total += max(max(am, size.least) + max(pm, size.least), both, _leader(row, paper.leader, size))
    return total


def _leader(row: Row, width: float, size: Size) -> float:
    """The first column's cell: title, portfolios, absences."""
    texts = [row.also, " ".join(row.portfolios)]
    texts += [
        text
        for absence in row.absences
        for text in (f"外出 {absence.when}   ", absence.cover and f"补位 {absence.cover}   ")
    ]
    small = 0.9 * size.letter
    return (1 + sum(-int(-len(text) * small // width) for text in texts)) * size.line + 2 * size.around


def _cell(cell: Cell, width: float, size: Size) -> float:
    per_line = max(1.0, (width - 2.4 * size.around) / size.letter)
    away = size.line if cell.away else 0.0
    return away + sum(_lines(item, per_line) * size.line + size.around for item in cell.items)


def _lines(item: Item, per_line: float) -> int:
    venue = "" if item.continued else item.venue
    words = len(item.time) * 0.56 + 0.3 + len(item.title) + item.tentative * 1.2 + 0.92 * len(venue) + 0.5
    words += sum(len(tag.text) * 0.9 + 1.2 for tag in item.tags) + (3.2 if item.change else 0)
    return max(1, -int(-words * 1.04 // per_line))
