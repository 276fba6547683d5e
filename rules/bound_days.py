"""Half-days that a leader's own duties take whatever is decided: what nobody else can do for him."""

from models.brief import Brief
from models.occupations import carried, halves, start_halves
from models.people import LeaderId
from models.policy_people import BUSY, CLASH
from models.seats import ConcreteSeat
from models.spans import HalfDay
from rules.silence import silence

Times = tuple[frozenset[HalfDay], ...]


def bound_times(brief: Brief, leader: LeaderId) -> list[Times]:
    """For each duty that nobody else can do for the leader, the half-days it takes, by possible start; and what
    runs into the horizon."""
    found: list[Times] = [
        (frozenset(there.span.half_days()),) for person, there in carried(brief) if person == leader
    ]
    for event in brief.in_scope:
        if brief.is_must(event) and not brief.is_over(event):
            mine = [seat for seat in brief.seats_by_event[event.id] if _is_his_alone(brief, seat, leader)]
            touched = [halves(event, start) for start in start_halves(brief, event)]
            if any(all(silence(brief, seat, taken) is None for taken in touched) for seat in mine):
                found.append(tuple(frozenset(taken) for taken in touched))
    return found


def leaves_room(bound: list[Times], stretch: frozenset[HalfDay]) -> bool:
    """Whether each duty could be at a time apart from the stretch."""
    return all(any(stretch.isdisjoint(taken) for taken in times) for times in bound)


def _is_his_alone(brief: Brief, seat: ConcreteSeat, leader: LeaderId) -> bool:
    """Whether the leader has to take the seat while he is in town."""
    if not seat.required or seat.owner != leader or (seat.event, seat.key) in brief.decided:
        return False
    return len(seat.options) == 1 or not {BUSY, CLASH} & set(brief.policy.cover.trigger)
