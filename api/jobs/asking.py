"""Questions of the solver's sort, each answered in a limited child: a few at once, a few waiting, the others later.

A question that goes astray costs its place until its time is over; the service goes on meanwhile.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar, cast

from api.jobs.begun import begun
from api.jobs.inside import GIB, Broke, ChildLimits, Told, answer_inside
from models.errors import Busy, RichengError, Unanswered

log = logging.getLogger("richeng")
T = TypeVar("T")

GONE = "计算所需内存超过上限，或计算进程意外终止；请缩短计划范围后再试。"
QUESTION = ChildLimits(seconds=60.0, memory=4 * GIB)
BUSY = "正在计算的问题较多，请稍后重试。"


class ChildBroke(RuntimeError):
    """A fault of ours in a child, told by its kind alone."""


@dataclass(frozen=True)
class Rooms:
    """at_once: questions at work; waiting: beyond them, who may wait; patience: seconds that one waits."""

    at_once: int = 2
    waiting: int = 6
    patience: float = 30.0


class Asking:
    """Where a service's questions are asked. at_work: how many are being answered."""

    def __init__(self, rooms: Rooms = Rooms(), limits: ChildLimits = QUESTION) -> None:
        self.limits, self._patience = limits, rooms.patience
        self.at_work = 0
        self._lock = threading.Lock()
        self._door = threading.BoundedSemaphore(rooms.at_once + rooms.waiting)
        self._places = threading.BoundedSemaphore(rooms.at_once)

    def ask(self, question: Callable[..., T], *given: object) -> T:
        """What a function of a module answers to what is given; both go to the child and back whole.

        Raises Busy where too many ask, Unanswered at the limits, the question's own RichengError, ChildBroke for a
        fault.
        """
        with self._place(), begun(answer_inside, question, given, self.limits) as link:
            try:
                said = link.recv() if link.poll(self.limits.seconds) else self._late()
            except (EOFError, ConnectionError):
                said = GONE
        if isinstance(said, RichengError):
            raise said
        if isinstance(said, Broke):
            log.error("question %s: %s\n%s", question.__name__, said.kind, said.frames)
            raise ChildBroke(said.kind)
        if not isinstance(said, Told):
            raise Unanswered(said)
        return cast(T, said.answer)

    def _late(self) -> str:
        return f"计算超过 {self.limits.seconds:.0f} 秒的时限，已停止；请缩短计划范围，或换一个问法。"

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._door.acquire(blocking=False):
            raise Busy(BUSY)
        try:
            if not self._places.acquire(timeout=self._patience):
                raise Busy(BUSY)
            try:
                self._count(1)
                yield
            finally:
                self._count(-1)
                self._places.release()
        finally:
            self._door.release()

    def _count(self, by: int) -> None:
        with self._lock:
            self.at_work += by


ASKING = Asking()
"""This process's own: what a machine can bear is the process's business, not an office's."""
