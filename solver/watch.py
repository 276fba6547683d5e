"""Looking on while a sheet is solved: progress, plans at hand, and a stop that keeps the best.

Who looks on changes nothing: an unstopped search finds the same plan with and without a watch.
"""

import math
import threading
from collections.abc import Callable

from ortools.sat.python import cp_model

from models.plan import Plan
from solver.engines.base import Clock, Progress, gap_of

EVERY = 1.0  # seconds between two plans at hand that are worked out to the minute


class Watch:
    """Progress and plans of one search, as they come.

    clock: seconds, as time.monotonic. report, keep: called from the engine's threads, so they must not wait; keep
    gets plans that stand to the minute and have passed the audit. best: the last of them.
    """

    def __init__(
        self,
        clock: Clock,
        report: Callable[[Progress], None] = lambda progress: None,
        keep: Callable[[Plan], None] = lambda plan: None,
    ) -> None:
        self.clock, self.report, self.keep = clock, report, keep
        self.begun = clock()
        self.best: Plan | None = None
        self._stop = threading.Event()
        self._solver: cp_model.CpSolver | None = None
        self._kept_at = float("-inf")

    @property
    def is_stopped(self) -> bool:
        """Whether the search has been told to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Stop and keep the best; from any thread."""
        self._stop.set()
        if (solver := self._solver) is not None:
            solver.stop_search()

    def tell(self, objective: int | None, bound: int) -> None:
        """How far it is, in cost."""
        self.report(Progress(self.clock() - self.begun, objective, bound, gap_of(objective, bound)))

    def offer(self, plan: Plan) -> None:
        """A plan that stands, better than those before."""
        self.best = plan
        self.keep(plan)

    def onlooker(self, solver: cp_model.CpSolver, look: "Look") -> "Onlooker":
        """A callback for the next solve of a sheet."""
        self._solver = solver
        return Onlooker(self, look)

    def is_due(self) -> bool:
        """Whether another plan should be worked out; asking counts as doing."""
        if self.clock() - self._kept_at < EVERY:
            return False
        self._kept_at = self.clock()
        return True


Values = list[int]
Look = Callable[[Values, int, int], Plan | None]  # solution, objective, bound; none: it does not stand to the minute


class Onlooker(cp_model.CpSolverSolutionCallback):
    """CP-SAT's word on each solution. Objective and bound are the sheet's own, which are cost."""

    def __init__(self, watch: Watch, look: Look) -> None:
        super().__init__()
        self.watch, self.look = watch, look

    def on_solution_callback(self) -> None:
        """Tell it, work it out when it is time, stop when told to."""
        watch = self.watch
        objective, bound = round(self.objective_value), math.ceil(self.best_objective_bound - 1e-6)
        watch.tell(objective, bound)
        if watch.is_due() or (watch.is_stopped and watch.best is None):
            found = self.look(list(self.response_proto.solution), objective, bound)
            if found is not None:
                watch.offer(found)
        if watch.is_stopped:
            self.stop_search()
