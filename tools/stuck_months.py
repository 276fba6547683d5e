"""Months that cannot be planned, made from a seed: a small government's December and one planted conflict.

Five kinds: ``away`` (the head's own meeting on days when he is away or bound), ``musts`` (two duties at once),
``no_day`` (a standing meeting with no day left), ``research`` (the year's research against trips and a duty),
``pins``.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from models.absences import Absence, AbsenceKind, Approval, ApprovalState
from models.brief import Brief, Office
from models.decided import Pin
from models.events import Duty, Event, Fixed, Kind, Role, Seat, Who, Window
from models.ledger import Ledger
from models.people import DeputyPair, Leader, Post
from models.spans import OFFICE_TZ, DateRange, Span
from models.workdays import WorkCalendar

KINDS = ("away", "musts", "no_day", "research", "pins")
DEPUTIES = ("dep-a", "dep-b", "dep-c", "dep-d")
CALENDAR = WorkCalendar(first=date(2025, 1, 1), last=date(2027, 12, 31))
HORIZON = DateRange(first=date(2026, 12, 1), last=date(2026, 12, 31))
WORKDAYS = CALENDAR.workdays(HORIZON.first, HORIZON.last)


class StuckMonth(NamedTuple):
    """The brief, and ids of the facts that were planted."""

    kind: str
    seed: int
    brief: Brief
    planted: frozenset[str]


class _Plot:
    """A month in the making."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.events: list[Event] = []
        self.absences: list[Absence] = []
        self.pins: list[Pin] = []
        self.research = dict.fromkeys(["head", "exec", *DEPUTIES], 40)
        self.planted: set[str] = set()
        self.window: tuple[date, date] | None = None

    def day(self) -> date:
        return self.chance.choice(WORKDAYS)

    def event(self, id: str, who: list[str], when: Fixed | Window, *, plant: bool = True, **more: object) -> None:
        seats = [Seat(id=f"s{n}", who=Who(leader=one)) for n, one in enumerate(who, 1)]
        given = {"title": f"事项{id}", "kind": Kind.WORK, "seats": seats, "duty": Duty.MUST} | more
        self.events.append(Event.model_validate({"id": id, "when": when, **given}))
        self.planted |= {id} if plant else set()

    def away(self, id: str, who: str, first: date, last: date) -> None:
        span = Span(start=at(first, 8), end=at(last, 18))
        approval = Approval(state=ApprovalState.APPROVED, by="区长", at=at(date(2026, 11, 20), 9))
        asked = at(date(2026, 11, 18), 9)
        known = {"place": "外地", "contact": "见报备单", "requested_at": asked, "approval": approval}
        self.absences.append(
            Absence.model_validate({"id": id, "leader": who, "kind": AbsenceKind.TRIP, "span": span, **known})
        )
        self.planted.add(id)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of the office's zone."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=OFFICE_TZ)


def fixed(day: date, hour: int, minutes: int = 90) -> Fixed:
    """A time set by the host."""
    return Fixed(start=at(day, hour), end=at(day, hour) + timedelta(minutes=minutes))


def _away(plot: _Plot) -> None:
    index = plot.chance.randrange(2, len(WORKDAYS) - 1)
    first, second = WORKDAYS[index - 1], WORKDAYS[index]
    plot.away("trip-head", "head", first, first)
    plot.away("trip-exec", "exec", first, first)
    plot.event("bound", ["head"], fixed(second, 8, 600), summoned=True)
    seats = [Seat(id="chair", role=Role.CHAIR, who=Who(leader="head")), Seat(id="s1", who=Who(leader="exec"))]
    window = Window(earliest=at(first, 0), latest=at(second, 23), minutes=90)
    plot.event("office", [], window, kind=Kind.OFFICE, seats=seats)


def _musts(plot: _Plot) -> None:
    day, who = plot.day(), plot.chance.choice(["head", "exec", *DEPUTIES])
    hour = plot.chance.choice([9, 15])
    plot.event("one", [who], fixed(day, hour), summoned=True)
    plot.event("two", [who, *plot.chance.sample(DEPUTIES, 1)][: plot.chance.choice([1, 2])], fixed(day, hour, 60))
    if plot.chance.random() < 0.3:
        plot.event("three", [who], fixed(day, hour, 120))


def _no_day(plot: _Plot) -> None:
    index = plot.chance.randrange(0, len(WORKDAYS) - 3)
    days = WORKDAYS[index : index + 3]
    plot.window = (days[0], days[-1])
    plot.planted.add("standing/2026-12/1")
    for n, day in enumerate(days):
        if n and plot.chance.random() < 0.4:  # away on all of them, the chair would be open and no conflict
            plot.away(f"trip-{n}", "head", day, day)
        else:
            plot.event(f"bound-{n}", [plot.chance.choice(["head", "dep-a"])], fixed(day, 8, 600), summoned=True)


def _research(plot: _Plot) -> None:
    """Trips leave just enough days for the year's research (too few would be a finding, no conflict), and a duty
    takes one of them."""
    who = plot.chance.choice(DEPUTIES)
    left = plot.chance.randrange(30, 43)
    plot.research[who] = 42 - left
    plot.planted.add(who)
    need, index, free = len(WORKDAYS) - -(-left // 2), 0, list(WORKDAYS)
    while need > 0:
        length = min(need, plot.chance.randrange(2, 6), len(WORKDAYS) - index)
        plot.away(f"trip-{index}", who, WORKDAYS[index], WORKDAYS[index + length - 1])
        free = [day for day in free if not WORKDAYS[index] <= day <= WORKDAYS[index + length - 1]]
        need -= length
        index += length + (1 if index + length + need < len(WORKDAYS) else 0)
    plot.event("bound", [who], fixed(plot.chance.choice(free), 8, 600), summoned=True)


def _pins(plot: _Plot) -> None:
    day, who = plot.day(), plot.chance.choice(DEPUTIES)
    whole = Window(earliest=at(HORIZON.first, 0), latest=at(date(2027, 1, 1), 0), minutes=90)
    plot.event("pinned", [who], whole, duty=Duty.WANTED)
    plot.pins.append(Pin(event="pinned", start=at(day, 9), by="值班室"))
    if plot.chance.random() < 0.5:
        plot.event("other", [who], whole, duty=Duty.WANTED)
        plot.pins.append(Pin(event="other", start=at(day, 9, 30), by="秘书科"))
    else:
        plot.event("other", [who], fixed(day, 9), summoned=True)


PLANTERS: dict[str, Callable[[_Plot], None]] = {
    "away": _away, "musts": _musts, "no_day": _no_day, "research": _research, "pins": _pins,
}  # fmt: skip


def stuck_month(kind: str, seed: int) -> StuckMonth:
    """The month of a kind and seed; always the same."""
    plot = _Plot(seed * 5 + KINDS.index(kind))
    PLANTERS[kind](plot)
    for n in range(plot.chance.randrange(5, 25)):
        day = plot.day()
        who = plot.chance.sample(["head", "exec", *DEPUTIES], plot.chance.choice([1, 1, 2]))
        window = Window(earliest=at(day, 0), latest=at(HORIZON.last, 23), minutes=plot.chance.choice([60, 90, 120]))
        when = window if plot.chance.random() < 0.5 else fixed(day, plot.chance.choice([9, 10, 15, 16]))
        plot.event(f"plain-{n}", who, when, plant=False, duty=Duty.WANTED)
    first, last = plot.window or (HORIZON.first, HORIZON.last)
    window = Window(earliest=at(first, 0), latest=at(last + timedelta(days=1), 0), half_days=1)
    seats = [
        Seat(id="chair", role=Role.CHAIR, who=Who(leader="head")),
        Seat.model_validate({"id": "members", "who": {"members_of": "standing"}}),
    ]
    plot.event("standing/2026-12/1", [], window, plant=False, kind=Kind.STANDING, seats=seats, title="区政府常务会议")
    brief = Brief(
        office=Office(id="shili", name="示例区人民政府"),
        as_of=at(date(2026, 11, 27), 9),
        horizon=HORIZON,
        leaders=_leaders(),
        pairs=(
            DeputyPair(a="dep-a", b="dep-b", first=date(2026, 1, 1)),
            DeputyPair(a="dep-c", b="dep-d", first=date(2026, 1, 1)),
        ),
        events=tuple(plot.events),
        absences=tuple(plot.absences),
        pins=tuple(plot.pins),
        ledger=Ledger(year=2026, research=plot.research),
        calendar=CALENDAR,
    )
    return StuckMonth(kind, seed, brief, frozenset(plot.planted))


def _leaders() -> tuple[Leader, ...]:
    deputies = [Leader(id=d, post=Post.DEPUTY, title=f"副区长{n}") for d, n in zip(DEPUTIES, "甲乙丙丁", strict=True)]
    return (
        Leader(id="head", post=Post.HEAD, title="区长"),
        Leader(id="exec", post=Post.EXECUTIVE_DEPUTY, title="常务副区长"),
        *deputies,
        Leader(id="director", post=Post.OFFICE_DIRECTOR, title="政府办主任"),
    )
