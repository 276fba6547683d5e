"""Faults of meetings, ceremonies and research: missing, headless, incomplete, unreviewed, unprinted, too many."""

from datetime import date, timedelta
from random import Random

from models.agenda import AgendaItem
from models.brief import Brief
from models.events import Consent, Event, Kind, Role, Seat, Who
from models.plan import Booking, Plan, Seating
from tests.faults.edits import Fault, attendees, booked, in_town, pick, rebrief, replan, seated, without


def standing_meeting_missing(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A month passes without its standing meeting."""
    held = [e for e, _ in booked(brief, plan) if e.kind is Kind.STANDING and not brief.may_wait(e)]
    month = pick(rng, held).id.rsplit("/", 1)[0]
    dropped = [e.id for e in held if e.id.startswith(f"{month}/")]
    return Fault(brief, without(brief, plan, *dropped), "43-b", tuple(dropped))


def held_without_the_head(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A meeting that the head chairs is chaired by another, or by nobody."""
    meetings = [
        (event, seat)
        for event, _ in booked(brief, plan)
        for seat in brief.seats_by_event[event.id]
        if event.kind.facts.heads_meeting and seat.role is Role.CHAIR
    ]
    event, seat = pick(rng, meetings)
    stand_in = rng.choice([None, *(leader.id for leader in brief.leaders if leader.id != brief.head)])
    kept = tuple(s for s in plan.seats if (s.event, s.taken_by) != (event.id, stand_in) or stand_in is None)
    broken = replan(brief, plan, seats=kept)
    broken = replan(brief, broken, seats=seated(broken, event.id, seat.key, stand_in))
    return Fault(brief, broken, "6-a", (event.id,))


def member_left_out(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A member of the standing meeting is in town and not called."""
    rows = [
        (event, s)
        for event, booking in booked(brief, plan)
        if event.kind is Kind.STANDING
        for s in plan.seats
        if s.event == event.id and s.taken_by is not None and s.taken_by != brief.head
        if brief.leader_by_id[s.taken_by].post in brief.policy.standing.members
        if in_town(brief, s.taken_by, booking.span)
    ]
    event, row = pick(rng, rows)
    rest = tuple(s for s in plan.seats if s is not row)
    empty = (Seating(event=event.id, seat=row.seat, taken_by=None),) if rng.random() < 0.5 else ()
    return Fault(brief, replan(brief, plan, seats=(*rest, *empty)), "43-a", (f"{event.id}:{row.taken_by}", event.id))


def _tabled(brief: Brief, plan: Plan) -> list[tuple[AgendaItem, Booking]]:
    items = {item.id: item for item in brief.agenda}
    at = {b.event: b for b in plan.bookings}
    return [(items[t.item], at[t.event]) for t in plan.agenda]


def _regated(brief: Brief, item: AgendaItem, gate: str, day: date | None) -> Brief:
    gates = item.gates.model_copy(update={gate: day})
    changed = item.model_copy(update={"gates": gates})
    return rebrief(brief, agenda=tuple(changed if i.id == item.id else i for i in brief.agenda))


def reviewed_six_days_before(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A gate of an item on the agenda was passed six days before the meeting, or later, or never."""
    item, booking = pick(rng, _tabled(brief, plan))
    gate = rng.choice(("review_done", "deputy_agreed", "head_agreed"))
    late = brief.policy.agenda.review_days_before - 1
    passed = rng.choice((None, *(booking.start.date() - timedelta(days=n) for n in (late, late, late, 1))))
    changed = _regated(brief, item, gate, passed)
    return Fault(changed, replan(changed, plan), "45-g", (item.id,))


def papers_two_workdays_before(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """Papers of an item on the agenda were printed a working day too late, or later, or never."""
    item, booking = pick(rng, _tabled(brief, plan))
    meeting = booking.start.date()
    limit = brief.calendar.workdays_before(meeting, brief.policy.agenda.papers_workdays_before)
    late = [limit + timedelta(days=n) for n in range(1, (meeting - limit).days + 1)]
    changed = _regated(brief, item, "papers_printed", rng.choice((None, *late)))
    return Fault(changed, replan(changed, plan), "45-h", (item.id,))


def _ceremonies(brief: Brief, plan: Plan) -> list[Event]:
    return [
        event
        for event, _ in booked(brief, plan)
        if event.kind in brief.policy.ceremony.kinds and attendees(plan, event.id)
        if not any(w.subject == event.id for w in brief.waivers)
    ]


def _changed_event(brief: Brief, event: Event, **changes: object) -> Brief:
    other = event.model_copy(update=changes)
    return rebrief(brief, events=tuple(other if e.id == event.id else e for e in brief.events))


def second_leader_at_a_ceremony(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """More leaders than one at a ceremony, all of them willing."""
    event = pick(rng, _ceremonies(brief, plan))
    there = attendees(plan, event.id)
    others = [leader.id for leader in brief.leaders if leader.id not in there]
    more = rng.sample(others, brief.policy.ceremony.leaders_max)
    assert event.application is not None
    consents = (*event.application.consents, *(Consent(leader=who, at=brief.as_of) for who in more))
    seats = tuple(Seat(id=f"second-{n}", who=Who(any_of=(who,)), required=False) for n, who in enumerate(more))
    application = event.application.model_copy(update={"consents": consents})
    changed = _changed_event(brief, event, seats=(*event.seats, *seats), application=application)
    taken = tuple(Seating(event=event.id, seat=f"second-{n}", taken_by=who) for n, who in enumerate(more))
    return Fault(changed, replan(changed, plan, seats=(*plan.seats, *taken)), "61-d", (event.id,))


def nobodys_consent(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A leader is sent to a ceremony without having agreed, or without anybody having asked."""
    event = pick(rng, _ceremonies(brief, plan))
    asked = event.application
    if asked is not None and rng.random() < 0.7:
        kept = tuple(c for c in asked.consents if c.leader not in attendees(plan, event.id))
        asked = asked.model_copy(update={"consents": kept})
    else:
        asked = None
    changed = _changed_event(brief, event, application=asked)
    return Fault(changed, replan(changed, plan), "61-c", (event.id,))


def research_short(brief: Brief, plan: Plan, rng: Random) -> Fault:
    """A leader has not done a month of research by the year's last working day."""
    policy = brief.policy.research
    year = brief.ledger.year
    if brief.calendar.last_workday_of_year(year) not in brief.horizon:
        return pick(rng, [])
    who = pick(rng, [leader.id for leader in brief.leaders if leader.post in policy.applies_to])
    done = {half for b in plan.research if b.leader == who for half in b.halves() if half.day.year == year}
    for event, booking in booked(brief, plan):
        if event.kind in policy.kinds_that_count and who in attendees(plan, event.id):
            done |= {half for half in booking.span.half_days() if half.day.year == year}
    short = rng.randint(1, max(1, min(9, policy.quota - len(done))))
    before = max(0, policy.quota - len(done) - short)
    ledger = brief.ledger.model_copy(update={"research": {**brief.ledger.research, who: before}})
    changed = rebrief(brief, ledger=ledger)
    return Fault(changed, replan(changed, plan), "66-a", (who,))
