"""Load: ceremonies evenly spread, no week overfull."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from benchmarks.leadplan.base import BenchRule, starts
from benchmarks.leadplan.brief import index_of, name, number
from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from rules.base import FALSE, Sheet


class CeremonyRange(BenchRule):
    """The busiest leader's ceremonies less the least busy one's; the head is not counted."""

    code = "bench-ceremonies"
    title = "事务性活动均衡"

    def _leaders(self) -> range:
        return range(1, len(self.instance.leaders))

    def constrain(self, sheet: Sheet) -> None:
        rows: dict[int, list[int]] = {leader: [] for leader in self._leaders()}
        total, unless = 0, []
        events = {event.id: event for event in sheet.events}
        for item in self.instance.items:
            if item.kind != "ceremonial" or item.id not in events:
                continue
            event = events[item.id]
            total += len(item.seats)
            unless.append(sheet.left_out(event))
            for n, options in enumerate(item.seats):
                seat = sheet.brief.seats_by_event[item.id][n]
                unless += [sheet.takes(event, seat, name(0), start) for start in sheet.starts(event)]
                for who in {o.leader for o in options} - {0}:
                    rows[who] += [sheet.takes(event, seat, name(who), start) for start in sheet.starts(event)]
        price = self.instance.weights["ceremonial_range"]
        known = [lit for lit in unless if lit != FALSE]
        sheet.charge_spread(price, list(rows.values()), self.fact("all"), total=total, unless=known)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        kinds = {item.id: item.kind for item in self.instance.items}
        count = Counter(
            number(taker)
            for id, _, takers in starts(brief, plan)
            for taker in takers
            if kinds.get(id) == "ceremonial" and taker is not None
        )
        loads = [count[leader] for leader in self._leaders()]
        if loads:
            spread = max(loads) - min(loads)
            cost = self.instance.weights["ceremonial_range"] * spread
            yield self.kept("all", f"事务性活动最多与最少相差{spread}次", cost)


class WeeklyLoad(BenchRule):
    """Each slot above a leader's weekly number; meetings and research are not counted."""

    code = "bench-week"
    title = "一周不超量"

    def constrain(self, sheet: Sheet) -> None:
        events = {event.id: event for event in sheet.events}
        weeks: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for item in self.instance.items:
            event = events.get(item.id)
            for n, options in enumerate(item.seats) if event is not None else ():
                assert event is not None
                seat = sheet.brief.seats_by_event[item.id][n]
                people = {o.leader for o in options}
                for start in sheet.starts(event):
                    week = self.instance.days[index_of(start) // 2]["week"]
                    for who in people:
                        weeks[who, week].append((sheet.takes(event, seat, name(who), start), item.duration))
        price = self.instance.weights["weekly_overload"]
        for (who, week), row in weeks.items():
            most = self.instance.leaders[who]["weekly_cap_slots"]
            because = self.fact(f"{name(who)}@{week}")
            sheet.charge(price, [lit for lit, _ in row], because, above=most, weights=[n for _, n in row])

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        items = {item.id: item for item in self.instance.items}
        load: Counter[tuple[int, int]] = Counter()
        for id, half, takers in starts(brief, plan):
            for taker in takers if id in items else ():
                if taker is not None:
                    load[number(taker), self.instance.days[half // 2]["week"]] += items[id].duration
        for (who, week), slots in load.items():
            over = max(0, slots - self.instance.leaders[who]["weekly_cap_slots"])
            if over:
                price = self.instance.weights["weekly_overload"]
                yield self.kept(f"{name(who)}@{week}", f"当周超出{over}格", price * over)
