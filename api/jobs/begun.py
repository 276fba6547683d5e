"""Children that are begun and ended: forked from a warm server, which has the engine and every question loaded."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext

from api.jobs.inside import nothing_inside

LOADED = ["solver.year", "solver.replan", "api.questions"]


@contextmanager
def begun(target: Callable[..., None], *given: object) -> Iterator[Connection]:
    """A child at work on ``target(link, *given)``, and our end of its line; it is over afterwards."""
    context = _context()
    here, there = context.Pipe(duplex=True)
    process = context.Process(target=target, args=(there, *given), daemon=True)
    try:
        process.start()
        there.close()
        yield here
    finally:
        if process.pid is not None:
            if process.is_alive():
                process.kill()
            process.join()
        here.close()


def warm() -> None:
    """Have the server that children fork from load everything now, so that the first of them does not wait for it."""
    with begun(nothing_inside) as link:
        link.poll(None)


def _context() -> ForkServerContext | SpawnContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    return context
