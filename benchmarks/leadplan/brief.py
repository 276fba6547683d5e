"""An instance as a brief, and a plan as an answer.

The instance's working days become calendar days in a row, all of them worked, so that half-days that are neighbours
by index are neighbours in the product too; months, quarters and weeks stay the instance's own (`rules`).
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from benchmarks.leadplan.instance import SLOT, Instance, Item, Meeting
from models.absences import Absence, AbsenceKind, Approval, ApprovalState
from models.brief import Brief, Office
from models.events import Event, Fixed, Kind, Seat, Who, Window
from models.leave import LeaveWish
from models.ledger import Ledger
from models.people import Leader, Post
from models.plan import Booking, LeaveStart, Plan, Seating
from models.policy import LeavePolicy, Policy, ResearchPolicy, TravelPolicy, Weights
from models.published import Published, PublishedBooking
from models.research import ResearchBlock
from models.spans import OFFICE_TZ, DateRange, HalfDay, Span
from models.workdays import DayException, OfficeHours, WorkCalendar

EPOCH = date(2026, 1, 1)
LONG_AGO = datetime(2025, 1, 1, tzinfo=OFFICE_TZ)
OPENS = (time(8, 30), time(14, 30))
HOURS = ((time(8, 30), time(12)), (time(14, 30), time(18)))
APPROVED = Approval(state=ApprovalState.APPROVED, by="head", at=LONG_AGO)
POSTS = {"head": Post.HEAD, "exec": Post.EXECUTIVE_DEPUTY, "deputy": Post.DEPUTY}
NO_ROADS = {
    "compound": {"compound": 0, "district": 0, "city": 0, "province": 0},
    "district": {"district": 0, "city": 0, "province": 0},
    "city": {"city": 0, "province": 0},
    "province": {"province": 0},
}


def day_of(n: int) -> date:
    """The calendar day that stands for the n-th day."""
    return EPOCH + timedelta(days=n)


def half_of(h: int) -> HalfDay:
    """The half-day with an index of the instance's."""
    return HalfDay(day_of(h // 2), bool(h % 2))


def index_of(half: HalfDay) -> int:
    """The instance's index of a half-day."""
    return half.index - 2 * EPOCH.toordinal()


def moment(slot: int) -> datetime:
    """When a slot of the instance begins."""
    half, within = divmod(slot, 7)
    opens = datetime.combine(day_of(half // 2), OPENS[half % 2], OFFICE_TZ)
    return opens + timedelta(minutes=SLOT * within)


def slot_of(instant: datetime) -> int:
    """The instance's index of the slot that begins at an instant."""
    half = HalfDay.of(instant)
    opens = datetime.combine(half.day, OPENS[half.pm], OFFICE_TZ)
    return 7 * index_of(half) + int((instant - opens).total_seconds()) // (60 * SLOT)


def name(leader: int) -> str:
    """A leader's id in the brief."""
    return f"l{leader}"


def number(leader: str) -> int:
    """A leader's number in the instance."""
    return int(leader[1:])


def brief_of(instance: Instance) -> Brief:
    """The whole instance as the Office would hand it in."""
    horizon = DateRange(first=day_of(0), last=day_of(len(instance.days) - 1))
    brief = Brief(
        office=Office(id="bench", name="leadplan-bench"),
        as_of=LONG_AGO,
        horizon=horizon,
        leaders=tuple(Leader(id=name(k["id"]), post=POSTS[k["role"]], title=name(k["id"])) for k in instance.leaders),
        absences=tuple(_absence(n, a) for n, a in enumerate(instance.raw["absences"])),
        leave=tuple(_wish(r) for r in instance.raw["leave"]),
        ledger=Ledger(year=EPOCH.year),
        policy=_policy(instance),
        calendar=_calendar(horizon),
    )
    events = tuple([_event(e) for e in instance.items] + [_meeting(instance, m) for m in instance.meetings])
    published = _published(instance) if instance.published else None
    return brief.model_copy(update={"events": events, "published": published})


def _policy(instance: Instance) -> Policy:
    """Hours without seasons, no roads, no filing; prices that our own rules share with the instance."""
    weights = instance.weights
    return Policy(
        hours=OfficeHours(winter=HOURS, summer=HOURS),
        travel=TravelPolicy(minutes=NO_ROADS),
        leave=LeavePolicy(report_fields=()),
        research=ResearchPolicy(block_max=min(20, instance.rules["research_run_max"])),
        weights=Weights(leave_denied=weights["leave_denied"], leave_moved=weights["chg_leave"], research_day=0),
    )


def _calendar(horizon: DateRange) -> WorkCalendar:
    first, last = horizon.first - timedelta(days=40), horizon.last + timedelta(days=400)
    worked = tuple(
        DayException(day=day, work=True, name="bench", source="bench") for day in horizon.days() if day.weekday() > 4
    )
    return WorkCalendar(first=first, last=last, exceptions=worked)


def _absence(n: int, absence: Mapping[str, Any]) -> Absence:
    span = Span(start=half_of(absence["from_half"]).start, end=half_of(absence["to_half"]).end)
    return Absence(
        id=f"absence-{n}",
        leader=name(absence["leader"]),
        kind=AbsenceKind.TRIP,
        span=span,
        requested_at=LONG_AGO,
        approval=APPROVED,
    )


def _wish(leave: Mapping[str, Any]) -> LeaveWish:
    window = DateRange(first=day_of(leave["earliest"]), last=day_of(leave["latest"] + leave["days"] - 1))
    return LeaveWish(
        id=leave["id"],
        leader=name(leave["leader"]),
        workdays=leave["days"],
        window=window,
        requested_at=LONG_AGO,
        approval=APPROVED,
    )


def _event(item: Item) -> Event:
    when: Fixed | Window
    if item.slot is not None:
        start = moment(7 * item.halves[0] + item.slot)
        when = Fixed(start=start, end=start + timedelta(minutes=SLOT * item.duration))
    else:
        when = _window(item.halves, item.duration)
    people = [tuple(dict.fromkeys(name(o.leader) for o in seat)) for seat in item.seats]
    kind = Kind.CEREMONY if item.kind == "ceremonial" else Kind.WORK
    seats = tuple(Seat(id=f"s{n}", who=Who(any_of=who)) for n, who in enumerate(people))
    return Event(id=item.id, title=item.id, kind=kind, when=when, seats=seats)


def _meeting(instance: Instance, meeting: Meeting) -> Event:
    seats = tuple(Seat(id=f"s{k}", who=Who(any_of=(name(k),))) for k in range(len(instance.leaders)))
    when = _window(meeting.halves, meeting.duration)
    return Event(id=meeting.id, title=meeting.id, kind=Kind.WORK, when=when, seats=seats)


def _window(halves: tuple[int, ...], duration: int) -> Window:
    return Window(earliest=half_of(halves[0]).start, latest=half_of(halves[-1]).end, minutes=SLOT * duration)


def _published(instance: Instance) -> Published:
    """What stands published, as far as the instance still knows it."""
    old = instance.published or {}
    length = {e.id: e.duration for e in instance.items} | {m.id: m.duration for m in instance.meetings}
    starts = {id: told["start"] for id, told in old["events"].items()} | dict(old["meetings"])
    bookings = [
        PublishedBooking(
            event=id, start=moment(t), end=moment(t) + timedelta(minutes=SLOT * length[id]), announced_at=LONG_AGO
        )
        for id, t in starts.items()
        if id in length and t is not None
    ]
    seats = [
        Seating(event=id, seat=f"s{n}", taken_by=name(who))
        for id, told in old["events"].items()
        if id in length
        for n, who in enumerate(told["attendees"])
    ]
    wishes = {r["id"] for r in instance.raw["leave"]}
    leave = [
        LeaveStart(absence=id, start=half_of(2 * day))
        for id, day in old["leave"].items()
        if id in wishes and day is not None
    ]
    return Published(
        number=1,
        digest="0",
        bookings=tuple(bookings),
        seats=tuple(seats),
        research=tuple(_blocks(old["research"])),
        leave=tuple(leave),
    )


def _blocks(research: list[list[int]]) -> list[ResearchBlock]:
    found = []
    for leader, halves in enumerate(research):
        own = set(halves)
        for n, start in enumerate(sorted(h for h in own if h - 1 not in own)):
            length = 1
            while start + length in own:
                length += 1
            found.append(
                ResearchBlock(
                    id=f"research/{name(leader)}/{EPOCH.year}/{n + 1}",
                    leader=name(leader),
                    start=half_of(start),
                    half_days=length,
                )
            )
    return found


def plan_of_answer(instance: Instance, brief: Brief, answer: Mapping[str, Any]) -> Plan:
    """An answer in the format of the bench as a plan of the brief."""
    length = {e.id: e.duration for e in instance.items} | {m.id: m.duration for m in instance.meetings}
    starts = {id: told["start"] for id, told in answer["events"].items()} | dict(answer["meetings"])
    out = {(leader, h) for leader, row in enumerate(instance.away) for h, is_away in enumerate(row) if is_away}
    for wish in instance.raw["leave"]:
        day = answer["leave"].get(wish["id"])
        if day is not None:
            out |= {(wish["leader"], h) for h in range(2 * day, 2 * (day + wish["days"]))}
    seats = [
        Seating(event=id, seat=f"s{n}", taken_by=name(who))
        for id, told in answer["events"].items()
        for n, who in enumerate(told["attendees"])
    ]
    seats += [
        Seating(event=id, seat=f"s{k}", taken_by=None if (k, t // 7) in out else name(k))
        for id, t in answer["meetings"].items()
        for k in range(len(instance.leaders))
    ]
    return Plan(
        brief=brief.digest,
        horizon=brief.horizon,
        bookings=tuple(
            Booking(event=id, start=moment(t), end=moment(t) + timedelta(minutes=SLOT * length[id]))
            for id, t in starts.items()
        ),
        seats=tuple(seats),
        research=tuple(_blocks(answer["research"])),
        leave=tuple(LeaveStart(absence=id, start=half_of(2 * day)) for id, day in answer["leave"].items()),
    )


def answer_of(instance: Instance, plan: Plan) -> dict[str, Any]:
    """The plan in the format of the bench."""
    meetings = {m.id for m in instance.meetings}
    at = {booking.event: slot_of(booking.start) for booking in plan.bookings}
    research: list[list[int]] = [[] for _ in instance.leaders]
    for block in plan.research:
        research[number(block.leader)] += [index_of(half) for half in block.halves()]
    return {
        "events": {
            e.id: {
                "start": at[e.id],
                "attendees": [number(plan.takers[e.id, f"s{n}"] or "l-1") for n in range(len(e.seats))],
            }
            for e in instance.items
            if e.id in at
        },
        "research": [sorted(own) for own in research],
        "leave": {told.absence: index_of(told.start) // 2 for told in plan.leave},
        "meetings": {id: t for id, t in at.items() if id in meetings},
    }
