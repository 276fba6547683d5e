"""Plans in the making: runs of the solver and drafts, each with the office revision that it was made from."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from models.plan import Plan
from models.spans import DateRange, Frozen, Instant


class RunState(StrEnum):
    """queued → running → done, stopped (its best kept), cancelled or failed."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (RunState.QUEUED, RunState.RUNNING)


class Progress(Frozen):
    """How far a run is. number: counts what a run has told, from 1. seconds: since it began; objective, bound: cost
    units, none before the first plan."""

    number: int = Field(default=0, ge=0)
    seconds: float = Field(default=0, ge=0)
    objective: int | None = None
    bound: int | None = None
    gap: float | None = None
    solutions: int = Field(default=0, ge=0)
    phase: str = ""


class PlanRun(Frozen):
    """One run of the solver over a frozen brief.

    input_revision: the office's revision that the brief was frozen at; on: the newest publication then (0: none).
    fence: rises each time a worker takes the run; only the last taker's word counts. beat_at: its last sign of
    life. best: the best plan so far; answer: what else came of it (a conflict, say) as JSON has it.
    title: of the draft that comes of it. seconds: how long it may compute; long: a search against the clock, for a
    year and more. told: what has been told of its progress, in order, thinned out where it is long. cpu: seconds of
    one core that it took.
    """

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$")
    state: RunState = RunState.QUEUED
    horizon: DateRange
    as_of: Instant
    brief: str
    input_revision: int = Field(ge=0)
    on: int = Field(default=0, ge=0)
    asked_by: str
    asked_at: Instant
    title: str = Field(default="", max_length=100)
    seconds: float = Field(default=300, gt=0)
    long: bool = False
    cpu: float = Field(default=0, ge=0)
    worker: str | None = None
    fence: int = Field(default=0, ge=0)
    beat_at: Instant | None = None
    ended_at: Instant | None = None
    stop_wanted: bool = False
    cancel_wanted: bool = False
    progress: Progress = Progress()
    told: tuple[Progress, ...] = ()
    best: Plan | None = None
    answer: dict[str, Any] | None = None
    message: str = ""


class PlanDraft(Frozen):
    """A plan at hand, not yet published: of a run, or edited by an officer. It carries what it was made from."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$")
    revision: int = Field(default=1, ge=1)
    title: str = Field(default="", max_length=100)
    input_revision: int = Field(ge=0)
    on: int = Field(default=0, ge=0)
    as_of: Instant
    run: str | None = None
    by: str
    at: Instant
    plan: Plan


class KeptReply(Frozen):
    """What was answered to a request under an idempotency key, to be answered again.

    request: SHA-256 of what was asked. status: HTTP's, none while the first is still at work.
    """

    principal: str = Field(min_length=1, max_length=200)
    key: str = Field(min_length=1, max_length=200)
    request: str
    at: Instant
    status: int | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    body: str = ""
