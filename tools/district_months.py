"""District months, made from a seed: eight leaders, some sixty items, trips and a standing meeting, so that what is
measured on months does not hang on one office's. Musts never share a leader's half-day, so every month has a plan."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from models.absences import Absence, AbsenceKind, Approval, ApprovalState
from models.brief import Brief, Office
from models.events import Duty, Event, Fixed, Kind, Role, Seat, Who, Window
from models.ledger import Ledger
from models.people import DeputyPair, Leader, Post
from models.spans import OFFICE_TZ, DateRange, Span
from models.workdays import WorkCalendar

DEPUTIES = tuple(f"dep-{letter}" for letter in "abcdef")
PEOPLE = ("head", "exec", *DEPUTIES)
CALENDAR = WorkCalendar(first=date(2025, 1, 1), last=date(2027, 12, 31))
KINDS = (Kind.WORK, Kind.WORK, Kind.SPECIAL, Kind.TALK, Kind.RECEPTION, Kind.INSPECTION)
AREAS = ("compound", "compound", "district", "city")
CLOCKS = ((9, 0), (10, 0), (15, 0), (16, 0))


def district_month(seed: int, events: int = 60) -> Brief:
    """The month of a seed, as it stands on the 20th of the month before; always the same."""
    chance = Random(seed)
    month = chance.randint(2, 11)
    first = date(2026, month, 1)
    last = date(2026, month + 1, 1) - timedelta(days=1)
    days = CALENDAR.workdays(first, last)
    as_of = datetime(2026, month - 1, 20, 17, tzinfo=OFFICE_TZ)
    trips = tuple(_trips(chance, days, as_of))
    taken = {(trip.leader, half.index) for trip in trips for half in trip.span.half_days()}
    made = [_event(chance, n, days, taken) for n in range(events)]
    return Brief(
        office=Office(id="shili", name="示例区人民政府"), as_of=as_of, horizon=DateRange(first=first, last=last),
        leaders=_leaders(), pairs=_pairs(), events=(_standing(first, last), *made), absences=trips,
        ledger=Ledger(year=2026, research={who: 42 * (month - 1) // 12 for who in PEOPLE}), calendar=CALENDAR,
    )  # fmt: skip


def _trips(chance: Random, days: tuple[date, ...], as_of: datetime) -> Iterator[Absence]:
    for n, who in enumerate(chance.sample(DEPUTIES, 4)):
        index = chance.randrange(5, len(days) - 3)
        span = Span(start=_at(days[index], 8), end=_at(days[index + chance.randint(0, 2)], 18))
        approval = Approval(state=ApprovalState.APPROVED, by=Post.HEAD.zh, at=as_of)
        yield Absence(
            id=f"trip-{n}", leader=who, kind=AbsenceKind.TRIP, span=span, requested_at=as_of, approval=approval,
            place="外地", contact="见报备单",
        )  # fmt: skip


def _event(chance: Random, n: int, days: tuple[date, ...], taken: set[tuple[str, int]]) -> Event:
    day, (hour, minute) = chance.choice(days), chance.choice(CLOCKS)
    start = _at(day, hour, minute)
    length = timedelta(minutes=chance.choice((60, 90, 120)))
    who = chance.choice(PEOPLE)
    free = (who, day.toordinal() * 2 + (hour > 12)) not in taken
    must = free and chance.random() < 0.2
    when: Fixed | Window = Fixed(start=start, end=start + length)
    if not must and chance.random() < 0.5:
        latest = _at(day + timedelta(days=chance.randint(3, 12)), 0)
        when = Window(earliest=_at(day, 0), latest=latest, minutes=length // timedelta(minutes=1))
    if must:
        taken.add((who, day.toordinal() * 2 + (hour > 12)))
    several = Who(any_of=tuple(chance.sample(DEPUTIES, 2))) if chance.random() < 0.2 else Who(leader=who)
    seats = [Seat(id="main", who=Who(leader=who) if must else several)]
    if chance.random() < 0.15 and not must:
        seats.append(
            Seat(id="more", who=Who(leader=chance.choice([p for p in DEPUTIES if p != who])), required=False)
        )
    return Event(
        id=f"item-{n}", title=f"事项{n}", kind=chance.choice(KINDS), when=when, seats=tuple(seats),
        duty=Duty.MUST if must else Duty.WANTED, priority=chance.randint(1, 3), area=chance.choice(AREAS),
    )  # fmt: skip


def _standing(first: date, last: date) -> Event:
    window = Window(earliest=_at(first, 0), latest=_at(last + timedelta(days=1), 0), half_days=1)
    seats = (
        Seat(id="chair", role=Role.CHAIR, who=Who(leader="head")),
        Seat.model_validate({"id": "members", "who": {"members_of": "standing"}}),
    )
    id = f"standing/{first:%Y-%m}/1"
    return Event(id=id, title="区政府常务会议", kind=Kind.STANDING, when=window, seats=seats)


def _leaders() -> tuple[Leader, ...]:
    deputies = [
        Leader(id=d, post=Post.DEPUTY, title=f"副区长{n}") for d, n in zip(DEPUTIES, "甲乙丙丁戊己", strict=True)
    ]
    return (
        Leader(id="head", post=Post.HEAD, title="区长"),
        Leader(id="exec", post=Post.EXECUTIVE_DEPUTY, title="常务副区长"),
        *deputies,
        Leader(id="director", post=Post.OFFICE_DIRECTOR, title="政府办主任"),
    )


def _pairs() -> tuple[DeputyPair, ...]:
    two = zip(DEPUTIES[::2], DEPUTIES[1::2], strict=True)
    return tuple(DeputyPair(a=a, b=b, first=date(2026, 1, 1)) for a, b in two)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=OFFICE_TZ)
