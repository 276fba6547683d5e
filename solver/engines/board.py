"""What the threads of a search share: the rows with all cuts so far, the best plan that stands, the best bound."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from solver.engines.exact import solve_exact
from solver.engines.linear import Relaxation
from solver.engines.local import Index
from solver.engines.rows import Clause, Flags, Ints, Part, Rows, part

Accept = Callable[[Ints], list[Clause]]


@dataclass
class Board:
    """accept: what a solution breaks once its minutes are placed, as cuts; nothing: it stands. tell: called when the
    best or the bound changes. dated: the columns that speak of a day; the rest follow from them."""

    rows: Rows
    accept: Accept
    dated: Flags
    tell: Callable[[], None] = lambda: None
    best: Ints | None = None
    cost: int | None = None
    bound: int = 0
    relaxation: Relaxation | None = None
    impossible: bool = False
    cut_from: int = 0  # the first row of the last cuts
    stopped: bool = False
    moved: list[Ints] = field(default_factory=list)
    _stays: tuple[int, Flags] | None = field(default=None, repr=False)
    _index: Index | None = field(default=None, repr=False)
    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    @property
    def index(self) -> Index:
        """The rows with all cuts, indexed; to be asked for under the lock."""
        if self._index is None or self._index.rows is not self.rows:
            self._index = Index(self.rows)
        return self._index

    @property
    def closed(self) -> bool:
        """Whether the best that stands is proven the best there is."""
        return self.cost is not None and self.bound >= self.cost

    @property
    def stays(self) -> Flags:
        """The columns that every plan as cheap as the best has as the best has them, as far as the relaxation knows;
        to be asked for under the lock."""
        if self.relaxation is None or self.cost is None:
            return np.zeros(self.rows.columns, dtype=bool)
        if self._stays is None or self._stays[0] != self.cost:
            self._stays = self.cost, self.relaxation.stays(self.rows, self.cost)
        return self._stays[1]

    def stop(self) -> None:
        """Take nothing more."""
        with self.lock:
            self.stopped = True

    @property
    def version(self) -> int:
        """How often the best has changed."""
        return len(self.moved)

    def raise_bound(self, bound: int) -> None:
        """A bound that holds for the rows; cuts only raise it."""
        with self.lock:
            if bound > self.bound and not self.stopped:
                self.bound = bound if self.cost is None else min(bound, self.cost)
                self.tell()

    def offer(self, x: Ints, base: Ints | None = None) -> bool:
        """Keep a solution if it is better and stands to the minute; else its cuts join the rows, and it is false.

        base: what the solution was made from; where the best has changed since, the two changes are put together.
        """
        with self.lock:
            if self.stopped:
                return True
            if base is not None and self.best is not None and base is not self.best:
                x = self._together(x, base)
            cost = self.rows.price(x)
            if self.cost is not None and cost >= self.cost:
                return True
            cuts = self.accept(x)
            if cuts:
                self.cut_from = self.rows.count
                self.rows = self.rows.with_clauses(cuts)
                return False
            was = np.zeros_like(x) if self.best is None else self.best
            self.moved.append(np.flatnonzero((was != x) & self.dated))
            self.best, self.cost = x, cost
            self.tell()
            return True

    def _together(self, x: Ints, base: Ints) -> Ints:
        """The best with what x changed of its base, if the rows hold then and it is cheaper than x."""
        assert self.best is not None
        fallback = x if self.cost is not None and self.rows.price(x) < self.cost else self.best
        moved = (x != base) & self.dated
        joined = np.where(moved, x, self.best)
        local = self.index.after(moved, self.dated, joined)
        settled = self._settled(local.piece, local.whole)
        return settled if settled is not None and self.rows.price(settled) < self.rows.price(fallback) else fallback

    def follow(self, x: Ints) -> Ints | None:
        """The cheapest solution whose dated columns are these; none: there is none."""
        rows = self.rows
        low, high = np.where(self.dated, x, rows.low), np.where(self.dated, x, rows.high)
        if np.any((low < rows.low) | (high > rows.high)):
            return None
        piece = part(rows, low, high)
        return self._settled(piece, piece.whole)

    def _settled(self, piece: Part, whole: Callable[[Ints], Ints]) -> Ints | None:
        """The cheapest solution of a part that follows from the rest, as one of the whole."""
        if not piece.possible:
            return None
        if not len(piece.columns):
            return whole(np.zeros(0, dtype=np.int64))
        found = solve_exact(piece.rows, seconds=1.0)
        return None if found.x is None else whole(found.x)

    def still(self, free: Flags, since: int) -> bool:
        """Whether nothing near a part has moved since a version."""
        return not any(free[moved].any() for moved in self.moved[since:])
