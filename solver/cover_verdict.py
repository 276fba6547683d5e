"""The rule verdict on an absence, without the solver, in microseconds.

All that depends on one half-day alone is a mask, so that a stretch is judged by an `and`, and the nearest green one
of a length is found by shifting; items that touch several half-days are asked one by one, since B acts only where A
is away for all of them (article 7). Each seat is asked by itself: nobody is offered two that clash, since the
leader's own items do not.
"""

from collections.abc import Iterator
from typing import NamedTuple

from models.absences import AbsenceKind
from models.brief import Brief
from models.events import Cover, Event, Fixed, Kind, Role
from models.occupations import Occupation, clash
from models.people import LeaderId
from models.plan import Plan
from models.slip import Colour
from models.spans import HalfDay
from rules.acting_chair import chair_posts
from rules.article_06_head_chairs import CHAIRED
from rules.article_61_consent import RULE as CONSENT
from rules.silence import is_decided
from solver.cover_index import CoverTables, Row


class Answer(NamedTuple):
    """What becomes of a row. lawful: who may take it by the law; free: those of them whom nothing keeps."""

    colour: Colour
    lawful: tuple[LeaderId, ...]
    free: tuple[LeaderId, ...]
    owed: bool


class CoverIndex(CoverTables):
    """Tables over one brief and plan, and what they say of an absence."""

    def __init__(self, brief: Brief, plan: Plan) -> None:
        super().__init__(brief, plan)
        self._bad: dict[tuple[LeaderId, AbsenceKind, bool], int] = {}
        self._seats: dict[tuple[LeaderId, AbsenceKind], int] = {}

    def lawful(self, row: Row, leader: LeaderId, stretch: int, kind: AbsenceKind, long: bool) -> list[LeaderId]:
        """Who may take a leader's seat while he is away, in order, free or not."""
        brief, seat, owner = self.brief, row.seat, row.seat.owner
        decided = [p for p in brief.leader_by_id if p != leader and not seat.member and is_decided(brief, seat, p)]
        if owner is None:
            found = [p for p in seat.options if p != leader]
        elif owner != leader or seat.member or row.event.kind.facts.personal:
            found = []  # cover is one step deep; a member and a personal duty are nobody else's
        else:
            found = self._standing_in(row, stretch, kind, long)
        if not row.event.kind.facts.personal and not (row.event.kind in CHAIRED and seat.role is Role.CHAIR):
            found += decided
        here = [p for p in dict.fromkeys(found) if not row.mask & self.away.get(p, 0)]
        return [p for p in here if self._may_attend(row.event, p)]

    def _standing_in(self, row: Row, stretch: int, kind: AbsenceKind, long: bool) -> list[LeaderId]:
        brief, seat = self.brief, row.seat
        owner = seat.owner or ""
        if owner == brief.head:
            if row.mask & ~(stretch | self.away.get(owner, 0)):
                return []
            if row.event.kind in CHAIRED and seat.role is Role.CHAIR:
                return self._chairs(row)
            people = [p for p in self.actors(owner) if p in seat.options]
        else:
            acting = (stretch if self.acts(kind, owner) else 0) | self.triggered.get(owner, 0)
            if row.mask & ~acting:
                return []
            people = [p for p in self.actors(owner) if p in seat.options]
        bits = self.full if long else self.long.get(owner, 0)
        if seat.cover is Cover.NONE:
            return []
        return [p for p in people if not row.mask & ~self.covered(owner, p, bits)]

    def _chairs(self, row: Row) -> list[LeaderId]:
        posts = chair_posts(self.brief) if row.event.kind is Kind.STANDING else ()
        return [
            p.id
            for p in self.brief.leaders
            if p.post in posts and p.id in row.seat.options and not row.mask & ~self.entrusted.get(p.id, 0)
        ]

    def _may_attend(self, event: Event, person: LeaderId) -> bool:
        """Whether a ceremony's taker has consented, where the office asks for it (article 61)."""
        return CONSENT.may_attend(self.brief, event, person)

    def in_the_way(self, row: Row, person: LeaderId) -> list[Occupation]:
        """What of a person's own keeps him from a seat; his seat at the same event too."""
        travel = self.brief.policy.travel
        near = row.mask | row.mask << 2 | row.mask << 1 | row.mask >> 1 | row.mask >> 2  # no road is longer
        return [
            o for o, mask in self.diary[person]
            if o.subject == row.event.id or (mask & near and clash(travel, row.one, o))
        ]  # fmt: skip

    def answer(self, row: Row, leader: LeaderId, stretch: int, kind: AbsenceKind, long: bool) -> Answer:
        """What becomes of a seat of the leader's while he is away for the stretch."""
        if not row.seat.required:
            return Answer(Colour.GREEN, (), (), False)
        owed = self._owed(row, leader)
        lawful = self.lawful(row, leader, stretch, kind, long)
        free = tuple(p for p in lawful if not self.in_the_way(row, p))
        if free and not owed:
            return Answer(Colour.GREEN, tuple(lawful), free, owed)
        chairs = row.event.kind in CHAIRED and row.seat.role is Role.CHAIR and row.seat.owner == leader
        stuck = chairs and leader == self.brief.head and not lawful and not self.movable(row)
        return Answer(Colour.RED if stuck else Colour.AMBER, tuple(lawful), free, owed)

    def _owed(self, row: Row, leader: LeaderId) -> bool:
        """Whether the date was published, so that the head himself has to let the leader off (article 47)."""
        if not row.event.kind.facts.heads_meeting or row.seat.owner != leader or leader == self.brief.head:
            return False
        was = self.brief.published_by_event.get(row.event.id)
        if was is None or HalfDay.of(was.start) != row.booking.halves[0]:
            return False
        return self.brief.heads_waiver("47-a", f"{row.event.id}:{leader}") is None

    def movable(self, row: Row) -> bool:
        """Whether its time is ours to choose again."""
        pinned = any(pin.event == row.event.id and pin.start is not None for pin in self.brief.pins)
        return not (isinstance(row.event.when, Fixed) or pinned or self.brief.is_past(row.booking.start))

    # verdicts

    def is_long(self, leader: LeaderId, stretch: int) -> bool:
        """Whether the stretch is so long that cover needs a delegation."""
        most = self.brief.policy.cover.long_absence_days
        if most is None or not stretch or leader == self.brief.head:
            return False
        halves = self.halves(stretch)
        return (halves[-1].day - halves[0].day).days + 1 > most

    def late(self, kind: AbsenceKind, stretch: int) -> bool:
        """Whether it is asked for too few working days ahead, where the office counts them."""
        ahead = self.brief.policy.leave.notice_workdays
        if ahead is None or kind is AbsenceKind.SICK_LEAVE:
            return False
        first = self.halves(stretch)[0].day
        return self.brief.as_of.date() > self.brief.calendar.workdays_before(first, ahead)

    def touched(self, leader: LeaderId, stretch: int) -> list[Row]:
        """The leader's seats in the stretch."""
        return [row for row in self.rows[leader] if row.mask & stretch]

    def verdict(self, leader: LeaderId, stretch: int, kind: AbsenceKind) -> Colour:
        """The rule verdict."""
        long = self.is_long(leader, stretch)
        worst = Colour.AMBER if stretch & self._trouble(leader, kind, long) or self.late(kind, stretch) else None
        colours = [self.answer(row, leader, stretch, kind, long).colour for row in self.touched(leader, stretch)]
        return max([worst or Colour.GREEN, *colours], key=lambda colour: colour.rank)

    def _trouble(self, leader: LeaderId, kind: AbsenceKind, long: bool) -> int:
        """Half-days that are not green whatever the seats say."""
        key = (leader, kind, long)
        if key not in self._bad:
            bad = self.hole(leader, kind, long)
            for mask in (*self.second(leader).values(), *self.refused(leader, kind).values()):
                bad |= mask
            for block in self.plan.research:
                if block.leader == leader:
                    bad |= self.mask(block.halves())
            self._bad[key] = bad
        return self._bad[key]

    def green_starts(self, leader: LeaderId, length: int, kind: AbsenceKind) -> Iterator[int]:
        """First bits of stretches of a length whose rule verdict is green, in order of time."""
        if length > self.size:
            return
        probe = (1 << length) - 1
        days = self.brief.policy.cover.long_absence_days
        if days is not None:  # whether it is long depends on where it begins
            for start in range(self.size - length + 1):
                stretch = probe << start
                if not self._is_past(start) and self.verdict(leader, stretch, kind) is Colour.GREEN:
                    yield start
            return
        long = False
        bad = self._trouble(leader, kind, long)
        wide = [row for row in self.rows[leader] if row.seat.required and row.mask & (row.mask - 1)]
        bad |= self._hard(leader, kind)
        for start in range(self.size - length + 1):
            stretch = probe << start
            if stretch & bad or self._is_past(start) or self.late(kind, stretch):
                continue
            cut = (row for row in wide if row.mask & stretch and row.mask & ~stretch)
            if all(self.answer(row, leader, stretch, kind, long).colour is Colour.GREEN for row in cut):
                yield start

    def _hard(self, leader: LeaderId, kind: AbsenceKind) -> int:
        """Half-days of his seats that are not green even where he is away for all of the item."""
        if (leader, kind) not in self._seats:
            rows = (row for row in self.rows[leader] if row.seat.required)
            self._seats[leader, kind] = 0
            for row in rows:
                if self.answer(row, leader, self.full, kind, False).colour is not Colour.GREEN:
                    self._seats[leader, kind] |= row.mask
        return self._seats[leader, kind]

    def _is_past(self, start: int) -> bool:
        return HalfDay.at_index(self.base + start).start < self.brief.as_of
