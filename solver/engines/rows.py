"""A sheet as flat arrays: what every engine solves, and how a part of it is cut out by fixing the rest.

Columns are the sheet's variables by index. A row says low <= sum(coefficient x column) <= high; literals that stand
negated in the sheet are already turned around.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from solver.rowbook import Rowbook, Shape

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FAR = 1 << 40  # beyond every sum of a row: no limit on that side


class Clause(NamedTuple):
    """At least one of the columns in `on` is one, or one of those in `off` is zero."""

    on: tuple[int, ...]
    off: tuple[int, ...]


@dataclass(frozen=True)
class Rows:
    """low, high, cost: one entry a column; start, column, weight: the rows in CSR; least, most: their sides."""

    low: Ints
    high: Ints
    cost: Ints
    offset: int
    start: Ints
    column: Ints
    weight: Ints
    least: Ints
    most: Ints

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.low)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.least)

    def of(self) -> Ints:
        """The row of each entry."""
        return np.repeat(np.arange(self.count), np.diff(self.start))

    def price(self, x: Ints) -> int:
        """What a solution costs."""
        return int(self.cost @ x) + self.offset

    def holds(self, x: Ints) -> bool:
        """Whether a solution keeps every limit."""
        total = np.bincount(self.of(), weights=self.weight * x[self.column], minlength=self.count)
        inside = bool(np.all((self.low <= x) & (x <= self.high)))
        return inside and bool(np.all((total >= self.least) & (total <= self.most)))

    def with_clauses(self, clauses: Sequence[Clause]) -> "Rows":
        """The same rows and a few more."""
        if not clauses:
            return self
        sizes = [len(c.on) + len(c.off) for c in clauses]
        least = [1 - len(c.off) for c in clauses]
        return Rows(
            self.low,
            self.high,
            self.cost,
            self.offset,
            np.append(self.start, self.start[-1] + np.cumsum(sizes)),
            np.append(self.column, [v for c in clauses for v in (*c.on, *c.off)]),
            np.append(self.weight, [w for c in clauses for w in [1] * len(c.on) + [-1] * len(c.off)]),
            np.append(self.least, least),
            np.append(self.most, [FAR] * len(clauses)),
        )


def rows_of(book: Rowbook) -> Rows:
    """A sheet's rows; what is settled outright becomes a limit of its column. Raises ValueError for rows that hang on
    an assumption."""
    if book.assumptions:
        raise ValueError("rows that hang on assumptions are for explaining, not for solving")
    low, high = np.array(book.low, dtype=np.int64), np.array(book.high, dtype=np.int64)
    shape = np.array(book.shapes, dtype=np.int64)
    lits, ends = np.array(book.lits, dtype=np.int64), np.array([0, *book.ends], dtype=np.int64)
    sizes: Ints = ends[1:] - ends[:-1]
    said = np.repeat(shape != Shape.ALL, sizes)
    settled, lits = lits[~said], lits[said]
    low[settled[settled >= 0]] = 1
    high[-1 - settled[settled < 0]] = 0
    shape, sizes = shape[shape != Shape.ALL], sizes[shape != Shape.ALL]
    column = np.where(lits >= 0, lits, -1 - lits)
    weight = np.where(lits >= 0, 1, -1)
    at = np.repeat(np.arange(len(shape)), sizes)
    turned = np.bincount(at, weights=lits < 0, minlength=len(shape)).astype(np.int64)
    linear = shape == Shape.LINEAR
    weight[linear[at]] = np.array(book.weights, dtype=np.int64)
    least = np.where(shape == Shape.AT_MOST_ONE, -FAR, 1 - turned)
    most = np.where(shape == Shape.ANY, FAR, 1 - turned)
    sides = np.array(book.sides, dtype=np.int64)
    least[linear], most[linear] = sides[::2], sides[1::2]
    cost = np.zeros(len(low), dtype=np.int64)
    cost[list(book.cost)] = list(book.cost.values())
    start = np.concatenate(([0], np.cumsum(sizes)))
    return Rows(low, high, cost, book.offset, start, column, weight, least, most)


@dataclass(frozen=True)
class Part:
    """What is left of rows once columns are settled: `columns` names the free ones; the rows speak of them alone.

    offset of its rows: includes what the settled columns cost. possible: no row is broken already.
    """

    rows: Rows
    columns: Ints
    low: Ints
    high: Ints
    possible: bool

    def whole(self, x: Ints) -> Ints:
        """A solution of the part as one of the whole."""
        full = self.low.copy()
        full[self.columns] = x
        return full


def part(rows: Rows, low: Ints, high: Ints, passes: int = 4) -> Part:
    """Cut out what is free between the limits; what rows force is settled along the way."""
    low, high = low.copy(), high.copy()
    at = rows.of()
    possible = True
    for _ in range(passes):
        up = rows.weight > 0
        smallest = np.where(up, low[rows.column], high[rows.column]) * rows.weight
        largest = np.where(up, high[rows.column], low[rows.column]) * rows.weight
        bottom = _sums(at, smallest, rows.count)
        top = _sums(at, largest, rows.count)
        if np.any((bottom > rows.most) | (top < rows.least)):
            possible = False
            break
        if not _force(rows, at, low, high, bottom, top):
            break
    free = low < high
    if not free.any():
        return Part(_empty(rows, low), np.flatnonzero(free), low, high, possible)
    inside = free[rows.column]
    settled = _sums(at[~inside], rows.weight[~inside] * low[rows.column[~inside]], rows.count)
    up = rows.weight > 0
    bottom = _sums(at, np.where(up, low[rows.column], high[rows.column]) * rows.weight, rows.count)
    top = _sums(at, np.where(up, high[rows.column], low[rows.column]) * rows.weight, rows.count)
    binding = (top > rows.most) | (bottom < rows.least)
    kept = inside & binding[at]
    names = np.flatnonzero(free)
    number = np.full(rows.columns, -1, dtype=np.int64)
    number[names] = np.arange(len(names))
    chosen = np.flatnonzero(binding)
    sizes = np.bincount(at[kept], minlength=rows.count)[chosen]
    start = np.zeros(len(chosen) + 1, dtype=np.int64)
    np.cumsum(sizes, out=start[1:])
    small = Rows(
        low[names],
        high[names],
        rows.cost[names],
        rows.offset + int(rows.cost[~free] @ low[~free]),
        start,
        number[rows.column[kept]],
        rows.weight[kept],
        np.where(rows.least[chosen] <= -FAR, -FAR, rows.least[chosen] - settled[chosen]),
        np.where(rows.most[chosen] >= FAR, FAR, rows.most[chosen] - settled[chosen]),
    )
    return Part(small, names, low, high, possible)


def _sums(at: Ints, values: Ints, count: int) -> Ints:
    return np.bincount(at, weights=values, minlength=count).astype(np.int64)


def _force(rows: Rows, at: Ints, low: Ints, high: Ints, bottom: Ints, top: Ints) -> bool:
    """Settle columns that rows force; whether any was. Only columns of zero or one are looked at."""
    column, weight = rows.column, rows.weight
    binary = (low[column] == 0) & (high[column] == 1)
    size = np.abs(weight)
    tight_above = binary & (rows.most[at] < FAR) & (bottom[at] + size > rows.most[at])
    tight_below = binary & (rows.least[at] > -FAR) & (top[at] - size < rows.least[at])
    zero = column[(tight_above & (weight > 0)) | (tight_below & (weight < 0))]
    one = column[(tight_above & (weight < 0)) | (tight_below & (weight > 0))]
    high[zero] = 0
    low[one] = 1
    np.minimum(low, high, out=low)  # forced both ways: the next pass finds the row that breaks
    return bool(len(zero) or len(one))


def _empty(rows: Rows, x: Ints) -> Rows:
    none = np.zeros(0, dtype=np.int64)
    return Rows(none, none, none, rows.price(x), np.zeros(1, dtype=np.int64), none, none, none, none)
