"""Why a plan is as it is, why not otherwise, and what would have to change: answers as data, told in Chinese."""

from enum import StrEnum

from models.audit import Verdict
from models.people import LeaderId
from models.plan import Plan
from models.repairs import Repair, WayOut
from models.spans import Frozen, HalfDay, Instant


class Cite(Frozen):
    """A rule's word: its code, where it stands (第四十三条), and the sentence. cost: what it adds."""

    code: str
    article: str
    subject: str
    sentence: str
    cost: int = 0
    verdict: Verdict | None = None

    def __str__(self) -> str:
        return f"{self.code}\t{self.subject}\t{self.sentence}"


class Clash(Frozen):
    """A rule on a subject, one of those that clash. approver: whose waiver it bows to, none: nobody's."""

    rule: str
    subject: str
    article: str
    sentence: str
    approver: str = ""

    def __str__(self) -> str:
        return f"{self.rule}\t{self.subject}\t{self.sentence}"


class CauseKind(StrEnum):
    """What sort of fact of the brief it is."""

    EVENT = "event"
    ABSENCE = "absence"
    PIN = "pin"
    DECISION = "decision"
    RESEARCH = "research"
    WISH = "wish"


class Cause(Frozen):
    """A fact of the brief in a conflict. id: the event's, absence's or leader's, or the pin's ``event#n``."""

    kind: CauseKind
    id: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.kind.value}\t{self.id}\t{self.sentence}"


class Conflict(Frozen):
    """Facts that cannot all stand.

    causes: facts of the brief; facts: the rules by which they clash. minimal: without any one cause, and without
    any one rule, the rest has a plan to the minute. confirmed: shown a second time by another configuration on a
    brief of the causes alone, and every plan without one of them passed the audit.
    """

    causes: tuple[Cause, ...]
    facts: tuple[Clash, ...]
    minimal: bool
    confirmed: bool


class Stuck(Frozen):
    """The musts clash. conflicts: none has a demand in common with another."""

    conflicts: tuple[Conflict, ...]

    @property
    def facts(self) -> tuple[Clash, ...]:
        """The rules of all conflicts, each once."""
        return tuple(dict.fromkeys(fact for conflict in self.conflicts for fact in conflict.facts))

    @property
    def minimal(self) -> bool:
        """Whether every conflict is minimal."""
        return bool(self.conflicts) and all(conflict.minimal for conflict in self.conflicts)


class Wish(Frozen):
    """What somebody would rather have: an event in a half-day (`half`) or at a minute (`start`), a leader in a seat
    (`seat`, `leader`; `half` too, if it is to be then), an agenda item (`item`), or just the event, held."""

    event: str | None = None
    half: HalfDay | None = None
    start: Instant | None = None
    seat: str | None = None
    leader: LeaderId | None = None
    item: str | None = None


class FindingChange(Frozen):
    """A rule's word that differs. before, after: what it said, none where it said nothing; costs likewise zero."""

    code: str
    article: str
    subject: str
    seat: str | None
    before: str | None
    after: str | None
    cost_before: int
    cost_after: int

    @property
    def sentence(self) -> str:
        """What now holds, or what no longer does."""
        if self.after is not None:
            return self.after
        return f"不再有：{self.before}"


class MoveKind(StrEnum):
    """What happens to an item from one plan to another."""

    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    RESEATED = "reseated"
    RESEARCH = "research"
    AGENDA = "agenda"


class Move(Frozen):
    """An item that is elsewhere in the other plan."""

    kind: MoveKind
    subject: str
    sentence: str


class Difference(Frozen):
    """Two plans of one brief, told article by article."""

    cost_before: int
    cost_after: int
    findings: tuple[FindingChange, ...]
    moves: tuple[Move, ...]

    @property
    def delta(self) -> int:
        """What the second costs more."""
        return self.cost_after - self.cost_before


class Outcome(StrEnum):
    """Whether a wish can be had; undecided: the limits ran out, which says nothing."""

    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    UNDECIDED = "undecided"


class WhyNot(Frozen):
    """The answer to a wish. difference and plan: where it is possible; conflict: where it is not."""

    question: str
    outcome: Outcome
    sentence: str
    difference: Difference | None = None
    conflict: Conflict | None = None
    plan: Plan | None = None


class Alternative(Frozen):
    """Another half-day or another taker than the chosen one.

    value: a half-day (``2026-12-09/am``) or a leader's id; zh: as people say it. open: no rule excludes it beside
    what must stand. price: what it costs more with everything else arranged anew, none where not worked out or
    not possible. because: the rules that exclude it, or what makes the price.
    """

    value: str
    zh: str
    open: bool
    chosen: bool = False
    price: int | None = None
    because: tuple[Cite, ...] = ()
    moves: tuple[Move, ...] = ()


class SeatReasons(Frozen):
    """Why this person takes the seat, and why not another."""

    event: str
    seat: str
    taken_by: LeaderId | None
    words: tuple[Cite, ...]
    others: tuple[Alternative, ...]


class BookingReasons(Frozen):
    """Why an event is held when it is, by whom, and why not at another time."""

    event: str
    title: str
    start: HalfDay
    fixed: bool
    words: tuple[Cite, ...]
    others: tuple[Alternative, ...]
    seats: tuple[SeatReasons, ...]


class Blocker(Frozen):
    """What keeps an event from a half-day: one clash, its sentence and the rules in it."""

    sentence: str
    subjects: tuple[str, ...]
    cites: tuple[Cite, ...]


class Cell(Frozen):
    """One half-day of the month for the standing meeting.

    price: what the month costs more than at its best with the meeting then; none where it cannot be. waivers: the
    fewest in-principle rules to be waived that would make it possible, at `price_waived`; empty: none would.
    """

    half: HalfDay
    chosen: bool
    open: bool
    decided: bool = True
    price: int | None = None
    words: tuple[Cite, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    waivers: tuple[Repair, ...] = ()
    price_waived: int | None = None


class MonthMap(Frozen):
    """Every working day of the horizon for one event, as data for a heat map. best: the cheapest cost."""

    event: str
    title: str
    best: int | None
    cells: tuple[Cell, ...]


class LetIn(Frozen):
    """A left-out event: whose decision it is, and what would let it in.

    difference: of a plan that holds it; conflict: where none does under the rules; ways: out of that.
    """

    event: str
    title: str
    reason: str
    decides: str
    article: str
    outcome: Outcome
    sentence: str
    difference: Difference | None = None
    conflict: Conflict | None = None
    ways: tuple[WayOut, ...] = ()
