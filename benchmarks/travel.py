"""How long a coverage check takes from a warm service: rule verdict, verdict with re-plan, nearest green stretches.

    python3 -m benchmarks.travel [--asks N] [--plans N] [--demo-year] [--year]

On the demo December; with --demo-year on the demo office's year (tools/demo_year.py) and its first plan, with --year
on a made-up year of 30 leaders and 8,000 events.
"""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from intake.brief import freeze, read_brief
from models.absences import Absence, AbsenceKind, Approval, ApprovalState
from models.brief import Brief, Office
from models.events import Event, Fixed, Kind, Seat, When, Who, Window
from models.ledger import Ledger
from models.people import DeputyPair, Leader, Post
from models.plan import Booking, Plan, Seating
from models.policy import Policy
from models.slip import Basis, Trip
from models.spans import OFFICE_TZ, DateRange, HalfDay, Span
from models.workdays import WorkCalendar
from solver.solve import solve
from solver.travel import Travel
from solver.year import first_plan
from tools.demo_year import document

ROOT = Path(__file__).resolve().parent.parent


def december() -> Travel:
    """The demo December on a fresh plan."""
    brief = read_brief((ROOT / "fixtures/demo/2026-12.json").read_bytes())
    plan = solve(brief)
    if not isinstance(plan, Plan):
        raise SystemExit("演示月没有方案")
    return Travel(brief, plan, Basis.FRESH)


def demo_year() -> Travel:
    """The demo office's year, planned month after month."""
    brief = freeze(document(2027))
    plan = first_plan(brief)
    if not isinstance(plan, Plan):
        raise SystemExit("演示年没有方案")
    return Travel(brief, plan, Basis.FRESH)


def year(leaders: int = 30, events: int = 8000, seed: int = 1) -> Travel:
    """A made-up year: every leader's half-day holds one item at most, absences where there is none."""
    dice = Random(seed)
    days = DateRange(first=date(2026, 1, 1), last=date(2026, 12, 31))
    posts = [Post.HEAD, Post.EXECUTIVE_DEPUTY, *[Post.DEPUTY] * (leaders - 2)]
    people = tuple(Leader(id=f"l{n}", post=post, title=f"领导{n}") for n, post in enumerate(posts))
    worked = [h for h in days.half_days() if h.day.weekday() < 5]
    free = {leader.id: set(worked) for leader in people}
    absences = []
    for leader in people:
        for n in range(6):
            start = dice.choice(worked[:-8])
            halves = {start.shifted(k) for k in range(dice.choice((2, 4, 6)))}
            free[leader.id] -= halves
            span = Span(start=min(halves).start, end=max(halves).end)
            absences.append(
                Absence(
                    id=f"{leader.id}/{n}", leader=leader.id, kind=AbsenceKind.TRIP, span=span,
                    requested_at=datetime(2025, 12, 1, tzinfo=OFFICE_TZ),
                    approval=Approval(state=ApprovalState.APPROVED, by="区长"),
                )
            )  # fmt: skip
    made, bookings, seats = [], [], []
    while len(made) < events:
        who = dice.choice(people).id
        if not free[who]:
            continue
        half = dice.choice(sorted(free[who]))
        free[who].discard(half)
        begin = half.start + (timedelta(hours=2) if half.pm else timedelta(hours=9))
        end = begin + timedelta(minutes=90)
        when: When = Fixed(start=begin, end=end)
        if dice.random() < 0.45:
            midnight = HalfDay(half.day, False).start
            when = Window(earliest=midnight - timedelta(days=3), latest=midnight + timedelta(days=4), minutes=90)
        seat = Seat(id="main", who=Who(leader=who))
        kind = dice.choice((Kind.WORK, Kind.SPECIAL, Kind.RECEPTION, Kind.TALK, Kind.INSPECTION))
        event = Event(id=f"e{len(made)}", title=f"事项{len(made)}", kind=kind, when=when, seats=(seat,))
        made.append(event)
        bookings.append(Booking(event=event.id, start=begin, end=end))
        seats.append(Seating(event=event.id, seat="main", taken_by=who))
    pairs = tuple(DeputyPair(a=f"l{n}", b=f"l{n + 1}", first=days.first) for n in range(1, leaders - 1, 2))
    policy = Policy.model_validate({"research": {"applies_to": []}})
    brief = Brief(
        office=Office(id="bench", name="测算"), as_of=datetime(2025, 12, 20, tzinfo=OFFICE_TZ), horizon=days,
        leaders=people, pairs=pairs, events=tuple(made), absences=tuple(absences), ledger=Ledger(year=2026),
        policy=policy, calendar=WorkCalendar(first=date(2025, 1, 1), last=date(2027, 12, 31)),
    )  # fmt: skip
    plan = Plan(brief=brief.digest, horizon=days, bookings=tuple(bookings), seats=tuple(seats))
    return Travel(brief, plan, Basis.FRESH)


def trips(travel: Travel, count: int, seed: int) -> list[Trip]:
    """Random trips of one to five days on the horizon."""
    dice = Random(seed)
    days = list(travel.brief.horizon.days())
    found = []
    for _ in range(count):
        length = dice.randint(1, 5)
        first = dice.choice(days[: len(days) - length])
        start = HalfDay(first, False).start + timedelta(hours=8, minutes=30)
        end = HalfDay(first + timedelta(days=length - 1), False).start + timedelta(hours=18)
        found.append(Trip(leader=dice.choice(travel.brief.leaders).id, start=start, end=end))
    return found


def timed(what: str, ask: Callable[[Trip], object], asked: list[Trip]) -> None:
    """Ask them all and print p50, p99 and the longest, in milliseconds: by the clock, and of processor time, which a
    machine with other work to do leaves as it is."""
    taken = []
    for trip in asked:
        begun, spent = time.perf_counter(), time.process_time()
        ask(trip)
        taken.append(((time.perf_counter() - begun) * 1000, (time.process_time() - spent) * 1000))
    told = [f"{what:30} n={len(taken):5}"]
    for name, column in (("clock", 0), ("cpu", 1)):
        values = sorted(row[column] for row in taken)
        at99 = values[min(len(values) - 1, int(len(values) * 0.99))]
        told.append(f"{name}: p50 {values[len(values) // 2]:.3f} p99 {at99:.3f} max {values[-1]:.3f} ms")
    print("  ".join(told))
    sys.stdout.flush()


def measure(name: str, make: Callable[[], Travel], asks: int, plans: int) -> None:
    """All figures on one plan."""
    travel = make()
    begun = time.perf_counter()
    size = travel.index.size
    print(f"{name}：{len(travel.brief.events)}项，{len(travel.brief.leaders)}位领导，{size}个半天；", end="")
    print(f"建索引 {(time.perf_counter() - begun) * 1000:.1f} ms")
    asked = trips(travel, asks, 7)
    timed("rule verdict", travel.rule_verdict, asked)
    timed("nearest green stretches", travel.nearest, asked)
    timed("slip by the rules", lambda trip: travel.slip(trip, exact=False), asked[: max(1, asks // 5)])
    some = asked[:plans]
    for trip in some:
        _ = travel.scene(travel.index.halves(travel.stretch(trip))).said  # warm
    timed("slip with the smallest re-plan", travel.slip, some)
    colours: dict[str, int] = {}
    for trip in asked:
        colour = travel.rule_verdict(trip).value
        colours[colour] = colours.get(colour, 0) + 1
    print(colours)


def run() -> None:
    """What `python -m benchmarks travel` asks for."""
    measure("demo December", december, 1000, 30)


def main() -> None:
    """Run it, with the counts asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--asks", type=int, default=2000)
    parser.add_argument("--plans", type=int, default=100)
    parser.add_argument("--demo-year", action="store_true")
    parser.add_argument("--year", action="store_true")
    given = parser.parse_args()
    measure("demo December", december, given.asks, given.plans)
    if given.demo_year:
        measure("demo year", demo_year, given.asks, given.plans)
    if given.year:
        measure("year of 30 leaders", year, given.asks, max(1, given.plans // 5))


if __name__ == "__main__":
    main()
