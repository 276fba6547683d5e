"""Audiences: for whom something is shown. There is no default audience."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from models.events import Secrecy
from models.people import LeaderId
from models.publication import Entry
from models.spans import in_office_zone

OFFICE_ID = "office"


class Audience(NamedTuple):
    """The Office itself (`leader` none) or one leader.

    barred: items that a later publication keeps from this leader; he reads them in no older one either. until: the
    last day that he reads, as the office's policy has it today; none: all days.
    """

    leader: LeaderId | None
    barred: frozenset[str] = frozenset()
    until: date | None = None

    @property
    def id(self) -> str:
        """``office`` or the leader's id."""
        return self.leader or OFFICE_ID

    @property
    def is_office(self) -> bool:
        """Whether it is the Office, which sees everything but what living records keep."""
        return self.leader is None

    def on(self, today: date, ahead: int | None) -> "Audience":
        """This audience as it reads today, where it reads so many days ahead; the Office reads all."""
        return self if self.is_office or ahead is None else self._replace(until=today + timedelta(days=ahead))

    def reaches(self, start: datetime) -> bool:
        """Whether what begins then lies within the days that this audience reads."""
        return self.until is None or in_office_zone(start).date() <= self.until

    def may_read(self, entry: Entry) -> bool:
        """Whether the content of an entry it is shown is for this audience; else it reads 有安排 (article 60)."""
        if self.is_office:
            return True
        return entry.id not in self.barred and (
            entry.secrecy is not Secrecy.RESTRICTED or self.leader in entry.people
        )


OFFICE = Audience(None)
