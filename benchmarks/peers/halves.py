"""The year on half-day Booleans: who attends what in which half-day, with capacities instead of minutes.

After formulation C of the measurements: options per event = (half-day, attendee); fixed events exclude each other
by slots, those in windows by a capacity of 7 slots and by clauses "does not fit beside this fixed one"; research
as blocks (leader, first half-day, length); leave as starts. A relaxation: `placing` finds the minutes.
"""

from dataclasses import dataclass, field

from benchmarks.peers.program import Program
from benchmarks.peers.tables import SLOTS, Happening, Option, Tables


@dataclass(frozen=True)
class Use:
    """An attendee's column in one half-day; `slot` where the time is fixed."""

    column: int
    event: Happening
    seat: int
    option: Option
    half: int
    slot: int | None


@dataclass
class Halves:
    """The program, and what its columns mean."""

    tables: Tables
    program: Program = field(default_factory=Program)
    leave: dict[int, tuple[str, int]] = field(default_factory=dict)  # column: leave, first day
    gone: dict[tuple[int, int], int] = field(default_factory=dict)  # leader, day: on leave
    meeting: dict[int, tuple[str, int]] = field(default_factory=dict)  # column: meeting, half-day
    held: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # half-day: meetings' columns, durations
    uses: list[Use] = field(default_factory=list)
    block: dict[int, tuple[int, int, int]] = field(default_factory=dict)  # column: leader, half-day, length
    taken: dict[tuple[int, int], int] = field(default_factory=dict)  # leader, half-day: sum of the blocks over it

    def away(self, leader: int, h: int) -> int | None:
        """The Boolean that he is on leave then, None where he cannot be."""
        return self.gone.get((leader, h // 2))


def build(tables: Tables) -> Halves:
    """The whole program."""
    model = Halves(tables)
    _leave(model)
    _meetings(model)
    for event in tables.events:
        _event(model, event)
    _research(model)
    _loads(model)
    return model


def _leave(model: Halves) -> None:
    t, p = model.tables, model.program
    covering: dict[tuple[int, int], list[int]] = {}
    for leave in t.leaves:
        denied = float(t.weights["leave_denied"])
        old = (t.published or {"leave": {}})["leave"].get(leave.id)
        moved = 0 if old is None else t.weights["chg_leave"]
        p.offset += denied + moved
        starts = []
        for s in leave.starts:
            column = p.column(-denied - (moved if s == old else 0))
            starts.append(column)
            model.leave[column] = leave.id, s
            for d in range(s, s + leave.days):
                covering.setdefault((leave.leader, d), []).append(column)
        p.row([(c, 1) for c in starts], low=1 if leave.held else 0, high=1)
    for key, columns in covering.items():
        model.gone[key] = p.column()
        p.row([(model.gone[key], -1), *((c, 1) for c in columns)], low=0, high=0)
    for a, b in t.pairs:
        for d in range(t.day_count):
            p.at_most_one(model.gone[k, d] for k in (a, b) if (k, d) in model.gone)


def _meetings(model: Halves) -> None:
    t, p = model.tables, model.program
    days: dict[str, list[tuple[int, int]]] = {}
    for meeting in t.meetings:
        missed = float(t.weights["meeting_missed"])
        old = (t.published or {"meetings": {}})["meetings"].get(meeting.id)
        moved = 0 if old is None else t.weights["chg_meeting"]
        p.offset += missed + moved
        columns = []
        for h in meeting.halves:
            absent = t.weights["meeting_absent"] * sum(a[h] for a in t.away)
            column = p.column(absent - missed - (moved if old is not None and old // SLOTS == h else 0))
            columns.append(column)
            model.meeting[column] = meeting.id, h
            model.held.setdefault(h, []).append((column, meeting.duration))
            days.setdefault(meeting.id, []).append((h // 2, column))
        p.row([(c, 1) for c in columns], low=0 if meeting.held is None else 1, high=1)
        if meeting.gap_after is not None:
            earlier, own = days.get(meeting.gap_after, []), days.get(meeting.id, [])
            for d in sorted({d for d, _ in own}):
                late = [c for g, c in earlier if g > d - meeting.gap_days]
                if late:
                    p.at_most_one([*late, *(c for m, c in own if m <= d)])
    for h in sorted(model.held):
        _attendance(model, h)


def _attendance(model: Halves, h: int) -> None:
    """One meeting at a time; a quorum; a price for each leader on leave."""
    t, p = model.tables, model.program
    held = model.held[h]
    p.row(held, high=SLOTS)
    movable = [g for k in range(t.leader_count) if (g := model.away(k, h)) is not None]
    room = t.most_away - sum(a[h] for a in t.away)
    if len(movable) > room:
        spare = len(movable) - room
        p.row([*((g, 1) for g in movable), *((c, spare) for c, _ in held)], high=len(movable))
    for g in movable:
        absent = p.column(t.weights["meeting_absent"], integer=False)
        p.row([(g, 1), *((c, 1) for c, _ in held), (absent, -1)], high=1)


def _event(model: Halves, event: Happening) -> None:
    t, p = model.tables, model.program
    p.offset += event.weight
    old = (t.published or {"events": {}})["events"].get(event.id)
    times: list[tuple[int, int | None]] = [(h, event.slot) for h in event.halves]
    if old is not None and event.slot is None and old["start"] // SLOTS in event.halves:
        times.append((old["start"] // SLOTS, old["start"] % SLOTS))
    who = None if old is None else old["attendees"]
    other = None  # that somebody else attends: one price for the event, however many seats change
    if who is not None and len(event.seats) > 1:
        other = p.column(t.weights["chg_event_attendee"], integer=False)
    places: list[list[Use]] = [[] for _ in event.seats]
    for h, slot in times:
        kept = old is not None and slot is not None and SLOTS * h + slot == old["start"]
        price = 0 if old is None or kept else t.weights["chg_event_time"]
        seats = [list(t.usable(seat, h)) for seat in event.seats]
        if not all(seats):
            continue
        here = []
        for n, options in enumerate(seats):
            row = []
            for o in options:
                cost = o.cost + (price - event.weight if n == 0 else 0)
                if who is not None and other is None and o.leader != who[n]:
                    cost += t.weights["chg_event_attendee"]
                row.append(Use(p.column(cost), event, n, o, h, slot))
                if o.if_away is not None and not t.away[o.if_away][h]:
                    p.row([(row[-1].column, 1), (model.gone[o.if_away, h // 2], -1)], high=0)
            places[n] += row
            here.append(row)
        _same_place(p, here)
        model.uses += [use for row in here for use in row]
    for n, row in enumerate(places):
        p.row([(u.column, 1) for u in row], low=1 if event.held is not None else 0, high=1)
        if who is not None and other is not None:
            p.row([(other, -1), *((u.column, 1) for u in row if u.option.leader != who[n])], high=0)


def _same_place(p: Program, here: list[list[Use]]) -> None:
    """Every seat of an event is taken in the half-day of its first, by distinct leaders."""
    for row in here[1:]:
        p.row([*((u.column, 1) for u in row), *((u.column, -1) for u in here[0])], low=0, high=0)
    if len(here) > 1:
        for leader in sorted({u.option.leader for row in here for u in row}):
            p.at_most_one(u.column for row in here for u in row if u.option.leader == leader)


def _research(model: Halves) -> None:
    t, p, w = model.tables, model.program, model.tables.weights
    for leader in range(t.leader_count):
        target = t.people[leader]["research_half_days"]
        old = set((t.published or {"research": [[]] * t.leader_count})["research"][leader])
        p.offset += w["chg_research_half"] * len(old)
        total: list[tuple[int, float]] = []
        covering: dict[int, list[int]] = {}
        apart: dict[int, list[int]] = {}  # blocks over a half-day or ending just before it
        sums: dict[tuple[str, int], list[tuple[int, float]]] = {}
        for h in range(t.half_count):
            for n in range(1, t.rules["research_run_max"] + 1):
                if h + n > t.half_count or t.away[leader][h + n - 1]:
                    break
                span = range(h, h + n)
                column = p.column(w["research_block"] - w["chg_research_half"] * len(old.intersection(span)))
                model.block[column] = leader, h, n
                total.append((column, n))
                for k in span:
                    covering.setdefault(k, []).append(column)
                    apart.setdefault(k, []).append(column)
                    for what in ("month", "quarter"):
                        sums.setdefault((what, t.of(k, what)), []).append((column, 1))
                apart.setdefault(h + n, []).append(column)
        for k, over in covering.items():
            taken = p.column(integer=False)
            p.row([(taken, -1), *((c, 1) for c in over)], low=0, high=0)
            model.taken[leader, k] = taken
        for columns in apart.values():
            p.at_most_one(columns)
        p.row([*total, (p.column(w["research_short"], target, integer=False), 1)], low=target)
        least = t.rules["research_quarter_min"]
        for (what, number), terms in sums.items():
            if what == "month":
                p.row(terms, high=t.rules["research_month_max"])
            elif number in t.quarters and least:
                p.row([*terms, (p.column(w["research_quarter_short"], least, integer=False), 1)], low=least)
    for key in sorted(t.pinned_research):
        p.row([(model.taken[key], 1)], low=1)


def _loads(model: Halves) -> None:
    """Balance of ceremonies, and weeks that grow too full."""
    t, p = model.tables, model.program
    weeks: dict[tuple[int, int], list[tuple[int, float]]] = {}
    ceremonies: dict[int, list[tuple[int, float]]] = {k: [] for k in range(1, t.leader_count)}
    for use in model.uses:
        leader = use.option.leader
        weeks.setdefault((leader, t.of(use.half, "week")), []).append((use.column, use.event.duration))
        if use.event.ceremonial and leader:
            ceremonies[leader].append((use.column, 1))
    for (leader, _), terms in weeks.items():
        cap = t.people[leader]["weekly_cap_slots"]
        if (most := sum(n for _, n in terms)) > cap:
            p.row([*terms, (p.column(t.weights["weekly_overload"], most, integer=False), -1)], high=cap)
    count = sum(e.ceremonial for e in t.events)
    top = p.column(t.weights["ceremonial_range"], count, integer=False)
    bottom = p.column(-t.weights["ceremonial_range"], count, integer=False)
    for terms in ceremonies.values():
        p.row([*terms, (top, -1)], high=0)
        p.row([*terms, (bottom, -1)], low=0)
