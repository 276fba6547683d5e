"""A part of the year cut out of its rows without looking at the rest of them."""

from dataclasses import dataclass

import numpy as np

from solver.engines.rows import Flags, Ints, Part, Rows, part


@dataclass(frozen=True)
class Local:
    """A part, and where its columns are among all; `base`: what everything else stands at."""

    piece: Part
    columns: Ints
    base: Ints

    def whole(self, x: Ints) -> Ints:
        """A solution of the part beside what stands."""
        full = self.base.copy()
        full[self.columns] = self.piece.whole(x)
        return full

    @property
    def hint(self) -> Ints:
        """What the part stands at."""
        return np.asarray(self.base[self.columns][self.piece.columns], dtype=np.int64)


class Index:
    """Which rows each column is in; made once for some rows."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        order = np.argsort(rows.column, kind="stable")
        self._row = rows.of()[order]
        self._start = np.searchsorted(rows.column[order], np.arange(rows.columns + 1))

    def rows_with(self, columns: Ints) -> Ints:
        """The rows that any of the columns is in, in order."""
        return _distinct(_slices(self._row, self._start, columns), self.rows.count)

    def near(self, free: Flags, dated: Flags) -> Ints:
        """The dated columns that are free, and those of no day that share a row with them."""
        rows, own = self.rows, np.flatnonzero(free & dated)
        beside = _distinct(_slices(rows.column, rows.start, self.rows_with(own)), rows.columns)
        return np.concatenate((own, beside[~dated[beside]]))

    def local(self, free: Flags, dated: Flags, base: Ints) -> Local:
        """Free some dated columns, and of the others those that share a row with them; all else stands."""
        near = self.near(free, dated)
        return self._cut_out(near, self.rows_with(near), base)

    def after(self, moved: Flags, dated: Flags, base: Ints) -> Local:
        """Free what is of no day and shares a row with dated columns that have moved; all else stands."""
        near = self.near(moved, dated)
        return self._cut_out(near[~dated[near]], self.rows_with(near), base)

    def _cut_out(self, free: Ints, chosen: Ints, base: Ints) -> Local:
        """The part of the chosen rows in which some columns are free."""
        rows = self.rows
        sizes = np.diff(rows.start)[chosen]
        flat = _slices(rows.column, rows.start, chosen)
        columns = _distinct(np.concatenate((flat, free)), rows.columns)
        number = np.zeros(rows.columns, dtype=np.int64)
        number[columns] = np.arange(len(columns))
        mine = np.zeros(len(columns), dtype=bool)
        mine[number[free]] = True
        low = np.where(mine, rows.low[columns], base[columns])
        high = np.where(mine, rows.high[columns], base[columns])
        rest = int(rows.cost @ base) - int(rows.cost[columns] @ base[columns]) + rows.offset
        small = Rows(
            low,
            high,
            rows.cost[columns],
            rest,
            np.concatenate(([0], np.cumsum(sizes))),
            number[flat],
            _slices(rows.weight, rows.start, chosen),
            rows.least[chosen],
            rows.most[chosen],
        )
        return Local(part(small, low, high), columns, base)


def _distinct(numbers: Ints, below: int) -> Ints:
    """Each of some numbers once, in order."""
    flags = np.zeros(below, dtype=bool)
    flags[numbers] = True
    return np.flatnonzero(flags)


def _slices(values: Ints, start: Ints, which: Ints) -> Ints:
    """The values of some of the stretches that `start` marks, one after the other."""
    sizes = start[which + 1] - start[which]
    if not len(which) or not sizes.sum():
        return np.zeros(0, dtype=np.int64)
    ends = np.cumsum(sizes)
    steps = np.arange(ends[-1]) - np.repeat(ends - sizes, sizes)
    return np.asarray(values[np.repeat(start[which], sizes) + steps], dtype=np.int64)
