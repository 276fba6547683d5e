"""Ours: nobody is in two places at once, and the road between them takes its time.

The sheet speaks in half-days, so its face is a relaxation: fixed items clash by the minute, items of ours by
capacity and by pairs that fit at no minute; what is left is placement's, whose cuts complete it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import combinations
from typing import NamedTuple

from models.audit import Finding
from models.brief import Brief
from models.events import Event
from models.occupations import Occupation, carried, clash, diary, field_occupation, occupation, road, session
from models.people import LeaderId
from models.plan import Plan
from models.spans import HalfDay
from rules.base import Block, Fact, Lit, Rule, Sheet, Strength


class _Item(NamedTuple):
    """A possible stretch of one leader's time.

    one: any of its possible times; movable: there are several. ends, begins: the earliest end and the latest
    start among them, in minutes of the epoch: two items fit together iff one's latest start leaves the road
    behind the other's earliest end.
    """

    lit: Lit
    halves: tuple[HalfDay, ...]
    one: Occupation
    movable: bool
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
        items = self._items(sheet)
        for leader in sheet.brief.leaders:
            because = Fact(self.code, leader.id)
            days: dict[int, list[_Item]] = defaultdict(list)
            for item in items[leader.id]:
                for day in {half.day.toordinal() for half in item.halves}:
                    days[day].append(item)
            seen: set[tuple[Lit, Lit]] = set()
            for day in sorted(days):
                for one, other in combinations(days[day], 2):
                    self._pair(sheet, one, other, because, seen)
            self._half_days(sheet, items[leader.id], sheet.blocks(leader.id), because)

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

    def _items(self, sheet: Sheet) -> dict[LeaderId, list[_Item]]:
        items: dict[LeaderId, list[_Item]] = defaultdict(list)
        for event in sheet.events:
            for start in sheet.starts(event):
                spans = sheet.times(event, start)
                if not spans:
                    continue
                halves = tuple(sheet.halves(event, start))
                one = occupation(event, spans[0])
                ends = min(int(span.end.timestamp()) for span in spans) // 60
                begins = max(int(span.start.timestamp()) for span in spans) // 60
                for seat in sheet.brief.seats_by_event[event.id]:
                    for person in sheet.takers(event, seat):
                        lit = sheet.takes(event, seat, person, start)
                        items[person].append(_Item(lit, halves, one, len(spans) > 1, ends, begins))
        return items

    def _pair(self, sheet: Sheet, one: _Item, other: _Item, because: Fact, seen: set[tuple[Lit, Lit]]) -> None:
        """Two items that fit together at no minute exclude each other."""
        key = (min(one.lit, other.lit), max(one.lit, other.lit))
        if one.one.subject == other.one.subject or key in seen:
            return
        apart = road(sheet.brief.policy.travel, one.one, other.one)
        if other.begins - one.ends < apart and one.begins - other.ends < apart:
            seen.add(key)
            sheet.at_most_one(key, because)

    def _half_days(self, sheet: Sheet, items: Sequence[_Item], blocks: Sequence[Block], because: Fact) -> None:
        """Capacity of each half-day, and its whole items and research against everything else."""
        inside: dict[HalfDay, list[_Item]] = defaultdict(list)
        for item in items:
            for half in item.halves:
                inside[half].append(item)
        research: dict[HalfDay, list[Lit]] = defaultdict(list)
        for block in blocks:
            for n in range(block.half_days):
                research[block.start.shifted(n)].append(block.lit)
        self._roads(sheet, items, research, because)
        for half in sorted(inside.keys() | research.keys()):
            full = research[half] + [item.lit for item in inside[half] if item.one.whole]
            shared = [item for item in inside[half] if not item.one.whole]
            sheet.at_most_one(full, because)
            for item in shared:
                sheet.at_most_one([*full, item.lit], because)
            ours = [item for item in shared if item.movable]
            if len(ours) > 1:
                room = session(sheet.brief, half)
                sheet.between(None, [i.lit for i in ours], room.minutes, because, [i.one.span.minutes for i in ours])

    def _roads(self, sheet: Sheet, items: Sequence[_Item], research: dict[HalfDay, list[Lit]], because: Fact) -> None:
        """Research in the half-day beside an item, where no minute of the item leaves time for the road."""
        field = {half: field_occupation(sheet.brief, "", half, 1) for half in research}
        minutes = {half: [int(t.timestamp()) // 60 for t in (o.span.start, o.span.end)] for half, o in field.items()}
        for item in items:
            before, after = item.halves[0].shifted(-1), item.halves[-1].shifted(1)
            for half in (before, after):
                if half not in field:
                    continue
                gap = item.begins - minutes[half][1] if half is before else minutes[half][0] - item.ends
                if gap < road(sheet.brief.policy.travel, item.one, field[half]):
                    sheet.at_most_one([*research[half], item.lit], because)

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


RULE = NoDoubleBooking()
