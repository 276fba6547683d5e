"""A re-plan: what it disturbs of what is published, counted tier by tier, and the plan that disturbs least.

Tiers are compared in order, the first that differs decides; nothing is weighed against anything else. Counting is
plain: it reads a publication and a plan, and knows no solver.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import Field

from models.brief import Brief
from models.events import Event, Fixed
from models.leave import LeaveWish
from models.plan import Booking, BookingState, Plan, Tabling
from models.presence import wishes
from models.published import Published, PublishedBooking
from models.reasons import Move
from models.research import ResearchBlock
from models.seats import ConcreteSeat
from models.spans import Frozen, HalfDay


class Tier(StrEnum):
    """What can be disturbed, the gravest first.

    open: one more seat that must be filled is left to a person's decision · issued_…: of a week whose arrangement
    has gone out · dropped: not held any more · moved: at another minute · agenda: an item off its meeting · leave:
    placed elsewhere · research: half-days given up · far: in another half-day · recut: stretches of research that
    begin or end elsewhere.
    """

    OPEN = "open"
    ISSUED_MOVED = "issued_moved"
    ISSUED_RESEATED = "issued_reseated"
    DROPPED = "dropped"
    MOVED = "moved"
    RESEATED = "reseated"
    AGENDA = "agenda"
    LEAVE = "leave"
    RESEARCH = "research"
    FAR = "far"
    RECUT = "recut"

    @property
    def zh(self) -> str:
        """As people count it, ``{n}`` standing for how many."""
        return _ZH[self]


_ZH = {
    Tier.OPEN: "新增待定席位{n}个",
    Tier.ISSUED_MOVED: "已印发的改期或取消{n}项",
    Tier.ISSUED_RESEATED: "已印发的换人{n}席",
    Tier.DROPPED: "已公布的取消{n}项",
    Tier.MOVED: "已公布的改期{n}项",
    Tier.RESEATED: "已公布的换人{n}席",
    Tier.AGENDA: "议题变动{n}项",
    Tier.LEAVE: "休假改期{n}次",
    Tier.RESEARCH: "调研让出{n}个半天",
    Tier.FAR: "不在原来半天的{n}项",
    Tier.RECUT: "调研起止变动{n}段",
}
TIERS = tuple(Tier)


class Disturbance(Frozen):
    """How much of what is published a plan disturbs: one number a tier, in the order of `Tier`."""

    counts: tuple[int, ...] = Field(default=(0,) * len(TIERS), min_length=len(TIERS), max_length=len(TIERS))

    def __lt__(self, other: "Disturbance") -> bool:
        return self.counts < other.counts

    def of(self, tier: Tier) -> int:
        """How many of a tier."""
        return self.counts[TIERS.index(tier)]

    @cached_property
    def is_none(self) -> bool:
        """Whether nothing published is disturbed."""
        return not any(self.counts)

    @property
    def zh(self) -> str:
        """Every tier that is not zero, the gravest first."""
        told = [tier.zh.format(n=n) for tier, n in zip(TIERS, self.counts, strict=True) if n]
        return "、".join(told) or "不动任何已公布的安排"


class Damage(Frozen):
    """Why there is anything to arrange anew: an event, item, leader or stretch of research that no longer stands as
    published, or is asked for and has no place yet."""

    subject: str
    sentence: str


class Replan(Frozen):
    """The plan that disturbs least, told.

    published: the number of the publication that it starts from. disturbance: no plan of the whole horizon disturbs
    less. days, whole: what was free to move, beside what is damaged. asks: what a person has to grant
    first, none where the rules as they stand allow it. cost: the plan's audited cost.
    """

    schema_: Literal["richeng.replan/1"] = Field(default="richeng.replan/1", alias="schema")
    brief: str
    published: int
    headline: str
    damage: tuple[Damage, ...]
    disturbance: Disturbance
    days: tuple[date, ...]
    whole: bool
    asks: tuple[str, ...] = ()
    moves: tuple[Move, ...]
    cost: int
    plan: Plan

    @property
    def is_unchanged(self) -> bool:
        """Whether everything stays as published."""
        return not self.moves


class Standing(NamedTuple):
    """A published booking of an event that is still to be held in the horizon. issued: its week has gone out."""

    event: Event
    was: PublishedBooking
    issued: bool

    @property
    def is_ours(self) -> bool:
        """Whether its time is ours to move."""
        return not isinstance(self.event.when, Fixed)


def standing(brief: Brief) -> Iterator[Standing]:
    """Published bookings that start in the horizon, of events that the brief still asks for."""
    published = brief.published
    weeks = set(published.issued_weeks) if published else set()
    in_scope = {event.id for event in brief.in_scope}
    for was in published.bookings if published else ():
        if was.event in in_scope and was.start.date() in brief.horizon:
            gone_out = was.state is BookingState.FIXED and f"{was.start:%G-W%V}" in weeks
            issued = was.state is BookingState.ISSUED or gone_out
            yield Standing(brief.event_by_id[was.event], was, issued)


def researched(brief: Brief) -> tuple[ResearchBlock, ...]:
    """Published research that starts in the horizon, of leaders whom the brief knows."""
    blocks = brief.published.research if brief.published else ()
    return tuple(b for b in blocks if b.start.day in brief.horizon and b.leader in brief.leader_by_id)


def disturbance(brief: Brief, plan: Plan) -> Disturbance:
    """What a plan disturbs of the brief's publication."""
    found = Counter[Tier]()
    booked = {booking.event: booking for booking in plan.bookings}
    taken = plan.takers
    for event in brief.in_scope:
        if event.id in booked:
            filled = [s for s in brief.seats_by_event[event.id] if s.required and not is_open(brief, s)]
            found[Tier.OPEN] += sum(taken.get((event.id, s.key)) is None for s in filled)
    for row in standing(brief):
        found.update(_of_booking(row, booked.get(row.event.id)))
        for seat in brief.seats_by_event[row.event.id]:
            owner = brief.published_seats.get((row.event.id, seat.key))
            if owner is not None and (row.event.id not in booked or taken.get((row.event.id, seat.key)) != owner):
                found[Tier.ISSUED_RESEATED if row.issued else Tier.RESEATED] += 1
    tabled = {(t.item, t.event) for t in plan.agenda}
    found[Tier.AGENDA] = sum((t.item, t.event) not in tabled for t in published_agenda(brief))
    placed = {told.absence: told.start for told in plan.leave}
    found[Tier.LEAVE] = sum(placed.get(wish.id) != start for wish, start in published_leave(brief))
    now = {(block.leader, half) for block in plan.research for half in block.halves()}
    whole = {(block.leader, block.start, block.half_days) for block in plan.research}
    for block in researched(brief):
        halves = [h for h in block.halves() if h.day in brief.horizon]
        found[Tier.RESEARCH] += sum((block.leader, half) not in now for half in halves)
        found[Tier.RECUT] += (block.leader, block.start, block.half_days) not in whole
    return Disturbance(counts=tuple(found[tier] for tier in TIERS))


def is_open(brief: Brief, seat: ConcreteSeat) -> bool:
    """Whether the publication has the seat open already."""
    key = (seat.event, seat.key)
    return key in brief.published_seats and brief.published_seats[key] is None


def _of_booking(row: Standing, now: Booking | None) -> Iterator[Tier]:
    if now is None:
        yield Tier.ISSUED_MOVED if row.issued else Tier.DROPPED
    if row.is_ours:
        if (now is None and not row.issued) or (now is not None and now.start != row.was.start):
            yield Tier.ISSUED_MOVED if row.issued else Tier.MOVED
        if now is None or HalfDay.of(now.start) != HalfDay.of(row.was.start):
            yield Tier.FAR


def published_agenda(brief: Brief) -> Iterator[Tabling]:
    """Published agenda items that the brief still asks for, on meetings that it still asks for."""
    items = {item.id for item in brief.agenda}
    meetings = {row.event.id for row in standing(brief)}
    for told in brief.published.agenda if brief.published else ():
        if told.item in items and told.event in meetings:
            yield told


def published_leave(brief: Brief) -> Iterator[tuple[LeaveWish, HalfDay]]:
    """Leave that the publication places in the horizon, and that is still to be placed."""
    for wish in wishes(brief):
        if wish.id in brief.published_leave:
            yield wish, brief.published_leave[wish.id]


def judged_of(published: Published, brief: Brief) -> Plan | None:
    """The published plan of the brief's horizon; none where the publication does not reach it."""
    bookings = tuple(b for b in published.bookings if b.start.date() in brief.horizon)
    if not bookings:
        return None
    ids = {b.event for b in bookings}
    return Plan(
        brief=brief.digest,
        horizon=brief.horizon,
        bookings=tuple(Booking(event=b.event, start=b.start, end=b.end, state=b.state) for b in bookings),
        seats=tuple(s for s in published.seats if s.event in ids),
        research=tuple(b for b in published.research if b.start.day in brief.horizon),
        leave=tuple(told for told in published.leave if told.start.day in brief.horizon),
        agenda=tuple(t for t in published.agenda if t.event in ids),
    )
