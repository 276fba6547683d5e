"""Who covers whose work, as half-day bitmaps over a brief and a plan of it. A bit is a half-day of the horizon."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from models.absences import Absence, AbsenceKind
from models.brief import Brief
from models.events import Event
from models.occupations import Occupation, carried, field_occupation, occupation
from models.people import LeaderId
from models.plan import Booking, Plan
from models.policy_people import BothAway, Fallback
from models.seats import ConcreteSeat, thirds
from models.spans import HalfDay


class Row(NamedTuple):
    """A leader's seat in the judged plan. mask: half-days touched."""

    event: Event
    booking: Booking
    seat: ConcreteSeat
    mask: int
    one: Occupation


class CoverTables:
    """Tables over one brief and plan; everything is worked out once."""

    def __init__(self, brief: Brief, plan: Plan) -> None:
        self.brief = brief
        self.plan = plan
        self.base = HalfDay(brief.horizon.first, False).index
        self.size = HalfDay(brief.horizon.last, True).index + 1 - self.base
        ends = [booking.halves[-1].index + 1 - self.base for booking in plan.bookings]
        self.reach = max([self.size, *ends])  # items may run on past the horizon
        self.full = (1 << self.reach) - 1
        self.rows: dict[LeaderId, list[Row]] = defaultdict(list)
        self.diary: dict[LeaderId, list[tuple[Occupation, int]]] = defaultdict(list)
        self.seated: dict[str, set[LeaderId]] = defaultdict(set)
        self._read()

    def _read(self) -> None:
        brief = self.brief
        taken = {(s.event, s.seat): s.taken_by for s in self.plan.seats}
        for booking in self.plan.bookings:
            event = brief.event_by_id.get(booking.event)
            if event is None:
                continue
            mask = self.mask(booking.halves)
            one = occupation(event, booking.span)
            for seat in brief.seats_by_event[event.id]:
                taker = taken.get((event.id, seat.key))
                if taker is not None:
                    self.rows[taker].append(Row(event, booking, seat, mask, one))
                    self.diary[taker].append((one, mask))
                    self.seated[event.id].add(taker)
        for block in self.plan.research:
            one = field_occupation(brief, block.id, block.start, block.half_days)
            self.diary[block.leader].append((one, self.mask(block.halves())))
        for who, there in carried(brief):
            self.diary[who].append((there, self.mask(there.span.half_days())))
        for own in self.rows.values():
            own.sort(key=lambda row: (row.booking.start, row.event.id, row.seat.key))

    def mask(self, halves: Iterable[HalfDay]) -> int:
        """Half-days as bits; what lies before the horizon, or past all items, is cut off."""
        found = 0
        for half in halves:
            at = half.index - self.base
            if 0 <= at < self.reach:
                found |= 1 << at
        return found

    def stretch(self, first: HalfDay, last: HalfDay) -> int:
        """Half-days in a row."""
        return ((1 << (last.index - first.index + 1)) - 1) << (first.index - self.base)

    def halves(self, mask: int) -> list[HalfDay]:
        """Bits as half-days, in order."""
        return [HalfDay.at_index(self.base + n) for n in range(mask.bit_length()) if mask >> n & 1]

    def runs(self, mask: int) -> Iterator[tuple[HalfDay, HalfDay]]:
        """Bits in a row, as their first and last half-day."""
        halves = self.halves(mask)
        start = 0
        for n in range(1, len(halves) + 1):
            if n == len(halves) or halves[n].index != halves[n - 1].index + 1:
                yield halves[start], halves[n - 1]
                start = n

    # absences

    def _absent(self, kinds: tuple[object, ...] | None, longer: int | None = None) -> dict[LeaderId, int]:
        found: dict[LeaderId, int] = defaultdict(int)
        for absence in self.brief.absences:
            if not absence.approved or (kinds is not None and absence.kind not in kinds):
                continue
            if longer is None or _days(absence) > longer:
                found[absence.leader] |= self.mask(absence.span.half_days())
        return found

    @cached_property
    def away(self) -> dict[LeaderId, int]:
        """Half-days of approved absences."""
        return self._absent(None)

    @cached_property
    def triggered(self) -> dict[LeaderId, int]:
        """Half-days in which B acts already."""
        return self._absent(self.brief.policy.cover.trigger)

    @cached_property
    def long(self) -> dict[LeaderId, int]:
        """Half-days of absences so long that cover needs the head's delegation."""
        most = self.brief.policy.cover.long_absence_days
        return {} if most is None else self._absent(None, most)

    @cached_property
    def partners(self) -> dict[LeaderId, dict[LeaderId, int]]:
        """Each leader's Bs of any date with the half-days on which the pair is in force."""
        found: dict[LeaderId, dict[LeaderId, int]] = defaultdict(lambda: defaultdict(int))
        for pair in self.brief.pairs:
            mask = self.mask(half for half in self.halves(self.full) if pair.in_force(half.day))
            for one in (pair.a, pair.b):
                if (other := pair.other(one)) is not None:
                    found[one][other] |= mask
        return found

    @cached_property
    def entrusted(self) -> dict[LeaderId, int]:
        """Half-days for which the head has delegated to somebody."""
        found: dict[LeaderId, int] = defaultdict(int)
        for delegation in self.brief.delegations:
            if delegation.by == self.brief.head:
                found[delegation.to] |= self.mask(delegation.span.half_days())
        return found

    # the portfolio

    def covered(self, owner: LeaderId, person: LeaderId, long: int, gone: LeaderId | None = None) -> int:
        """Half-days in which the person may act for the owner, whatever the owner's absence; gone: somebody else
        who is taken to be away throughout. long: half-days for which cover needs a delegation."""
        brief = self.brief
        away = {who: self.full if who == gone else self.away.get(who, 0) for who in brief.leader_by_id}
        here = self.full & ~away.get(person, 0)
        if owner == brief.head:
            if person != brief.executive_deputy:
                return 0
            return here & self.entrusted.get(person, 0) if brief.policy.cover.head_needs_delegation else here
        here &= ~long | self.entrusted.get(person, 0)
        mine = self.partners.get(owner, {})
        if person in mine:
            return here & mine[person]
        if brief.policy.cover.fallback is Fallback.NONE:
            return 0
        if person not in thirds(owner, brief.leaders, brief.pairs, brief.policy) or person == owner:
            return 0
        some, all_away = 0, self.full
        for b, force in mine.items():
            some |= force
            all_away &= ~force | away.get(b, 0)
        return here & some & all_away

    def actors(self, owner: LeaderId) -> tuple[LeaderId, ...]:
        """Everybody who could act for the owner at some time: B, then C; for the head the executive deputy."""
        brief = self.brief
        if owner == brief.head:
            return (brief.executive_deputy,) if brief.executive_deputy else ()
        found = [*self.partners.get(owner, {}), *thirds(owner, brief.leaders, brief.pairs, brief.policy)]
        return tuple(dict.fromkeys(p for p in found if p != owner and p in brief.leader_by_id))

    def needs_cover(self, owner: LeaderId) -> bool:
        """Whether article 7 or 8 asks for somebody who acts: the head, posts with A/B roles, whoever is paired."""
        known = self.brief.leader_by_id[owner]
        in_scope = known.post in self.brief.policy.cover.scope
        return owner == self.brief.head or in_scope or bool(self.partners.get(owner))

    def is_excluded(self, owner: LeaderId) -> bool:
        """Whether work of his is nobody else's to do (as police elsewhere)."""
        excluded = set(self.brief.policy.cover.excluded_portfolios)
        return bool(excluded & set(self.brief.leader_by_id[owner].portfolios))

    def acts(self, kind: AbsenceKind, owner: LeaderId) -> bool:
        """Whether an absence of the kind calls in B at all; the head's every absence calls in the deputy."""
        return owner == self.brief.head or kind in self.brief.policy.cover.trigger

    def hole(self, owner: LeaderId, kind: AbsenceKind, long: bool) -> int:
        """Half-days in which nobody acts for the owner's work."""
        if not self.needs_cover(owner):
            return 0
        if not self.acts(kind, owner) or (owner != self.brief.head and self.is_excluded(owner)):
            return self.full
        bits = self.full if long else self.long.get(owner, 0)
        found = self.full
        for person in self.actors(owner):
            found &= ~self.covered(owner, person, bits)
        return found

    def second(self, leader: LeaderId) -> dict[LeaderId, int]:
        """Others who are away already, and the half-days in which only this leader acts for them."""
        found: dict[LeaderId, int] = {}
        for other in self.brief.leaders:
            gone = self.away if other.id == self.brief.head else self.triggered
            if other.id == leader or not gone.get(other.id) or not self.needs_cover(other.id):
                continue
            long = self.long.get(other.id, 0)
            before, after = 0, 0
            for person in self.actors(other.id):
                before |= self.covered(other.id, person, long)
                if person != leader:
                    after |= self.covered(other.id, person, long, gone=leader)
            if lost := gone[other.id] & before & ~after:
                found[other.id] = lost
        return found

    def refused(self, leader: LeaderId, kind: AbsenceKind) -> dict[str, int]:
        """Half-days that the office's policy on leave refuses unless the head agrees, by the rule's code."""
        brief, policy = self.brief, self.brief.policy
        found: dict[str, int] = {}
        if kind is not AbsenceKind.SICK_LEAVE:
            for day in brief.horizon.days():
                if any(stretch.holds(day) for stretch in policy.leave.blackout):
                    days = self.mask((HalfDay(day, False), HalfDay(day, True)))
                    found["variant-leave-blackout"] = found.get("variant-leave-blackout", 0) | days
        if policy.cover.both_away is BothAway.FORBID:
            mine = [(b, force) for b, force in self.partners.get(leader, {}).items()]
            mine += [(a, bs[leader]) for a, bs in self.partners.items() if leader in bs]
            together = 0
            for other, force in mine:
                together |= force & self.away.get(other, 0)
            found["variant-both-away"] = together
        for posts in policy.leave.not_together:
            group = [known.id for known in brief.leaders if known.post in posts]
            if leader in group and len(group) > 1:
                all_others = self.full
                for other in group:
                    all_others &= self.full if other == leader else self.away.get(other, 0)
                found["variant-not-together"] = found.get("variant-not-together", 0) | all_others
        return {code: mask for code, mask in found.items() if mask}


def _days(absence: Absence) -> int:
    halves = list(absence.span.half_days())
    return (halves[-1].day - halves[0].day).days + 1
