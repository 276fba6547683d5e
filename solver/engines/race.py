"""The engines combined on two cores: one raises the bound and proves, the other makes plans better.

The relaxation comes first and both lean on it: a first plan is dived for from its point, and branch and cut starts
from that plan. Every plan offered is placed to the minute; what cannot be placed comes back as a cut to both.
"""

import threading
from collections.abc import Callable

import numpy as np

from solver.engines.base import Budget
from solver.engines.exact import solve_exact
from solver.engines.linear import relax, solve_linear
from solver.engines.places import Places
from solver.engines.search import Board, dive, improve, sweep

SMALL = 9_000  # columns: a month, solved whole
LARGE = 120_000  # columns beyond which the relaxation of the whole year is not waited for
MARGIN = 0.05


def race(board: Board, places: Places, budget: Budget, start: "np.typing.NDArray[np.int64] | None" = None) -> None:
    """Improve the board until the plan is proven or the budget is spent. start: any solution of the rows."""
    if board.rows.columns <= SMALL:
        _whole(board, budget)
        return
    if start is not None:
        board.offer(start)
    prover = _in_background(lambda: _prove(board, budget))
    waiting = budget.within(20 if board.rows.columns <= LARGE else 0)
    while board.relaxation is None and prover.is_alive() and waiting.left > 0 and board.best is None:
        prover.join(0.02)
    if board.relaxation is not None:
        dive(board, budget)
    if board.best is not None:
        sweep(board, places, budget, seed=1, width=_width(board, places), seconds=3.0)
    while prover.is_alive() and budget.left > MARGIN and not board.closed:
        prover.join(0.02)


def _width(board: Board, places: Places) -> int:
    """Days of a window: about ten thousand columns."""
    return max(4, min(places.days, places.days * 10_000 // max(1, board.rows.columns)))


def _whole(board: Board, budget: Budget) -> None:
    """A small model, solved by CP-SAT as a whole, cut by cut."""
    while budget.left > MARGIN:
        found = solve_exact(board.rows, seconds=budget.left, workers=2, light=False)
        if found.closed and found.x is None:
            board.impossible = True
            return
        board.raise_bound(found.bound)
        if found.x is None or board.offer(found.x):
            return


def _in_background(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def _prove(board: Board, budget: Budget) -> None:
    """The relaxation, then branch and cut, again for each lot of cuts."""
    board.relaxation = lp = relax(board.rows, budget.left)
    if lp is None:
        return
    board.raise_bound(lp.bound)
    while budget.left > 1 and not board.closed:
        rows = board.rows
        found = solve_linear(rows, budget.left, hint=board.best, on_bound=board.raise_bound)
        board.raise_bound(found.bound)
        if found.x is None or not found.closed or board.offer(found.x):
            return


__all__ = ["improve", "race"]
