"""Edges of single rules that no case sheet reaches: equal instants, half of a day, what an absence has undone."""

from models.absences import Approval, ApprovalState
from models.audit import Verdict
from models.brief import Brief
from models.events import Kind
from models.people import Delegation
from models.plan import Plan
from models.published import Published, PublishedBooking
from models.research import ResearchBlock
from models.spans import Span
from rules import article_08_acting_head, article_47_no_leave, house_past_stands
from tests.builders import absence, at, booking, brief, event, half, plan, seat, window

ANNOUNCED = "11-25 09:00"


def leave_of(approved: str) -> list[Verdict]:
    """dep-a misses the standing meeting announced on 25 November, on a leave approved when it says."""
    meeting = event("m1", ["head", "dep-a"], kind=Kind.STANDING)
    held = booking("m1", "12-08 09:00", "12-08 10:30")
    was = PublishedBooking(event="m1", start=held.start, end=held.end, announced_at=at(ANNOUNCED))
    away = absence(
        "a1", "dep-a", "12-08 00:00", "12-09 00:00",
        approval=Approval(state=ApprovalState.APPROVED, at=at(approved)),
    )  # fmt: skip
    told = brief([meeting], absences=[away], published=Published(number=1, digest="0" * 64, bookings=(was,)))
    return [f.verdict for f in article_47_no_leave.RULE.audit(told, plan(told, [held], {"m1/s2": None}))]


def test_a_leave_approved_as_the_meeting_is_announced_is_not_from_before():
    assert leave_of("11-25 08:59") != [Verdict.BROKEN]
    assert leave_of(ANNOUNCED) == [Verdict.BROKEN]


def acting(first: str, last: str) -> list[Verdict]:
    """The executive deputy takes the head's whole day of work while the head is away for what it says."""
    whole = event("e1", [seat("s1", "head")], when=window("12-08 00:00", "12-09 00:00", half_days=2))
    day = Span(start=at("12-08 00:00"), end=at("12-09 00:00"))
    delegated = [Delegation(id="d1", by="head", to="exec", span=day)]
    told = brief([whole], absences=[absence("a1", "head", first, last)], delegations=delegated)
    held = plan(told, [booking("e1", "12-08 08:30", "12-08 18:00")], {"e1/s1": "exec"})
    return [f.verdict for f in article_08_acting_head.RULE.audit(told, held)]


def test_who_acts_for_the_head_does_so_while_the_head_is_away_all_the_time():
    assert acting("12-08 00:00", "12-09 00:00") == [Verdict.KEPT]
    assert acting("12-08 13:00", "12-09 00:00") == [Verdict.BROKEN]


def undone(*absences) -> tuple[Brief, Plan]:
    """Research of 8 December, published, past, and no longer in the plan."""
    block = ResearchBlock(id="research/dep-a/2026/1", leader="dep-a", start=half("12-08/am"), half_days=1)
    was = Published(number=1, digest="0" * 64, research=(block,))
    told = brief(as_of=at("12-09 09:00"), published=was, absences=absences)
    return told, plan(told)


def test_past_research_that_an_absence_has_undone_need_not_stand():
    rule = house_past_stands.RULE
    assert [f.verdict for f in rule.audit(*undone())] == [Verdict.BROKEN]
    away = absence("a1", "dep-a", "12-08 00:00", "12-09 00:00")
    assert list(rule.audit(*undone(away))) == []
