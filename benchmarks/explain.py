"""Questions about the demo December's plan and the demo year's, and conflicts of generated months.

python -m benchmarks.explain [MONTHS]             how many generated months (200 unless said otherwise)
python -m benchmarks.explain --year [HORIZON]     the demo year's first so many months (12), a few questions each
"""

import json
import sys
import time
from datetime import date
from random import Random

from benchmarks.measure import DEMO, machine, row, timed
from intake.brief import read_brief
from models.brief import Brief
from models.events import Duty, Event, Fixed, Kind, Window
from models.plan import Plan
from models.reasons import Outcome, Stuck, Wish
from models.spans import DateRange, HalfDay
from solver.inquiry import Inquiry
from solver.let_in import left_out, let_in
from solver.month_map import month_map
from solver.portfolio import plan_long
from solver.recommend import takers, times
from solver.repairs import ways_out
from solver.solve import solve
from solver.why import why
from solver.why_not import why_not
from tools.demo_year import document
from tools.stuck_months import KINDS, stuck_month

SEED = 1
YEAR = 2027
YEAR_SECONDS = 240.0  # for the year's plan
YEAR_ASKED = 6  # questions of each sort about the year
WAYS_EVERY = 10  # ways out are sought for one month in so many


def run(months: int = 200) -> None:
    """All of it."""
    machine()
    brief = read_brief((DEMO / "2026-12.json").read_bytes())
    plan = solve(brief)
    if not isinstance(plan, Plan):
        raise SystemExit("the demo December has no plan")
    questions(brief, plan)
    repairs(brief)
    conflicts(months)


def year(months: int = 12) -> None:
    """Why not and recommend on the year's plan, every answer for the whole horizon."""
    machine()
    whole = read_brief(json.dumps(document(YEAR)).encode())
    after = date(YEAR + months // 12, months % 12 + 1, 1)
    brief = whole.narrowed(DateRange(first=date(YEAR, 1, 1), last=date.fromordinal(after.toordinal() - 1)))
    plan, taken = timed(lambda: plan_long(brief, seconds=YEAR_SECONDS, clock=time.monotonic))
    if not isinstance(plan, Plan):
        raise SystemExit("the demo year has no plan within the limit")
    row(f"{months} months: planned", [taken], f"{len(brief.in_scope)} events in scope")
    questions(brief, plan, most=YEAR_ASKED)


def questions(brief: Brief, plan: Plan, most: int | None = None) -> None:
    """On one sheet, as a page would ask. most: of each sort so many, and only why not and recommend."""
    asked = Inquiry(brief, plan)
    _, first = timed(lambda: asked.sheet)
    _, second = timed(lambda: asked.grounds)
    row("first question: sheet", [first])
    row("first question: reasons", [second])
    row("why, whole plan", [timed(lambda: why(asked))[1]])
    chance = Random(SEED)
    wishes = _wishes(brief, plan, chance)
    wishes = wishes if most is None else chance.sample(wishes, min(len(wishes), 4 * most))
    answers = [timed(lambda wish=wish: why_not(asked, wish)) for wish in wishes]  # type: ignore[misc]
    for outcome in Outcome:
        row(f"why not: {outcome.value}", [s for a, s in answers if a.outcome is outcome])
    shown = [a.conflict for a, _ in answers if a.conflict is not None]
    print(
        f"   conflicts minimal {sum(c.minimal for c in shown)} of {len(shown)}, confirmed "
        f"{sum(c.confirmed for c in shown)}",
        flush=True,
    )
    several = [(e, s) for e in brief.events for s in brief.seats_by_event[e.id] if len(s.options) > 1]
    booked = {b.event for b in plan.bookings}
    several = [(e, s) for e, s in several if e.id in booked][:most]
    row("recommend: takers of a seat", [timed(lambda e=e, s=s: takers(asked, e.id, s.key))[1] for e, s in several])  # type: ignore[misc]
    movable = chance.sample([e for e in brief.events if isinstance(e.when, Window) and e.id in booked], most or 25)
    row("recommend: half-days of an event", [timed(lambda e=e: times(asked, e.id))[1] for e in movable])  # type: ignore[misc]
    if most is not None:
        return
    for both in (False, True):
        told, seconds = timed(lambda both=both: month_map(Inquiry(brief, plan), both_halves=both))  # type: ignore[misc]
        note = f"{len(told.cells)} cells, {sum(c.open for c in told.cells)} open, sheets included"
        row("month map" + (", both halves" if both else ""), [seconds], note)
    row("left out, whole list", [timed(lambda: list(left_out(asked)))[1]], f"{len(plan.left_out)} items")
    events = [item for item in plan.left_out if item.subject in brief.event_by_id]
    row("left out, one event with ways in", [timed(lambda i=i: let_in(asked, i))[1] for i in events])  # type: ignore[misc]


def _wishes(brief: Brief, plan: Plan, chance: Random) -> list[Wish]:
    booked = {b.event for b in plan.bookings}
    movable = [e for e in brief.events if isinstance(e.when, Window) and e.id in booked]
    wishes = [Wish(event=x.subject) for x in plan.left_out if x.subject in brief.event_by_id]
    for event in chance.sample(movable, 20):
        span = event.when.span
        halves = [h for h in span.half_days() if h.day in brief.horizon]
        wishes.append(Wish(event=event.id, half=chance.choice(halves)))
    for event in chance.sample([e for e in brief.events if e.id in booked], 20):
        seat = chance.choice(brief.seats_by_event[event.id])
        wishes.append(Wish(event=event.id, seat=seat.key, leader=chance.choice(brief.leaders).id))
    standing = next(e for e in brief.events if e.kind is Kind.STANDING)
    days = brief.calendar.workdays(brief.horizon.first, brief.horizon.last)
    wishes += [Wish(event=standing.id, half=HalfDay(day, False)) for day in days[::2]]
    return wishes


def repairs(brief: Brief) -> None:
    """The demo December with a second duty on top of one: conflict and ways out on the whole month."""
    fixed = [e for e in brief.events if isinstance(e.when, Fixed) and e.summoned]
    stuck_seconds, ways_seconds, ways = [], [], 0
    for event in fixed[:5]:
        twin = event.model_copy(update={"id": f"{event.id}-twin", "title": f"{event.title}（同时）"})
        clashing = brief.model_copy(update={"events": (*brief.events, _must(twin))})
        stuck, seconds = timed(lambda clashing=clashing: solve(clashing))  # type: ignore[misc]
        if not isinstance(stuck, Stuck):
            continue
        stuck_seconds.append(seconds)
        found, seconds = timed(lambda c=clashing, s=stuck: list(ways_out(c, s)))  # type: ignore[misc]
        ways_seconds.append(seconds)
        ways += sum(len(w) for _, w in found)
    row("stuck demo month: told", stuck_seconds, "planning included")
    row("stuck demo month: ways out", ways_seconds, f"{ways} verified ways")


def _must(event: Event) -> Event:
    return event.model_copy(update={"duty": Duty.MUST})


def conflicts(months: int) -> None:
    """Generated months of five kinds: every conflict minimal, confirmed, and naming nothing that was not planted."""
    for kind in KINDS:
        seconds, good, strangers, count = [], 0, 0, 0
        asked = out = 0
        for seed in range(months // len(KINDS)):
            month = stuck_month(kind, seed)
            stuck, taken = timed(lambda month=month: solve(month.brief))  # type: ignore[misc]
            seconds.append(taken)
            if isinstance(stuck, Stuck):
                count += len(stuck.conflicts)
                good += sum(c.minimal and c.confirmed for c in stuck.conflicts)
                named = {cause.id.partition("#")[0] for c in stuck.conflicts for cause in c.causes}
                strangers += not named <= month.planted
                if seed % WAYS_EVERY == 0:
                    asked += len(stuck.conflicts)
                    out += sum(bool(ways) for _, ways in ways_out(month.brief, stuck))
        row(f"stuck {kind}", seconds, f"{count} conflicts, {good} minimal and confirmed, {strangers} with strangers")
        print(f"   of {asked} conflicts asked about, {out} have a verified way out", flush=True)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word != "--year"]
    year(*numbers) if "--year" in sys.argv else run(*numbers)
