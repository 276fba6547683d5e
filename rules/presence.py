"""The sheet's answer to who is away, for several half-days at once."""

from collections.abc import Iterator, Sequence

from models.absences import AbsenceKind
from models.events import Event
from models.people import LeaderId
from models.seats import ConcreteSeat
from models.spans import HalfDay
from rules.base import TRUE, Lit, Sheet


def absent(sheet: Sheet, person: LeaderId, halves: Sequence[HalfDay]) -> list[Lit]:
    """Literals of which one at least is true just when the person is away in any of the half-days, each once."""
    return list(dict.fromkeys(lit for half in halves for lit in sheet.away(person, half)))


def triggering(sheet: Sheet, owner: LeaderId, half: HalfDay) -> Sequence[Lit]:
    """Literals of which one is true just when the owner is away in a half-day so that article 7 lets others act."""
    kinds = sheet.brief.policy.cover.trigger
    given = sheet.brief.absences_at(owner, half)
    if given:
        return (TRUE,) if any(absence.kind in kinds for absence in given) else ()
    return sheet.away(owner, half) if AbsenceKind.ANNUAL_LEAVE in kinds else ()


def owned(sheet: Sheet, owner: LeaderId) -> Iterator[tuple[Event, ConcreteSeat]]:
    """Seats of a leader's own."""
    seats = ((event, seat) for event in sheet.events for seat in sheet.brief.seats_by_event[event.id])
    return ((event, seat) for event, seat in seats if seat.owner == owner)


def only_while_away(
    sheet: Sheet, acts: Sequence[Lit], owner: LeaderId, halves: Sequence[HalfDay]
) -> Iterator[tuple[Lit, Sequence[Lit]]]:
    """What others' acting for an owner implies: his being away, half-day by half-day; nothing where he is."""
    for half in halves:
        away = sheet.away(owner, half)
        yield from ((lit, away) for lit in acts if TRUE not in away)


def leave_halves(sheet: Sheet, person: LeaderId) -> dict[int, HalfDay]:
    """Half-days in which leave that is ours to place could lie, by index."""
    mine = (leave for wish in sheet.wishes if wish.leader == person for leave in sheet.leaves(wish))
    return {half.index: half for leave in mine for half in leave.absence.halves}
