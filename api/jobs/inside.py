"""Inside a limited child: what it does, what it says, and how it ends.

A child limits its own memory, hears whether it shall stop, and ends at once when its parent is gone. The parent's
side is child.py for a solve and asking.py for a question; both send these types over one line.
"""

import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection

from models.brief import Brief
from models.errors import RichengError
from models.plan import Plan
from solver.engines.base import Progress
from solver.explain import Stuck
from solver.portfolio import Peek
from solver.solve import Effort, Limits, NoAnswer, solve
from solver.watch import Watch
from solver.year import plan_year

try:
    import resource
except ModuleNotFoundError:  # Windows has no resource limits; the deadline still holds there
    resource = None  # type: ignore[assignment]

GIB = 1024**3
LOOK = 1.0  # seconds between two looks at a long search's best
NO_MEMORY = "计算所需内存超过上限；请缩短计划范围后再试。"


class How(StrEnum):
    """month: proven, and the same each time · long: as good as the seconds allow, for a year and more."""

    MONTH = "month"
    LONG = "long"


class Word(StrEnum):
    """What is wanted of a solve on its way. stop keeps the best, cancel keeps nothing."""

    GO_ON = "go on"
    STOP = "stop"
    CANCEL = "cancel"


@dataclass(frozen=True)
class ChildLimits:
    """seconds: wall clock until the child is told to stop, a little after it is ended; memory: bytes of address
    space."""

    seconds: float = 300.0
    memory: int = 4 * GIB


@dataclass(frozen=True)
class Ended:
    """A child's last word. memory: bytes at the peak; cpu: seconds."""

    result: Plan | Stuck | NoAnswer
    effort: Effort
    memory: int
    cpu: float


@dataclass(frozen=True)
class Told:
    """What a question was answered."""

    answer: object


@dataclass(frozen=True)
class Broke:
    """A fault of ours in a child. frames: where, without the words of the error, which may hold a title."""

    kind: str
    frames: str


Said = Progress | Plan | Ended | RichengError | str


def solve_inside(
    link: Connection, brief: Brief, limits: Limits, child: ChildLimits, how: How, looked_at: bool
) -> None:
    """Solve a brief, telling how far it is. looked_at: somebody looks on, and says when to stop."""
    if looked_at:  # Ctrl-C is for the parent, which says what it means
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    mouth = Mouth(link)
    watch = Watch(time.monotonic, mouth.say, mouth.say)
    threading.Thread(target=_hear, args=(link, watch.stop), daemon=True).start()
    _limit(child)
    effort = Effort(clock=time.monotonic)
    try:
        if how is How.LONG:
            result = _plan_long(brief, child, watch, mouth)
        else:
            result = solve(brief, limits=limits, effort=effort, watch=watch if looked_at else None)
    except RichengError as error:
        mouth.close(error)
    except MemoryError:
        mouth.close(NO_MEMORY)
    else:
        effort.clock = None
        mouth.close(Ended(result, effort, _peak(), time.process_time()))


def answer_inside(
    link: Connection, question: Callable[..., object], given: tuple[object, ...], child: ChildLimits
) -> None:
    """Answer a question by one word, which is an answer, one of our errors, a fault, or why there is none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_hear, args=(link, _nothing), daemon=True).start()
    _limit(child)
    said: Told | Broke | RichengError | str
    try:
        said = Told(question(*given))
    except RichengError as error:
        said = error
    except MemoryError:
        said = NO_MEMORY
    except Exception as fault:
        said = Broke(type(fault).__name__, "".join(traceback.format_tb(fault.__traceback__)))
    link.send(said)
    link.close()


def nothing_inside(link: Connection) -> None:
    """Do nothing: the server that children fork from has everything loaded once this one has begun."""
    link.close()


class Mouth:
    """The child's end: nobody who says something waits for the parent to hear it."""

    def __init__(self, link: Connection) -> None:
        self._link = link
        self._words: queue.SimpleQueue[Said] = queue.SimpleQueue()
        self._speaker = threading.Thread(target=self._speak, daemon=True)
        self._speaker.start()

    def say(self, said: Said) -> None:
        """Say it soon."""
        self._words.put(said)

    def close(self, last: Ended | RichengError | str) -> None:
        """Say the last word, and wait until it is out."""
        self._words.put(last)
        self._speaker.join()
        self._link.close()

    def _speak(self) -> None:
        while True:
            said = self._words.get()
            self._link.send(said)
            if isinstance(said, Ended | RichengError | str):
                return


def _plan_long(brief: Brief, child: ChildLimits, watch: Watch, mouth: Mouth) -> Plan | Stuck | NoAnswer:
    """A long search, whose best is looked at from a thread of our own, so that no engine waits."""
    over = threading.Event()

    def look(best: Peek) -> None:
        def again() -> None:
            told: int | None = None
            while not over.wait(LOOK):
                plan = best()
                if plan is not None and plan.proof is not None and plan.proof.objective != told:
                    told = plan.proof.objective
                    mouth.say(plan)

        threading.Thread(target=again, daemon=True).start()

    try:
        return plan_year(
            brief,
            seconds=child.seconds,
            clock=time.monotonic,
            report=mouth.say,
            should_stop=lambda: watch.is_stopped,
            peek=look,
        )
    finally:
        over.set()


def _hear(link: Connection, stop: Callable[[], None]) -> None:
    """Stop when told to; end at once when the parent is gone, so that no orphan goes on computing."""
    try:
        while True:
            if link.recv() == Word.STOP:
                stop()
    except (EOFError, OSError):
        os._exit(1)


def _nothing() -> None:
    """A question is never told to stop: it is ended."""


def _limit(child: ChildLimits) -> None:
    """Once the threads have their stacks, so that even a refusal can be told."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (child.memory, child.memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _peak() -> int:
    if resource is None:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
