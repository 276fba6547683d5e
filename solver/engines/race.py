"""The engines combined on two cores.

The relaxation comes first and all lean on it: a first plan is dived for from its point. Then one thread looks at
windows with CP-SAT while the other looks at leaders' years with HiGHS; when those are closed it turns to the whole
year, to prove. Every plan offered is placed to the minute; what cannot be placed comes back as a cut to all.
"""

import threading
from collections.abc import Callable

import numpy as np

from solver.engines.base import Budget, gap_of
from solver.engines.board import Board
from solver.engines.exact import solve_exact
from solver.engines.linear import relax, solve_linear
from solver.engines.places import Places
from solver.engines.rows import part
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
BOUNDING = 15.0  # seconds that a city's relaxation takes; with less time left it is not begun
PROVING = 40.0  # seconds in which a district's year may be proven; with less left nothing is hurried for it,
HALFWAY = 0.37  # else this share of them is for better plans alone,
NEARLY = 0.03  # and more where the gap is wider than that
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
    elif board.rows.columns <= WIDE:
        _year(board, places, budget, by_hand)
    elif board.rows.columns <= LARGE:
        _wide(board, places, budget, by_hand)
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
    """A year of a district: relaxation, dive, then windows beside leaders' years and the proof."""
    fresh = board.best is None
    lp = relax(board.rows, budget.left)
    if lp is not None:
        board.relaxation = lp
        board.raise_bound(lp.bound)
        if fresh:
            dive(board, budget)
    if board.best is None and not by_hand():
        _begin(board, budget)
    if board.best is None or budget.left <= MARGIN:
        return
    ones, ladder = years(places, 1), Ladder(board, places)
    _beside(
        lambda: _proving_lane(board, ones, budget),
        lambda: _improving_lane(board, places, ones, ladder, budget),
        board,
        budget,
    )


def _wide(board: Board, places: Places, budget: Budget, by_hand: Callable[[], bool]) -> None:
    """A city's year: windows on both cores from a plan by hand, those first in which most is paid; then leaders'
    years and wider windows, and once the relaxation, for its bound."""
    if board.best is None and not by_hand():
        _begin(board, budget)
    if board.best is None:
        return
    ones, ladder = years(places, 1), Ladder(board, places)
    _beside(
        lambda: _wide_lane(board, ones, ladder, budget),
        lambda: _improving_lane(board, places, ones, ladder, budget),
        board,
        budget,
    )


def _beside(one: Callable[[], None], other: Callable[[], None], board: Board, budget: Budget) -> None:
    """Two lanes at once, the first of them in a thread of its own."""
    helper = Helper(one)
    helper.start()
    other()
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
    _beside(
        lambda: _window_lane(board, ladder, budget, 1),
        lambda: _window_lane(board, ladder, budget, 0),
        board,
        budget,
    )


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
    """Windows until nothing is far wrong, the bound, then leaders' years and windows in turn."""
    seed = 1
    while ladder.at < 1 and budget.left > MARGIN:
        ladder.sweep(budget, seed)
    lp = relax(board.rows, budget.left) if budget.left > BOUNDING else None
    if lp is not None:
        board.raise_bound(lp.bound)
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
    """Leaders' years, one by one, until none gives more, or until a proof is near and needs the rest of the time;
    then the whole year by branch and cut, but for what no better plan could have otherwise."""
    for share in (budget.within(budget.left * HALFWAY), budget) if budget.left > PROVING else (budget,):
        version = -1
        while version < board.version and share.left > MARGIN and not board.closed:
            version = board.version
            sweep(board, ones, by_highs, share, 8.0, version)
        if (gap_of(board.cost, board.bound) or 0.0) < NEARLY:
            break
    while budget.left > 1 and not board.closed:
        with board.lock:
            rows, best, stays = board.rows, board.best, board.stays
        assert best is not None
        piece = part(rows, np.where(stays, best, rows.low), np.where(stays, best, rows.high))
        found = solve_linear(piece.rows, budget.left, hint=best[piece.columns], on_bound=board.raise_bound)
        board.raise_bound(found.bound)
        if found.x is None or not found.closed or board.offer(piece.whole(found.x)):
            return
