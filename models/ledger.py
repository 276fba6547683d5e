"""The year so far: what has been done before the horizon begins."""

from datetime import date

from pydantic import Field

from models.events import EventId
from models.people import LeaderId
from models.spans import Frozen


class MeetingHeld(Frozen):
    """A standing or plenary meeting that has been held, by its event id (``standing/2026-11/1``)."""

    id: EventId
    on: date


class StudyDone(Frozen):
    """Research on a topic that a leader has finished, and on which day (article 67)."""

    leader: LeaderId
    topic: str = Field(default="", max_length=200)
    on: date


class Ledger(Frozen):
    """Counts of one calendar year up to the horizon.

    research: half-days of research done (article 66); ceremonies: attended (article 61); studies: topics that
    research has been finished on (article 67);
    research_numbers: the highest n of ``research/{leader}/{year}/{n}`` ever used. Where a policy asks for them:
    units: grassroots units that have been visited, each once;
    research_stays: days of the year's longest stay; research_quarter: half-days done in the quarter in which the
    horizon begins; research_reports: reports written; quiet_weeks: whole weeks without meetings of ours.
    """

    year: int
    research: dict[LeaderId, int] = Field(default_factory=dict)
    ceremonies: dict[LeaderId, int] = Field(default_factory=dict)
    research_numbers: dict[LeaderId, int] = Field(default_factory=dict)
    research_stays: dict[LeaderId, int] = Field(default_factory=dict)
    research_quarter: dict[LeaderId, int] = Field(default_factory=dict)
    research_reports: dict[LeaderId, int] = Field(default_factory=dict)
    quiet_weeks: int = Field(default=0, ge=0, le=53)
    units: dict[LeaderId, tuple[str, ...]] = Field(default_factory=dict, exclude_if=lambda units: not units)
    meetings: tuple[MeetingHeld, ...] = ()
    studies: tuple[StudyDone, ...] = ()

    def research_done(self, leader: LeaderId, year: int) -> int:
        """Half-days of research done in a year; zero for a year that the ledger does not keep."""
        return self.research.get(leader, 0) if year == self.year else 0

    def units_visited(self, leader: LeaderId, year: int) -> frozenset[str]:
        """Grassroots units that a leader has visited in a year; none for a year that the ledger does not keep."""
        return frozenset(self.units.get(leader, ()) if year == self.year else ())
