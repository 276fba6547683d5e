"""A first plan by hand: one thing after the other is put where it fits, dearest first; nothing is ever taken back.

Every move sets columns that speak of a day; the others follow row by row, as little as they must. No engine is asked:
a year of a province takes a few seconds.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from solver.engines.rows import Flags, Ints, Rows

STEPS = 4_000  # changes within one move beyond which it is given up
FEW = 4  # columns of no day that a row may have to say what they come to; longer ones only hold things together


class Way(NamedTuple):
    """One way to do something: all columns of `together`, and one of each list in `each`, the first that fits."""

    together: tuple[int, ...]
    each: tuple[tuple[int, ...], ...] = ()


class Deed(NamedTuple):
    """Something worth doing: its ways, the best first. The first that pays is taken, or all that pay (`all`)."""

    ways: Sequence[Way]
    all: bool = False


class Hand:
    """A solution of the rows that is changed move by move and always holds."""

    def __init__(self, rows: Rows, dated: Flags, x: Ints) -> None:
        order = np.argsort(rows.column, kind="stable")
        self._row: list[int] = rows.of()[order].tolist()
        self._weight: list[int] = rows.weight[order].tolist()
        self._from = np.searchsorted(rows.column[order], np.arange(rows.columns + 1)).tolist()
        loose = ~dated[rows.column]
        at = rows.of()[loose]
        self._loose: list[int] = rows.column[loose].tolist()
        self._loose_weight = rows.weight[loose].tolist()
        self._loose_from = np.searchsorted(at, np.arange(rows.count + 1)).tolist()
        self.x: list[int] = x.tolist()
        self._low: list[int] = rows.low.tolist()
        self._high: list[int] = rows.high.tolist()
        self._cost: list[int] = rows.cost.tolist()
        self._least: list[int] = rows.least.tolist()
        self._most: list[int] = rows.most.tolist()
        sums = np.bincount(rows.of(), weights=rows.weight * x[rows.column], minlength=rows.count)
        self._sum: list[int] = sums.astype(np.int64).tolist()
        self._log: list[tuple[int, int]] = []
        self._touched: dict[int, None] = {}
        self._way: dict[int, int] = {}  # the direction in which a column of no day goes within this move

    def do(self, deeds: Iterable[Deed]) -> None:
        """Each deed in its turn, where a way of it pays."""
        for deed in deeds:
            for way in deed.ways:
                if self.go(way) and not deed.all:
                    break

    def go(self, way: Way) -> bool:
        """Go a way if the rows hold then and it is worth it."""
        if any(self.x[c] or not self._fits(c) for c in way.together):
            return False
        for column in way.together:
            self._change(column, 1)
        for each in way.each:
            taken = next((c for c in each if not self.x[c] and self._fits(c)), None)
            if taken is None:
                return self._undo()
            self._change(taken, 1)
        return self._settle(worth=True) or self._undo()

    def drop(self, columns: Iterable[int]) -> bool:
        """Take back what was chosen, whatever it costs."""
        for column in columns:
            self._change(column, -self.x[column])
        return self._settle(worth=False) or self._undo()

    def _rows(self, column: int) -> range:
        return range(self._from[column], self._from[column + 1])

    def _fits(self, column: int) -> bool:
        """Whether no row that none of the others can ease is overstepped."""
        if self._high[column] < 1:
            return False
        for n in self._rows(column):
            row = self._row[n]
            if self._sum[row] + self._weight[n] > self._most[row] and (
                self._weight[n] > 0 and self._loose_from[row] == self._loose_from[row + 1]
            ):
                return False
        return True

    def _change(self, column: int, by: int) -> None:
        if by:
            self.x[column] += by
            self._log.append((column, by))
            for n in self._rows(column):
                row = self._row[n]
                self._sum[row] += by * self._weight[n]
                self._touched[row] = None

    def _undo(self) -> bool:
        for column, by in self._log:
            self.x[column] -= by
            for n in self._rows(column):
                self._sum[self._row[n]] -= by * self._weight[n]
        self._log.clear()
        self._touched.clear()
        return False

    def _settle(self, *, worth: bool) -> bool:
        """Let the undated columns follow; whether the rows hold and, if asked, it costs less than before."""
        seen: dict[int, None] = {}
        self._way.clear()
        while self._touched:
            if len(self._log) > STEPS:
                return False
            row, _ = self._touched.popitem()
            seen[row] = None
            if not self._ease(row):
                return False
        self._tighten(seen)
        if worth and sum(self._cost[c] * by for c, by in self._log) >= 0:
            return False
        self._log.clear()
        self._touched.clear()
        return True

    def _ease(self, row: int) -> bool:
        """Bring a row back within its limits by columns of no day."""
        for n in range(self._loose_from[row], self._loose_from[row + 1]):
            over = max(0, self._sum[row] - self._most[row]) or min(0, self._sum[row] - self._least[row])
            if not over:
                return True
            column, weight = self._loose[n], self._loose_weight[n]
            wanted = -(-abs(over) // abs(weight))  # rounded up
            wanted = -wanted if (over > 0) == (weight > 0) else wanted
            room = self._high[column] - self.x[column] if wanted > 0 else self._low[column] - self.x[column]
            step = min(wanted, room) if wanted > 0 else max(wanted, room)
            if step and step * self._way.setdefault(column, step) > 0:  # never back and forth
                self._change(column, step)
        return self._least[row] <= self._sum[row] <= self._most[row]

    def _tighten(self, rows: Iterable[int]) -> None:
        """Columns of no day that cost something, as far down as their rows let them."""
        for row in rows:
            own = range(self._loose_from[row], self._loose_from[row + 1])
            for n in own if len(own) <= FEW else ():
                column = self._loose[n]
                if self._cost[column]:
                    self._change(column, self._slack(column, -1 if self._cost[column] > 0 else 1))

    def _slack(self, column: int, way: int) -> int:
        """How far a column may be moved up or down."""
        most = self._high[column] - self.x[column] if way > 0 else self.x[column] - self._low[column]
        for n in self._rows(column):
            if not most:
                return 0
            row, weight = self._row[n], self._weight[n] * way
            room = self._most[row] - self._sum[row] if weight > 0 else self._sum[row] - self._least[row]
            most = min(most, room // abs(weight))
        return most * way


def held_together(hand: Hand, event: Ints, price: Ints, columns: Iterable[int]) -> Iterator[int]:
    """Of columns that do not go together one that is chosen and loses least, with all that is chosen of its event.

    event: the event of each column, -1: of none; price: what it costs to leave each event out.
    """
    taken = [c for c in columns if hand.x[c]]
    if taken:
        least = min(taken, key=lambda c: price[event[c]] if event[c] >= 0 else 0)
        own = np.flatnonzero(event == event[least]) if event[least] >= 0 else np.array([least])
        yield from (int(c) for c in own if hand.x[c])
