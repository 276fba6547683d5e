"""What a worker does with one attempt at a run: take it, solve in a child, beat, write down what comes, end it.

Only the last taker's word counts: a worker that has been given up finds its fence gone at its next beat, and lets the
child go. An attempt is taken once: brought a second time, by whatever road, it does nothing.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from api.jobs.child import Answer, ChildLimits, How, Word, plan_in_child
from models.brief import Brief
from models.errors import RichengError
from models.plan import Plan
from models.reasons import Stuck
from models.runs import PlanRun, Progress, RunState
from models.spans import OFFICE_TZ
from models.trail import Act
from solver.engines.base import Progress as Told
from solver.solve import Limits
from store.base import Store

log = logging.getLogger("richeng")

SYSTEM = "system"
MOST_ATTEMPTS = 3
MOST_TOLD = 400  # points of progress that a run keeps
WRITE_EVERY = 0.5  # seconds between two writes of one run
ENDINGS = 5  # how often the end is tried to be written
LOST = "计算进程三次中断，已停止；"


@dataclass(frozen=True)
class Workshop:
    """Where runs are worked on. name: the worker's, unlike any other's; lease: seconds of silence after which a run
    is handed to somebody else; threads: of one solve, 1 or 2; memory: bytes of one child; leaving: once set, what
    is under way is let go as it stands, for somebody else to take up."""

    store: Store
    name: str
    lease: float = 15.0
    threads: int = 2
    memory: int = ChildLimits.memory
    leaving: threading.Event = field(default_factory=threading.Event)
    now: Callable[[], datetime] = lambda: datetime.now(OFFICE_TZ)

    def work(self, office: str, id: str, attempt: int) -> str:
        """Work on a run's attempt; how the run stands then, empty where it was not ours to take."""
        run = self._take(office, id, attempt)
        if run is None:
            return ""
        with self.store.read(office) as desk:
            raw = desk.briefs.get(run.brief)
        if raw is None:
            return self._end(office, run, RunState.FAILED, "所依据的摘要已按保存期限清除，请重新排定。")
        beats = Beats(self, office, run)
        try:
            answer = plan_in_child(
                Brief.model_validate_json(raw),
                Limits(workers=self.threads),
                ChildLimits(seconds=run.seconds, memory=self.memory),
                beats,
                How.LONG if run.long else How.MONTH,
            )
        except RichengError as error:
            return self._end(office, beats.run, RunState.FAILED, error.message)
        if beats.is_lost:
            return ""
        return self._finish(office, beats, answer)

    def _take(self, office: str, id: str, attempt: int) -> PlanRun | None:
        with self.store.write(office, None) as desk:
            run = desk.runs.get(id)
            if run is None or run.state.is_over or run.fence != attempt - 1:
                return None
            return desk.runs.take(id, self.name, self.now())

    def _finish(self, office: str, beats: "Beats", answer: Answer) -> str:
        run, result = beats.run.model_copy(update={"cpu": round(beats.run.cpu + answer.cpu, 3)}), answer.result
        if beats.wanted is Word.CANCEL:
            return self._end(office, run.model_copy(update={"best": None}), RunState.CANCELLED, "已取消。")
        if isinstance(result, Plan):
            run = run.model_copy(update={"best": better(result, run.best)})
            if answer.stopped:
                return self._end(office, run, RunState.STOPPED, "已停止，采用当时最好的方案。")
            return self._end(office, run, RunState.DONE, "")
        if isinstance(result, Stuck):
            told = run.model_copy(update={"answer": {"stuck": result.model_dump(mode="json")}})
            return self._end(office, told, RunState.FAILED, "必办事项互相冲突，排不出方案。")
        if run.best is not None:
            return self._end(office, run, RunState.STOPPED, f"{result.why}保留了此前最好的方案。")
        return self._end(office, run, RunState.FAILED, result.why)

    def _end(self, office: str, run: PlanRun, state: RunState, message: str) -> str:
        """Write the end; a database that is away for a moment is waited for. Whoever has lost the run writes none."""
        ended = run.model_copy(update={"state": state, "message": message, "ended_at": self.now()})
        for attempt in range(1, ENDINGS + 1):
            try:
                with self.store.write(
                    office, Act(by=SYSTEM, at=self.now(), why=f"排定任务由 {self.name} 办理")
                ) as desk:
                    return str(state) if desk.runs.report(ended) else ""
            except RichengError:
                raise
            except Exception as fault:
                log.error("end of run %s: %s (%s)", run.id, type(fault).__name__, attempt)
                time.sleep(min(self.lease, attempt))
        return ""  # silent from here on: another attempt will be made


@dataclass
class Beats:
    """The worker's sign of life, which carries what the child tells and brings back what is wanted."""

    shop: Workshop
    office: str
    run: PlanRun
    wanted: Word = Word.GO_ON
    is_lost: bool = False
    _fresh: bool = False
    _wrote: float = field(default_factory=time.monotonic)

    def told(self, progress: Told) -> None:
        """How far the child is."""
        last = self.run.progress
        seconds, objective, bound, gap = progress
        if (objective, bound) == (last.objective, last.bound):
            return
        point = Progress(
            number=last.number + 1,
            seconds=round(max(0.0, seconds), 3),
            objective=objective,
            bound=bound,
            gap=None if gap is None else round(gap, 6),
            solutions=last.solutions + (objective != last.objective),
            phase="search",
        )
        self.run = self.run.model_copy(update={"progress": point, "told": thinned((*self.run.told, point))})
        self._fresh = True

    def kept(self, plan: Plan) -> None:
        """The best so far."""
        self.run = self.run.model_copy(update={"best": better(plan, self.run.best)})
        self._fresh = True

    def word(self) -> Word:
        """What is wanted; on the way, write down what is new and beat."""
        if self.shop.leaving.is_set():
            self.is_lost = True
            return Word.CANCEL
        since = time.monotonic() - self._wrote
        if since >= WRITE_EVERY and (self._fresh or since >= min(1.0, self.shop.lease / 3)):
            self._beat()
        return self.wanted

    def _beat(self) -> None:
        now, begun = self.shop.now(), self._wrote
        beaten = self.run.model_copy(update={"beat_at": now})
        try:
            with self.shop.store.write(self.office, None) as desk:
                self.is_lost = not desk.runs.report(beaten)
                stands = desk.runs.get(self.run.id)
        except RichengError:
            raise
        except Exception as fault:  # the database is away for a moment; past the lease somebody else has the run
            log.error("beat of run %s: %s", self.run.id, type(fault).__name__)
            self.is_lost = time.monotonic() - begun > self.shop.lease
            self.wanted = Word.CANCEL if self.is_lost else self.wanted
            return
        self.run, self._fresh, self._wrote = beaten, False, time.monotonic()
        if self.is_lost or stands is None or stands.cancel_wanted:
            self.wanted = Word.CANCEL
        else:
            self.wanted = Word.STOP if stands.stop_wanted else Word.GO_ON


def better(plan: Plan, other: Plan | None) -> Plan:
    """The cheaper of two plans of one brief: an earlier attempt may have come further."""
    if other is None or other.proof is None or plan.proof is None:
        return plan
    return other if other.proof.objective < plan.proof.objective else plan


def thinned(told: tuple[Progress, ...]) -> tuple[Progress, ...]:
    """Progress kept short: the newer half whole, of the older every other point."""
    if len(told) <= MOST_TOLD:
        return told
    half = len(told) // 2
    return (*told[:half:2], *told[half:])


def given_up(run: PlanRun, now: datetime) -> PlanRun:
    """A run that too many attempts have died on, ended with whatever it has."""
    tail = "保留了此前最好的方案。" if run.best is not None else "请缩短计划范围后再试，仍不行请联系维护人员。"
    state = RunState.STOPPED if run.best is not None else RunState.FAILED
    return run.model_copy(update={"state": state, "message": LOST + tail, "ended_at": now})
