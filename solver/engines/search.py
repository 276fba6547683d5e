"""The search over parts of the year: free a part, solve it exactly with the rest as it stands, keep what is better.

Parts are windows of days, one leader's whole year, and what the relaxation disagrees with. Widths follow the
answers: what closes at once grows, what runs out of time shrinks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from solver.engines.base import Budget
from solver.engines.exact import solve_exact
from solver.engines.linear import Relaxation
from solver.engines.places import Places, leader_year, window
from solver.engines.rows import Clause, Flags, Ints, Rows, part

Accept = Callable[[Ints], list[Clause]]


@dataclass
class Board:
    """What the threads of a search share: the rows with all cuts so far, the best that stands, the best bound."""

    rows: Rows
    accept: Accept
    tell: Callable[[], None] = lambda: None
    best: Ints | None = None
    cost: int | None = None
    bound: int = 0
    cuts: list[Clause] = field(default_factory=list)
    relaxation: Relaxation | None = None
    impossible: bool = False

    @property
    def closed(self) -> bool:
        """Whether the best that stands is proven the best there is."""
        return self.cost is not None and self.bound >= self.cost

    def raise_bound(self, bound: int) -> None:
        """A bound that holds for the rows; cuts only raise it."""
        if bound > self.bound:
            self.bound = bound if self.cost is None else min(bound, self.cost)
            self.tell()

    def offer(self, x: Ints) -> bool:
        """Keep a solution if it is better and stands to the minute; else its cuts join the rows."""
        cost = self.rows.price(x)
        if self.cost is not None and cost >= self.cost:
            return True
        cuts = self.accept(x)
        if cuts:
            self.cuts += cuts
            self.rows = self.rows.with_clauses(cuts)
            return False
        self.best, self.cost = x, cost
        self.tell()
        return True


def improve(board: Board, free: Flags, seconds: float, rounds: int = 8) -> tuple[bool, bool]:
    """Solve the part that is free, with the rest as it stands: whether it got better, and whether that is all that
    the part can give. Choices that cannot be placed come back as cuts and are solved again."""
    better = False
    for _ in range(rounds):
        assert board.best is not None
        rows, x = board.rows, board.best
        low, high = np.where(free, rows.low, x), np.where(free, rows.high, x)
        piece = part(rows, low, high)
        if not piece.possible:
            return better, True
        if not len(piece.columns):
            return better, True
        found = solve_exact(piece.rows, seconds=seconds, below=board.cost, hint=x[piece.columns])
        if found.x is None:
            return better, found.closed
        if board.offer(piece.whole(found.x)):
            better = True
            if found.closed:
                return True, True
            return True, False
    return better, False


def dive(board: Board, budget: Budget, rounds: int = 12) -> None:
    """A first plan from the relaxation: what it says wholly is taken, the rest solved."""
    lp = board.relaxation
    assert lp is not None
    for _ in range(rounds):
        rows = board.rows
        sure = (lp.x > 1 - 1e-6) & (rows.high == 1)
        dear = (lp.reduced > 4.9) & (lp.x < 1e-6) & (rows.high == 1) & (rows.cost < 50)
        piece = part(rows, np.where(sure, 1, rows.low), np.where(dear, 0, rows.high))
        if not piece.possible:
            return
        found = solve_exact(piece.rows, seconds=budget.within(8).left)
        if found.x is None or board.offer(piece.whole(found.x)):
            return


def parts(places: Places, board: Board, seed: int, width: int) -> Iterator[tuple[str, Flags]]:
    """Parts to free, without end: sweeps of windows that overlap by half, leaders between them."""
    chance = np.random.default_rng(seed)
    while True:
        shift = int(chance.integers(0, width))
        begins = list(range(-shift, places.days, max(1, width * 3 // 4)))
        chance.shuffle(begins)
        leaders = list(chance.permutation(len(places.people)))
        for n, begin in enumerate(begins):
            yield "window", window(places, begin, begin + width)
            if n % 2 and leaders:
                yield "leader", leader_year(places, int(leaders.pop()))
            if n % 6 == 5 and board.relaxation is not None:
                yield "relaxed", _disagreement(board)


def _disagreement(board: Board) -> Flags:
    """Free what the relaxation and the best plan do not both choose."""
    lp, best = board.relaxation, board.best
    assert lp is not None
    assert best is not None
    both = (lp.x > 1 - 1e-6) & (best == 1)
    dear = (lp.reduced > 2.5) & (best == 0)
    return np.asarray(~both & ~dear, dtype=bool)


def sweep(board: Board, places: Places, budget: Budget, *, seed: int, width: int, seconds: float) -> None:
    """Improve part after part until the budget is spent or the plan is proven."""
    for _, free in parts(places, board, seed, width):
        if budget.left <= 0.05 or board.closed:
            return
        improve(board, free, budget.within(seconds).left)
