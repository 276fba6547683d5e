"""What is not sealed, and what the refusal says."""

import pytest

from models.audit import Finding, Verdict
from models.brief import Office
from models.decided import Decision
from models.errors import Refused
from models.plan import Plan, Seating
from models.research import ResearchBlock
from tests.builders import (
    LEADERS,
    after,
    at,
    booking,
    brief,
    clean_audit,
    event,
    half,
    leader,
    plan,
    publish,
)

BLOCK = ResearchBlock(
    id="research/dep-a/2026/1", leader="dep-a", start=half("12-16/am"), half_days=2, topic="老旧小区"
)


def december(previous=None, sealed_at="11-27 10:00", **more):
    """One event on 8 December and one research block."""
    told = brief([event("e1")], **more)
    return publish(
        told, plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")], research=[BLOCK]), previous, sealed_at
    )


def refusal(told, planned, *findings, previous=None, audit=None):
    with pytest.raises(Refused) as caught:
        publish(told, planned, previous, audit=audit or clean_audit(told, planned, *findings))
    return caught.value.message


def finding(verdict: Verdict, seat: str | None = None, subject: str = "e1") -> Finding:
    return Finding(
        verdict=verdict,
        code="7-e",
        article="第七条",
        subject=subject,
        sentence=f"「会议{subject}」无人出席。",
        seat=seat,
    )


def test_an_audit_of_another_plan_or_brief_seals_nothing():
    told, other = brief([event("e1")]), brief([event("e2")])
    mine, theirs = plan(told), plan(other)
    booked = plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")])
    assert "重新审核" in refusal(told, booked, audit=clean_audit(told, mine))
    assert "重新审核" in refusal(told, mine, audit=clean_audit(other, mine))
    assert "重新排定" in refusal(told, theirs, audit=clean_audit(told, theirs))


def test_broken_findings_are_named():
    told = brief([event("e1")])
    message = refusal(told, plan(told), *[finding(Verdict.BROKEN, subject=f"e{n}") for n in range(7)])
    assert "7处违反规定" in message
    assert "会议e4" in message
    assert "会议e5" not in message
    assert "另有2处" in message
    assert "。；" not in message


def test_an_open_seat_needs_a_persons_decision():
    told = brief([event("e1")])
    assert "会议e1" in refusal(told, plan(told), finding(Verdict.OPEN, "s1"))
    word = Decision(event="e1", seat="s1", taken_by="dep-b", by="区长", reason="工作需要", at=at("11-26 09:00"))
    decided = brief([event("e1")], decisions=[word])
    planned = plan(decided)
    assert publish(decided, planned, audit=clean_audit(decided, planned, finding(Verdict.OPEN, "s1"))).number == 1


def test_bent_and_kept_findings_and_open_questions_without_a_seat_do_not_hinder():
    told = brief([event("e1")])
    planned = plan(told)
    findings = [finding(Verdict.BENT, "s1"), finding(Verdict.KEPT), finding(Verdict.OPEN)]
    assert publish(told, planned, audit=clean_audit(told, planned, *findings)).number == 1


def test_a_brief_frozen_before_the_last_publication_is_refused():
    first = december()
    stale = brief([event("e1")])
    assert "摘要依据的是尚无发布时的安排，而目前是第1版" in refusal(stale, plan(stale), previous=first)
    ahead = after(first)
    assert "第1版" in refusal(ahead, plan(ahead))


def test_another_offices_calendar_is_not_built_upon():
    first = december()
    other = after(first, office=Office(id="bieqi", name="别区人民政府"))
    assert "shili" in refusal(other, plan(other), previous=first)


def test_a_leader_may_not_be_called_as_the_office_is():
    told = brief(leaders=[*LEADERS, leader("office")])
    assert "office" in refusal(told, plan(told))


@pytest.mark.parametrize(
    ("rows", "more", "named"),
    [
        ([booking("e9", "12-08 09:00", "12-08 10:00")], {}, "e9"),
        ([booking("e1", "12-08 09:00", "12-08 10:00")] * 2, {}, "两次：e1"),
        ([booking("e1", "2027-01-08 09:00", "2027-01-08 10:00")], {}, "日期范围之外：e1"),
        ([booking("research/x/2026/1", "12-08 09:00", "12-08 10:00")], {}, "不得以"),
        ([], {"seats": [Seating(event="e1", seat="s9", taken_by="dep-a")]}, "e1 s9"),
        ([], {"research": [BLOCK, BLOCK]}, BLOCK.id),
        ([], {"research": [BLOCK.model_copy(update={"start": half("11-30/am")})]}, BLOCK.id),
    ],
)
def test_a_plan_that_is_not_of_the_brief_is_refused(rows, more, named):
    told = brief([event("e1"), event("research/x/2026/1")])
    assert named in refusal(told, plan(told, rows, **more))


def test_a_plan_is_sealed_as_it_is():
    told = brief([event("e1")])
    planned = plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")])
    assert isinstance(publish(told, planned).plan, Plan)
