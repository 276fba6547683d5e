"""The standing meeting's month: open days priced as planned anew, closed ones with what is in the way."""

from typing import Any

from models.absences import Approval, ApprovalState
from models.brief import Brief
from models.plan import BookingState
from models.published import Published, PublishedBooking
from models.repairs import RepairKind
from models.spans import HalfDay
from solver.edits import repaired
from solver.month_map import month_map
from tests.builders import DEP_A, DEP_B, EXEC, HEAD, absence, at, brief, window
from tests.house.tiny import standing_meeting
from tests.solver.asked import cost, demo, inquiry, standing


def test_the_demo_december_has_a_cell_for_every_working_day():
    asked = demo()
    told = month_map(asked)
    days = asked.brief.calendar.workdays(asked.brief.horizon.first, asked.brief.horizon.last)
    assert [cell.half for cell in told.cells] == [HalfDay(day, False) for day in days]
    assert told.best == asked.audit.cost
    assert [cell.price for cell in told.cells if cell.chosen] == [0]
    assert all(cell.open != bool(cell.blockers) for cell in told.cells)
    head = next(cell for cell in told.cells if str(cell.half) == "2026-12-24/am")
    assert any("区长12月24日" in blocker.sentence for blocker in head.blockers)
    assert all(cite.article for cell in told.cells for blocker in cell.blockers for cite in blocker.cites)


def test_an_open_day_costs_what_the_month_planned_on_it_costs():
    asked = demo()
    told = month_map(asked)
    meeting = standing(asked.brief)
    cell = next(cell for cell in told.cells if cell.open and not cell.chosen)
    window = meeting.when.model_copy(update={"earliest": cell.half.start, "latest": cell.half.end})
    events = tuple(e.model_copy(update={"when": window}) if e.id == meeting.id else e for e in asked.brief.events)
    assert told.best is not None
    assert told.best + (cell.price or 0) == cost(asked.brief.model_copy(update={"events": events}))


def announced_then_away() -> Brief:
    """A meeting announced for the 8th, and a deputy whose leave for that day was approved afterwards."""
    leave: dict[str, Any] = {"approval": Approval(state=ApprovalState.APPROVED, by="区长", at=at("11-26 09:00"))}
    meeting = standing_meeting(when=window("12-07 00:00", "12-10 00:00", half_days=1))
    was = PublishedBooking(
        event=meeting.id,
        start=at("12-08 08:30"),
        end=at("12-08 12:00"),
        state=BookingState.PLANNED,
        announced_at=at("11-25 09:00"),
    )
    return brief(
        [meeting],
        absences=[absence("leave", "dep-b", "12-08 08:00", "12-08 18:00", **leave)],
        published=Published(number=1, digest="0" * 64, bookings=(was,)),
        leaders=(HEAD, EXEC, DEP_A, DEP_B),
        ledger={"year": 2026, "research": {"head": 42, "exec": 42, "dep-a": 42, "dep-b": 42}},
    )


def test_leave_asked_for_too_late_is_the_heads_to_waive():
    known = announced_then_away()
    told = month_map(inquiry(known))
    cell = next(cell for cell in told.cells if str(cell.half) == "2026-12-08/am")
    assert not cell.open
    assert [(w.kind, w.rule, w.who) for w in cell.waivers] == [(RepairKind.WAIVE, "47-a", "区长")]
    assert cell.waivers[0].subject.endswith(":dep-b")
    waived = repaired(known, cell.waivers[0])
    assert told.best is not None
    assert cell.price_waived is not None
    again = next(c for c in month_map(inquiry(waived)).cells if c.half == cell.half)
    assert again.open
    assert any(cite.code == "47-a" for blocker in cell.blockers for cite in blocker.cites)
