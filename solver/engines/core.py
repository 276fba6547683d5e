"""The core of a sheet: its rows without what is settled from the start and without columns that are one another."""

from dataclasses import dataclass

import numpy as np

from solver.engines.rows import FAR, Clause, Ints, Rows, part


@dataclass(frozen=True)
class Core:
    """rows: what is left to decide. column: for each of the sheet's columns its own in the core, -1: settled at its
    `value`."""

    rows: Rows
    column: Ints
    value: Ints
    possible: bool

    def whole(self, x: Ints) -> Ints:
        """A solution of the core as one of the sheet."""
        full = self.value.copy()
        free = self.column >= 0
        full[free] = x[self.column[free]]
        return full

    def within(self, full: Ints) -> Ints:
        """A solution of the sheet as one of the core."""
        x = np.zeros(self.rows.columns, dtype=np.int64)
        free = self.column >= 0
        x[self.column[free]] = full[free]
        return x

    def clause(self, clause: Clause) -> Clause:
        """A clause on the sheet's columns on those of the core; settled ones that cannot satisfy it drop out."""

        def of(columns: tuple[int, ...]) -> tuple[int, ...]:
            return tuple(sorted({c for v in columns if (c := int(self.column[v])) >= 0}))

        return Clause(of(clause.on), of(clause.off))


def core_of(rows: Rows) -> Core:
    """Settle what the rows force, and make one column of those that rows say are equal."""
    root = part(rows, rows.low, rows.high)
    small = root.rows
    leader = _leaders(small)
    names, merged = np.unique(leader, return_inverse=True)
    column = np.full(rows.columns, -1, dtype=np.int64)
    column[root.columns] = merged
    return Core(_merged(small, names, merged), column, root.low, root.possible)


def _leaders(rows: Rows) -> Ints:
    """For each column the least of those that two-column rows make equal to it."""
    sizes = np.diff(rows.start)
    pairs = np.flatnonzero((sizes == 2) & (rows.least == 0) & (rows.most == 0))
    one, other = rows.start[pairs], rows.start[pairs] + 1
    equal = rows.weight[one] == -rows.weight[other]
    a, b = rows.column[one[equal]], rows.column[other[equal]]
    leader = np.arange(rows.columns)
    while True:
        least = np.minimum(leader[a], leader[b])
        before = leader.copy()
        np.minimum.at(leader, a, least)
        np.minimum.at(leader, b, least)
        leader = leader[leader]
        if np.array_equal(before, leader):
            return leader


def _merged(rows: Rows, names: Ints, merged: Ints) -> Rows:
    count = len(names)
    cost = np.bincount(merged, weights=rows.cost, minlength=count).astype(np.int64)
    key = rows.of() * count + merged[rows.column]
    keys, where = np.unique(key, return_inverse=True)
    weight = np.bincount(where, weights=rows.weight, minlength=len(keys)).astype(np.int64)
    kept = weight != 0
    at, column, weight = keys[kept] // count, keys[kept] % count, weight[kept]
    sizes = np.bincount(at, minlength=rows.count)
    whole = Rows(
        rows.low[names],
        rows.high[names],
        cost,
        rows.offset,
        np.concatenate(([0], np.cumsum(sizes))),
        column,
        weight,
        rows.least,
        rows.most,
    )
    return _distinct(whole)


def _distinct(rows: Rows) -> Rows:
    """Without empty rows and without rows told twice."""
    seen: dict[tuple[bytes, bytes, int, int], int] = {}
    start = rows.start.tolist()
    for n, (least, most) in enumerate(zip(rows.least.tolist(), rows.most.tolist(), strict=True)):
        first, last = start[n], start[n + 1]
        if last > first:
            seen.setdefault((rows.column[first:last].tobytes(), rows.weight[first:last].tobytes(), least, most), n)
    kept = np.array(sorted(seen.values()), dtype=np.int64)
    inside = np.zeros(rows.count, dtype=bool)
    inside[kept] = True
    entries = inside[rows.of()]
    sizes = np.diff(rows.start)[kept]
    return Rows(
        rows.low,
        rows.high,
        rows.cost,
        rows.offset,
        np.concatenate(([0], np.cumsum(sizes))),
        rows.column[entries],
        rows.weight[entries],
        np.where(rows.least[kept] <= -FAR, -FAR, rows.least[kept]),
        np.where(rows.most[kept] >= FAR, FAR, rows.most[kept]),
    )
