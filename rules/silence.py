"""When a required seat may stay empty, and which rule answers for it.

The law is silent where the owner is away and nobody acts for him; while he is in town, only an emergency may keep
him from his seat.
"""

from collections.abc import Sequence

from models.brief import Brief
from models.events import Cover, Event
from models.seats import ConcreteSeat
from models.spans import HalfDay
from rules.base import Lit, Sheet, no
from rules.emergency import EMERGENCY, may_be_kept_away
from rules.presence import absent

PERSONAL = "house-seats-filled"


def silence(brief: Brief, seat: ConcreteSeat, halves: Sequence[HalfDay]) -> str | None:
    """The code of the rule that answers for the empty seat; none: it may not stay empty.

    ``47-a`` a member on leave · ``8`` the head's seat · ``7-g`` a deputy's seat that B could have taken ·
    ``18`` an owner whom an emergency may keep away · ``house-seats-filled`` a seat that nobody else may take, or
    one of several with all of them away.
    """
    if seat.owner is None:
        return PERSONAL if all(brief.is_away(person, halves) for person in seat.options) else None
    if not brief.is_away(seat.owner, halves):
        return EMERGENCY if may_be_kept_away(brief, seat) else None
    return while_away(brief, seat)


def while_away(brief: Brief, seat: ConcreteSeat) -> str:
    """The rule that answers while everybody whose seat it could be is away."""
    if seat.owner is None:
        return PERSONAL
    if seat.member:
        return "47-a"
    if seat.cover is Cover.NONE:
        return PERSONAL
    return "8" if seat.owner == brief.head else "7-g"


def vacant(sheet: Sheet, event: Event, seat: ConcreteSeat, start: HalfDay) -> list[tuple[str | None, Lit]]:
    """What it would be that the seat is empty at a start: a rule's code, as `silence` names it, and when.

    Two where leave that is ours to place decides whether the owner is away.
    """
    halves, empty = sheet.halves(event, start), sheet.empty(event, seat, start)
    answer = silence(sheet.brief, seat, halves)
    if answer not in (None, EMERGENCY):
        return [(answer, empty)]
    people = (seat.owner,) if seat.owner is not None else seat.options
    gone = [absent(sheet, person, halves) for person in people]
    if not all(gone):
        return [(answer, empty)]
    away = no(sheet.either([no(sheet.either(lits)) for lits in gone])) if len(gone) > 1 else sheet.either(gone[0])
    without, together = sheet.split(empty, away)
    return [(answer, without), (while_away(sheet.brief, seat), together)]


def is_decided(brief: Brief, seat: ConcreteSeat, taker: str | None) -> bool:
    """Whether a person has decided that this leader takes the seat."""
    decision = brief.decided.get((seat.event, seat.key))
    return decision is not None and decision.taken_by == taker
