"""Duties that clash (工作冲突) or crowd a half-day (公务繁忙): elsewhere reasons for B to act, not in the seed."""

from models.brief import Brief
from models.events import Event, Fixed
from models.occupations import clash, occupation
from models.people import LeaderId
from models.policy_people import BUSY, CLASH
from models.seats import ConcreteSeat


def rivals(brief: Brief, event: Event, person: LeaderId) -> list[tuple[Event, ConcreteSeat]]:
    """Seats at other events that keep the person from this one; only set times are asked, the rest can move."""
    if CLASH not in brief.policy.cover.trigger or not isinstance(event.when, Fixed):
        return []
    here = occupation(event, event.when.span)
    return [
        (other, seat)
        for other in brief.events
        if other.id != event.id
        and isinstance(other.when, Fixed)
        and clash(brief.policy.travel, here, occupation(other, other.when.span))
        for seat in brief.seats_by_event[other.id]
        if person in seat.options
    ]


def crowd(brief: Brief, event: Event, person: LeaderId) -> list[tuple[Event, ConcreteSeat]]:
    """Seats at other events with a set time in the same half-days, which keep the person busy."""
    if BUSY not in brief.policy.cover.trigger or not isinstance(event.when, Fixed):
        return []
    here = set(event.when.span.half_days())
    return [
        (other, seat)
        for other in brief.events
        if other.id != event.id and isinstance(other.when, Fixed) and here & set(other.when.span.half_days())
        for seat in brief.seats_by_event[other.id]
        if person in seat.options
    ]
