"""Audiences: for whom something is shown. There is no default audience."""

from typing import NamedTuple

from models.events import Secrecy
from models.people import LeaderId
from models.publication import Entry

OFFICE_ID = "office"


class Audience(NamedTuple):
    """The Office itself (`leader` none) or one leader.

    barred: items that a later publication keeps from this leader; he reads them in no older one either.
    """

    leader: LeaderId | None
    barred: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """``office`` or the leader's id."""
        return self.leader or OFFICE_ID

    @property
    def is_office(self) -> bool:
        """Whether it is the Office, which sees everything but what living records keep."""
        return self.leader is None

    def may_read(self, entry: Entry) -> bool:
        """Whether the content of an entry is for this audience; if not it reads 有安排 (article 60)."""
        if self.is_office:
            return True
        return entry.id not in self.barred and (
            entry.secrecy is not Secrecy.RESTRICTED or self.leader in entry.people
        )


OFFICE = Audience(None)
