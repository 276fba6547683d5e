"""The search over parts of the year: free a part, solve it exactly with the rest as it stands, keep what is better.

Windows of days are CP-SAT's, which closes them in a blink; a leader's whole year is HiGHS's, whose relaxation
sees research and leave from January to December. What has been closed is left alone until something near it moves.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from solver.engines.base import Budget, Found
from solver.engines.board import Board
from solver.engines.exact import solve_exact
from solver.engines.linear import relax, solve_linear
from solver.engines.places import Places, near, window, years_of
from solver.engines.rows import Flags, Ints, Rows, part

Engine = Callable[[Rows, int | None, Ints | None, float], Found]
ENOUGH = 0.05  # seconds below which nothing is begun
LITTLE = 0.9  # of the cost: a sweep that gives no more is not made again at once


@dataclass
class Part:
    """A part of the year. around: the columns whose moving makes it worth another look. closed: the version of the
    best at which nothing better was in it. busy: a thread is at it. patience: how often its time it gets; twice that
    after each look that did not close it."""

    free: Flags
    around: Flags
    closed: int | None = None
    busy: bool = False
    patience: int = 1


def by_cp_sat(rows: Rows, below: int | None, hint: Ints | None, seconds: float) -> Found:
    """A part solved by CP-SAT; only what is cheaper counts."""
    return solve_exact(rows, seconds=seconds, below=below)


def by_highs(rows: Rows, below: int | None, hint: Ints | None, seconds: float) -> Found:
    """A part solved by HiGHS, from the solution at hand."""
    return solve_linear(rows, seconds, hint=hint)


def by_dive(rows: Rows, below: int | None, hint: Ints | None, seconds: float) -> Found:
    """A wide part solved as nearly as its relaxation says: what that takes wholly is taken, the rest is CP-SAT's.
    closed: only that this has been tried."""
    lp = relax(rows, seconds)
    if lp is None or (below is not None and lp.bound >= below):
        return Found(None, None, 0, lp is not None)
    sure = (lp.x > 1 - 1e-6) & (rows.high == 1)
    piece = part(rows, np.where(sure, 1, rows.low), rows.high)
    if not piece.possible:
        return Found(None, None, 0, True)
    found = solve_exact(piece.rows, seconds=seconds, below=below)
    return Found(None if found.x is None else piece.whole(found.x), found.cost, 0, True)


def improve(board: Board, free: Flags, engine: Engine, seconds: float, rounds: int = 6) -> bool:
    """Solve the part that is free, with the rest as it stands: whether that is all that the part can give. Choices
    that cannot be placed come back as cuts and are solved again."""
    for _ in range(rounds):
        with board.lock:
            index, base, cost, stays = board.index, board.best, board.cost, board.stays
        assert base is not None
        local = index.local(free & ~stays, board.dated, base)
        piece = local.piece
        if not piece.possible or not len(piece.columns):
            return True
        found = engine(piece.rows, cost, local.hint, seconds)
        if found.x is None or (cost is not None and found.cost is not None and found.cost >= cost):
            return found.closed
        whole = local.whole(found.x)
        if board.offer(whole, base):
            return found.closed
        if mend(board, whole, base):
            return False
    return False


def mend(board: Board, x: Ints, base: Ints | None, rounds: int = 4) -> bool:
    """Of a solution that could not be placed: only what shares a row with its cuts is solved again. Whether that
    stands and is better than the best."""
    for _ in range(rounds):
        with board.lock:
            index, first = board.index, board.cut_from
        rows = index.rows
        columns = np.unique(rows.column[rows.start[first] :])
        free = np.zeros(rows.columns, dtype=bool)
        free[rows.column[np.isin(rows.of(), index.rows_with(columns))]] = True
        local = index.local(free, board.dated, x)
        found = solve_exact(local.piece.rows, seconds=1.0, below=board.cost) if local.piece.possible else None
        if found is None or found.x is None:
            return False
        x = local.whole(found.x)
        if board.offer(x, base):
            return True
    return False


def dive(board: Board, budget: Budget, *, narrow: bool = False, rounds: int = 20) -> None:
    """A first plan from the relaxation: what it says wholly is taken, what it finds dear (narrow: what it does not
    choose at all) is not, the rest solved. What takes part in a cut is left open, with all that shares a row with it;
    where that gives no plan, what is dear is open too, and then all."""
    lp, known = board.relaxation, board.rows.count
    assert lp is not None
    binary = board.rows.high == 1
    sure = (lp.x > 1 - 1e-6) & binary
    dear = ((lp.reduced > 1.4) | narrow) & (lp.x < 1e-6) & binary & board.dated
    for _ in range(rounds):
        rows = board.rows
        beside = _beside(rows, rows.column[rows.start[known] :])
        piece = part(rows, np.where(sure & ~beside, 1, rows.low), np.where(dear & ~beside, 0, rows.high))
        found = solve_exact(piece.rows, seconds=budget.within(8).left) if piece.possible else None
        if found is not None and found.x is not None:
            whole = piece.whole(found.x)
            if board.offer(whole) or (narrow and mend(board, whole, None, 12)):
                return
        elif dear.any():
            dear = np.zeros_like(dear)
        elif sure.any():
            sure = np.zeros_like(sure)
        else:
            return


def _beside(rows: Rows, columns: Ints) -> Flags:
    """All columns that share a row with some."""
    some = np.zeros(rows.columns, dtype=bool)
    some[columns] = True
    at = rows.of()
    touched = np.zeros(rows.count, dtype=bool)
    touched[at[some[rows.column]]] = True
    some[rows.column[touched[at]]] = True
    return some


def windows(places: Places, width: int) -> list[Part]:
    """Windows of days that overlap by half."""
    step = max(1, width // 2)
    return [
        Part(window(places, begin, begin + width), near(places, begin - 3, begin + width + 3))
        for begin in range(-step, places.days, step)
    ]


def years(places: Places, size: int) -> list[Part]:
    """The years of so many leaders at once: each alone, or each with the next ones in the list."""
    count = len(places.people)
    groups = [[(n + k) % count for k in range(size)] for n in range(count)]
    return [Part(free, free & (places.first >= 0)) for free in (years_of(places, group) for group in groups)]


def sweep(
    board: Board,
    parts: list[Part],
    engine: Engine,
    budget: Budget,
    seconds: float,
    seed: int,
    order: Sequence[int] | None = None,
) -> int:
    """Look once at each part that something near has moved since, unless another thread is at it; how many could not
    be closed in their time. order: which part comes first; none: by chance."""
    open_parts = 0
    chance = np.random.default_rng(seed)
    apart = [chance.permutation(np.arange(first, len(parts), 2)) for first in (0, 1)]
    for n in np.concatenate(apart) if order is None else order:  # windows that overlap come after those that do not
        one = parts[n]
        if budget.left <= ENOUGH or board.closed:
            break
        with board.lock:
            still = one.closed is not None and board.still(one.around, one.closed)
            if one.busy or still:
                continue
            one.busy, version = True, board.version
        closed = improve(board, one.free, engine, budget.within(seconds * one.patience).left)
        one.patience *= 1 if closed else 2
        one.closed = version + 1 if closed and board.version > version else version if closed else None
        one.busy = False
        open_parts += not closed
    return open_parts


class Rung(NamedTuple):
    """Windows of about so many columns, the engine that solves them, and the seconds that each may take."""

    columns: int
    engine: Engine
    seconds: float


RUNGS = (
    Rung(3_000, by_cp_sat, 1.0),
    Rung(9_000, by_dive, 3.0),
    Rung(14_000, by_dive, 4.0),
    Rung(5_000, by_cp_sat, 3.0),
    Rung(20_000, by_dive, 5.0),
    Rung(8_000, by_cp_sat, 5.0),
)

FAR_RUNGS = (  # of a province: many columns a day, so that small windows see too few days
    Rung(4_000, by_cp_sat, 1.0),
    Rung(8_000, by_cp_sat, 2.5),
    Rung(14_000, by_dive, 4.0),
    Rung(6_000, by_cp_sat, 2.0),
    Rung(20_000, by_dive, 10.0),
)


class Ladder:
    """Windows for all threads: sweeps of one rung after the other, from small and exact to wide and quick."""

    def __init__(self, board: Board, places: Places, rungs: Sequence[Rung] = RUNGS) -> None:
        self.board = board
        self.rungs = [(rung, windows(places, _width(board, places, rung.columns))) for rung in rungs]
        self.at = 0

    def sweep(self, budget: Budget, seed: int) -> None:
        """One look at every window of the rung that needs it, of the first rung at those first in which most is paid;
        on to the next where that gave little."""
        at, before = self.at, self.board.cost or 0
        rung, parts = self.rungs[at % len(self.rungs)]
        order = None if at else dearest(self.board, parts)
        sweep(self.board, parts, rung.engine, budget, rung.seconds, seed, order)
        with self.board.lock:
            if self.at == at and before - (self.board.cost or 0) <= before * LITTLE:
                self.at += 1


def dearest(board: Board, parts: list[Part]) -> list[int]:
    """The parts in order of what the best plan pays in them, most first."""
    with board.lock:
        index, best = board.index, board.best
    assert best is not None
    paid = index.rows.cost * best
    prices = [int(paid[index.near(one.free, board.dated)].sum()) for one in parts]
    return sorted(range(len(parts)), key=lambda n: -prices[n])


def _width(board: Board, places: Places, columns: int) -> int:
    return max(3, min(places.days, places.days * columns // max(1, board.rows.columns)))


def relaxed(board: Board) -> Iterator[Flags]:
    """What the relaxation and the best plan do not both choose, if there is a relaxation."""
    lp, best = board.relaxation, board.best
    if lp is not None and best is not None:
        both = (lp.x > 1 - 1e-6) & (best == 1)
        dear = (lp.reduced > 2.5) & (best == 0) & board.dated
        yield np.asarray(~both & ~dear, dtype=bool)
