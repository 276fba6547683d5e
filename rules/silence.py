"""When a required seat may stay empty, and which rule answers for it.

The law is silent where the owner is away and nobody acts for him; while he is in town, only an emergency may keep
him from his seat.
"""

from collections.abc import Sequence

from models.brief import Brief
from models.events import Cover
from models.seats import ConcreteSeat
from models.spans import HalfDay
from rules.emergency import EMERGENCY, may_be_kept_away

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
    if seat.member:
        return "47-a"
    if seat.cover is Cover.NONE:
        return PERSONAL
    return "8" if seat.owner == brief.head else "7-g"


def is_decided(brief: Brief, seat: ConcreteSeat, taker: str | None) -> bool:
    """Whether a person has decided that this leader takes the seat."""
    decision = brief.decided.get((seat.event, seat.key))
    return decision is not None and decision.taken_by == taker
