"""What engines share: how long they may take, how they tell of progress, what they answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from solver.engines.rows import Ints

Clock = Callable[[], float]


class Progress(NamedTuple):
    """How far a long solve has come. objective: of the best plan that stands to the minute, none yet; bound: no
    plan is cheaper; gap: between them, as a share of the objective; elapsed: seconds."""

    elapsed: float
    objective: int | None
    bound: int
    gap: float | None


Report = Callable[[Progress], None]


class Found(NamedTuple):
    """An engine's answer: its best solution, none found; a bound below which there is none; whether that closes."""

    x: Ints | None
    cost: int | None
    bound: int
    closed: bool


@dataclass(frozen=True)
class Budget:
    """until: the reading of the clock at which to stop; should_stop: an early stop that keeps the best."""

    clock: Clock
    until: float
    should_stop: Callable[[], bool] = lambda: False

    @property
    def left(self) -> float:
        """Seconds left, none once told to stop."""
        return 0.0 if self.should_stop() else max(0.0, self.until - self.clock())

    def within(self, seconds: float) -> "Budget":
        """The same budget, at most so many seconds from now."""
        return Budget(self.clock, min(self.until, self.clock() + seconds), self.should_stop)


def gap_of(objective: int | None, bound: int) -> float | None:
    """The gap as plans tell it."""
    return None if objective is None else (objective - bound) / max(1, objective)


def rounded(values: "np.typing.ArrayLike") -> Ints:
    """What an engine of floating numbers found, as whole numbers."""
    return np.rint(np.asarray(values, dtype=np.float64)).astype(np.int64)
