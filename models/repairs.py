"""Ways out of a conflict: repairs, their prices and who has to agree."""

from enum import StrEnum

from models.people import LeaderId
from models.spans import Frozen, Instant


class RepairKind(StrEnum):
    """move: a fixed time · widen: a window · back: an absence gives way · unpin · consent: sought for a ceremony ·
    waive: an in-principle rule · send: another leader by a named person's decision · drop: not held."""

    MOVE = "move"
    WIDEN = "widen"
    BACK = "back"
    UNPIN = "unpin"
    CONSENT = "consent"
    WAIVE = "waive"
    SEND = "send"
    DROP = "drop"


class Repair(Frozen):
    """A way out. who: who has to agree. price: of the repair itself; cost: of the plan that it makes possible."""

    kind: RepairKind
    subject: str
    sentence: str
    who: str
    price: int
    cost: int = 0
    start: Instant | None = None
    end: Instant | None = None
    seat: str | None = None
    leader: LeaderId | None = None
    rule: str | None = None

    @property
    def total(self) -> int:
        """By which repairs are ranked."""
        return self.price + self.cost


class WayOut(Frozen):
    """Repairs that together make a plan possible; verified by planning with them. cost: of that plan."""

    steps: tuple[Repair, ...]
    cost: int

    @property
    def total(self) -> int:
        """Cost of the plan and price of every step."""
        return self.cost + sum(step.price for step in self.steps)
