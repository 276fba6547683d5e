"""The coverage slip: may this leader be away then? Who covers what, and what is left open, in Chinese."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from models.absences import AbsenceKind
from models.people import LeaderId
from models.plan import Plan
from models.reasons import Conflict, Move
from models.spans import Frozen, HalfDay, Instant


class Colour(StrEnum):
    """green: every seat and the portfolio have a lawful taker and nothing moves · amber: lawful if wanted items
    move, or a person decides or waives · red: a must breaks whatever moves."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def rank(self) -> int:
        """The worse, the higher."""
        return list(Colour).index(self)


class Basis(StrEnum):
    """What the question is judged against."""

    PUBLISHED = "published"
    PLAN = "plan"
    FRESH = "fresh"

    @property
    def zh(self) -> str:
        """As the slip says it."""
        return {"published": "已公布的方案", "plan": "指定的方案文件", "fresh": "按摘要新排的方案"}[self.value]


class Trip(Frozen):
    """The question: a leader, a stretch of time, why and where."""

    leader: LeaderId
    start: Instant
    end: Instant
    kind: AbsenceKind = AbsenceKind.TRIP
    place: str = ""


class Asked(Frozen):
    """The question as it is judged: half-days, widened outward."""

    leader: LeaderId
    title: str
    start: Instant
    end: Instant
    kind: AbsenceKind
    kind_zh: str
    place: str
    first: HalfDay
    last: HalfDay
    half_days: int
    widened: bool
    sentence: str


class Judged(Frozen):
    """The plan it is judged against. number: of the publication; digest: of the plan or the publication."""

    basis: Basis
    number: int | None
    digest: str
    sentence: str


class Outcome(StrEnum):
    """What becomes of a seat."""

    COVERED = "covered"
    BUSY = "busy"
    NOBODY = "nobody"
    OPEN = "open"


class Proposal(Frozen):
    """Who could be asked to step in where the law has no answer, in order. free: nothing of his own clashes."""

    leader: LeaderId
    title: str
    free: bool
    sentence: str


class SeatSlip(Frozen):
    """One seat of the absent leader's in the judged plan, and what becomes of it.

    taker: who takes it lawfully; busy: who could but for items of his own (`blocked_by`).
    """

    event: str
    title: str
    seat: str
    role: str
    start: Instant
    end: Instant
    function: str
    must: bool
    movable: bool
    colour: Colour
    outcome: Outcome
    taker: LeaderId | None
    taker_title: str
    article: str
    sentence: str
    blocked_by: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()


class ResearchSlip(Frozen):
    """Research that falls into the absence."""

    id: str
    halves: tuple[HalfDay, ...]
    sentence: str


class Stint(Frozen):
    """Who acts over half-days in a row; none: nobody."""

    first: HalfDay
    last: HalfDay
    taker: LeaderId | None
    taker_title: str


class FunctionSlip(Frozen):
    """One of the five functions of article 7. items: seats or papers of that sort in the stretch."""

    name: str
    article: str
    stints: tuple[Stint, ...]
    items: tuple[str, ...]
    sentence: str


class Load(Frozen):
    """A partner's own half-days in the stretch: what he has, what he takes over, what clashes."""

    leader: LeaderId
    title: str
    away: tuple[HalfDay, ...]
    busy: tuple[HalfDay, ...]
    own: tuple[str, ...]
    takes: tuple[str, ...]
    clashes: tuple[str, ...]
    sentence: str


class HoleKind(StrEnum):
    """Where cover runs out."""

    NO_PARTNER = "no_partner"
    PARTNER_AWAY = "partner_away"
    NOT_A_TRIGGER = "not_a_trigger"
    EXCLUDED = "excluded"
    NOT_ENTRUSTED = "not_entrusted"
    HEAD_AND_EXECUTIVE = "head_and_executive"
    COVER_OF_COVER = "cover_of_cover"
    REFUSED = "refused"


class Hole(Frozen):
    """Cover that nobody gives by the law, over half-days in a row: a person decides. of: whose work it is."""

    kind: HoleKind
    of: LeaderId
    first: HalfDay
    last: HalfDay
    article: str
    sentence: str
    proposals: tuple[Proposal, ...] = ()


class BlockedDay(Frozen):
    """A meeting from which there is no leave in principle (article 47)."""

    event: str
    title: str
    day: date
    sentence: str


class Paper(Frozen):
    """A field, a report or an approval that is still to come: listed, never coloured."""

    field: str
    article: str
    sentence: str


class Need(Frozen):
    """What a named person has to decide or waive for it to be lawful."""

    rule: str
    subject: str
    article: str
    who: str
    sentence: str


class Replan(Frozen):
    """The smallest re-plan with the absence approved. whole: all of the horizon was free to move, else only the
    damaged items and what lies in the window; added_cost: against the judged plan."""

    first: date
    last: date
    whole: bool
    added_cost: int
    moves: tuple[Move, ...]
    sentence: str
    plan: Plan


class Stretch(Frozen):
    """Half-days of the same length in which the verdict by the rules is green; so many of them are worked."""

    first: HalfDay
    last: HalfDay
    worked: int
    zh: str


class Slip(Frozen):
    """The answer. rule_verdict: by the rules on the judged plan, without the solver; verdict: after the re-plan.

    missing and pending are listed, never coloured.
    """

    schema_: Literal["richeng.slip/1"] = Field(default="richeng.slip/1", alias="schema")
    brief: str
    verdict: Colour
    rule_verdict: Colour
    headline: str
    asked: Asked
    judged: Judged
    reasons: tuple[str, ...]
    clashes: tuple[SeatSlip, ...]
    research: tuple[ResearchSlip, ...]
    functions: tuple[FunctionSlip, ...]
    partner_takes: tuple[str, ...]
    nobody_takes: tuple[str, ...]
    loads: tuple[Load, ...]
    holes: tuple[Hole, ...]
    blocked_days: tuple[BlockedDay, ...]
    missing: tuple[Paper, ...]
    pending: tuple[Paper, ...]
    travel_plan: str
    deputy_would_do: tuple[str, ...]
    notes: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    replan: Replan | None = None
    conflict: Conflict | None = None
    before: tuple[Stretch, ...] = ()
    after: tuple[Stretch, ...] = ()
