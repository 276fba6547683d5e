"""What stands published: the frozen part stays, the rest moves at a price."""

from collections.abc import Iterator, Sequence

from benchmarks.leadplan.base import BenchRule
from benchmarks.leadplan.brief import half_of, index_of, moment, name, slot_of
from benchmarks.leadplan.instance import Instance
from models.audit import Finding
from models.brief import Brief
from models.events import Event
from models.plan import Plan
from models.spans import Span
from rules.base import Sheet


class Stays(BenchRule):
    """Pins hold, and what was published for a day before the frozen one."""

    code = "bench-stays"
    title = "钉住和冻结的不动"

    def __init__(self, instance: Instance) -> None:
        super().__init__(instance)
        raw, frozen, old = self.instance.raw, self.instance.frozen, self.instance.published or {}
        known = {item.id for item in self.instance.items}
        self.events: dict[str, tuple[int, tuple[int, ...]]] = {
            id: (told["start"], tuple(told["attendees"]))
            for id, told in old.get("events", {}).items()
            if told["start"] // 14 < frozen and id in known
        }
        self.leave = {id: day for id, day in old.get("leave", {}).items() if day is not None and day < frozen}
        self.meetings: dict[str, int] = {}
        self.research: set[tuple[int, int]] = set()
        for pin in raw["pins"]:
            if pin["type"] == "event":
                self.events[pin["id"]] = pin["start"], tuple(pin["attendees"])
            elif pin["type"] == "meeting":
                self.meetings[pin["id"]] = pin["start"]
            else:
                self.research.add((pin["leader"], pin["half"]))
        self.times = {id: moment(t) for id, (t, _) in self.events.items()}
        self.times |= {id: moment(t) for id, t in self.meetings.items()}

    def admits(self, brief: Brief, event: Event, span: Span) -> bool:
        return event.id not in self.times or self.times[event.id] == span.start

    def admitted(self, brief: Brief, event: Event, spans: Sequence[Span]) -> Sequence[Span]:
        return super().admitted(brief, event, spans) if event.id in self.times else spans

    def constrain(self, sheet: Sheet) -> None:
        for event in sheet.events:
            if event.id not in self.times:
                continue
            because = self.fact(event.id)
            sheet.forbid([sheet.left_out(event)], because)
            if event.id in self.events:
                start, people = half_of(self.events[event.id][0] // 7), self.events[event.id][1]
                for seat, who in zip(sheet.brief.seats_by_event[event.id], people, strict=True):
                    sheet.require([sheet.takes(event, seat, name(who), start)], because)
        for leader, h in sorted(self.research):
            over = [
                b.lit for b in sheet.blocks(name(leader)) if index_of(b.start) <= h < index_of(b.start) + b.half_days
            ]
            sheet.imply([], over, self.fact(name(leader)))
        for wish in sheet.wishes:
            if wish.id in self.leave:
                there = [x.lit for x in sheet.leaves(wish) if index_of(x.start) == 2 * self.leave[wish.id]]
                sheet.imply([], there, self.fact(wish.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        at = {b.event: slot_of(b.start) for b in plan.bookings}
        for id, (start, people) in self.events.items():
            takers = tuple(plan.takers.get((id, f"s{n}")) for n in range(len(people)))
            if at.get(id) != start or takers != tuple(name(who) for who in people):
                yield self.broken(id, f"{id}已钉住或冻结")
        for id, start in self.meetings.items():
            if at.get(id) != start:
                yield self.broken(id, f"{id}已钉住")
        held = {(b.leader, index_of(half)) for b in plan.research for half in b.halves()}
        for leader, h in self.research:
            if (name(leader), h) not in held:
                yield self.broken(name(leader), f"{half_of(h).zh}的调研已钉住")
        begun = {told.absence: index_of(told.start) // 2 for told in plan.leave}
        for id, day in self.leave.items():
            if begun.get(id) != day:
                yield self.broken(id, f"{id}已开始")


class Disturbance(BenchRule):
    """What was published and changes: the time or the people of an event that is held, a meeting, research."""

    code = "bench-disturbance"
    title = "已公布的少动"

    def constrain(self, sheet: Sheet) -> None:
        old, weights = self.instance.published, self.instance.weights
        if old is None:
            return
        for event in sheet.events:
            because = self.fact(event.id)
            if event.id in old["meetings"]:
                sheet.charge(weights["chg_meeting"], [sheet.keeps_start(event)], because, below=1)
            elif event.id in old["events"]:
                self._event(sheet, event, old["events"][event.id])
        for leader, halves in enumerate(old["research"]):
            over: dict[int, list[int]] = {h: [] for h in halves}
            for block in sheet.blocks(name(leader)):
                for h in range(index_of(block.start), index_of(block.start) + block.half_days):
                    if h in over:
                        over[h].append(block.lit)
            for lits in over.values():
                sheet.charge(weights["chg_research_half"], lits, self.fact(name(leader)), below=1)

    def _event(self, sheet: Sheet, event: Event, told: dict[str, object]) -> None:
        weights, because = self.instance.weights, self.fact(event.id)
        if sheet.keeps_start(event) > 0:
            sheet.charge(weights["chg_event_time"], [-1 - sheet.left_out(event)], because)
            sheet.charge(-weights["chg_event_time"], [sheet.keeps_start(event)], because)
        elif self._time(event) != told["start"]:
            sheet.charge(weights["chg_event_time"], [-1 - sheet.left_out(event)], because)
        people = [name(who) for who in told["attendees"]]  # type: ignore[attr-defined]
        others = [
            [sheet.takes(event, seat, person, start) for person in sheet.takers(event, seat) if person != people[n]]
            for start in sheet.starts(event)
            for n, seat in enumerate(sheet.brief.seats_by_event[event.id])
        ]
        if len(people) == 1:
            sheet.charge(weights["chg_event_attendee"], [lit for row in others for lit in row], because)
        else:
            changed = [lit for row in others for lit in row]
            if changed:
                sheet.charge(weights["chg_event_attendee"], [sheet.either(changed)], because)

    def _time(self, event: Event) -> int | None:
        """The slot of a fixed event; none where it has a window."""
        item = next(item for item in self.instance.items if item.id == event.id)
        return None if item.slot is None else 7 * item.halves[0] + item.slot

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        old, weights = self.instance.published, self.instance.weights
        if old is None:
            return
        at = {b.event: slot_of(b.start) for b in plan.bookings}
        for id, was in old["meetings"].items():
            if id in brief.event_by_id and at.get(id) != was:
                yield self.kept(id, f"{id}原已公布，现有变动", weights["chg_meeting"])
        for id, told in old["events"].items():
            if id not in at:
                continue
            if at[id] != told["start"]:
                yield self.kept(id, f"{id}改期", weights["chg_event_time"])
            takers = [plan.takers.get((id, f"s{n}")) for n in range(len(told["attendees"]))]
            if takers != [name(who) for who in told["attendees"]]:
                yield self.kept(id, f"{id}换人", weights["chg_event_attendee"])
        held = {(b.leader, index_of(half)) for b in plan.research for half in b.halves()}
        for leader, halves in enumerate(old["research"]):
            dropped = sum((name(leader), h) not in held for h in halves)
            if dropped:
                yield self.kept(name(leader), f"动了{dropped}个半天", weights["chg_research_half"] * dropped)
