"""May they travel, counted minute by minute: a second reading of articles 6, 7, 8, 39, 47, 61 and 65.

Nothing of rules/ or solver/: absences are marked on every minute of the half-days that they touch, and everything is
asked of every minute by itself.
"""

from datetime import datetime

from models.brief import Brief
from models.events import Event, Kind, Role
from models.people import Post
from models.plan import Booking, Plan
from tests.oracle.chapter_08 import waived_by
from tests.oracle.chapter_11 import agreed
from tests.oracle.outings import Absentees, collide, whole_halves
from tests.oracle.world import DAY, FIRST_DAY, NOON, Place, World, ceil_minute, day_of, floor_minute

GREEN, AMBER, RED = "green", "amber", "red"
CHAIRED_BY_HEAD = (Kind.STANDING, Kind.PLENARY, Kind.OFFICE)


class Trip:
    """One question."""

    def __init__(
        self, brief: Brief, plan: Plan, leader: str, start: datetime, end: datetime, kind: str, step: int
    ) -> None:
        self.step = step
        self.brief, self.leader, self.kind = brief, leader, kind
        self.world = World(brief, plan)
        self.before = Absentees(brief)
        self.now = Absentees(brief)
        self.first, self.last = self.now.add(leader, start, end, kind)

    def verdict(self) -> str:
        """Green, amber or red by the rules alone."""
        found = {GREEN}
        for minute in range(self.first, self.last, self.step):
            if self._hole(minute) or self._second_hole(minute) or self._refused(minute):
                found.add(AMBER)
                break
        if self._late():
            found.add(AMBER)
        for block in self.world.plan.research:
            for half in block.halves():
                start = (half.day - FIRST_DAY).days * DAY + (NOON if half.pm else 0)
                if block.leader == self.leader and self.first <= start < self.last:
                    found.add(AMBER)
        for event_id, booking in self.world.booked.items():
            if event_id in self.world.events:
                event = self.world.events[event_id]
                for place in self.world.places[event_id]:
                    found.add(self._seat(event, booking, place))
        return RED if RED in found else AMBER if AMBER in found else GREEN

    # cover of the work itself

    def _scope(self, leader: str) -> bool:
        if leader == self.world.head:
            return True
        return self.world.post[leader] in self.brief.policy.cover.scope or bool(self._bs(leader, None))

    def _bs(self, leader: str, minute: int | None) -> set[str]:
        """His Bs in a minute; of any day with none."""
        found = set()
        for pair in self.brief.pairs:
            if minute is not None and not (
                pair.first <= day_of(minute) and (pair.last is None or day_of(minute) <= pair.last)
            ):
                continue
            if pair.a == leader:
                found.add(pair.b)
            if pair.b == leader and pair.mutual:
                found.add(pair.a)
        return found

    def _cs(self, leader: str) -> set[str]:
        fallback = self.brief.policy.cover.fallback.value
        if fallback == "named":
            return {p.c for p in self.brief.pairs if p.c is not None and leader in (p.a, p.b)} - {leader}
        post = {"exec_deputy": Post.EXECUTIVE_DEPUTY, "office_director": Post.OFFICE_DIRECTOR}.get(fallback)
        return {person for person, held in self.world.post.items() if held is post} - {leader}

    def _entrusted(self, person: str, minute: int) -> bool:
        for delegation in self.brief.delegations:
            if delegation.by == self.world.head and delegation.to == person:
                first, last = whole_halves(floor_minute(delegation.span.start), ceil_minute(delegation.span.end))
                if first <= minute < last:
                    return True
        return False

    def _may_act(self, owner: str, person: str, minute: int, away: Absentees) -> bool:
        """Whether somebody may act for an absent leader in a minute."""
        if away.at(person, minute):
            return False
        if owner == self.world.head:
            if person != self.world.exec:
                return False
            return not self.brief.policy.cover.head_needs_delegation or self._entrusted(person, minute)
        absences = away.at(owner, minute)
        if not any(kind in self.brief.policy.cover.trigger for kind, _ in absences):
            return False
        most = self.brief.policy.cover.long_absence_days
        if most is not None and any(days > most for _, days in absences) and not self._entrusted(person, minute):
            return False
        if person in self._bs(owner, minute):
            return True
        if person in self._bs(owner, None) or person not in self._cs(owner):
            return False
        seconds = self._bs(owner, minute)
        return bool(seconds) and all(away.at(b, minute) for b in seconds)

    def _actor(self, owner: str, minute: int, away: Absentees) -> bool:
        return any(self._may_act(owner, person, minute, away) for person in self.world.post if person != owner)

    def _hole(self, minute: int) -> bool:
        leader = self.leader
        if not self._scope(leader):
            return False
        if leader != self.world.head:
            if self.kind not in self.brief.policy.cover.trigger:
                return True
            portfolios = next(k.portfolios for k in self.brief.leaders if k.id == leader)
            if set(portfolios) & set(self.brief.policy.cover.excluded_portfolios):
                return True
        return not self._actor(leader, minute, self.now)

    def _second_hole(self, minute: int) -> bool:
        for other in self.world.post:
            if other == self.leader or not self.before.at(other, minute) or not self._scope(other):
                continue
            if self._actor(other, minute, self.before) and not self._actor(other, minute, self.now):
                return True
        return False

    def _refused(self, minute: int) -> bool:
        leave, day = self.brief.policy.leave, day_of(minute).strftime("%m-%d")
        if self.kind != "sick_leave":
            for b in leave.blackout:
                if (b.first <= day <= b.last) if b.first <= b.last else (day >= b.first or day <= b.last):
                    return True
        if self.brief.policy.cover.both_away.value != "open":
            for pair in self.brief.pairs:
                held = pair.first <= day_of(minute) and (pair.last is None or day_of(minute) <= pair.last)
                if held and self.leader in (pair.a, pair.b):
                    other = pair.b if self.leader == pair.a else pair.a
                    if other != self.leader and self.before.at(other, minute):
                        return True
        for posts in leave.not_together:
            group = [person for person, post in self.world.post.items() if post in posts]
            others = [person for person in group if person != self.leader]
            if self.leader in group and others and all(self.before.at(person, minute) for person in others):
                return True
        return False

    def _late(self) -> bool:
        ahead = self.brief.policy.leave.notice_workdays
        if ahead is None or self.kind == "sick_leave":
            return False
        day, left = self.first // DAY, ahead
        while left:
            day -= 1
            left -= self.world.is_worked(day_of(day * DAY))
        return self.world.as_of // DAY > day

    # seats

    def _seat(self, event: Event, booking: Booking, place: Place) -> str:
        """What becomes of one seat."""
        first, last = whole_halves(floor_minute(booking.start), ceil_minute(booking.end))
        taker = self.world.taker(event.id, place.key)
        if taker != self.leader or not place.required or last <= self.first or self.last <= first:
            return GREEN
        candidates = [p for p in self.world.post if p != taker and self._may_sit(event, place, p, first, last)]
        free = [p for p in candidates if not self._is_taken(event, booking, p)]
        if free and not self._let_off(event, booking, place):
            return GREEN
        chair = event.kind in CHAIRED_BY_HEAD and place.role is Role.CHAIR and place.owner == self.world.head
        pinned = any(pin.event == event.id and pin.start is not None for pin in self.brief.pins)
        still = pinned or hasattr(event.when, "start") or floor_minute(booking.start) < self.world.as_of
        return RED if chair and taker == self.world.head and still and not candidates else AMBER

    def _may_sit(self, event: Event, place: Place, person: str, first: int, last: int) -> bool:
        if any(self.now.at(person, minute) for minute in range(first, last, self.step)):
            return False
        if not self._consents(event, person):
            return False
        personal = event.kind in (Kind.PETITION_RECEPTION, Kind.LETTERS)
        chair = event.kind in CHAIRED_BY_HEAD and place.role is Role.CHAIR
        if self.world.is_decided(event.id, place.key, person) and not (place.member or personal or chair):
            return True
        if place.owner is None:
            return person in (place.listed or ())
        if place.owner != self.leader or place.member or personal or not place.coverable:
            return self._may_chair(event, place, person, first, last)
        if chair and self.leader == self.world.head:
            return self._may_chair(event, place, person, first, last)
        if self._is_kept_for_him(event, place):
            return False
        minutes = range(first, last, self.step)
        if place.owner == self.world.head:
            gone = all(self.now.at(self.leader, minute) for minute in minutes)
            return gone and all(self._may_act(place.owner, person, minute, self.now) for minute in minutes)
        return all(self._may_act(place.owner, person, minute, self.now) for minute in minutes)

    def _is_kept_for_him(self, event: Event, place: Place) -> bool:
        """Whether it is work that nobody else does."""
        excluded = set(self.brief.policy.cover.excluded_portfolios)
        seat = next(s for s in event.seats if s.id == place.key)
        work = {seat.who.portfolio, event.portfolio} & excluded
        return any(self.world.in_charge(name) == place.owner for name in work)

    def _may_chair(self, event: Event, place: Place, person: str, first: int, last: int) -> bool:
        policy = self.brief.policy.standing.chair_when_head_away.value
        if event.kind is not Kind.STANDING or place.role is not Role.CHAIR or place.owner != self.world.head:
            return False
        if self.leader != self.world.head or policy == "reschedule":
            return False
        post = self.world.post[person]
        if post is not Post.EXECUTIVE_DEPUTY and (policy == "exec_deputy" or post is not Post.DEPUTY):
            return False
        minutes = range(first, last, self.step)
        return all(self.now.at(self.leader, m) and self._entrusted(person, m) for m in minutes)

    def _consents(self, event: Event, person: str) -> bool:
        policy = self.brief.policy.ceremony
        above = event.summoned or event.host.value in ("superior", "party_committee", "joint")
        if not policy.consent_required or event.kind not in policy.kinds or above:
            return True
        if waived_by(self.world, "61-c", event.id, Post.OFFICE_DIRECTOR, Post.HEAD):
            return True
        return agreed(self.world, event, person)

    def _let_off(self, event: Event, booking: Booking, place: Place) -> bool:
        """Whether only the head's own word could let him off a meeting whose date has gone out."""
        if event.kind not in CHAIRED_BY_HEAD or place.owner != self.leader or self.leader == self.world.head:
            return False
        published = self.brief.published.bookings if self.brief.published else ()
        was = [b for b in published if b.event == event.id]
        if (
            not was
            or whole_halves(floor_minute(was[0].start), floor_minute(was[0].start) + 1)[0]
            != whole_halves(floor_minute(booking.start), floor_minute(booking.start) + 1)[0]
        ):
            return False
        return ("47-a", f"{event.id}:{self.leader}") not in self.world.waived

    def _is_taken(self, event: Event, booking: Booking, person: str) -> bool:
        """Whether something of his own, the road included, keeps somebody from an item."""
        here = (floor_minute(booking.start), ceil_minute(booking.end), event.venue, event.area)
        for other_id, other in self.world.booked.items():
            if other_id not in self.world.events or person not in self.world.people.get(other_id, []):
                continue
            there = self.world.events[other_id]
            if other_id == event.id:
                return True
            if collide(
                self.brief, here, (floor_minute(other.start), ceil_minute(other.end), there.venue, there.area)
            ):
                return True
            if self._fills(event) or self._fills(there):
                one = whole_halves(here[0], here[1])
                two = whole_halves(floor_minute(other.start), ceil_minute(other.end))
                if one[0] < two[1] and two[0] < one[1]:
                    return True
        mine = whole_halves(here[0], here[1])
        for block in self.world.plan.research:
            for half in block.halves() if block.leader == person else ():
                start = (half.day - FIRST_DAY).days * DAY + (NOON if half.pm else 0)
                if mine[0] <= start < mine[1]:
                    return True
            if block.leader == person:
                halves = list(block.halves())
                opens = self.world.session((halves[0].day - FIRST_DAY).days * 2 + halves[0].pm)[0]
                closes = self.world.session((halves[-1].day - FIRST_DAY).days * 2 + halves[-1].pm)[1]
                if collide(self.brief, here, (opens, closes, "", "district")):
                    return True
        return False

    def _fills(self, event: Event) -> bool:
        return getattr(event.when, "half_days", None) is not None


def verdict(brief: Brief, plan: Plan, leader: str, start: datetime, end: datetime, kind: str, step: int = 1) -> str:
    """Green, amber or red by the rules alone. step: ask one minute in so many; half-days begin on full hours."""
    return Trip(brief, plan, leader, start, end, kind, step).verdict()
