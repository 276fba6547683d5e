"""Briefs and plans full of absences: touching at noon and midnight, revoked, multi-day, nested; over a year's end."""

from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from models.absences import Absence, AbsenceKind, Approval, ApprovalState
from models.brief import Brief
from models.decided import Decision
from models.events import Application, Consent, Cover, Event, Fixed, Kind, Role, Seat, Who
from models.people import Delegation, DeputyPair, Post
from models.plan import Booking, Plan, Seating
from models.policy import Policy
from models.research import ResearchBlock
from models.slip import Trip
from models.spans import OFFICE_TZ, DateRange, HalfDay, Span
from tests.builders import DEP_A, DEP_B, EXEC, HEAD, at, brief, leader

DEP_C = leader("dep-c", title="副区长丙", portfolios=["police"])
DIRECTOR = leader("director", Post.OFFICE_DIRECTOR)
LEADERS = (HEAD, EXEC, DEP_A, DEP_B, DEP_C, DIRECTOR)
CLOCKS = ((0, 0), (7, 30), (8, 30), (12, 0), (12, 59), (13, 0), (13, 1), (14, 30), (18, 0), (23, 59))
KINDS = (
    Kind.WORK, Kind.RECEPTION, Kind.TALK, Kind.PETITION_RECEPTION, Kind.STANDING, Kind.OFFICE, Kind.CEREMONY,
    Kind.SUPERIOR, Kind.EVENT_PUBLIC,
)  # fmt: skip
MONTHS = (
    (datetime(2026, 12, 7, tzinfo=OFFICE_TZ), 6),
    (datetime(2026, 12, 29, tzinfo=OFFICE_TZ), 7),
    (datetime(2026, 2, 26, tzinfo=OFFICE_TZ), 5),
)
POLICIES: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"cover": {"fallback": "exec_deputy"}},
    {"cover": {"fallback": "named", "long_absence_days": 2}},
    {"cover": {"both_away": "forbid_unless_head_approves", "excluded_portfolios": ["police"]}},
    {"cover": {"trigger": ["trip", "annual_leave"], "head_needs_delegation": False, "mutual": False}},
    {"leave": {"not_together": [["head", "executive_deputy"]], "notice_workdays": 2}},
    {"leave": {"blackout": [{"name": "值守期", "first": "12-30", "last": "01-02"}]}},
    {"standing": {"chair_when_head_away": "any_entrusted"}},
    {"cover": {"fallback": "office_director"}, "ceremony": {"consent_required": False}},
)


class Case(NamedTuple):
    """One generated question."""

    brief: Brief
    plan: Plan
    trip: Trip


def cases(seed: int, count: int) -> list[Case]:
    """So many questions; several on one set of absences would hide less, so each has its own."""
    dice = Random(seed)
    return [_case(dice) for _ in range(count)]


def _case(dice: Random) -> Case:
    first, days = dice.choice(MONTHS)
    absences = [_absence(dice, first, days, n) for n in range(dice.randrange(8))]
    if absences and dice.random() < 0.5:
        absences.append(_nested(dice, absences[0], len(absences)))
    events = [_event(dice, first, days, n) for n in range(dice.randrange(7))]
    made = brief(
        events,
        as_of=first - timedelta(days=dice.choice((1, 3, 10))),
        horizon=DateRange(first=first.date(), last=(first + timedelta(days=days - 1)).date()),
        leaders=LEADERS,
        pairs=_pairs(dice, first),
        absences=tuple(absences),
        delegations=tuple(_delegation(dice, first, days, n) for n in range(dice.randrange(3))),
        policy=Policy.model_validate(dice.choice(POLICIES)),
    )
    made = made.model_copy(update={"decisions": tuple(_decisions(dice, made))})
    plan = _plan(dice, made)
    start, end = _stretch(dice, first, days)
    kind = dice.choice((*AbsenceKind, AbsenceKind.TRIP, AbsenceKind.TRIP))
    return Case(made, plan, Trip(leader=dice.choice(LEADERS).id, start=start, end=end, kind=kind))


def _moment(dice: Random, first: datetime, days: int) -> datetime:
    hour, minute = dice.choice(CLOCKS)
    return first + timedelta(days=dice.randrange(days), hours=hour, minutes=minute)


def _stretch(dice: Random, first: datetime, days: int) -> tuple[datetime, datetime]:
    while True:
        one, other = sorted((_moment(dice, first, days), _moment(dice, first, days)))
        if one < other and (other - one < timedelta(days=2) or dice.random() < 0.3):
            return one, other


def _absence(dice: Random, first: datetime, days: int, n: int) -> Absence:
    start, end = _stretch(dice, first, days)
    if dice.random() < 0.1:
        start -= timedelta(days=4)  # begun before the horizon
    states = (*ApprovalState, ApprovalState.APPROVED, ApprovalState.APPROVED, ApprovalState.APPROVED)
    return Absence(
        id=f"away-{n}",
        leader=dice.choice(LEADERS).id,
        kind=dice.choice(tuple(AbsenceKind)),
        span=Span(start=start, end=end),
        requested_at=at("2026-01-05 09:00"),
        approval=Approval(state=dice.choice(states)),
    )


def _nested(dice: Random, outer: Absence, n: int) -> Absence:
    """Inside another's, or beginning the minute that it ends."""
    length = (outer.span.end - outer.span.start) / 2
    start = dice.choice((outer.span.start, outer.span.start + length / 2, outer.span.end))
    who = dice.choice((outer.leader, dice.choice(LEADERS).id))
    span = Span(start=start, end=start + length)
    return outer.model_copy(update={"id": f"away-{n}", "leader": who, "span": span})


def _pairs(dice: Random, first: datetime) -> tuple[DeputyPair, ...]:
    ab = DeputyPair(a="dep-a", b="dep-b", first=at("2026-01-01 00:00").date(), c=dice.choice((None, "exec")))
    late = (first + timedelta(days=dice.randrange(3))).date()
    ce = DeputyPair(a="exec", b="dep-c", first=late, mutual=dice.random() < 0.7)
    ac = DeputyPair(a="dep-a", b="dep-c", first=at("2026-01-01 00:00").date(), last=late)
    return dice.choice(((ab,), (ab, ce), (ab, ce, ac), (ac, ce)))


def _delegation(dice: Random, first: datetime, days: int, n: int) -> Delegation:
    start, end = _stretch(dice, first, days)
    to = dice.choice(("exec", "exec", "dep-b", "dep-c"))
    return Delegation(id=f"word-{n}", by="head", to=to, span=Span(start=start, end=end))


def _event(dice: Random, first: datetime, days: int, n: int) -> Event:
    start = _moment(dice, first, days)
    end = start + timedelta(minutes=dice.choice((30, 60, 90, 150, 240, 1440)))
    kind = dice.choice(KINDS)
    seats = [_seat(dice, kind, m) for m in range(dice.choice((1, 1, 2)))]
    if len({s.who.leader for s in seats if s.who.leader}) < len([s for s in seats if s.who.leader]):
        seats = seats[:1]
    application = None
    if kind is Kind.CEREMONY:
        willing = dice.sample([k.id for k in LEADERS], 4)
        application = Application(
            unit="某单位", at=first, consents=tuple(Consent(leader=k, at=first) for k in willing)
        )
    return Event(
        id=f"e{n}",
        title=f"事项{n}",
        kind=kind,
        when=Fixed(start=start, end=end),
        seats=tuple(seats),
        venue=dice.choice(("", "一会议室")),
        area=dice.choice(("district", "city", "compound")),
        portfolio=dice.choice((None, None, "police")),
        application=application,
    )


def _seat(dice: Random, kind: Kind, m: int) -> Seat:
    role = Role.CHAIR if m == 0 and kind in (Kind.STANDING, Kind.OFFICE) else Role.ATTEND
    if role is Role.CHAIR:
        who = Who(leader="head")
    elif kind is Kind.STANDING:
        who = Who(members_of="standing")
    else:
        several = tuple(dice.sample([k.id for k in LEADERS], 3))
        who = dice.choice((Who(any_of=several), Who(portfolio="police"), *(Who(leader=k.id) for k in LEADERS)))
    return Seat(id=f"s{m}", role=role, who=who, required=dice.random() < 0.9, cover=dice.choice((None, None, *Cover)))


def _decisions(dice: Random, made: Brief) -> list[Decision]:
    found = []
    for event in made.events:
        for row in made.seats_by_event[event.id]:
            if dice.random() < 0.05:
                who = dice.choice(LEADERS).id
                decision = Decision(
                    event=event.id, seat=row.key, taken_by=who, by="区长", reason="指定", at=made.as_of
                )
                found.append(decision)
    return found


def _plan(dice: Random, made: Brief) -> Plan:
    seats, bookings = [], []
    for event in made.events:
        assert isinstance(event.when, Fixed)
        if event.when.start.date() not in made.horizon or dice.random() < 0.1:
            continue
        bookings.append(Booking(event=event.id, start=event.when.start, end=event.when.end))
        taken: set[str] = set()
        for row in made.seats_by_event[event.id]:
            options = [p for p in (row.options or ("",)) if p and p not in taken]
            taker = dice.choice((*options[:1], *options[:1], *options)) if options else None
            if taker is not None and dice.random() < 0.95:
                taken.add(taker)
                seats.append(Seating(event=event.id, seat=row.key, taken_by=taker))
    research = []
    for n in range(dice.randrange(3)):
        start = HalfDay.of(made.horizon.span.start).shifted(dice.randrange(8))
        who = dice.choice(LEADERS).id
        research.append(ResearchBlock(id=f"research/{who}/2026/{n + 1}", leader=who, start=start, half_days=1))
    return Plan(
        brief=made.digest, horizon=made.horizon, bookings=tuple(bookings), seats=tuple(seats),
        research=tuple(research),
    )  # fmt: skip
