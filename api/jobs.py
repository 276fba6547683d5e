"""Solving in a child process: its limits are its own, and the parent can end it.

The engine's limits do not hold on huge inputs and building the sheet counts too, so the parent keeps the
deadline. Children are kept warm: the server they fork from has the engine loaded.
"""

import multiprocessing
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext

from models.brief import Brief
from models.errors import RichengError
from models.plan import Plan
from solver.explain import Stuck
from solver.solve import Effort, Limits, NoAnswer, solve

try:
    import resource
except ModuleNotFoundError:  # Windows has no resource limits; the deadline still holds there
    resource = None  # type: ignore[assignment]

GIB = 1024**3


@dataclass(frozen=True)
class ChildLimits:
    """seconds: wall clock until the child is ended; memory: bytes of address space."""

    seconds: float = 300.0
    memory: int = 4 * GIB


EFFORT = Limits()
PATIENCE = ChildLimits()


@dataclass(frozen=True)
class Answer:
    """What came of it. effort, memory (bytes at the peak) and seconds: for notes, never part of a plan."""

    result: Plan | Stuck | NoAnswer
    effort: Effort
    memory: int
    seconds: float


def plan_in_child(brief: Brief, limits: Limits = EFFORT, child: ChildLimits = PATIENCE) -> Answer:
    """Plan a brief in a limited child process.

    A child that is ended by a limit is NoAnswer, never "impossible". Raises the child's own RichengError.
    """
    begun = time.monotonic()
    context = _context()
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(there, brief, limits, child.memory), daemon=True)
    process.start()
    there.close()
    try:
        said = _listen(here, child.seconds)
    finally:
        if process.is_alive():
            process.kill()
        process.join()
        here.close()
    if isinstance(said, RichengError):
        raise said
    if isinstance(said, str):
        return Answer(NoAnswer(said), Effort(), 0, time.monotonic() - begun)
    result, effort, memory = said
    return Answer(result, effort, memory, time.monotonic() - begun)


def _context() -> ForkServerContext | SpawnContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["solver.solve"])
    return context


def _listen(here: Connection, seconds: float) -> "RichengError | str | tuple[Plan | Stuck | NoAnswer, Effort, int]":
    try:
        if not here.poll(seconds):
            return f"计算超过 {seconds:.0f} 秒的时限，已停止；请缩短计划范围后再试。"
        said: RichengError | str | tuple[Plan | Stuck | NoAnswer, Effort, int] = here.recv()
    except EOFError:
        return "计算所需内存超过上限，或计算进程意外终止；请缩短计划范围后再试。"
    return said


def _child(there: Connection, brief: Brief, limits: Limits, memory: int) -> None:
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    clock: Callable[[], float] = time.monotonic
    effort = Effort(clock=clock)
    try:
        result = solve(brief, limits=limits, effort=effort)
    except RichengError as error:
        there.send(error)
    except MemoryError:
        there.send("计算所需内存超过上限；请缩短计划范围后再试。")
    else:
        effort.clock = None
        there.send((result, effort, _peak()))
    finally:
        there.close()


def _peak() -> int:
    if resource is None:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
