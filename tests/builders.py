"""Small things to build tests with: a district of four leaders, December 2026, and whatever a test adds.

Times are written ``12-08 09:00`` and half-days ``12-08/am``, all of 2026 unless a year stands before them.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from models.absences import Absence, AbsenceKind, Approval, ApprovalState
from models.audit import Audit
from models.brief import Brief, Office
from models.events import Event, Fixed, Kind, Role, Seat, Who, Window
from models.ledger import Ledger
from models.people import DeputyPair, Leader, Post
from models.plan import Booking, BookingState, Plan, Seating
from models.publication import Publication
from models.sealing import published_of, seal
from models.spans import OFFICE_TZ, DateRange, HalfDay, Span
from models.workdays import WorkCalendar

OFFICE = Office(id="shili", name="示例区人民政府")
CALENDAR = WorkCalendar(first=date(2025, 1, 1), last=date(2027, 12, 31))


def leader(id: str, post: Post = Post.DEPUTY, title: str = "", portfolios: Iterable[str] = ()) -> Leader:
    """A leader; titled by post unless given."""
    return Leader(id=id, post=post, title=title or post.zh, portfolios=tuple(portfolios))


HEAD = leader("head", Post.HEAD)
EXEC = leader("exec", Post.EXECUTIVE_DEPUTY)
DEP_A = leader("dep-a", title="副区长甲", portfolios=["city"])
DEP_B = leader("dep-b", title="副区长乙", portfolios=["farm"])
LEADERS = (HEAD, EXEC, DEP_A, DEP_B)
PAIRS = (DeputyPair(a="dep-a", b="dep-b", first=date(2026, 1, 1)),)


def at(text: str) -> datetime:
    """An instant: ``12-08 09:00`` or ``2027-01-05 09:00``."""
    full = text if text[4:5] == "-" else f"2026-{text}"
    return datetime.fromisoformat(full).replace(tzinfo=OFFICE_TZ)


def half(text: str) -> HalfDay:
    """A half-day: ``12-08/am`` or ``2027-01-05/am``."""
    return HalfDay.parse(text if text[4:5] == "-" else f"2026-{text}")


def day(text: str) -> date:
    """A day: ``12-08`` or ``2027-01-05``."""
    return date.fromisoformat(text if text[4:5] == "-" else f"2026-{text}")


def days(first: str, last: str) -> DateRange:
    """Days from first to last, both included."""
    return DateRange(first=day(first), last=day(last))


def fixed(start: str, end: str) -> Fixed:
    """A time set by the host."""
    return Fixed(start=at(start), end=at(end))


def window(earliest: str, latest: str, minutes: int | None = None, half_days: int | None = None) -> Window:
    """A time for us to place; ninety minutes unless said otherwise."""
    if minutes is None and half_days is None:
        minutes = 90
    return Window(earliest=at(earliest), latest=at(latest), minutes=minutes, half_days=half_days)


def seat(id: str, who: str | tuple[str, ...], role: Role = Role.ATTEND, **more: Any) -> Seat:
    """A seat of one leader, or of any of several."""
    return Seat(id=id, role=role, who=Who(leader=who) if isinstance(who, str) else Who(any_of=who), **more)


def event(
    id: str, seats: Iterable[Seat | str] = ("dep-a",), when: Fixed | Window | None = None, **more: Any
) -> Event:
    """An event; seats given by a leader's id are his own, called ``s1``, ``s2``, … in order."""
    own = tuple(s if isinstance(s, Seat) else seat(f"s{n}", s) for n, s in enumerate(seats, 1))
    given = {"title": f"会议{id}", "kind": Kind.WORK} | more
    return Event(id=id, seats=own, when=when or window("12-01 00:00", "2027-01-01 00:00"), **given)


def absence(id: str, who: str, start: str, end: str, **more: Any) -> Absence:
    """An approved trip."""
    given = {"kind": AbsenceKind.TRIP, "approval": Approval(state=ApprovalState.APPROVED)} | more
    return Absence(
        id=id, leader=who, span=Span(start=at(start), end=at(end)), requested_at=at("11-20 09:00"), **given
    )


def brief(events: Iterable[Event] = (), **more: Any) -> Brief:
    """December 2026 as it stood on 27 November, with the four leaders and the pair 甲 and 乙."""
    given: dict[str, Any] = {
        "office": OFFICE,
        "as_of": at("11-27 09:00"),
        "horizon": days("12-01", "12-31"),
        "leaders": LEADERS,
        "pairs": PAIRS,
        "ledger": Ledger(year=2026),
        "calendar": CALENDAR,
    }
    return Brief(**(given | {"events": tuple(events)} | more))


def booking(event: str, start: str, end: str, state: BookingState = BookingState.PLANNED) -> Booking:
    """An event at its time."""
    return Booking(event=event, start=at(start), end=at(end), state=state)


def plan(
    brief: Brief, bookings: Iterable[Booking] = (), takers: Mapping[str, str | None] | None = None, **more: Any
) -> Plan:
    """A plan of the brief. Seats go to their owners; takers (``event/seat`` to leader) says otherwise."""
    booked = tuple(bookings)
    named = takers or {}
    seats = tuple(
        Seating(event=b.event, seat=s.key, taken_by=named.get(f"{b.event}/{s.key}", s.owner))
        for b in booked
        for s in brief.seats_by_event.get(b.event, ())
    )
    return Plan(**({"brief": brief.digest, "horizon": brief.horizon, "bookings": booked, "seats": seats} | more))


def clean_audit(brief: Brief, plan: Plan, *findings: Any) -> Audit:
    """An audit with the findings given, none unless said otherwise."""
    return Audit(brief=brief.digest, plan=plan.digest, findings=findings)


def publish(
    brief: Brief, plan: Plan, previous: Publication | None = None, sealed_at: str = "11-27 10:00", **more: Any
) -> Publication:
    """The plan sealed with a clean audit on top of the previous publication."""
    given: dict[str, Any] = {"proposed_by": "文员", "signed_by": "政府办主任", "reason": "月度安排"} | more
    audit = given.pop("audit", None) or clean_audit(brief, plan)
    return seal(brief=brief, plan=plan, audit=audit, previous=previous, sealed_at=at(sealed_at), **given)


def after(publication: Publication, events: Iterable[Event] = (), **more: Any) -> Brief:
    """A brief frozen on top of a publication."""
    return brief(events, **({"published": published_of(publication)} | more))
