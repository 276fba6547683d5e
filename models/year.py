"""What the year's plan hands to each month: research, leave and meeting weeks. Wishes with a price, never musts."""

from datetime import date
from typing import Literal

from pydantic import Field

from models.digest import digest_of
from models.events import EventId
from models.people import LeaderId
from models.plan import LeaveStart
from models.spans import Frozen


def month_of(day: date) -> str:
    """``2027-03``."""
    return f"{day:%Y-%m}"


def week_of(day: date) -> str:
    """``2027-W09``, the ISO week."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


class ResearchTarget(Frozen):
    """Research of a leader in a month, in half-days, on what topics."""

    leader: LeaderId
    month: str = Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")
    half_days: int = Field(ge=0, le=62)
    topics: tuple[str, ...] = Field(default=(), max_length=62)


class MeetingTarget(Frozen):
    """The week in which a meeting, or an item whose window runs over the month's border, is best held."""

    event: EventId
    week: str = Field(pattern=r"^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$")


class YearTargets(Frozen):
    """What is left of a year, month by month.

    plan: digest of the year's plan that they come from; counted: what lies before this day is counted in the ledger
    or published, so that nothing before it is asked for any more.
    """

    schema_: Literal["richeng.targets/1"] = Field(default="richeng.targets/1", alias="schema")
    year: int = Field(ge=2004, le=2100)
    plan: str
    counted: date
    research: tuple[ResearchTarget, ...] = Field(default=(), max_length=1000)
    leave: tuple[LeaveStart, ...] = Field(default=(), max_length=500)
    meetings: tuple[MeetingTarget, ...] = Field(default=(), max_length=5000)

    @property
    def digest(self) -> str:
        """SHA-256 of the targets' canonical JSON, hexadecimal."""
        return digest_of(self)

    def of(self, leader: LeaderId, month: str) -> ResearchTarget | None:
        """A leader's research in a month."""
        return next((t for t in self.research if (t.leader, t.month) == (leader, month)), None)

    def speaks_of(self, year: int) -> bool:
        """Whether they hold for a year."""
        return self.year == year
