"""What others ask of jobs. Five methods, so that another engine could stand behind them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from api.jobs.landing import Landing
from models.runs import PlanRun
from models.spans import DateRange
from models.trail import Act

LONG_FROM = 63  # days: a horizon beyond two months is searched against the clock


@dataclass(frozen=True)
class Ask:
    """A plan that is asked for. seconds: how long it may compute. as_of: the instant to freeze the brief at.
    title: of the draft that comes of it."""

    horizon: DateRange
    as_of: datetime
    seconds: float = 300.0
    title: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it is too long to be proven as a month is."""
        return (self.horizon.last - self.horizon.first).days + 1 >= LONG_FROM


class Jobs(Protocol):
    """Plans in the making, by office and run. Every method raises Unknown for what is not the office's."""

    def submit(self, office: str, ask: Ask, act: Act) -> PlanRun:
        """Freeze the brief from today's records and queue its solve. Raises BadInput with every fault of the records,
        Refused where too many runs wait."""

    def progress(self, office: str, run: str) -> PlanRun:
        """How a run stands."""

    def stop(self, office: str, run: str, act: Act) -> PlanRun:
        """Ask it to stop and keep the best; over already: as it stands."""

    def cancel(self, office: str, run: str, act: Act) -> PlanRun:
        """Ask it to end and keep nothing; over already: as it stands."""

    def result(self, office: str, run: str) -> Landing:
        """Its plan on today's records: accepted, or refused with what has changed. Raises Refused while it is under
        way, and for one that left no plan."""


Hand = Callable[[str, PlanRun], None]
"""Hand a run's next attempt to whoever works, once however often it is asked."""
