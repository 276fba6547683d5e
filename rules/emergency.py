"""Who is kept from what by an emergency (article 18). Only set times are asked: what is ours to place can move."""

from models.brief import Brief
from models.events import Event, Fixed, Kind, Role
from models.occupations import clash, occupation
from models.people import LeaderId
from models.seats import ConcreteSeat

EMERGENCY = "18"


def calls(brief: Brief, event: Event, person: LeaderId | None) -> list[tuple[Event, ConcreteSeat]]:
    """Seats at emergencies that the person could take and that keep him from the event."""
    if person is None or event.kind is Kind.EMERGENCY or not isinstance(event.when, Fixed):
        return []
    here = occupation(event, event.when.span)
    return [
        (other, seat)
        for other in brief.emergencies
        if isinstance(other.when, Fixed) and clash(brief.policy.travel, here, occupation(other, other.when.span))
        for seat in brief.seats_by_event[other.id]
        if person in seat.options
    ]


def may_be_kept_away(brief: Brief, seat: ConcreteSeat) -> bool:
    """Whether an emergency may keep the seat's owner away."""
    return bool(brief.emergencies) and bool(calls(brief, brief.event_by_id[seat.event], seat.owner))


def gives_way(brief: Brief, event: Event) -> bool:
    """Whether a meeting of the head's may be put off since an emergency may need him: only one with a set time; what
    is ours to place can move."""
    chairs = [seat for seat in brief.seats_by_event[event.id] if seat.role is Role.CHAIR]
    return event.kind.facts.heads_meeting and any(may_be_kept_away(brief, seat) for seat in chairs)
