"""A run's progress as a stream of events that can be picked up again.

Each point of progress is one event under its number; `Last-Event-ID` names the last that was seen, and what came
after follows. The last event is the end. Nobody who watches holds anything open in the store.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable

from fastapi.sse import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from models.runs import PlanRun

LOOK = 0.5  # seconds between two looks at a run
GLANCE = 0.15  # seconds between two looks at a run that is about to end
CALM = 15.0  # seconds of nothing new after which a sign of life is sent
PROGRESS, STATE, END = "progress", "state", "end"


def seen_until(last_event_id: str | None) -> int:
    """The number that a reader saw last, 0 for one who begins or sends nonsense."""
    number = (last_event_id or "").partition(".")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


def fresh(run: PlanRun, after: int) -> list[ServerSentEvent]:
    """What has been told of a run after a number, and its end if it is over."""
    points = [point for point in run.told if point.number > after]
    events = [
        ServerSentEvent(event=PROGRESS, id=str(point.number), data=point.model_dump(mode="json")) for point in points
    ]
    if run.state.is_over:
        last = run.told[-1].number if run.told else 0
        events.append(ServerSentEvent(event=END, id=f"{max(last, after)}.end", data=standing(run)))
    return events


def standing(run: PlanRun) -> dict[str, object]:
    """How a run stands, without its plan."""
    return {
        "state": str(run.state),
        "message": run.message,
        "attempt": run.fence,
        "stop_wanted": run.stop_wanted,
        "cancel_wanted": run.cancel_wanted,
        "has_plan": run.best is not None,
    }


async def stream(look: Callable[[], PlanRun], after: int) -> AsyncIterator[ServerSentEvent]:
    """Events from a number on until the run is over. look: reads the run; it may wait for the store."""
    told: dict[str, object] = {}
    quiet = 0.0
    while True:
        run = await run_in_threadpool(look)
        events = fresh(run, after)
        now = standing(run)
        if now != told and not run.state.is_over:
            told, quiet = now, 0.0
            yield ServerSentEvent(event=STATE, data=now)
        for event in events:
            quiet = 0.0
            yield event
        if run.state.is_over:
            return
        after = max(after, run.told[-1].number if run.told else 0)
        if quiet >= CALM:
            quiet = 0.0
            yield ServerSentEvent(comment="")
        await asyncio.sleep(LOOK)
        quiet += LOOK


async def settled(look: Callable[[], PlanRun], seconds: float) -> PlanRun:
    """A run once it is over, or as it stands after so many seconds. Who waits holds no thread."""
    until = time.monotonic() + seconds
    while True:
        run = await run_in_threadpool(look)
        if run.state.is_over or time.monotonic() >= until:
            return run
        await asyncio.sleep(GLANCE)
