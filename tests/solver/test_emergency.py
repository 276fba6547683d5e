"""An emergency in the demo December: it is held, and no more gives way than has to (article 18)."""

from pathlib import Path

from intake.brief import read_brief
from models.events import Duty, Event, Fixed, Kind, Seat, Who
from models.plan import Plan
from rules import audit
from solver.solve import solve

DEMO = Path(__file__).parents[2] / "fixtures" / "demo" / "2026-12.json"


def test_an_emergency_frees_one_seat_and_moves_nothing_else_of_the_musts():
    brief = read_brief(DEMO.read_bytes())
    called = next(
        event
        for event in brief.events
        if event.kind is Kind.VIDEO_SUPERIOR and isinstance(event.when, Fixed) and event.summoned
    )
    owner = brief.seats_by_event[called.id][0].owner
    rescue = Event(
        id="2026-12/rescue",
        title="防汛抢险",
        kind=Kind.EMERGENCY,
        when=called.when,
        seats=(Seat(id="main", who=Who(leader=owner)),),
    )
    now = brief.model_copy(update={"events": (*brief.events, rescue)})
    plan = solve(now)
    assert isinstance(plan, Plan), plan
    found = audit(now, plan)
    assert found.is_lawful
    booked = {booking.event for booking in plan.bookings}
    assert {rescue.id, called.id} <= booked
    freed = [f for f in found.findings if f.code == "18"]
    assert {f.subject for f in freed if f.verdict == "open"} >= {called.id}
    musts = {event.id for event in now.events if event.duty is Duty.MUST and not now.may_wait(event)}
    assert musts <= booked
