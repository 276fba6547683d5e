"""The year's travel plan (article 64), and papers that wait for a signature (article 7)."""

from datetime import date

from pydantic import Field

from models.people import LeaderId
from models.spans import Frozen, Instant


class TravelLine(Frozen):
    """One intended trip of the plan."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9/_.-]{0,79}$")
    leader: LeaderId
    title: str = Field(default="", max_length=200)


class TravelPlan(Frozen):
    """A year's travel plan: drafted by the Office, approved by party committee and government (article 64)."""

    year: int = Field(ge=2004, le=2100)
    party_approved: date | None = None
    government_approved: date | None = None
    lines: tuple[TravelLine, ...] = Field(default=(), max_length=2000)


class SigningItem(Frozen):
    """A paper for a leader's signature. due: until when; signed_by, signed_at: none while it waits (article 7)."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9/_.-]{0,79}$")
    title: str = Field(min_length=1, max_length=200)
    owner: LeaderId
    urgent: bool = False
    due: Instant
    signed_by: LeaderId | None = None
    signed_at: Instant | None = None
