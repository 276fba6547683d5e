"""Solving in a child process: its limits are its own, and the parent can end it.

The engine's limits do not hold on huge inputs and building the sheet counts too, so the parent keeps the deadline.
"""

import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Protocol

from api.jobs.begun import begun, warm
from api.jobs.inside import ChildLimits, Ended, How, Said, Word, solve_inside
from models.brief import Brief
from models.errors import RichengError
from models.plan import Plan
from solver.engines.base import Progress
from solver.explain import Stuck
from solver.solve import Effort, Limits, NoAnswer

__all__ = ["EFFORT", "PATIENCE", "Answer", "ChildLimits", "How", "Onlooker", "Word", "plan_in_child", "warm"]

EAR = 0.2  # seconds between two looks at what the parent's user wants
GRACE = 15.0  # seconds that a child told to stop may take to put its best in order
CANCELLED = "已取消，没有保留方案。"
GONE = "计算所需内存超过上限，或计算进程意外终止；请缩短计划范围后再试。"
EFFORT = Limits()
PATIENCE = ChildLimits()


class Onlooker(Protocol):
    """Who looks on from the parent, called from its own thread only."""

    def told(self, progress: Progress) -> None:
        """How far it is."""

    def kept(self, plan: Plan) -> None:
        """The best so far: it stands to the minute and has passed the audit."""

    def word(self) -> Word:
        """What is wanted now; asked a few times a second."""


@dataclass(frozen=True)
class Answer:
    """What came of it. effort, memory (bytes at the peak), seconds and cpu (seconds of one core): for notes, never
    part of a plan. stopped: the plan is the best at hand when somebody, or the clock, said stop."""

    result: Plan | Stuck | NoAnswer
    effort: Effort
    memory: int
    seconds: float
    stopped: bool = False
    cpu: float = 0.0


def plan_in_child(
    brief: Brief,
    limits: Limits = EFFORT,
    child: ChildLimits = PATIENCE,
    onlooker: Onlooker | None = None,
    how: How = How.MONTH,
) -> Answer:
    """Plan a brief in a limited child process.

    onlooker: hears of progress and plans at hand, and may stop or cancel. A child that is ended by a limit leaves the
    best it had told of, else NoAnswer, never "impossible". Raises the child's own RichengError.
    """
    started = time.monotonic()
    looked_at = onlooker is not None or how is How.LONG
    with begun(solve_inside, brief, limits, child, how, looked_at) as link:
        listener = Listener(link, started, child.seconds, onlooker)
        said = listener.listen()
    if isinstance(said, RichengError):
        raise said
    seconds = time.monotonic() - started
    if isinstance(said, Ended):
        return Answer(said.result, said.effort, said.memory, seconds, listener.is_stopping, said.cpu)
    if listener.best is not None and not listener.is_cancelled:
        return Answer(listener.best, Effort(), 0, seconds, stopped=True)
    return Answer(NoAnswer(said), Effort(), 0, seconds, listener.is_stopping)


class Listener:
    """The parent's end: hears the child out, passes on what is wanted, keeps the deadline."""

    def __init__(self, link: Connection, started: float, seconds: float, onlooker: Onlooker | None) -> None:
        self.link, self.seconds, self.onlooker = link, seconds, onlooker
        self.best: Plan | None = None
        self.is_stopping = False
        self.is_cancelled = False
        self._until = started + seconds

    def listen(self) -> RichengError | Ended | str:
        """The child's last word, or why there is none."""
        try:
            while True:
                if self.link.poll(max(0.0, min(EAR, self._until - time.monotonic()))):
                    said: Said = self.link.recv()
                    if isinstance(said, Ended | RichengError | str):
                        return said
                    self._pass_on(said)
                elif time.monotonic() >= self._until and not self._allow_grace():
                    return f"计算超过 {self.seconds:.0f} 秒的时限，已停止；请缩短计划范围后再试。"
                if self._ask() is Word.CANCEL:
                    self.is_cancelled = True
                    return CANCELLED
        except (EOFError, ConnectionError):
            return GONE

    def _pass_on(self, said: Progress | Plan) -> None:
        if isinstance(said, Plan):
            self.best = said
        if self.onlooker is None:
            return
        if isinstance(said, Plan):
            self.onlooker.kept(said)
        else:
            self.onlooker.told(said)

    def _ask(self) -> Word:
        word = self.onlooker.word() if self.onlooker is not None else Word.GO_ON
        if word is Word.STOP and not self.is_stopping:
            self._stop()
        return word

    def _allow_grace(self) -> bool:
        """At the deadline: a child that has a best is told to put it in order; whether it may take a little more."""
        if self.is_stopping or self.best is None:
            return False
        self._stop()
        return True

    def _stop(self) -> None:
        self.is_stopping = True
        self._until = time.monotonic() + GRACE
        self.link.send(Word.STOP)
