"""Five governments' rules, each served by its file alone: a month planned, and what the setting is worth."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from models.audit import Audit, Verdict
from models.brief import Brief
from models.events import Kind
from models.plan import Plan
from models.policy import Policy
from models.policy_meetings import ChairWhenHeadAway
from models.spans import HalfDay
from rules import audit
from tests.policies.office import away, brief, document, fixed, plan, seat, shipped

SEED = Policy()
ENTRUSTED = [
    {"id": "d1", "by": "head", "to": "exec", "span": {"start": "2026-12-12T00:00", "end": "2026-12-26T00:00"}}
]


def clean(made: Brief, found: Plan) -> Audit:
    """The audit, which finds nothing broken in a plan that is proven best."""
    verdict = audit(made, found)
    assert verdict.is_lawful, [str(f) for f in verdict.of(Verdict.BROKEN)]
    assert found.proof is not None
    assert found.proof.status == "optimal"
    return verdict


def dropped(policy: Policy, section: str, **settings: object) -> Policy:
    """The policy with some settings of a section otherwise."""
    return policy.model_copy(update={section: getattr(policy, section).model_copy(update=settings)})


def broken(made: Brief, found: Plan) -> set[str]:
    """Codes of the rules that a plan breaks."""
    return {f.code for f in audit(made, found).of(Verdict.BROKEN)}


def word(rule: str, subject: str) -> dict[str, str]:
    """The head's waiver."""
    return {"rule": rule, "subject": subject, "approver": "区长", "reason": "年底收官", "at": "2026-11-18T09:00"}


def standing(found: Plan) -> list[date]:
    """Days of the standing meetings."""
    return sorted(b.start.date() for b in found.bookings if b.event.startswith("standing/"))


def taker(found: Plan, event: str, key: str) -> str | None:
    """Who takes a seat."""
    return next(s.taken_by for s in found.seats if (s.event, s.seat) == (event, key))


def test_weekly_meetings_go_on_under_the_executive_deputy():
    policy = shipped("weekly-standing")
    away_head = [away("away-1", "head", "12-14T08:00", "12-25T18:00")]
    made = brief(policy, absences=away_head, delegations=ENTRUSTED)
    found = plan(made)
    clean(made, found)
    days = standing(found)
    assert len(days) == 4
    assert all(later - day >= timedelta(days=5) for day, later in pairwise(days))
    chairs = [taker(found, f"standing/2026-12/{n}", "chair") for n in range(1, 5)]
    assert sorted(chairs, key=str) == ["exec", "head", "head", "head"]

    strict = dropped(policy, "standing", chair_when_head_away=ChairWhenHeadAway.RESCHEDULE)
    same = brief(strict, absences=away_head, delegations=ENTRUSTED)
    assert broken(same, found) == {"6-a", "7-e"}
    alone = brief(policy, absences=away_head)
    assert "6-a" in broken(alone, found), "without the head's delegation nobody chairs for him"
    assert len(standing(plan(brief(SEED, absences=away_head, delegations=ENTRUSTED)))) == 1


def test_weekly_meetings_have_their_quorum():
    policy = shipped("weekly-standing")
    gone = [away(f"away-{who}", who, "12-01T08:00", "12-03T18:00") for who in ("exec", "dep-a", "dep-b", "dep-c")]
    made = brief(policy, absences=gone)
    found = plan(made)
    clean(made, found)
    moved = [
        b.model_copy(update={"start": b.start - (b.start - b.start.replace(day=2)), "end": b.end.replace(day=2)})
        if b.event == "standing/2026-12/1"
        else b
        for b in found.bookings
    ]
    seats = [
        s.model_copy(update={"taken_by": None})
        if s.event == "standing/2026-12/1" and s.seat.removeprefix("members:") in {a["leader"] for a in gone}
        else s
        for s in found.seats
    ]
    early = found.model_copy(update={"bookings": tuple(moved), "seats": tuple(seats)})
    assert "variant-quorum" in broken(made, early)
    without = brief(dropped(policy, "standing", quorum=None), absences=gone)
    assert "variant-quorum" not in broken(without, early)


def test_two_a_month_stop_at_the_yearly_cap():
    policy = shipped("two-a-month")
    held = [
        {"id": f"standing/2026-{month:02}/{n}", "on": f"2026-{month:02}-{4 + 7 * n:02}"}
        for month in range(1, 12)
        for n in (1, 2, 3)
    ]
    facts = {
        "ledger": document()["ledger"] | {"meetings": held[:29]},
        "waivers": [word("43-b", "standing/2026-12/2")],
    }
    made = brief(policy, **facts)
    found = plan(made)
    clean(made, found)
    assert len(standing(found)) == 1
    uncapped = brief(dropped(policy, "standing", per_year_max=None), **facts)
    both = plan(uncapped)
    clean(uncapped, both)
    days = standing(both)
    assert len(days) == 2
    assert days[1] - days[0] >= timedelta(days=7)
    assert broken(made, both) == {"variant-standing-cap"}


@pytest.fixture(scope="module")
def nearly_done() -> dict[str, object]:
    """A year's research nearly done, with a stay by all but one."""
    done = {"head": 112, "exec": 112, "dep-a": 100, "dep-b": 114, "dep-c": 112, "dep-d": 116}
    stays = {who: 10 for who in done if who != "dep-a"}
    ledger = {"year": 2026, "research": done, "research_stays": stays, "research_reports": dict.fromkeys(done, 1)}
    return {"ledger": ledger}


def longest_run(made: Brief, found: Plan, leader: str) -> int:
    """The most whole working days in a row that a leader spends on research."""
    days = {half for b in found.research if b.leader == leader for half in b.halves()}
    best = run = 0
    for day in made.calendar.workdays(made.horizon.first, made.horizon.last):
        run = run + 1 if {HalfDay(day, False), HalfDay(day, True)} <= days else 0
        best = max(best, run)
    return best


def test_sixty_days_of_research_hold_a_stay_of_ten(nearly_done: dict[str, object]):
    policy = shipped("sixty-days-research")
    made = brief(policy, **nearly_done)
    found = plan(made)
    clean(made, found)
    assert longest_run(made, found, "dep-a") >= 10
    assert sum(b.half_days for b in found.research if b.leader == "head") == 8

    without = brief(dropped(policy, "research", stay_days_min=None), **nearly_done)
    scattered = plan(without)
    clean(without, scattered)
    assert longest_run(without, scattered, "dep-a") < 10
    assert broken(made, scattered) == {"variant-research-stay"}
    assert plan(brief(SEED, **nearly_done)).research == (), "by the seed a month is done"


def test_no_meeting_of_ours_on_a_wednesday():
    policy = shipped("no-meeting-wednesday")
    seats = [seat("chair", "dep-a", role="chair")]
    ours = fixed("ours-wed", "meeting.work", "12-09T09:00", "12-09T10:30", seats, priority=1)
    above = fixed("above-wed", "meeting.superior", "12-16T09:00", "12-16T10:30", [seat("main", "dep-b")],
                  host="superior", summoned=True, duty="must")  # fmt: skip
    facts = {"events": [ours, above]}
    made = brief(policy, **facts)
    found = plan(made)
    clean(made, found)
    booked = {b.event: b for b in found.bookings}
    assert "ours-wed" not in booked
    assert "above-wed" in booked
    meetings = [b for b in found.bookings if made.event_by_id[b.event].kind in policy.nomeeting.kinds]
    assert len(meetings) > 5
    assert all(b.start.weekday() != 2 for b in meetings)

    seed = brief(SEED, **facts)
    free = plan(seed)
    clean(seed, free)
    assert "ours-wed" in {b.event for b in free.bookings}
    assert "variant-no-meeting" in broken(made, free)


def test_the_head_may_allow_a_meeting_on_a_wednesday():
    seats = [seat("chair", "dep-a", role="chair")]
    ours = fixed("ours-wed", "meeting.work", "12-09T09:00", "12-09T10:30", seats, priority=1)
    allowed = word("variant-no-meeting", "ours-wed")
    made = brief(shipped("no-meeting-wednesday"), events=[ours], waivers=[allowed])
    found = plan(made)
    verdict = clean(made, found)
    assert "ours-wed" in {b.event for b in found.bookings}
    assert [f.subject for f in verdict.of(Verdict.BENT)] == ["ours-wed"]


def _two_away() -> dict[str, list[dict[str, object]]]:
    first = away("away-b", "dep-b", "12-16T08:00", "12-17T18:00", requested="11-09")
    second = away("away-c", "dep-c", "12-16T08:00", "12-16T18:00", requested="11-10")
    police = away("away-d", "dep-d", "12-21T08:00", "12-21T18:00", requested="11-10")
    above = {"host": "superior", "summoned": True, "duty": "must"}
    return {
        "absences": [first, second, police],
        "events": [
            fixed("city-wed", "meeting.superior", "12-16T09:00", "12-16T10:30", [seat("main", "dep-b")], **above),
            fixed("police-mon", "meeting.superior", "12-21T09:00", "12-21T10:30",
                  [{"id": "main", "who": {"portfolio": "公安"}}], **above),
        ],
    }  # fmt: skip


def test_a_pair_is_not_away_together_unless_the_head_approves():
    policy = shipped("both-away-forbidden")
    made = brief(policy, **_two_away())
    found = plan(made)
    given = audit(made, found).of(Verdict.BROKEN)
    assert [(f.code, f.subject, f.given) for f in given] == [("variant-both-away", "away-c", True)]
    allowed = word("variant-both-away", "away-c")
    excused = brief(policy, waivers=[allowed], **_two_away())
    verdict = clean(excused, plan(excused))
    assert [f.subject for f in verdict.of(Verdict.BENT)] == ["away-c"]
    seed = brief(SEED, **_two_away())
    clean(seed, plan(seed))


def test_c_covers_where_both_are_away_and_nobody_covers_the_police():
    made = brief(shipped("both-away-forbidden"), **_two_away())
    found = plan(made)
    assert taker(found, "city-wed", "main") == "exec"
    assert taker(found, "police-mon", "main") is None
    seed = brief(SEED, **_two_away())
    usual = plan(seed)
    assert taker(usual, "city-wed", "main") is None
    assert taker(usual, "police-mon", "main") == "dep-a"
    assert broken(seed, found) == {"7-e"}
    assert broken(made, usual) == {"variant-both-away", "7-e"}
    assert {e.kind for e in made.events if e.id in ("city-wed", "police-mon")} == {Kind.SUPERIOR}
