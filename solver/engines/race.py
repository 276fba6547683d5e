"""The engines combined on two cores.

The relaxation comes first and all lean on it: a first plan is dived for from its point. Then one thread looks at
windows with CP-SAT while the other looks at leaders' years with HiGHS; when those are closed it turns to the whole
year, to prove. Every plan offered is placed to the minute; what cannot be placed comes back as a cut to all.
"""

import threading
from collections.abc import Callable

import numpy as np

from solver.engines.base import Budget
from solver.engines.board import Board
from solver.engines.exact import solve_exact
from solver.engines.linear import relax, solve_linear
from solver.engines.places import Places
from solver.engines.search import (
    FAR_RUNGS,
    RUNGS,
    Ladder,
    Part,
    by_dive,
    by_highs,
    dive,
    improve,
    relaxed,
    sweep,
    years,
)

SMALL = 9_000  # columns: a month, solved whole
WIDE = 60_000  # columns beyond which what the relaxation leaves open is too much for one piece
LARGE = 150_000  # columns beyond which the relaxation of the whole year is not waited for
MARGIN = 0.05  # seconds


class Helper(threading.Thread):
    """A second thread whose fault is the caller's."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self.fault: BaseException | None = None

    def run(self) -> None:
        """Do the work; keep what goes wrong."""
        try:
            self._work()
        except BaseException as fault:
            self.fault = fault

    def check(self) -> None:
        """Raise what went wrong."""
        if self.fault is not None:
            raise self.fault


def race(board: Board, places: Places, budget: Budget, by_hand: Callable[[], bool] = lambda: False) -> None:
    """Improve the board, from the best on it if there is one, until the plan is proven or the budget is spent.

    by_hand: puts a plan on the board that is found at once, and says whether it did.
    """
    if board.rows.columns <= SMALL:
        _whole(board, budget)
    elif board.rows.columns <= LARGE:
        _year(board, places, budget, by_hand)
    else:
        _large(board, places, budget, by_hand)


def _whole(board: Board, budget: Budget) -> None:
    """A small model, solved by CP-SAT as a whole, cut by cut."""
    while budget.left > MARGIN:
        found = solve_exact(board.rows, seconds=budget.left, workers=2, light=True)
        if found.closed and found.x is None:
            board.impossible = board.best is None
            return
        board.raise_bound(found.bound)
        if found.x is None or board.offer(found.x):
            return


def _year(board: Board, places: Places, budget: Budget, by_hand: Callable[[], bool]) -> None:
    """A year of a district or a city: relaxation, dive, then windows beside leaders' years and the proof. Where the
    relaxation takes long, a plan by hand stands meanwhile; windows from it would take the relaxation's time."""
    wide, fresh = board.rows.columns > WIDE, board.best is None
    first = Helper(by_hand)
    if fresh and wide:
        first.start()
    lp = relax(board.rows, budget.left)
    if lp is not None:
        board.relaxation = lp
        board.raise_bound(lp.bound)
        if fresh:
            dive(board, budget, narrow=wide)
    if fresh and wide:
        first.join(max(0.0, budget.left))
        first.check()
    if board.best is None and not by_hand():
        _begin(board, budget)
    if board.best is None or budget.left <= MARGIN:
        return
    ones, ladder = years(places, 1), Ladder(board, places)
    helper = Helper(lambda: _wide_lane(board, ones, ladder, budget) if wide else _proving_lane(board, ones, budget))
    helper.start()
    _improving_lane(board, places, ones, ladder, budget)
    while helper.is_alive() and budget.left > MARGIN and not board.closed:
        helper.join(0.02)
    helper.check()


def _large(board: Board, places: Places, budget: Budget, by_hand: Callable[[], bool]) -> None:
    """A province's year: windows on both cores, from a plan by hand."""
    if board.best is None and not by_hand():
        _begin(board, budget)
    if board.best is None:
        return
    ladder = Ladder(board, places, FAR_RUNGS)
    helper = Helper(lambda: _window_lane(board, ladder, budget, 1))
    helper.start()
    _window_lane(board, ladder, budget, 0)
    helper.join(max(0.0, budget.left))
    helper.check()


def _begin(board: Board, budget: Budget) -> None:
    """Any solution: that which chooses nothing that need not be, else the engine's first."""
    rows = board.rows
    nothing = board.follow(np.where(board.dated, rows.low, rows.high))
    if nothing is not None and board.offer(nothing):
        return
    for _ in range(20):
        found = solve_exact(board.rows, seconds=budget.left, workers=2)
        if found.x is None:
            board.impossible = found.closed
            return
        if board.offer(found.x):
            return


def _window_lane(board: Board, ladder: Ladder, budget: Budget, seed: int) -> None:
    """Windows without end."""
    while budget.left > MARGIN and not board.closed:
        ladder.sweep(budget, seed)
        seed += 2


def _wide_lane(board: Board, ones: list[Part], ladder: Ladder, budget: Budget) -> None:
    """Windows until nothing is far wrong, then leaders' years and windows in turn."""
    seed = 1
    while ladder.at < 1 and budget.left > MARGIN:
        ladder.sweep(budget, seed)
    while budget.left > MARGIN and not board.closed:
        seed += 2
        sweep(board, ones, by_dive, budget, 5.0, seed)
        ladder.sweep(budget, seed)


def _improving_lane(board: Board, places: Places, ones: list[Part], ladder: Ladder, budget: Budget) -> None:
    """Windows and leaders' years in turn, then what the relaxation says, then years of two leaders."""
    twos, seed = years(places, 2), 0
    wide = board.rows.columns > WIDE
    while budget.left > MARGIN and not board.closed:
        version = board.version
        ladder.sweep(budget, seed)
        if not wide:
            sweep(board, ones, by_highs, budget, 8.0, seed + 1)
        seed += 2
        if board.version > version:
            continue
        for free in relaxed(board) if not wide else ():
            improve(board, free, by_highs, budget.within(8).left)
        if ladder.at >= len(RUNGS):
            sweep(board, twos, by_dive if wide else by_highs, budget, 10.0, seed)


def _proving_lane(board: Board, ones: list[Part], budget: Budget) -> None:
    """Leaders' years, one by one, until none gives more; then the whole year by branch and cut."""
    version = -1
    while version < board.version and budget.left > MARGIN and not board.closed:
        version = board.version
        sweep(board, ones, by_highs, budget, 8.0, version)
    while budget.left > 1 and not board.closed:
        with board.lock:
            rows, hint = board.rows, board.best
        found = solve_linear(rows, budget.left, hint=hint, on_bound=board.raise_bound)
        board.raise_bound(found.bound)
        if found.x is None or not found.closed or board.offer(found.x):
            return
