"""Solving in a child process: its limits are its own, and the parent can end it.

The engine's limits do not hold on huge inputs and building the sheet counts too, so the parent keeps the
deadline. Children are kept warm: the server they fork from has the engine loaded. A child whose parent is gone
ends itself.
"""

import multiprocessing
import os
import queue
import signal
import sys
import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from typing import Protocol

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
EAR = 0.2  # seconds between two looks at what the parent's user wants
GRACE = 15.0  # seconds that a child told to stop may take to put its best in order
LOOK = 1.0  # seconds between two looks at a long search's best
CANCELLED = "已取消，没有保留方案。"


class How(StrEnum):
    """month: proven, and the same each time · long: as good as the seconds allow, for a year and more."""

    MONTH = "month"
    LONG = "long"


class Word(StrEnum):
    """What is wanted of a solve on its way. stop keeps the best, cancel keeps nothing."""

    GO_ON = "go on"
    STOP = "stop"
    CANCEL = "cancel"


class Onlooker(Protocol):
    """Who looks on from the parent, called from its own thread only."""

    def told(self, progress: Progress) -> None:
        """How far it is."""

    def kept(self, plan: Plan) -> None:
        """The best so far: it stands to the minute and has passed the audit."""

    def word(self) -> Word:
        """What is wanted now; asked a few times a second."""


@dataclass(frozen=True)
class ChildLimits:
    """seconds: wall clock until the child is told to stop, a little after it is ended; memory: bytes of address
    space."""

    seconds: float = 300.0
    memory: int = 4 * GIB


EFFORT = Limits()
PATIENCE = ChildLimits()


@dataclass(frozen=True)
class Answer:
    """What came of it. effort, memory (bytes at the peak), seconds and cpu (seconds of one core): for
    notes, never part of a plan. stopped: the
    plan is the best at hand when somebody, or the clock, said stop."""

    result: Plan | Stuck | NoAnswer
    effort: Effort
    memory: int
    seconds: float
    stopped: bool = False
    cpu: float = 0.0


@dataclass(frozen=True)
class Ended:
    """A child's last word. cpu: seconds."""

    result: Plan | Stuck | NoAnswer
    effort: Effort
    memory: int
    cpu: float


Said = Progress | Plan | Ended | RichengError | str


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
    begun = time.monotonic()
    context = _context()
    here, there = context.Pipe(duplex=True)
    looked_at = onlooker is not None or how is How.LONG
    process = context.Process(target=_child, args=(there, brief, limits, child, how, looked_at), daemon=True)
    process.start()
    there.close()
    listener = Listener(here, begun, child.seconds, onlooker)
    try:
        said = listener.listen()
    finally:
        if process.is_alive():
            process.kill()
        process.join()
        here.close()
    if isinstance(said, RichengError):
        raise said
    seconds = time.monotonic() - begun
    if isinstance(said, Ended):
        return Answer(said.result, said.effort, said.memory, seconds, listener.is_stopping, said.cpu)
    if listener.best is not None and not listener.is_cancelled:
        return Answer(listener.best, Effort(), 0, seconds, stopped=True)
    return Answer(NoAnswer(said), Effort(), 0, seconds, listener.is_stopping)


def warm() -> None:
    """Have the server that children fork from load the engine now, so that the first solve does not wait for it."""
    process = _context().Process(target=_nothing, daemon=True)
    process.start()
    process.join()


def _nothing() -> None:
    """What a child does that is only to be begun."""


class Listener:
    """The parent's end: hears the child out, passes on what is wanted, keeps the deadline."""

    def __init__(self, link: Connection, begun: float, seconds: float, onlooker: Onlooker | None) -> None:
        self.link, self.begun, self.seconds, self.onlooker = link, begun, seconds, onlooker
        self.best: Plan | None = None
        self.is_stopping = False
        self.is_cancelled = False
        self._until = begun + seconds

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
            return "计算所需内存超过上限，或计算进程意外终止；请缩短计划范围后再试。"

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


def _context() -> ForkServerContext | SpawnContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["solver.year"])
    return context


def _child(link: Connection, brief: Brief, limits: Limits, child: ChildLimits, how: How, looked_at: bool) -> None:
    if looked_at:  # Ctrl-C is for the parent, which says what it means
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    mouth = Mouth(link)
    watch = Watch(time.monotonic, mouth.say, mouth.say)
    threading.Thread(target=_hear, args=(link, watch), daemon=True).start()
    if resource is not None:  # once the threads have their stacks, so that even the refusal can be told
        resource.setrlimit(resource.RLIMIT_AS, (child.memory, child.memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    effort = Effort(clock=time.monotonic)
    try:
        if how is How.LONG:
            result = _plan_long(brief, child, watch, mouth)
        else:
            result = solve(brief, limits=limits, effort=effort, watch=watch if looked_at else None)
    except RichengError as error:
        mouth.close(error)
    except MemoryError:
        mouth.close("计算所需内存超过上限；请缩短计划范围后再试。")
    else:
        effort.clock = None
        mouth.close(Ended(result, effort, _peak(), time.process_time()))


def _plan_long(brief: Brief, child: ChildLimits, watch: Watch, mouth: "Mouth") -> Plan | Stuck | NoAnswer:
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


def _hear(link: Connection, watch: Watch) -> None:
    """Stop when told to; end at once when the parent is gone, so that no orphan goes on computing."""
    try:
        while True:
            if link.recv() == Word.STOP:
                watch.stop()
    except (EOFError, OSError):
        os._exit(1)


def _peak() -> int:
    if resource is None:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
