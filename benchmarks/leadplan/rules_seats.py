"""Who may take a seat, what it costs, who is away together, and what being left out costs."""

from collections.abc import Iterator, Sequence

from benchmarks.leadplan.base import BenchRule, is_away, starts
from benchmarks.leadplan.brief import half_of, index_of, name
from benchmarks.leadplan.instance import Instance, Option
from models.audit import Finding
from models.brief import Brief
from models.events import Event
from models.grid import Grid
from models.plan import Plan
from models.spans import HalfDay, Span
from rules.base import TRUE, Sheet


class Halves(BenchRule):
    """Some windows are of mornings or of afternoons alone."""

    code = "bench-halves"
    title = "时间窗限上午或下午"

    def __init__(self, instance: Instance) -> None:
        super().__init__(instance)
        self.allowed = {item.id: frozenset(item.halves) for item in instance.items}
        self.allowed |= {meeting.id: frozenset(meeting.halves) for meeting in instance.meetings}

    def admits(self, brief: Brief, event: Event, span: Span) -> bool:
        return index_of(HalfDay.of(span.start)) in self.allowed[event.id]

    def admitted(self, brief: Brief, event: Event, spans: Sequence[Span]) -> Sequence[Span]:
        half = spans.half if isinstance(spans, Grid) else HalfDay.of(spans[0].start)
        return spans if index_of(half) in self.allowed[event.id] else ()

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for id, half, _ in starts(brief, plan):
            if half not in self.allowed[id]:
                yield self.broken(id, f"{id}不在可用的半天")


class Options(BenchRule):
    """A seat of an event is taken by one of its options, at its cost; a stand-in only while whom he stands in for
    is away."""

    code = "bench-options"
    title = "席位的人选"

    def constrain(self, sheet: Sheet) -> None:
        events = {event.id: event for event in sheet.events}
        for item in self.instance.items:
            event = events.get(item.id)
            because = self.fact(item.id)
            for n, options in enumerate(item.seats) if event is not None else ():
                assert event is not None
                seat = sheet.brief.seats_by_event[item.id][n]
                for start in sheet.starts(event):
                    sheet.forbid([sheet.empty(event, seat, start)], because)
                    for who, choices in _by_leader(options).items():
                        self._taken(sheet, sheet.takes(event, seat, name(who), start), choices, start, item.id)

    def _taken(self, sheet: Sheet, lit: int, choices: list[Option], start: HalfDay, id: str) -> None:
        """The cheapest choice that holds, for one who may be there under several."""
        because = self.fact(id)
        always = min((o.cost for o in choices if o.if_away is None), default=None)
        better = [o for o in choices if o.if_away is not None and (always is None or o.cost < always)]
        ways = [(o.cost, sheet.away(name(o.if_away or 0), start)) for o in sorted(better, key=lambda o: o.cost)]
        ways = [(cost, away) for cost, away in ways if away]
        if always is not None and not ways:
            sheet.charge(always, [lit], because)
        elif len(ways) == 1 and always is None:
            if ways[0][1] != (TRUE,):
                sheet.imply([lit], ways[0][1], because)
            sheet.charge(ways[0][0], [lit], because)
        elif not ways:
            sheet.forbid([lit], because)
        else:
            self._several(sheet, lit, ways, always, id)

    def _several(
        self, sheet: Sheet, lit: int, ways: list[tuple[int, Sequence[int]]], always: int | None, id: str
    ) -> None:
        """Costs in steps: each way that does not hold adds what the next one costs more."""
        because = self.fact(id)
        dearest = always if always is not None else ways[-1][0]
        if always is None:
            sheet.imply([lit], [a for _, away in ways for a in away], because)
        sheet.charge(ways[0][0], [lit], because)
        held: list[int] = []
        steps = [*(cost for cost, _ in ways), dearest]
        for n, (cost, away) in enumerate(ways):
            held += away
            without, _ = sheet.split(lit, sheet.either(held))
            sheet.charge(steps[n + 1] - cost, [without], because)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        away = is_away(brief, plan)
        items = {item.id: item for item in self.instance.items}
        for id, half, takers in starts(brief, plan):
            for n, options in enumerate(items[id].seats) if id in items else ():
                costs = [
                    o.cost
                    for o in options
                    if name(o.leader) == takers[n] and (o.if_away is None or away[o.if_away][half])
                ]
                if costs:
                    yield self.kept(id, f"{id}由{takers[n]}出席", min(costs), seat=f"s{n}")
                else:
                    yield self.broken(id, f"{id}的席位空缺或人选不当", seat=f"s{n}")


def _by_leader(options: tuple[Option, ...]) -> dict[int, list[Option]]:
    found: dict[int, list[Option]] = {}
    for option in options:
        found.setdefault(option.leader, []).append(option)
    return found


class Partners(BenchRule):
    """A leader and whom he is covered by are not away together, unless both trips are given."""

    code = "bench-partners"
    title = "AB角不同时外出"

    def _pairs(self) -> list[tuple[int, int]]:
        partner = self.instance.partner
        return sorted({(min(a, b), max(a, b)) for a, b in enumerate(partner) if a != b})

    def constrain(self, sheet: Sheet) -> None:
        for a, b in self._pairs():
            for h in range(0, self.instance.half_count):
                one, other = sheet.away(name(a), half_of(h)), sheet.away(name(b), half_of(h))
                given = (TRUE,) in (tuple(one), tuple(other))
                if one and other and tuple(one) != tuple(other) and (given or h % 2 == 0):
                    sheet.at_most_one([*one, *other], self.fact(f"{name(a)}-{name(b)}"))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        away = is_away(brief, plan)
        for a, b in self._pairs():
            for h in range(self.instance.half_count):
                if away[a][h] and away[b][h]:
                    given = self.instance.away[a][h] and self.instance.away[b][h]
                    yield self.broken(f"{name(a)}-{name(b)}", f"{half_of(h).zh}同时外出", given=given)


class Served(BenchRule):
    """What an event, or a meeting, costs that is not held."""

    code = "bench-served"
    title = "事项尽量安排"

    def _prices(self) -> dict[str, int]:
        meetings = {m.id: int(self.instance.weights["meeting_missed"]) for m in self.instance.meetings}
        return {e.id: e.price for e in self.instance.items} | meetings

    def constrain(self, sheet: Sheet) -> None:
        prices = self._prices()
        for event in sheet.events:
            sheet.charge(prices[event.id], [sheet.left_out(event)], self.fact(event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        booked = {booking.event for booking in plan.bookings}
        for id, price in self._prices().items():
            if id not in booked:
                yield self.kept(id, f"{id}未安排", price)
