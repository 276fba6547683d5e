"""May they travel? The rule verdict against a minute-by-minute reading, and the slip of cases worked out by hand."""

from datetime import timedelta

import pytest

from intake.brief import read_brief
from models.absences import AbsenceKind
from models.audit import Verdict
from models.brief import Brief
from models.errors import BadInput
from models.events import Duty, Kind, Role, Seat, Who
from models.plan import Plan
from models.policy import Policy
from models.reasons import MoveKind
from models.sealing import published_of
from models.slip import Basis, Colour, HoleKind, Outcome, Slip, Trip
from models.spans import HalfDay
from rules import audit
from solver.solve import solve
from solver.travel import Travel, judged_of
from solver.travel_replan import base_of, trial_of
from tests.builders import (
    absence,
    at,
    brief,
    days,
    event,
    fixed,
    publish,
    seat,
    window,
)
from tests.builders import plan as drawn
from tests.oracle.travel import verdict as counted
from tests.solver.away_sets import Case, cases

CHAIR = Role.CHAIR
GUESTS = {"kind": Kind.RECEPTION}


def trip(who: str, start: str, end: str, kind: AbsenceKind = AbsenceKind.TRIP) -> Trip:
    return Trip(leader=who, start=at(start), end=at(end), kind=kind, place="郑州")


def week(events=(), **more) -> Brief:
    """A week in which nobody owes research, so that nothing is there but what a test puts there."""
    settings = {"research": {"applies_to": []}} | more.pop("policy", {})
    return brief(events, **({"horizon": days("12-07", "12-13"), "policy": Policy.model_validate(settings)} | more))


def asked(made: Brief, question: Trip, plan: Plan | None = None) -> Slip:
    planned = plan or solve(made)
    assert isinstance(planned, Plan)
    return Travel(made, planned, Basis.FRESH).slip(question)


def disagreements(seed: int, count: int, step: int = 60) -> list[Case]:
    found = []
    for case in cases(seed, count):
        q = case.trip
        mine = Travel(case.brief, case.plan, Basis.FRESH).rule_verdict(q).value
        if mine != counted(case.brief, case.plan, q.leader, q.start, q.end, q.kind.value, step):
            found.append(case)
    return found


def test_the_rule_verdict_is_the_minute_by_minute_one():
    assert disagreements(seed=20261122, count=2000) == []


def test_the_rule_verdict_is_the_same_when_every_single_minute_is_asked():
    assert disagreements(seed=5, count=40, step=1) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_the_rule_verdict_is_the_minute_by_minute_one_over_20_000_sets_of_absences(seed):
    assert disagreements(seed=seed, count=2000) == []


def test_the_generator_makes_all_three_verdicts_and_all_that_the_issue_names():
    made = cases(20261122, 300)
    colours = {Travel(c.brief, c.plan, Basis.FRESH).rule_verdict(c.trip) for c in made}
    spans = [a.span for c in made for a in c.brief.absences]
    assert colours == set(Colour)
    assert any(span.start.hour == 13 for span in spans)
    assert any(span.end.hour == 0 and span.end.minute == 0 for span in spans)
    assert any(span.start.year != span.end.year for span in spans)
    assert any(span.minutes > 2 * 1440 for span in spans)
    assert {a.approval.state for c in made for a in c.brief.absences} == {
        "requested",
        "approved",
        "refused",
        "cancelled",
    }


def test_nearest_green_stretches_are_those_that_asking_one_by_one_finds():
    for case in cases(3, 150):
        travel = Travel(case.brief, case.plan, Basis.FRESH)
        length = travel.stretch(case.trip).bit_count()
        green = []
        for start in range(travel.index.size - length + 1):
            first = HalfDay.at_index(travel.index.base + start)
            other = case.trip.model_copy(update={"start": first.start, "end": first.shifted(length - 1).end})
            if first.start >= case.brief.as_of and travel.rule_verdict(other) is Colour.GREEN:
                green.append(start)
        assert list(travel.index.green_starts(case.trip.leader, length, case.trip.kind)) == green


# green


def test_green_b_takes_the_seat_and_nothing_moves():
    talk = event("guests", [seat("main", "dep-a")], fixed("12-09 15:00", "12-09 16:30"), kind=Kind.RECEPTION)
    slip = asked(week([talk]), trip("dep-a", "12-09 08:30", "12-09 18:00"))
    assert (slip.verdict, slip.rule_verdict) == (Colour.GREEN, Colour.GREEN)
    assert slip.asked.widened
    assert (str(slip.asked.first), str(slip.asked.last), slip.asked.half_days) == (
        "2026-12-09/am",
        "2026-12-09/pm",
        2,
    )
    assert [(s.event, s.outcome, s.taker) for s in slip.clashes] == [("guests", Outcome.COVERED, "dep-b")]
    assert slip.partner_takes == ("guests",)
    assert [f.name for f in slip.functions] == ["公务接待", "出席会议", "参加活动", "处置突发事件", "审签紧急公文"]
    assert all([stint.taker for stint in f.stints] == ["dep-b"] for f in slip.functions)
    assert slip.functions[0].items == ("guests",)
    assert slip.replan is None
    assert slip.conflict is None
    assert slip.judged.basis is Basis.FRESH


def test_missing_fields_are_listed_and_not_coloured():
    slip = asked(week(), trip("dep-a", "12-09 08:30", "12-09 18:00"))
    assert slip.verdict is Colour.GREEN
    assert {"contact", "58-a", "64-a"} <= {paper.field for paper in slip.missing}
    assert "approval" in {paper.field for paper in slip.pending}
    assert all("第" in paper.sentence for paper in (*slip.missing, *slip.pending))


def test_a_pending_request_of_his_lends_its_fields_and_is_named():
    pending = absence("ask", "dep-a", "12-09 08:00", "12-09 18:00", contact="见单", approval={"state": "requested"})
    slip = asked(week(absences=(pending,)), trip("dep-a", "12-09 08:30", "12-09 18:00"))
    assert "contact" not in {paper.field for paper in slip.missing}
    assert any("已申请待批" in note for note in slip.notes)


# amber


def test_amber_a_wanted_item_moves_and_the_plan_says_where():
    talk = event("talk", [seat("main", "dep-a")], window("12-09 00:00", "12-12 00:00"), kind=Kind.TALK)
    made = week([talk])
    judged = drawn(made, [])
    planned = solve(made)
    assert isinstance(planned, Plan)
    [at_first] = [b for b in planned.bookings if b.event == "talk"]
    half = HalfDay.of(at_first.start)
    slip = asked(made, Trip(leader="dep-a", start=half.start, end=half.end), planned)
    assert judged.bookings == ()
    assert slip.verdict is Colour.AMBER
    assert slip.nobody_takes == ("talk",)
    assert slip.replan is not None
    assert [(m.kind, m.subject) for m in slip.replan.moves] == [(MoveKind.MOVED, "talk")]
    trial = trial_of(base_of(made, planned, published=False), Trip(leader="dep-a", start=half.start, end=half.end))
    assert not [f for f in audit(trial.brief, slip.replan.plan).findings if f.verdict is Verdict.BROKEN]


def test_amber_b_away_too_is_open_with_ranked_proposals():
    guests = event("guests", [seat("main", "dep-a")], fixed("12-09 15:00", "12-09 16:30"), duty=Duty.MUST, **GUESTS)
    made = week([guests], absences=(absence("b", "dep-b", "12-09 14:00", "12-09 18:00"),))
    slip = asked(made, trip("dep-a", "12-09 08:30", "12-09 18:00"))
    assert slip.verdict is Colour.AMBER
    hole, other = slip.holes
    assert (hole.kind, str(hole.first), str(hole.last)) == (HoleKind.PARTNER_AWAY, "2026-12-09/pm", "2026-12-09/pm")
    assert (other.kind, other.of) == (HoleKind.COVER_OF_COVER, "dep-b")
    assert [p.leader for p in hole.proposals] == ["exec"]
    [clash] = slip.clashes
    assert clash.outcome is Outcome.OPEN
    assert [p.leader for p in clash.proposals] == ["exec"]
    assert [need.rule for need in slip.needs] == ["7-g"]
    assert [[s.taker for s in f.stints] for f in slip.functions] == [["dep-b", None]] * 5


def test_a_c_named_by_policy_closes_the_hole_and_only_while_every_b_is_away():
    guests = event("guests", [seat("main", "dep-a")], fixed("12-09 15:00", "12-09 16:30"), kind=Kind.RECEPTION)
    policy = {"cover": {"fallback": "exec_deputy"}}
    away = (absence("b", "dep-b", "12-09 14:00", "12-09 18:00"),)
    slip = asked(week([guests], absences=away, policy=policy), trip("dep-a", "12-09 08:30", "12-09 18:00"))
    assert slip.verdict is Colour.GREEN
    assert [(s.event, s.taker) for s in slip.clashes] == [("guests", "exec")]
    busy = event("busy", [seat("main", "dep-b")], fixed("12-09 15:00", "12-09 16:30"), duty=Duty.MUST)
    slip = asked(week([guests, busy], policy=policy), trip("dep-a", "12-09 08:30", "12-09 18:00"))
    assert [(s.outcome, s.blocked_by) for s in slip.clashes] == [(Outcome.BUSY, ("busy",))]


def test_amber_the_executive_deputy_while_the_head_is_away():
    made = week(absences=(absence("h", "head", "12-09 08:00", "12-09 18:00"),), delegations=(_word("exec"),))
    pairs = (*made.pairs, made.pairs[0].model_copy(update={"a": "exec", "b": "dep-b"}))
    made = made.model_copy(update={"pairs": pairs})
    slip = asked(made, trip("exec", "12-09 08:30", "12-09 18:00"))
    assert slip.verdict is Colour.AMBER
    assert [hole.kind for hole in slip.holes] == [HoleKind.HEAD_AND_EXECUTIVE]
    assert slip.holes[0].article == "第八条"


def _word(to: str):
    return {"id": "word", "by": "head", "to": to, "span": {"start": at("12-09 00:00"), "end": at("12-10 00:00")}}


def test_amber_cover_of_a_cover_is_open():
    guests = event("guests", [seat("main", "dep-b")], fixed("12-09 15:00", "12-09 16:30"), kind=Kind.RECEPTION)
    made = week([guests], absences=(absence("b", "dep-b", "12-09 08:00", "12-09 18:00"),))
    slip = asked(made, trip("dep-a", "12-09 08:30", "12-09 18:00"))
    assert slip.verdict is Colour.AMBER
    assert HoleKind.COVER_OF_COVER in {hole.kind for hole in slip.holes}
    assert [(s.event, s.outcome, s.taker) for s in slip.clashes] == [("guests", Outcome.OPEN, None)]
    assert "代行不得再转" in slip.clashes[0].sentence


def test_amber_a_published_standing_meeting_that_cannot_move_needs_the_heads_leave():
    seats = [
        Seat(id="chair", role=CHAIR, who=Who(leader="head")),
        Seat(id="members", who=Who(members_of="standing")),
    ]
    meeting = event("standing/2026-12/1", seats, window("12-09 00:00", "12-09 13:00", 180), kind=Kind.STANDING)
    made = week([meeting], pins=())
    first = solve(made)
    assert isinstance(first, Plan)
    published = published_of(publish(made, first, sealed_at="11-20 10:00"))
    made = made.model_copy(update={"published": published})
    judged = judged_of(published, made)
    assert judged is not None
    slip = Travel(made, judged, Basis.PUBLISHED).slip(trip("dep-a", "12-09 08:30", "12-09 12:00"))
    assert slip.judged.number == 1
    assert slip.verdict is Colour.AMBER
    assert [(n.rule, n.who) for n in slip.needs if n.rule == "47-a"] == [("47-a", "区长")]
    assert [day.event for day in slip.blocked_days] == ["standing/2026-12/1"]


def test_the_head_may_be_told_that_a_deputy_would_do():
    made = week(delegations=(_word("exec"),))
    slip = asked(made, trip("head", "12-09 08:30", "12-09 18:00"))
    assert slip.verdict is Colour.GREEN
    assert len(slip.deputy_would_do) == 3
    assert "第六十五条" in slip.deputy_would_do[0]
    assert [stint.taker for stint in slip.functions[3].stints] == ["exec"]
    without = asked(week(), trip("head", "12-09 08:30", "12-09 18:00"))
    assert [hole.kind for hole in without.holes] == [HoleKind.NOT_ENTRUSTED]
    assert without.verdict is Colour.AMBER


# red


def test_red_a_meeting_that_the_head_must_chair_at_a_time_set_by_others():
    seats = [Seat(id="chair", role=CHAIR, who=Who(leader="head")), seat("a", "dep-a")]
    office = event("office", seats, fixed("12-09 09:00", "12-09 11:00"), kind=Kind.OFFICE, duty=Duty.MUST)
    made = week([office], delegations=(_word("exec"),))
    slip = asked(made, trip("head", "12-09 08:30", "12-09 18:00"))
    assert (slip.rule_verdict, slip.verdict) == (Colour.RED, Colour.RED)
    assert slip.conflict is not None
    assert slip.conflict.minimal
    assert [(f.rule, f.subject) for f in slip.conflict.facts] == [("6-a", "office")]
    assert {c.id for c in slip.conflict.causes} == {"office", "travel/asked"}
    assert [str(s.first) for s in slip.before] == []  # no delegation on other days
    assert slip.replan is None


def test_red_a_must_with_no_other_time_and_nobody_else_names_the_minimal_conflict_and_the_nearest_dates():
    several = Seat(id="one", who=Who(any_of=("dep-a", "dep-b")))
    call = event("call", [several], fixed("12-09 09:00", "12-09 11:00"), duty=Duty.MUST)
    other = event("other", [seat("main", "dep-b")], fixed("12-09 09:00", "12-09 10:00"), duty=Duty.MUST)
    made = week([call, other])
    slip = asked(made, trip("dep-a", "12-09 08:30", "12-09 12:00"))
    assert slip.verdict is Colour.RED
    assert slip.conflict is not None
    assert slip.conflict.minimal
    assert {"call", "other", "travel/asked"} <= {c.id for c in slip.conflict.causes}
    assert [s.zh for s in slip.before][:1] == ["12月8日下午"]
    assert [s.zh for s in slip.after][:1] == ["12月9日下午"]


# bad questions


@pytest.mark.parametrize(
    ("question", "word"),
    [
        (trip("nobody", "12-09 08:30", "12-09 18:00"), "没有编号为 nobody 的领导"),
        (trip("dep-a", "12-09 18:00", "12-09 08:30"), "晚于开始"),
        (trip("dep-a", "12-13 08:30", "12-14 08:30"), "超出方案的范围"),
    ],
)
def test_a_bad_question_is_named_with_the_way_out(question, word):
    made = week()
    with pytest.raises(BadInput) as caught:
        Travel(made, drawn(made), Basis.FRESH).slip(question)
    assert word in caught.value.message


# the demo December


@pytest.fixture(scope="module")
def december(request) -> Travel:
    made = read_brief((request.config.rootpath / "fixtures/demo/2026-12.json").read_bytes())
    plan = solve(made)
    assert isinstance(plan, Plan)
    return Travel(made, plan, Basis.FRESH)


def test_the_demo_december_has_a_green_an_amber_and_a_red_stretch(december):
    [green] = december.nearest(trip("dep-a", "12-08 08:30", "12-10 18:00"))[1][:1]
    question = Trip(leader="dep-a", start=green.first.start, end=green.last.end)
    slip = december.slip(question)
    assert slip.verdict is Colour.GREEN
    assert {s.outcome for s in slip.clashes} <= {Outcome.COVERED}
    amber = december.slip(trip("dep-a", "12-08 08:30", "12-10 18:00"))
    assert amber.verdict is Colour.AMBER
    assert amber.blocked_days
    assert amber.replan is not None
    assert amber.replan.moves
    red = december.slip(trip("head", "12-01 00:00", "12-31 23:00"))
    assert red.verdict is Colour.RED
    assert red.conflict is not None
    assert red.conflict.minimal
    assert "travel/asked" in {cause.id for cause in red.conflict.causes}


def test_re_plans_of_the_demo_are_lawful_and_no_cheaper_one_is_found_with_all_of_it_free(december):
    for who, first in (("dep-b", "12-02"), ("dep-c", "12-14"), ("dep-e", "12-14")):
        start = at(f"{first} 00:00")
        question = Trip(leader=who, start=start, end=start + timedelta(days=2))
        slip = december.slip(question)
        trial = trial_of(december.base, question)
        assert slip.replan is not None
        found = audit(trial.brief, slip.replan.plan)
        assert not [f for f in found.findings if f.verdict is Verdict.BROKEN and not f.given]
        best = solve(trial.brief)
        assert isinstance(best, Plan)
        assert found.cost == audit(trial.brief, best).cost
