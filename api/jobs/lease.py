"""Who has fallen silent, and what is to be handed out again.

A beat is a change, not a time: each sweeper counts by its own monotonic clock how long it has seen a run unchanged,
so that machines whose clocks differ agree. Any number of sweepers may run; each attempt is taken once.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from api.jobs.work import MOST_ATTEMPTS, SYSTEM, given_up
from models.runs import PlanRun, RunState
from models.spans import OFFICE_TZ
from models.trail import Act
from store.base import Store

log = logging.getLogger("richeng")

LOOKS = 100  # waiting runs, the oldest in front, whose whereabouts one sweep asks after
Seen = tuple[int, str | None, datetime | None]


class Carriage(StrEnum):
    """Where an attempt is, as the engine that carries it knows."""

    UNKNOWN = "unknown"  # never handed in
    WAITING = "waiting"  # in the queue
    TAKEN = "taken"  # a worker has it
    OVER = "over"  # a worker is through with it


class Carrier(Protocol):
    """The engine that brings attempts to workers."""

    def hand(self, office: str, run: str, attempt: int) -> None:
        """Queue an attempt; a second time nothing happens."""

    def where(self, office: str, run: str, attempt: int) -> Carriage:
        """Where it is."""

    def again(self, office: str, run: str, attempt: int) -> None:
        """Queue an attempt again whose worker died before it took the run."""


class Sweeper:
    """Looks at all runs that are not over, and sees that each gets on. lease: seconds."""

    def __init__(
        self,
        store: Store,
        carrier: Carrier,
        lease: float,
        now: Callable[[], datetime] = lambda: datetime.now(OFFICE_TZ),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.store, self.carrier, self.lease, self.now, self.clock = store, carrier, lease, now, clock
        self._seen: dict[tuple[str, str], tuple[Seen, float]] = {}
        self._held: dict[tuple[str, str, int], float] = {}
        self._looks = LOOKS
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def sweep(self) -> int:
        """One look at everything; how many attempts were handed out."""
        at_work = self.store.runs_at_work()
        live = {(office, run.id) for office, run in at_work}
        self._seen = {key: seen for key, seen in self._seen.items() if key in live}
        self._held = {key: since for key, since in self._held.items() if key[:2] in live}
        self._looks = LOOKS
        return sum(self._see_to(office, run) for office, run in at_work)

    def start(self) -> None:
        """Sweep from now on, in a thread of its own."""
        self._thread = threading.Thread(target=self._for_ever, name="richeng-sweeper", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Sweep no more."""
        self._over.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _for_ever(self) -> None:
        while not self._over.wait(max(0.2, self.lease / 5)):
            try:
                self.sweep()
            except Exception as fault:  # the database is away; the next sweep looks again
                log.error("sweep: %s", type(fault).__name__)

    def _see_to(self, office: str, run: PlanRun) -> bool:
        is_new, silent = self._silence(office, run)
        attempt = run.fence + 1
        if run.state is RunState.QUEUED and is_new:
            return self._hand(office, run, attempt)
        if silent < self.lease:
            return False
        if run.state is RunState.RUNNING and (run.cancel_wanted or run.fence >= MOST_ATTEMPTS):
            self._end(office, run)
            return False
        if run.state is RunState.QUEUED:
            if not self._looks:
                return False
            self._looks -= 1
        where = self.carrier.where(office, run.id, attempt)
        if where is Carriage.UNKNOWN:
            return self._hand(office, run, attempt)
        if where is Carriage.TAKEN:  # perhaps this very moment: it has the lease to take the run
            since = self._held.setdefault((office, run.id, attempt), self.clock())
            if self.clock() - since < self.lease:
                return False
            del self._held[office, run.id, attempt]
            self.carrier.again(office, run.id, attempt)
            return True
        if where is Carriage.WAITING:  # thousands may: each is asked after once a lease
            self._look_later(office, run)
        elif where is Carriage.OVER:  # through with it, and yet it was never taken: that attempt is spent
            self._spend(office, run)
        return False

    def _silence(self, office: str, run: PlanRun) -> tuple[bool, float]:
        """Whether a run is seen for the first time as it stands, and for how long it has stood so."""
        stands: Seen = (run.fence, run.worker, run.beat_at)
        known = self._seen.get((office, run.id))
        if known is None or known[0] != stands:
            self._seen[office, run.id] = (stands, self.clock())
            return True, 0.0
        return False, self.clock() - known[1]

    def _hand(self, office: str, run: PlanRun, attempt: int) -> bool:
        self.carrier.hand(office, run.id, attempt)
        self._look_later(office, run)
        return True

    def _look_later(self, office: str, run: PlanRun) -> None:
        """Look at it again after a lease."""
        self._seen[office, run.id] = ((run.fence, run.worker, run.beat_at), self.clock())

    def _spend(self, office: str, run: PlanRun) -> None:
        if run.fence >= MOST_ATTEMPTS:
            self._end(office, run)
            return
        with self.store.write(office, None) as desk:
            now = desk.runs.get(run.id)
            if now is not None and now.fence == run.fence:
                desk.runs.take(run.id, "", self.now())

    def _end(self, office: str, run: PlanRun) -> None:
        """End a run that nobody works on: cancelled as wished, or given up. A worker that wakes may write no more."""
        with self.store.write(office, Act(by=SYSTEM, at=self.now(), why="办理进程中断")) as desk:
            stands = desk.runs.get(run.id)
            if stands is None or stands.fence != run.fence or stands.beat_at != run.beat_at:
                return
            if stands.cancel_wanted:
                gone = {"state": RunState.CANCELLED, "message": "已取消。", "ended_at": self.now(), "best": None}
                desk.runs.report(stands.model_copy(update=gone))
            else:
                desk.runs.report(given_up(stands, self.now()))
