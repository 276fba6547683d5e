"""Plans shaken at random: lawful no more, in ways that nobody thought of."""

from datetime import datetime, time, timedelta
from random import Random

from models.absences import AbsenceKind, ApprovalState
from models.brief import Brief
from models.plan import Plan
from models.research import ResearchBlock
from models.spans import OFFICE_TZ, HalfDay, Span
from tests.faults.edits import away, moved, replan, seated, with_absences, without


def scramble(brief: Brief, plan: Plan, rng: Random) -> tuple[Brief, Plan]:
    """One to eight random edits: times, takers, absences, things left out, research."""
    leaders = [leader.id for leader in brief.leaders]
    days = list(brief.horizon.days())[:-1]
    for n in range(rng.randint(1, 8)):
        what = rng.random()
        if what < 0.3:
            booking = rng.choice(plan.bookings)
            shift = timedelta(days=rng.randint(-5, 5), minutes=30 * rng.randint(-6, 6))
            plan = replan(brief, plan, bookings=moved(plan, booking.event, booking.start + shift))
        elif what < 0.6:
            seat = rng.choice(plan.seats)
            plan = replan(brief, plan, seats=seated(plan, seat.event, seat.seat, rng.choice([None, *leaders])))
        elif what < 0.8:
            start = datetime.combine(rng.choice(days), time(rng.choice((0, 9, 13, 15))), OFFICE_TZ)
            span = Span(start=start, end=start + timedelta(hours=rng.choice((3, 12, 30, 60))))
            state = rng.choice((*[ApprovalState.APPROVED] * 3, ApprovalState.REQUESTED))
            trip = away(rng.choice(leaders), span, rng.choice(list(AbsenceKind)), state)
            brief = with_absences(brief, trip.model_copy(update={"id": f"scramble/{n}"}))
            plan = replan(brief, plan)
        elif what < 0.9 and plan.bookings:
            plan = without(brief, plan, rng.choice(plan.bookings).event)
        else:
            who, start_half = rng.choice(leaders), HalfDay(rng.choice(days), rng.random() < 0.5)
            name = f"research/{who}/{start_half.day.year}/{900 + n}"
            block = ResearchBlock(id=name, leader=who, start=start_half, half_days=rng.randint(1, 2))
            plan = replan(brief, plan, research=(*plan.research, block))
    return brief, plan
