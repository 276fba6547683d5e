"""A sheet as flat arrays: what every engine solves, and how a part of it is cut out by fixing the rest.

Columns are the sheet's variables by index. A row says low <= sum(coefficient x column) <= high; literals that stand
negated in the sheet are already turned around.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

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


def rows_of(proto: cp_model.CpModelProto) -> Rows:
    """A model as rows. Raises ValueError for a constraint that is none of the sheet's verbs."""
    limits = np.array([list(v.domain) for v in proto.variables], dtype=np.int64).reshape(-1, 2)
    low, high = limits[:, 0].copy(), limits[:, 1].copy()
    flat: list[int] = []
    weights: list[int] = []
    sizes: list[int] = []
    least: list[int] = []
    most: list[int] = []
    for row in proto.constraints:
        if row.has_linear():
            flat += (columns := list(row.linear.vars))
            weights += list(row.linear.coeffs)
            sizes.append(len(columns))
            least.append(max(-FAR, row.linear.domain[0]))
            most.append(min(FAR, row.linear.domain[1]))
            continue
        if row.has_bool_and():
            for lit in row.bool_and.literals:
                _settle(low, high, lit)
            continue
        if row.has_exactly_one():
            lits, sides = list(row.exactly_one.literals), (1, 1)
        elif row.has_at_most_one():
            lits, sides = list(row.at_most_one.literals), (-FAR, 1)
        elif row.has_bool_or():
            lits, sides = list(row.bool_or.literals), (1, FAR)
        else:
            raise ValueError("a constraint that no verb of the sheet makes")
        turned = sum(lit < 0 for lit in lits)
        flat += [lit if lit >= 0 else -lit - 1 for lit in lits] if turned else lits
        weights += [1 if lit >= 0 else -1 for lit in lits] if turned else [1] * len(lits)
        sizes.append(len(lits))
        least.append(sides[0] - turned if sides[0] > -FAR else -FAR)
        most.append(sides[1] - turned if sides[1] < FAR else FAR)
    cost = np.zeros(len(low), dtype=np.int64)
    np.add.at(cost, list(proto.objective.vars), list(proto.objective.coeffs))
    start = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=start[1:])
    return Rows(
        low, high, cost, round(proto.objective.offset), start, _ints(flat), _ints(weights), _ints(least), _ints(most)
    )


def _settle(low: Ints, high: Ints, lit: int) -> None:
    if lit >= 0:
        low[lit] = 1
    else:
        high[-lit - 1] = 0


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)


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
