"""Ours: nobody is in two places at once, and the road between them takes its time.

The sheet speaks in half-days, so its face is a relaxation: fixed items clash by the minute, items of ours by
capacity and by pairs that fit at no minute; what is left is placement's, whose cuts complete it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from models.audit import Finding
from models.brief import Brief
from models.events import Event
from models.occupations import (
    Occupation,
    carried,
    clash,
    diary,
    field_occupation,
    is_whole,
    occupation,
    road,
    session,
)
from models.people import LeaderId
from models.plan import Plan
from models.spans import HalfDay
from rules.apart import Roads, cliques, minute
from rules.base import FALSE, Block, Fact, Lit, Rule, Sheet, Strength


class _Item(NamedTuple):
    """A possible stretch of one leader's time.

    halves: indices of the half-days that it touches. place: where it is, to ask for the road. movable: there are
    several times. whole: it fills its half-days. ends, begins: the earliest end and the latest start among its times,
    in minutes: two items fit together iff one's latest start leaves the road behind the other's earliest end.
    minutes: how long it is; subject: its event.
    """

    lit: Lit
    halves: tuple[int, ...]
    subject: str
    place: int
    movable: bool
    whole: bool
    minutes: int
    ends: int
    begins: int


class NoDoubleBooking(Rule):
    """One place at a time, road included; whole half-days and research share theirs with nothing. What began
    before the horizon takes its people's time too."""

    code = "house-no-double-booking"
    article = None
    title = "一人同时只在一处"
    reading = (
        "同一领导的事项不得重叠，两地之间留足路程；整半天的事项和调研不与别的事项共用半天；"
        "本期以前开始、延续到本期的同样占用时间。"
    )
    strength = Strength.MUST
    rows = ("47-b",)
    settings = ("travel.minutes",)

    def constrain(self, sheet: Sheet) -> None:
        self._beside_carried(sheet)
        items, roads = self._items(sheet)
        for leader in sheet.brief.leaders:
            _Diary(sheet, Fact(self.code, leader.id), items[leader.id], sheet.blocks(leader.id), roads).fill()

    def _beside_carried(self, sheet: Sheet) -> None:
        """Nothing that fits at no minute beside what runs into the horizon."""
        brief = sheet.brief
        for leader, there in carried(brief):
            because = Fact(self.code, leader)
            until = HalfDay.of(there.span.end).shifted(2)
            for event in sheet.events:
                for start in sheet.starts(event) if event.id != there.subject else ():
                    if start > until or self._fits(sheet, event, start, there):
                        continue
                    seats = [s for s in brief.seats_by_event[event.id] if leader in sheet.takers(event, s)]
                    sheet.forbid([sheet.takes(event, seat, leader, start) for seat in seats], because)
            for block in sheet.blocks(leader):
                if block.start <= until:
                    field = field_occupation(brief, "", block.start, block.half_days)
                    if clash(brief.policy.travel, field, there):
                        sheet.forbid([block.lit], because)

    def _fits(self, sheet: Sheet, event: Event, start: HalfDay, there: Occupation) -> bool:
        travel = sheet.brief.policy.travel
        return any(not clash(travel, occupation(event, span), there) for span in sheet.times(event, start))

    def _items(self, sheet: Sheet) -> tuple[dict[LeaderId, list[_Item]], Roads]:
        """Every possible stretch of everybody's time, by leader, and the roads between their places."""
        items: dict[LeaderId, list[_Item]] = defaultdict(list)
        roads = Roads(sheet.brief.policy.travel)
        for event in sheet.events:
            place = roads.place(event.venue, event.area)
            whole = is_whole(event)
            seats = [(seat, sheet.takers(event, seat)) for seat in sheet.brief.seats_by_event[event.id]]
            for start in sheet.starts(event):
                spans = sheet.times(event, start)
                if not spans:
                    continue
                halves = tuple(half.index for half in sheet.halves(event, start))
                ends, begins, length = minute(spans[0].end), minute(spans[-1].start), spans[0].minutes
                for seat, takers in seats:
                    for person in takers:
                        lit = sheet.takes(event, seat, person, start)
                        if lit != FALSE:
                            item = _Item(lit, halves, event.id, place, len(spans) > 1, whole, length, ends, begins)
                            items[person].append(item)
        return items, roads

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        travel = brief.policy.travel
        titles = {event.id: event.title for event in brief.events}
        titles |= {id: "跨期事项" for id in brief.published_by_event if id not in titles}
        settled = set(carried(brief))
        fields = {row for row in settled if row[1].subject not in titles}
        for leader, own in diary(brief, plan).items():
            apart = [
                (a, b) for a, b in self._near(own) if a.subject != b.subject or self._is_new(leader, a, b, fields)
            ]
            clashes = [(a, b) for a, b in apart if clash(travel, a, b)]
            for one, other in clashes:
                names = "、".join(f"「{titles.get(o.subject, '调研')}」" for o in (one, other))
                when = f"{other.span.start:%m月%d日 %H:%M}"
                needed = road(travel, one, other)
                sentence = f"{brief.zh(leader)}{when}{names}时间相撞或路程不足（需{needed}分钟），请改期或换人"
                ours = [o for o in (other, one) if (leader, o) not in settled]
                if not ours:
                    yield self.broken(other.subject, sentence, given=True)
                    continue
                yield self.broken(ours[0].subject, sentence)
                if len(ours) > 1:
                    yield self.broken(one.subject, sentence)
            if not clashes and own:
                yield self.kept(leader, f"{brief.zh(leader)}{len(own)}项安排互不相撞")

    def _is_new(
        self, leader: LeaderId, one: Occupation, other: Occupation, fields: Set[tuple[LeaderId, Occupation]]
    ) -> bool:
        """Whether one is research that runs into the horizon, the other a new block that goes by its name."""
        return ((leader, one) in fields) != ((leader, other) in fields)

    def _near(self, own: Sequence[Occupation]) -> Iterator[tuple[Occupation, Occupation]]:
        """Pairs that could clash: everything that starts before the other's day is over."""
        for index, one in enumerate(own):
            until = HalfDay(one.span.end.date(), True).shifted(1).end
            for other in own[index + 1 :]:
                if other.span.start >= until:
                    break
                yield one, other


class _Diary:
    """One leader's time on the sheet: what cannot stand side by side, half-day by half-day.

    What excludes each other is said as few large groups of which one at most holds: the relaxation knows a group far
    better than its pairs.
    """

    def __init__(
        self, sheet: Sheet, because: Fact, items: Sequence[_Item], blocks: Sequence[Block], roads: Roads
    ) -> None:
        self.sheet, self.because, self.roads = sheet, because, roads
        self.items = items
        self.research: dict[int, list[Lit]] = defaultdict(list)
        for block in blocks:
            first = block.start.index
            for half in range(first, first + block.half_days):
                self.research[half].append(block.lit)
        self.inside: dict[int, list[_Item]] = defaultdict(list)
        for item in items:
            for half in item.halves:
                self.inside[half].append(item)
        self.field = roads.place("", "district")

    def fill(self) -> None:
        """All that the leader's time allows."""
        closed = {half: self._closed(half) for half in sorted(self.inside.keys() | self.research.keys())}
        days: dict[int, list[_Item]] = defaultdict(list)
        for item in self.items:
            for day in dict.fromkeys(half // 2 for half in item.halves):
                days[day].append(item)
        grouped: set[tuple[Lit, int]] = set()
        seen: set[frozenset[Lit]] = set()
        for day in sorted(days):
            for members in cliques(self._clashes(days[day])):
                group = [days[day][n] for n in members]
                lits = frozenset(item.lit for item in group)
                if lits in seen:
                    continue
                seen.add(lits)
                half = self._shared_half(group)
                grouped |= {(item.lit, half) for item in group}
                self.sheet.at_most_one([*closed.get(half, ()), *(item.lit for item in group)], self.because)
        self._roads()
        for half, inside in self.inside.items():
            self._room(half, closed[half], [item for item in inside if not item.whole], grouped)

    def _closed(self, half: int) -> list[Lit]:
        """What takes the whole half-day, as one literal where it is much."""
        full = self.research.get(half, []) + [item.lit for item in self.inside.get(half, ()) if item.whole]
        if len(full) > 2 and any(not item.whole for item in self.inside.get(half, ())):
            return [self.sheet.one_of(full, self.because)]
        self.sheet.at_most_one(full, self.because)
        return full

    def _clashes(self, items: Sequence[_Item]) -> list[int]:
        """For each item the others that fit beside it at no minute, as bits; items of one event do not count."""
        near = [0] * len(items)
        longest, between = self.roads.longest, self.roads.between
        before: list[tuple[int, int]] = []
        for n, (_, _, subject, place, _, _, _, ends, begins) in enumerate(items):
            reach, back = ends + longest, begins - longest
            for m in [m for m, (end, begin) in enumerate(before) if begin < reach and end > back]:
                other = items[m]
                apart = between(place, other.place)
                if other.begins - ends < apart and begins - other.ends < apart and other.subject != subject:
                    near[n] |= 1 << m
                    near[m] |= 1 << n
            before.append((ends, begins))
        return near

    def _shared_half(self, group: Sequence[_Item]) -> int:
        """The one half-day that all of a group touch and no whole item is among; -1: there is none."""
        halves = set(group[0].halves).intersection(*(item.halves for item in group[1:]))
        return min(halves) if halves and not any(item.whole for item in group) else -1

    def _room(self, half: int, closed: Sequence[Lit], shared: Sequence[_Item], grouped: set[tuple[Lit, int]]) -> None:
        """What takes the whole half-day against the rest of it, and the minutes that there are."""
        for item in shared if closed else ():
            if (item.lit, half) not in grouped:
                self.sheet.at_most_one([*closed, item.lit], self.because)
        hours = session(self.sheet.brief, HalfDay.at_index(half))
        opens, closes = minute(hours.start), minute(hours.end)
        ours = [i for i in shared if i.movable and opens <= i.ends - i.minutes and i.begins + i.minutes <= closes]
        if not ours or len(ours) + len(shared) < 3:
            return
        room = closes - opens
        takes = {lit: room for lit in closed} | {i.lit: i.minutes for i in ours}
        set_times = {i.lit: i for i in shared if not i.movable}
        inside = {lit: min(closes, i.ends) - max(opens, i.begins) for lit, i in set_times.items()}
        rows = [takes | {lit: minutes for lit, minutes in inside.items() if minutes > 0}]
        shortest = min(i.minutes for i in ours)
        for lit, item in set_times.items():
            gaps = (item.begins - opens, closes - item.ends)
            left = sum(gap for gap in gaps if gap >= shortest)
            if 0 < inside[lit] < room - left:
                rows.append(takes | {lit: room - left})
        for row in rows:
            if sum(row.values()) > room:
                self.sheet.between(None, list(row), room, self.because, list(row.values()))

    def _roads(self) -> None:
        """Research in the half-day beside an item, where no minute of the item leaves time for the road."""
        brief = self.sheet.brief
        hours: dict[int, tuple[int, int]] = {}
        for item in self.items:
            for half, is_before in ((item.halves[0] - 1, True), (item.halves[-1] + 1, False)):
                if half not in self.research:
                    continue
                if half not in hours:
                    open_hours = session(brief, HalfDay.at_index(half))
                    hours[half] = minute(open_hours.start), minute(open_hours.end)
                gap = item.begins - hours[half][1] if is_before else hours[half][0] - item.ends
                if gap < self.roads.longest and gap < self.roads.between(item.place, self.field):
                    self.sheet.at_most_one([*self.research[half], item.lit], self.because)


RULE = NoDoubleBooking()
