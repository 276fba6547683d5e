"""A progress bar on the terminal: how near the plan at hand is to the bound.

Ctrl-C stops and keeps the best; a second one keeps nothing. Where nobody looks, since stderr goes to a file, nothing
is drawn.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from api.cli_year import stopped_by_hand
from api.jobs.child import Onlooker, Word
from models.plan import Plan
from solver.engines.base import Progress as Told

BEGINNING = "正在建模"


@contextmanager
def watched(say: Callable[[str], None], console: Console | None = None) -> Iterator[Onlooker | None]:
    """Who looks on from a terminal, none where there is none."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress, stopped_by_hand(say) as stop:
        yield Bar(progress, stop)


class Bar:
    """One solve's bar: full when the bound is reached."""

    def __init__(self, progress: Progress, stop: threading.Event) -> None:
        self.progress, self.stop = progress, stop
        self.task = progress.add_task(BEGINNING, total=1.0)

    def told(self, progress: Told) -> None:
        """Draw how far it is."""
        self.progress.update(self.task, description=described(progress), completed=closeness(progress))

    def kept(self, plan: Plan) -> None:
        """Nothing to draw: the cost has been told."""

    def word(self) -> Word:
        """What Ctrl-C has said."""
        return Word.STOP if self.stop.is_set() else Word.GO_ON


def described(progress: Told) -> str:
    """Cost, bound and gap in words."""
    if progress.objective is None:
        return f"尚无方案　下界{progress.bound}"
    return f"代价{progress.objective}　下界{progress.bound}　相差{progress.gap or 0:.1%}"


def closeness(progress: Told) -> float:
    """From 0, no plan yet, to 1, proven."""
    return 0.0 if progress.gap is None else max(0.0, min(1.0, 1.0 - progress.gap))
