"""CP-SAT as its manual suggests: an optional interval for every choice, NoOverlap for every leader, its defaults.

Two workers, for two cores; nothing else is set. Starts are slots, research is a Boolean a half-day with an
indicator where a block begins, and leave takes whole days.
"""

from typing import Any

from ortools.sat.python import cp_model

from benchmarks.peers.report import Plan, Report
from benchmarks.peers.tables import SLOTS, Happening, Option, Tables

WORKERS = 2


class Naive:
    """The model, and its variables by what they mean."""

    def __init__(self, tables: Tables) -> None:
        self.tables, self.model = tables, cp_model.CpModel()
        self.cost: list[Any] = []
        self.calendar: list[list[Any]] = [[] for _ in tables.people]
        self.gone: dict[tuple[int, int], Any] = {}  # leader, day: on leave
        self.leave: dict[str, tuple[Any, Any]] = {}  # taken, first day
        self.meeting: dict[str, tuple[Any, Any]] = {}  # held, slot
        self.event: dict[str, tuple[Any, Any]] = {}  # served, slot
        self.seats: dict[str, list[list[tuple[Option, Any]]]] = {}
        self.research: dict[tuple[int, int], Any] = {}
        self._leaves()
        self._meetings()
        for event in tables.events:
            self._event(event)
        self._research()
        self._loads()
        for intervals in self.calendar:
            self.model.add_no_overlap(intervals)
        self.model.minimize(sum(self.cost))

    def _leaves(self) -> None:
        t, m = self.tables, self.model
        over: dict[tuple[int, int], list[Any]] = {}  # leader, day: his leaves that cover it
        for leave in t.leaves:
            taken = m.new_bool_var("")
            start = m.new_int_var_from_domain(cp_model.Domain.from_values(leave.starts or (0,)), "")
            if not leave.starts:
                m.add(taken == 0)
            self.leave[leave.id] = taken, start
            self.cost.append(t.weights["leave_denied"] * (1 - taken))
            size = 2 * SLOTS * leave.days
            at = 2 * SLOTS * start
            self.calendar[leave.leader].append(m.new_optional_interval_var(at, size, at + size, taken, ""))
            for d in sorted({d for s in leave.starts for d in range(s, s + leave.days)}):
                before, after, inside = (m.new_bool_var("") for _ in range(3))
                m.add_exactly_one(before, after, inside, ~taken)
                m.add(start > d).only_enforce_if(before)
                m.add(start <= d - leave.days).only_enforce_if(after)
                m.add(start <= d).only_enforce_if(inside)
                m.add(start > d - leave.days).only_enforce_if(inside)
                over.setdefault((leave.leader, d), []).append(inside)
        for key, covering in over.items():
            self.gone[key] = m.new_bool_var("")
            m.add(sum(covering) == self.gone[key])
        for a, b in t.pairs:
            for d in range(t.day_count):
                if (a, d) in self.gone and (b, d) in self.gone:
                    m.add_at_most_one(self.gone[a, d], self.gone[b, d])

    def _meetings(self) -> None:
        t, m = self.tables, self.model
        for meeting in t.meetings:
            held = m.new_bool_var("")
            starts = [SLOTS * h + s for h in meeting.halves for s in range(SLOTS - meeting.duration + 1)]
            if meeting.held is not None:
                starts = [meeting.held]
                m.add(held == 1)
            start = m.new_int_var_from_domain(cp_model.Domain.from_values(starts or [0]), "")
            if not starts:
                m.add(held == 0)
            self.meeting[meeting.id] = held, start
            self.cost.append(t.weights["meeting_missed"] * (1 - held))
            if meeting.gap_after in self.meeting:
                earlier, then = self.meeting[meeting.gap_after]
                day, day_before = self._day(start), self._day(then)
                m.add(day >= day_before + meeting.gap_days).only_enforce_if(held, earlier)
            here = {h: m.new_bool_var("") for h in meeting.halves}
            m.add(sum(here.values()) == held)
            for h, at in here.items():
                m.add_linear_constraint(start, SLOTS * h, SLOTS * h + SLOTS - meeting.duration).only_enforce_if(at)
                self._attendance(h, at, start, meeting.duration)

    def _day(self, slot: Any) -> Any:
        day = self.model.new_int_var(0, self.tables.day_count, "")
        self.model.add_division_equality(day, slot, 2 * SLOTS)
        return day

    def _attendance(self, h: int, at: Any, start: Any, duration: int) -> None:
        """Every leader in town, more than half of them, at a price for each who is not."""
        t, m = self.tables, self.model
        absent = [self.gone[k, h // 2] for k in range(t.leader_count) if (k, h // 2) in self.gone]
        fixed = sum(a[h] for a in t.away)
        m.add(sum(absent) <= t.most_away - fixed).only_enforce_if(at)
        self.cost.append(t.weights["meeting_absent"] * fixed * at)
        for k in range(t.leader_count):
            if t.away[k][h]:
                continue
            there = at
            if (gone := self.gone.get((k, h // 2))) is not None:
                there = m.new_bool_var("")
                m.add_bool_and(at, ~gone).only_enforce_if(there)
                m.add_bool_or(~at, gone, there)
                missed = m.new_bool_var("")
                m.add_bool_or(~at, ~gone, missed)
                self.cost.append(t.weights["meeting_absent"] * missed)
            self.calendar[k].append(m.new_optional_interval_var(start, duration, start + duration, there, ""))

    def _event(self, event: Happening) -> None:
        t, m = self.tables, self.model
        served = m.new_bool_var("")
        slots = range(SLOTS - event.duration + 1) if event.slot is None else (event.slot,)
        starts = [SLOTS * h + s for h in event.halves for s in slots]
        start = m.new_int_var_from_domain(cp_model.Domain.from_values(starts), "")
        self.event[event.id] = served, start
        self.cost.append(event.weight * (1 - served))
        if event.held is not None:
            m.add(served == 1)
        here = {h: m.new_bool_var("") for h in event.halves}
        m.add(sum(here.values()) == served)
        for h, at in here.items():
            m.add_linear_constraint(start, SLOTS * h, SLOTS * h + SLOTS - 1).only_enforce_if(at)
        seats = []
        for seat in event.seats:
            options = [(o, m.new_bool_var("")) for o in seat]
            m.add(sum(x for _, x in options) == served)
            seats.append(options)
            for o, x in options:
                self.cost.append(o.cost * x)
                end = start + event.duration
                self.calendar[o.leader].append(m.new_optional_interval_var(start, event.duration, end, x, ""))
                for h, at in here.items():
                    if t.away[o.leader][h]:
                        m.add_bool_or(~x, ~at)
                    if o.if_away is not None and not t.away[o.if_away][h]:
                        gone = self.gone.get((o.if_away, h // 2))
                        m.add_bool_or(~x, ~at, *([] if gone is None else [gone]))
        self.seats[event.id] = seats
        if len(seats) > 1:
            for leader in sorted({o.leader for s in seats for o, _ in s}):
                m.add_at_most_one(x for s in seats for o, x in s if o.leader == leader)

    def _research(self) -> None:
        t, m, w = self.tables, self.model, self.tables.weights
        longest = t.rules["research_run_max"]
        for leader in range(t.leader_count):
            on = {h: m.new_bool_var("") for h in range(t.half_count) if not t.away[leader][h]}
            months: dict[int, list[Any]] = {}
            quarters: dict[int, list[Any]] = {}
            for h, x in on.items():
                self.research[leader, h] = x
                at = SLOTS * h
                self.calendar[leader].append(m.new_optional_interval_var(at, SLOTS, at + SLOTS, x, ""))
                months.setdefault(t.of(h, "month"), []).append(x)
                quarters.setdefault(t.of(h, "quarter"), []).append(x)
                begins = m.new_bool_var("")
                m.add_bool_or(~x, begins, *([on[h - 1]] if h - 1 in on else []))
                self.cost.append(w["research_block"] * begins)
                run = [on[k] for k in range(h, h + longest + 1) if k in on]
                if len(run) > longest:
                    m.add(sum(run) <= longest)
                if (leader, h) in t.pinned_research:
                    m.add(x == 1)
            for xs in months.values():
                m.add(sum(xs) <= t.rules["research_month_max"])
            goals = [(list(on.values()), t.people[leader]["research_half_days"], w["research_short"])]
            least = t.rules["research_quarter_min"]
            goals += [(quarters.get(q, []), least, w["research_quarter_short"]) for q in t.quarters]
            for xs, goal, price in goals:
                short = m.new_int_var(0, goal, "")
                m.add(short >= goal - sum(xs))
                self.cost.append(price * short)

    def _loads(self) -> None:
        t, m = self.tables, self.model
        weeks: dict[tuple[int, int], list[Any]] = {}
        ceremonies: list[list[Any]] = [[] for _ in t.people]
        for event in t.events:
            served, start = self.event[event.id]
            spans = {t.of(h, "week") for h in event.halves}
            inside = {week: served for week in spans}
            if len(spans) > 1:
                inside = {week: m.new_bool_var("") for week in spans}
                m.add(sum(inside.values()) == served)
                for week, x in inside.items():
                    halves = [h for h in event.halves if t.of(h, "week") == week]
                    m.add_linear_constraint(start, SLOTS * halves[0], SLOTS * halves[-1] + 6).only_enforce_if(x)
            for option, x in (pair for seat in self.seats[event.id] for pair in seat):
                if event.ceremonial:
                    ceremonies[option.leader].append(x)
                for week, there in inside.items():
                    both = x
                    if len(spans) > 1:
                        both = m.new_bool_var("")
                        m.add_bool_or(~x, ~there, both)
                    weeks.setdefault((option.leader, week), []).append(event.duration * both)
        for (leader, _), terms in weeks.items():
            over = m.new_int_var(0, 14 * SLOTS, "")
            m.add(over >= sum(terms) - t.people[leader]["weekly_cap_slots"])
            self.cost.append(t.weights["weekly_overload"] * over)
        top, bottom = (m.new_int_var(0, len(t.events), "") for _ in range(2))
        for terms in ceremonies[1:]:
            m.add(top >= sum(terms))
            m.add(bottom <= sum(terms))
        self.cost.append(t.weights["ceremonial_range"] * (top - bottom))

    def plan(self, value: Any) -> Plan:
        """What a solution says, in the bench's format; `value` reads a variable."""
        t = self.tables
        events = {
            name: {
                "start": value(start),
                "attendees": [next(o.leader for o, x in seat if value(x)) for seat in self.seats[name]],
            }
            for name, (served, start) in self.event.items()
            if value(served)
        }
        return {
            "events": events,
            "research": [
                [h for h in range(t.half_count) if (k, h) in self.research and value(self.research[k, h])]
                for k in range(t.leader_count)
            ],
            "leave": {name: value(start) for name, (taken, start) in self.leave.items() if value(taken)},
            "meetings": {name: value(start) for name, (held, start) in self.meeting.items() if value(held)},
        }


class Watch(cp_model.CpSolverSolutionCallback):
    """Tells each incumbent as it comes, at most one a second."""

    def __init__(self, report: Report, naive: Naive) -> None:
        super().__init__()
        self.report, self.naive, self.last = report, naive, 0.0

    def on_solution_callback(self) -> None:
        """A new best solution; the last one of all is told by `main`."""
        if (now := self.report.now()) - self.last >= 1:
            self.last = now
            self.report.tell(now, self.naive.plan(self.value), self.best_objective_bound)


def main() -> None:
    """One run."""
    report = Report()
    naive = Naive(report.tables)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = report.left()
    status = solver.solve(naive.model, Watch(report, naive))
    plan: Plan | None = None
    end = report.now()
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        plan = naive.plan(solver.value)
        report.tell(end, plan, solver.best_objective_bound)
    report.close(plan)


if __name__ == "__main__":
    main()
