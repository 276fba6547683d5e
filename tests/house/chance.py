"""Small briefs and plans made by chance: the same generator, the same brief."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

from models.absences import Absence, AbsenceKind, Approval, ApprovalState
from models.agenda import AgendaItem
from models.brief import Brief
from models.decided import Decision, Pin
from models.events import Duty, Event, Fixed, Kind, Role, Seat, Who, Window
from models.ledger import Ledger
from models.people import Delegation, DeputyPair
from models.plan import Booking, BookingState, Plan, Seating, Tabling
from models.policy import Policy
from models.published import PublishedBooking
from models.research import ResearchBlock
from models.spans import HalfDay, Span
from rules import RULES
from solver.sheet import CpSheet
from tests.builders import DEP_A, DEP_B, EXEC, HEAD, at, day, event
from tests.house.tiny import (
    DEP_C,
    applied,
    decision,
    gates,
    pair,
    policy,
    published,
    standing_meeting,
    tiny_brief,
    waiver,
)

DAYS = ("12-10", "12-11", "12-12")
KINDS = (
    Kind.WORK, Kind.WORK, Kind.TALK, Kind.SYMPOSIUM, Kind.CEREMONY, Kind.CEREMONY, Kind.OFFICE, Kind.EMERGENCY,
    Kind.INSPECTION,
)  # fmt: skip
HOURS = ("08:30", "09:00", "10:30", "12:30", "14:30", "15:00", "17:00", "19:00")


ELSEWHERE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("standing", {"min_gap_days": 3, "preferred_weekday": "fri"}),
    ("standing", {"quorum": {"share": "2/3"}, "chair_when_head_away": "any_entrusted", "session": "any"}),
    ("standing", {"topic_owner_required": True, "per_year_max": 1}),
    ("cover", {"fallback": "exec_deputy"}),
    ("cover", {"long_absence_days": 1}),
    ("cover", {"trigger": ["trip", "annual_leave", "clash"]}),
    ("nomeeting", {"days": ["thu/am"]}),
    ("research", {"fixed_weekdays": ["fri"], "month_max": 2}),
    ("meeting", {"speakers_max": 1, "max_minutes": {"meeting.work": 60}, "per_month_max": 1}),
    ("load", {"weekly_minutes": 120}),
    ("fairness", {"event_window": 7}),
    ("ceremony", {"apply_days_before": 21, "leaders_max": 2}),
)


def small_brief(rng: Random, events: int = 4, days: int = 2, *, idle: bool = False) -> Brief:
    """A brief of at most so many events and days. idle: no research is owed or published, so none is wanted."""
    leaders = rng.choice(((DEP_A, DEP_B), (HEAD, EXEC, DEP_A), (HEAD, DEP_A, DEP_B), (DEP_A, DEP_B, DEP_C)))
    people = [leader.id for leader in leaders]
    span = DAYS[: rng.randint(1, days)]
    made = [_event(rng, f"e{n}", people, span) for n in range(rng.randint(1, events))]
    if "head" in people and rng.random() < 0.3:
        made.append(standing_meeting())
    absences = tuple(_absence(rng, f"a{n}", people, span) for n in range(rng.randint(0, 3)))
    more: dict[str, Any] = {
        "leaders": leaders,
        "pairs": tuple(_pairs(rng, people)),
        "absences": absences,
        "policy": _policy(rng),
        "ledger": Ledger(year=2026, research={p: 42 if idle else rng.choice((42, 42, 42, 0)) for p in people}),
    }
    if "head" in people and rng.random() < 0.5:
        first, last = at(f"{span[0]} 00:00"), at(f"{span[-1]} 12:00")
        more["delegations"] = (Delegation(id="d1", by="head", to=people[1], span=Span(start=first, end=last)),)
    if any(e.kind is Kind.STANDING for e in made) and rng.random() < 0.5:
        more["agenda"] = (AgendaItem(id="i1", title="议题", owner=people[-1], gates=gates("12-03", "12-07")),)
    if rng.random() < 0.3:
        more["waivers"] = tuple(waiver(rng.choice(("61-c", "61-d")), e.id) for e in made)
    brief = tiny_brief(made, span[0], span[-1], **more)
    brief = brief.model_copy(
        update={"decisions": tuple(some_decisions(rng, brief)), "pins": tuple(some_pins(rng, brief))}
    )
    return on_a_publication(rng, brief, idle) if rng.random() < 0.5 else brief


def _policy(rng: Random) -> Policy:
    """The seed's settings with a few of other governments'."""
    sections: dict[str, dict[str, Any]] = {
        "plan": {"crowded_above": rng.choice((1, 2))},
        "research": {"block_max": rng.choice((1, 2))},
    }
    for section, changes in rng.sample(ELSEWHERE, rng.choice((0, 0, 1, 2))):
        sections[section] = {**sections.get(section, {}), **changes}
    return policy(**sections)


def _event(rng: Random, id: str, people: list[str], span: tuple[str, ...]) -> Event:
    kind = rng.choice(KINDS)
    seats = [_seat(rng, f"s{n}", people, kind) for n in range(rng.choice((1, 1, 2)))]
    given: dict[str, Any] = {
        "kind": kind,
        "area": rng.choice(("compound", "district", "city", "province")),
        "duty": rng.choice((Duty.WANTED, Duty.WANTED, Duty.MUST)),
        "priority": rng.randint(1, 3),
        "portfolio": rng.choice((None, "city", "farm")),
    }
    if kind is Kind.CEREMONY:
        given["application"] = applied(*rng.sample(people, rng.randint(0, len(people))))
    return event(id, seats, _when(rng, span), **given)


def _seat(rng: Random, id: str, people: list[str], kind: Kind) -> Seat:
    role = Role.CHAIR if kind is Kind.OFFICE and id == "s0" else rng.choice((Role.ATTEND, Role.ATTEND, Role.SPEAKER))
    owner = people[0] if role is Role.CHAIR else rng.choice(people)
    who = Who(leader=owner) if rng.random() < 0.7 else Who(any_of=tuple(rng.sample(people, rng.randint(1, 2))))
    return Seat(id=id, role=role, who=who, required=rng.random() < 0.8)


def _when(rng: Random, span: tuple[str, ...]) -> Fixed | Window:
    on = rng.choice(span)
    if rng.random() < 0.4:
        start = at(f"{on} {rng.choice(HOURS)}")
        return Fixed(start=start, end=start + timedelta(minutes=rng.choice((45, 60, 120))))
    first, last = at(f"{on} 00:00"), at(f"{span[-1]} 00:00") + timedelta(days=rng.choice((1, 1, 2)))
    if rng.random() < 0.25:
        return Window(earliest=first, latest=last, half_days=rng.choice((1, 2)))
    return Window(earliest=first, latest=last, minutes=rng.choice((60, 120, 180)))


def _absence(rng: Random, id: str, people: list[str], span: tuple[str, ...]) -> Absence:
    start = at(f"{rng.choice(span)} {rng.choice(('08:00', '14:00'))}")
    state = rng.choice((ApprovalState.APPROVED, ApprovalState.APPROVED, ApprovalState.REQUESTED))
    return Absence(
        id=id,
        leader=rng.choice(people),
        kind=rng.choice((AbsenceKind.TRIP, AbsenceKind.ANNUAL_LEAVE, AbsenceKind.TRAINING)),
        span=Span(start=start, end=start + timedelta(hours=rng.choice((3, 9, 27)))),
        requested_at=at("11-10 09:00"),
        approval=Approval(state=state, by="区长", at=at(rng.choice(("11-12 09:00", "11-25 09:00")))),
    )


def _pairs(rng: Random, people: list[str]) -> Iterator[DeputyPair]:
    deputies = [person for person in people if person != "head"]
    for one, other in pairwise(deputies):
        if rng.random() < 0.7:
            yield pair(one, other, last=rng.choice((None, None, "12-10")))


def some_decisions(rng: Random, brief: Brief) -> Iterator[Decision]:
    """Now and then a person's word on who takes a seat."""
    for seats in brief.seats_by_event.values():
        if rng.random() < 0.15:
            yield decision(seats[0].event, seats[0].key, rng.choice(brief.leaders).id)


def some_pins(rng: Random, brief: Brief) -> Iterator[Pin]:
    """Now and then a seat pinned to one of those who could take it."""
    for seats in brief.seats_by_event.values():
        if seats[0].options and rng.random() < 0.1:
            yield Pin(event=seats[0].event, seat=seats[0].key, leader=rng.choice(seats[0].options), by="政府办")


def on_a_publication(rng: Random, brief: Brief, idle: bool) -> Brief:
    """The brief on top of a publication that some other hand made, perhaps in the middle of its horizon."""
    sheet = CpSheet(brief, RULES)
    plan = next(shaken(sheet, rng, many=1))
    rows = [
        PublishedBooking(
            event=b.event,
            start=b.start,
            end=b.end,
            announced_at=at("11-20 10:00"),
            state=rng.choice((BookingState.PLANNED, BookingState.PLANNED, BookingState.ISSUED)),
        )
        for b in plan.bookings
    ]
    as_of = rng.choice((brief.as_of, HalfDay(brief.horizon.first, False).start + timedelta(hours=12)))
    was = published(*rows, seats=plan.seats, research=() if idle else _apart(plan.research))
    return brief.model_copy(update={"published": was, "as_of": as_of})


def _apart(blocks: tuple[ResearchBlock, ...]) -> list[ResearchBlock]:
    """Blocks that share no half-day with an earlier one of the same leader."""
    kept: list[ResearchBlock] = []
    for block in blocks:
        if not any(b.leader == block.leader and b.overlap(block.start, block.half_days) for b in kept):
            kept.append(block)
    return kept


def shaken(sheet: CpSheet, rng: Random, many: int) -> Iterator[Plan]:
    """Plans drawn from what the sheet can say, now and then with something that it cannot."""
    brief = sheet.brief
    for _ in range(many):
        held: dict[str, Booking] = {}
        seats: list[Seating] = []
        for one in sheet.events:
            spans = [span for start in sheet.starts(one) for span in sheet.times(one, start)]
            if not spans or rng.random() < 0.2:
                continue
            span = rng.choice(spans)
            if rng.random() < 0.05:
                span = Span(start=span.start + timedelta(hours=1), end=span.end + timedelta(hours=1))
            held[one.id] = Booking(event=one.id, start=span.start, end=span.end)
            half = HalfDay.of(span.start)
            for seat in brief.seats_by_event[one.id]:
                free = [p for p in sheet.takers(one, seat) if not brief.is_away(p, span.half_days())]
                anybody = (*brief.leader_by_id, None)
                mine = [seat.owner] if seat.owner in free else [*free, None]
                taker = rng.choice(anybody) if rng.random() < 0.1 else rng.choice(mine)
                seats.append(Seating(event=one.id, seat=seat.key, taken_by=taker))
            assert half == HalfDay.of(held[one.id].start)
        agenda = tuple(
            Tabling(item=item.id, event=one.id)
            for item in brief.agenda
            for one in sheet.meetings(item)
            if one.id in held and rng.random() < 0.7
        )
        yield Plan(
            brief=brief.digest,
            horizon=brief.horizon,
            bookings=tuple(held.values()),
            seats=tuple(seats),
            research=tuple(_research(rng, sheet)),
            agenda=agenda,
        )


def _research(rng: Random, sheet: CpSheet) -> Iterator[ResearchBlock]:
    for leader in sheet.brief.leaders:
        for n in range(1, rng.choice((1, 1, 2, 3))):
            block = rng.choice(sheet.blocks(leader.id))
            id = f"research/{leader.id}/{day('12-10').year}/{n}"
            yield ResearchBlock(id=id, leader=leader.id, start=block.start, half_days=block.half_days)
