"""What named persons decided: waivers, answers to open questions, pins."""

from pydantic import Field

from models.events import EventId
from models.people import LeaderId
from models.spans import Frozen, Instant


class Waiver(Frozen):
    """A named person's leave to depart from an in-principle rule: which rule, for what, why."""

    rule: str
    subject: str
    approver: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    at: Instant


class Decision(Frozen):
    """A named person's answer to what the law leaves open: who takes the seat."""

    event: EventId
    seat: str
    taken_by: LeaderId
    by: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    at: Instant


class Pin(Frozen):
    """An officer's word that an event stands at a time, or that a leader takes a seat of it."""

    event: EventId
    start: Instant | None = None
    seat: str | None = None
    leader: LeaderId | None = None
    by: str = Field(min_length=1)
