"""The five verbs over the store.

A run is a row of ours, written with its brief in one transaction: it alone says how things stand. The engine behind
only carries it to a worker, and whatever it loses is handed out again (`lease.py`).
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from api.jobs.landing import Landing, land
from api.jobs.port import Ask, Hand
from api.records import freeze_brief
from intake.brief import write_brief
from models.errors import Refused, Unknown
from models.runs import PlanRun, RunState
from models.spans import OFFICE_TZ
from models.trail import Act
from solver.solve import admit
from store.base import Store
from store.desk import Desk

MOST_WAITING = 5  # runs of one office that are not over


@dataclass(frozen=True)
class Asked:
    """A run that is asked for, with its brief's bytes."""

    run: PlanRun
    brief: bytes


def new_id() -> str:
    """A run's id: nobody can guess another's."""
    return f"r-{secrets.token_hex(8)}"


class DeskJobs:
    """Jobs of the offices of a store. hand: brings a run to a worker; without one it waits for the next sweep."""

    def __init__(
        self,
        store: Store,
        hand: Hand = lambda office, run: None,
        now: Callable[[], datetime] = lambda: datetime.now(OFFICE_TZ),
    ) -> None:
        self.store, self.hand, self.now = store, hand, now

    def submit(self, office: str, ask: Ask, act: Act) -> PlanRun:
        """Freeze the brief from today's records and queue its solve."""
        asked = self.prepare(office, ask, act)
        with self.store.write(office, act) as desk:
            self.keep(desk, asked)
        self.hand(office, asked.run)
        return asked.run

    def prepare(self, office: str, ask: Ask, act: Act) -> Asked:
        """A run and its brief, not yet kept: for whoever keeps them in a transaction of their own, and hands on."""
        frozen = freeze_brief(self.store, office, ask.horizon, ask.as_of)
        admit(frozen.brief)
        run = PlanRun(
            id=new_id(),
            horizon=ask.horizon,
            as_of=ask.as_of,
            brief=frozen.brief.digest,
            input_revision=frozen.revision,
            on=frozen.brief.published.number if frozen.brief.published else 0,
            asked_by=act.by,
            asked_at=act.at,
            title=ask.title,
            seconds=ask.seconds,
            long=ask.is_long,
        )
        return Asked(run, write_brief(frozen.brief))

    def keep(self, desk: Desk, asked: Asked) -> PlanRun:
        """Keep a run and its brief at a desk. Raises Refused where too many wait."""
        waiting = sum(not other.state.is_over for other in desk.runs.all(limit=10**6))
        if waiting >= MOST_WAITING:
            raise Refused(f"已有 {waiting} 个排定任务没有算完；请等它们算完，或先取消用不着的。")
        desk.briefs.save(asked.run.brief, asked.brief)
        desk.runs.ask(asked.run)
        return asked.run

    def progress(self, office: str, run: str) -> PlanRun:
        """How a run stands."""
        with self.store.read(office) as desk:
            found = desk.runs.get(run)
        if found is None:
            raise Unknown(f"没有编号为 {run} 的排定任务。")
        return found

    def stop(self, office: str, run: str, act: Act) -> PlanRun:
        """Ask it to stop and keep the best."""
        return self._wish(office, run, act, cancel=False)

    def cancel(self, office: str, run: str, act: Act) -> PlanRun:
        """Ask it to end and keep nothing; what nobody has begun ends here."""
        return self._wish(office, run, act, cancel=True)

    def result(self, office: str, run: str) -> Landing:
        """Its plan on today's records."""
        return land(self.store, office, self.progress(office, run))

    def _wish(self, office: str, run: str, act: Act, *, cancel: bool) -> PlanRun:
        with self.store.write(office, act) as desk:
            wished = desk.runs.wish(run, cancel=cancel)
            if wished is not None and wished.state is RunState.QUEUED:
                ended = wished.model_copy(
                    update={"state": RunState.CANCELLED, "ended_at": self.now(), "message": "还没有开始就撤下了。"}
                )
                desk.runs.report(ended)
        return self.progress(office, run)
