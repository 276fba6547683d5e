"""What is so, counted in minutes from raw fields: a second reading of a brief and a plan.

A minute is a whole number since the first minute of 2000 in Beijing; a half-day is a whole number too, two to a
day, the second from 13:00 on.
"""

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple

from models.brief import Brief
from models.events import Body, Cover, Event, Fixed, Kind, Role
from models.people import Post
from models.plan import Booking, Plan
from tests.oracle.leave import placements

BEIJING = timezone(timedelta(hours=8))
EPOCH = datetime(2000, 1, 1, tzinfo=BEIJING).astimezone(UTC)
FIRST_DAY = date(2000, 1, 1)
DAY = 24 * 60
NOON = 13 * 60
PERSONAL = (Kind.PETITION_RECEPTION, Kind.LETTERS)  # article 39: whatever the seat says


def floor_minute(instant: datetime) -> int:
    """The minute that holds an instant."""
    return (instant.astimezone(UTC) - EPOCH) // timedelta(minutes=1)


def ceil_minute(instant: datetime) -> int:
    """The first minute not before an instant."""
    return -((EPOCH - instant.astimezone(UTC)) // timedelta(minutes=1))


def minute_of(day: date, clock: time) -> int:
    """The minute of a clock time on a day."""
    return (day - FIRST_DAY).days * DAY + clock.hour * 60 + clock.minute


def day_of(minute: int) -> date:
    """The day of a minute."""
    return FIRST_DAY + timedelta(days=minute // DAY)


def half_of(minute: int) -> int:
    """The half-day of a minute."""
    return minute // DAY * 2 + (1 if minute % DAY >= NOON else 0)


def half_number(day: date, pm: bool) -> int:
    """The half-day's number."""
    return (day - FIRST_DAY).days * 2 + (1 if pm else 0)


def day_of_half(half: int) -> date:
    """The day of a half-day."""
    return FIRST_DAY + timedelta(days=half // 2)


@lru_cache(maxsize=4096)
def halves_between(start: int, end: int) -> frozenset[int]:
    """Half-days that the minutes from start up to, not with, end fall into."""
    found = set()
    for minute in range(start, end):
        found.add(half_of(minute))
    return frozenset(found)


class Place(NamedTuple):
    """A seat for one person. owner: whose it is; listed: who may take it where it is nobody's own."""

    key: str
    role: Role
    owner: str | None
    listed: tuple[str, ...] | None
    required: bool
    coverable: bool
    member: bool
    work: str | None = None


class Stay(NamedTuple):
    """A leader's time at something, [start, end) in minutes. whole: it fills its half-days."""

    subject: str
    start: int
    end: int
    venue: str
    area: str
    whole: bool

    @property
    def halves(self) -> frozenset[int]:
        """Half-days touched."""
        return halves_between(self.start, self.end)


class World:
    """Brief and plan, read once."""

    def __init__(self, brief: Brief, plan: Plan) -> None:
        self.brief = brief
        self.plan = plan
        self.policy = brief.policy
        self.post = {leader.id: leader.post for leader in brief.leaders}
        self.head = self._holder(Post.HEAD)
        self.exec = self._holder(Post.EXECUTIVE_DEPUTY)
        self.events = {event.id: event for event in brief.events}
        self.said = {e.day: e.work for e in brief.calendar.exceptions}
        self.as_of = floor_minute(brief.as_of)
        self.first_minute = minute_of(brief.horizon.first, time(0))
        self.end_minute = minute_of(brief.horizon.last, time(0)) + DAY
        self.begun, self.placed = placements(self)
        self.booked: dict[str, Booking] = {}
        for booking in plan.bookings:
            self.booked.setdefault(booking.event, booking)
        self.takers: dict[tuple[str, str], list[str]] = {}
        self.people: dict[str, list[str]] = {}
        self.places = {event.id: self._places(event) for event in brief.events}
        known = {(name, place.key) for name, places in self.places.items() for place in places}
        for seating in plan.seats:
            if seating.taken_by is not None and (seating.event, seating.seat) in known:
                self.takers.setdefault((seating.event, seating.seat), []).append(seating.taken_by)
                self.people.setdefault(seating.event, []).append(seating.taken_by)
        self.decided = {(d.event, d.seat): d.taken_by for d in brief.decisions}
        self.waived = {(w.rule, w.subject) for w in brief.waivers}

    def _holder(self, post: Post) -> str | None:
        for leader in self.brief.leaders:
            if leader.post == post:
                return leader.id
        return None

    def body(self, body: Body) -> list[str]:
        """Members of a body in order of precedence."""
        posts = list(self.policy.standing.members)
        if body == Body.PLENARY:
            posts.append(Post.OFFICE_DIRECTOR)
        return [leader.id for leader in self.brief.leaders if leader.post in posts]

    def in_charge(self, portfolio: str | None) -> str | None:
        """Who has a portfolio."""
        for leader in self.brief.leaders:
            if portfolio in leader.portfolios:
                return leader.id
        return None

    def _places(self, event: Event) -> list[Place]:
        rows = []
        named = [seat.who.leader for seat in event.seats]
        for seat in event.seats:
            coverable = event.kind.facts.coverable if seat.cover is None else seat.cover == Cover.PAIR
            coverable = coverable and event.kind not in PERSONAL
            who = seat.who
            if who.any_of is not None:
                rows.append(Place(seat.id, seat.role, None, who.any_of, seat.required, coverable, False))
            elif who.members_of is not None:
                for leader in self.body(who.members_of):
                    if leader not in named:
                        key = f"{seat.id}:{leader}"
                        rows.append(Place(key, seat.role, leader, None, seat.required, False, True))
            else:
                owner = who.leader if who.leader is not None else self.in_charge(who.portfolio)
                coverable = coverable and not self._nobody_elses(owner, who.portfolio, event.portfolio)
                work = who.portfolio or event.portfolio
                rows.append(Place(seat.id, seat.role, owner, None, seat.required, coverable, False, work))
        return rows

    def _nobody_elses(self, owner: str | None, *work: str | None) -> bool:
        """Whether a seat belongs to work that the office lets nobody cover, and its owner has it in charge."""
        for name in self.policy.cover.excluded_portfolios:
            if owner is not None and name in work and self.in_charge(name) == owner:
                return True
        return False

    # days

    def is_worked(self, day: date) -> bool:
        """Whether a day is a working day."""
        if day in self.said:
            return self.said[day]
        return day.weekday() < 5

    def session(self, half: int) -> tuple[int, int]:
        """Opening and closing minute of a half-day's office hours."""
        day = day_of_half(half)
        hours = self.policy.hours
        summer = hours.summer_from <= day.strftime("%m-%d") <= hours.summer_to
        opens, closes = (hours.summer if summer else hours.winter)[half % 2]
        return minute_of(day, opens), minute_of(day, closes)

    # absences

    def absences(self, leader: str, half: int) -> list:
        """Approved absences of a leader that touch a half-day, leave that has begun or is placed among them."""
        found = []
        for absence in (*self.brief.absences, *self.begun, *self.placed):
            if absence.leader != leader or absence.approval.state != "approved":
                continue
            if half in halves_between(floor_minute(absence.span.start), ceil_minute(absence.span.end)):
                found.append(absence)
        return found

    def away_in_any(self, leader: str | None, halves: frozenset[int]) -> bool:
        """Whether a leader is away in one of the half-days or more."""
        return leader is not None and any(self.absences(leader, half) for half in halves)

    def away_in_all(self, leader: str | None, halves: frozenset[int]) -> bool:
        """Whether a leader is away in every one of the half-days."""
        return leader is not None and all(self.absences(leader, half) for half in halves)

    # bookings

    def halves_of(self, booking: Booking) -> frozenset[int]:
        """Half-days that a booking touches."""
        return halves_between(floor_minute(booking.start), ceil_minute(booking.end))

    def goes_on(self, event: Event) -> bool:
        """Whether an event whose time is ours was published to begin before the first minute and to end after it."""
        rows = self.brief.published.bookings if self.brief.published else ()
        mine = [was for was in rows if was.event == event.id and not isinstance(event.when, Fixed)]
        return any(floor_minute(was.start) < self.first_minute < ceil_minute(was.end) for was in mine)

    def falls_due(self, event: Event) -> bool:
        """Whether the event's time, the last of its window, or a minute pinned, lies within the horizon."""
        if isinstance(event.when, Fixed):
            return self.first_minute <= floor_minute(event.when.start) < self.end_minute
        pinned = [pin.start for pin in self.brief.pins if pin.event == event.id and pin.start is not None]
        if any(self.first_minute <= floor_minute(start) < self.end_minute for start in pinned):
            return True
        return self.first_minute < ceil_minute(event.when.latest) <= self.end_minute

    def held(self) -> list[tuple[Event, Booking]]:
        """Known events that are booked."""
        return [(self.events[b.event], b) for b in self.plan.bookings if b.event in self.events]

    def taker(self, event: str, key: str) -> str | None:
        """Who takes a seat, none for nobody."""
        found = self.takers.get((event, key))
        return found[0] if found else None

    def attendees(self, event: str) -> list[str]:
        """Everybody who takes a seat that the event has."""
        return self.people.get(event, [])

    def is_decided(self, event: str, key: str, taker: str) -> bool:
        """Whether a person has decided that this leader takes this seat."""
        return self.decided.get((event, key)) == taker
