"""Agenda items of the three meetings and their gates (article 45)."""

from datetime import date

from pydantic import Field

from models.events import Kind
from models.people import LeaderId
from models.spans import Frozen


class Gates(Frozen):
    """Days on which an item passed (or is promised to pass) each gate of article 45; none: not yet promised."""

    submitted: date | None = None
    deputy_read: date | None = None
    consulted: date | None = None
    review_done: date | None = None
    deputy_agreed: date | None = None
    head_agreed: date | None = None
    papers_printed: date | None = None


class AgendaItem(Frozen):
    """An item for a meeting's agenda. owner: the deputy in charge; unit: who drafts and reports it."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9/_.-]{0,79}$")
    title: str = Field(min_length=1, max_length=200)
    meeting: Kind = Kind.STANDING
    owner: LeaderId
    unit: str = ""
    priority: int = Field(default=2, ge=1, le=3)
    gates: Gates = Gates()
