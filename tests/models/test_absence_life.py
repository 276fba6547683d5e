"""The life of an absence, step by step: who may do what next, who may not, and what is missing or late."""

from typing import Any

import pytest

from models.absence_deeds import Doer, ask, chain, take
from models.absence_life import Life, life
from models.absence_steps import Phase, StepKind
from models.absences import Absence, AbsenceKind, Approval, ApprovalState
from models.brief import Brief
from models.errors import BadInput, Refused
from models.people import Delegation, DeputyPair, Leader, Post
from models.policy import Policy
from models.retention import silenced
from models.spans import Span
from tests.builders import DEP_A, DEP_B, EXEC, HEAD, PAIRS, absence, at, brief, day, leader

DIRECTOR = leader("director", Post.OFFICE_DIRECTOR)
PEOPLE = (HEAD, EXEC, DEP_A, DEP_B, DIRECTOR)
EXEC_PAIR = DeputyPair(a="exec", b="dep-a", first=day("01-01"), mutual=False)
OFFICE = Doer(title="文员", office=True)
K = StepKind


def me(known: Leader) -> Doer:
    return Doer(title=known.title, leader=known.id)


def office(*absences: Absence, **more: Any) -> Brief:
    given: dict[str, Any] = {"leaders": PEOPLE, "pairs": (*PAIRS, EXEC_PAIR), "absences": absences}
    return brief(**(given | more))


def wanted(who: str = "dep-a", start: str = "12-08 08:30", end: str = "12-09 18:00", **more: Any) -> Absence:
    given = {"place": "省城", "contact": "见报备单", "id": "x"} | more
    id = given.pop("id")
    return absence(id, who, start, end, approval=Approval(state=ApprovalState.REQUESTED), **given)


def asked(who: Leader = DEP_A, made: Brief | None = None, **more: Any) -> Absence:
    return ask(made or office(), wanted(who.id, **more), me(who), at("12-01 09:00"))


def done(made: Brief, one: Absence, *steps: tuple[StepKind, Doer, str]) -> Absence:
    for kind, doer, when in steps:
        one = take(made, one, kind, doer, at(when), "因故")
    return one


def offered(told: Life) -> set[StepKind]:
    return {step.kind for step in told.next}


def fields(told: Life) -> set[str]:
    return {paper.field for paper in told.missing}


def test_a_deputys_whole_life():
    made, one = office(), asked()
    assert life(made, one, at("12-01 10:00")).phase is Phase.REQUESTED
    assert fields(life(made, one, at("12-01 10:00"))) == {"partner", "plan_line"}
    one = done(
        made, one, (K.TELL_PARTNER, me(DEP_A), "12-01 10:00"), (K.CONFIRM, me(DEP_B), "12-01 11:00"),
        (K.APPROVE, me(HEAD), "12-02 09:00"), (K.NOTIFY, OFFICE, "12-02 10:00"),
    )  # fmt: skip
    assert (one.approval.by, one.approval.at, one.told.leaders) == ("区长", at("12-02 09:00"), at("12-02 10:00"))
    told = life(made, one, at("12-02 11:00"))
    assert (told.phase, offered(told), fields(told)) == (Phase.APPROVED, {K.CANCEL}, {"plan_line"})
    assert life(made, one, at("12-08 08:30")).phase is Phase.AWAY
    one = done(made, one, (K.RETURN, me(DEP_A), "12-09 17:00"))
    assert fields(life(made, one, at("12-09 18:00"))) == {"report_back"}
    one = done(made, one, (K.REPORT_BACK, me(DEP_A), "12-10 09:00"))
    told = life(made, one, at("12-10 10:00"))
    assert (told.phase, told.next, told.missing, told.alarms) == (Phase.RETURNED, (), (), ())
    assert [(s.kind, s.by, s.why) for s in told.steps] == [
        (K.REQUEST, "副区长甲", ""), (K.TELL_PARTNER, "副区长甲", "因故"), (K.CONFIRM, "副区长乙", "因故"),
        (K.APPROVE, "区长", "因故"), (K.NOTIFY, "文员", "因故"), (K.RETURN, "副区长甲", "因故"),
        (K.REPORT_BACK, "副区长甲", "因故"),
    ]  # fmt: skip


def test_what_a_request_says_of_its_own_approval_is_dropped():
    forged = absence("x", "dep-a", "12-08 08:30", "12-09 18:00", returned_at=at("12-09 18:00"))
    one = ask(office(), forged, me(DEP_A), at("12-01 09:00"))
    assert (one.approval, one.returned_at, one.requested_at) == (
        Approval(state=ApprovalState.REQUESTED), None, at("12-01 09:00"),
    )  # fmt: skip


def test_nobody_asks_for_another_but_the_office():
    with pytest.raises(Refused, match="由本人或办公室"):
        ask(office(), wanted("dep-a"), me(DEP_B), at("12-01 09:00"))
    assert ask(office(), wanted("dep-a"), OFFICE, at("12-01 09:00")).steps[0].by == "文员"


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"who": "nobody"}, "leader"),
        ({"start": "11-24 08:30", "end": "11-25 18:00"}, "span"),
        ({"start": "12-20 13:00", "end": "12-20 18:00"}, "span"),
        ({"id": "there"}, "id"),
        ({"plan_line": "2026/9"}, "plan_line"),
        ({"extends": "none"}, "extends"),
    ],
)
def test_every_fault_of_a_request_is_named(more, place):
    made = office(absence("there", "dep-a", "12-20 08:30", "12-21 18:00"))
    with pytest.raises(BadInput) as told:
        ask(made, wanted(**more), OFFICE, at("12-01 09:00"))
    assert place in {fault.path for fault in told.value.faults}


@pytest.mark.parametrize("doer", [me(DEP_A), me(DEP_B), me(EXEC), OFFICE, Doer(title="区长")])
def test_only_the_head_approves_a_deputy(doer):
    with pytest.raises(Refused, match="应由区长办理"):
        take(office(), asked(), K.APPROVE, doer, at("12-02 09:00"))


def test_the_office_puts_the_heads_word_on_paper_on_record():
    one = take(office(), asked(), K.APPROVE, OFFICE.model_copy(update={"word_of": "head"}), at("12-02 09:00"))
    assert (one.approval.by, one.steps[-1].by, one.steps[-1].leader) == ("区长", "文员", "head")


def test_while_the_head_is_out_his_deputy_approves_on_his_word_but_never_for_himself():
    word = Delegation(id="w", by="head", to="exec", span=Span(start=at("12-02 08:00"), end=at("12-02 18:00")))
    out = absence("h", "head", "12-02 08:30", "12-02 18:00")
    made = office(out, delegations=(word,))
    one = take(made, asked(), K.APPROVE, me(EXEC), at("12-02 09:00"))
    assert (one.approval.by, one.steps[-1].acting_for) == ("常务副区长", "head")
    with pytest.raises(Refused, match="应由区长办理"):
        take(made, asked(EXEC), K.APPROVE, me(EXEC), at("12-02 09:00"))
    with pytest.raises(Refused, match="应由区长办理"):
        take(office(out), asked(), K.APPROVE, me(EXEC), at("12-02 09:00"))
    with pytest.raises(Refused, match="应由区长办理"):
        take(made, asked(), K.APPROVE, me(EXEC), at("12-03 09:00"))


def test_short_absences_are_the_executive_deputys_where_a_policy_says_so_and_his_partners_while_he_is_out():
    policy = Policy.model_validate({"leave": {"exec_approves_days": 2}})
    made = office(policy=policy)
    assert take(made, asked(), K.APPROVE, me(EXEC), at("12-02 09:00")).steps[-1].acting_for is None
    with pytest.raises(Refused):
        take(made, asked(end="12-10 12:00"), K.APPROVE, me(EXEC), at("12-02 09:00"))
    out = office(absence("e", "exec", "12-02 08:30", "12-02 18:00"), policy=policy)
    assert take(out, asked(DEP_B), K.APPROVE, me(EXEC), at("12-02 09:00")).steps[-1].acting_for is None
    assert take(out, asked(DEP_B), K.APPROVE, me(DEP_A), at("12-02 09:00")).steps[-1].acting_for == "exec"
    with pytest.raises(Refused):
        take(out, asked(DEP_A), K.APPROVE, me(DEP_A), at("12-02 09:00"))


def test_the_partner_is_told_and_answers_first_only_where_a_policy_says_so():
    assert take(office(), asked(), K.APPROVE, me(HEAD), at("12-02 09:00")).approved
    made = office(policy=Policy.model_validate({"leave": {"tell_partner": True}}))
    one = asked()
    with pytest.raises(Refused, match="尚未告知B角"):
        take(made, one, K.APPROVE, me(HEAD), at("12-02 09:00"))
    one = take(made, one, K.TELL_PARTNER, me(DEP_A), at("12-02 09:00"))
    with pytest.raises(Refused, match="副区长乙尚未确认"):
        take(made, one, K.APPROVE, me(HEAD), at("12-02 09:00"))
    with pytest.raises(Refused, match="应由副区长乙办理"):
        take(made, one, K.CONFIRM, me(EXEC), at("12-02 09:00"))
    one = take(made, one, K.DECLINE, me(DEP_B), at("12-02 10:00"), "同日另有会议")
    assert "declined" in fields(life(made, one, at("12-02 10:00")))
    assert take(made, one, K.APPROVE, me(HEAD), at("12-02 11:00")).approved


def test_the_head_reports_to_both_before_it_counts():
    made, one = office(), asked(HEAD)
    with pytest.raises(Refused, match=r"尚未向市政府报告、向区委报告"):
        take(made, one, K.APPROVE, OFFICE, at("12-02 09:00"))
    one = done(made, one, (K.REPORT_PARTY, OFFICE, "12-02 09:00"), (K.REPORT_CITY, me(HEAD), "12-02 09:30"))
    one = take(made, one, K.APPROVE, OFFICE, at("12-02 10:00"))
    assert (one.approval.by, one.told.city, one.told.party) == ("市政府、区委", at("12-02 09:30"), at("12-02 09:00"))


def test_elsewhere_the_superiors_written_word_too():
    made = office(policy=Policy.model_validate({"leave": {"head_needs_approval": True}}))
    one = done(made, asked(HEAD), (K.REPORT_PARTY, OFFICE, "12-02 09:00"), (K.REPORT_CITY, OFFICE, "12-02 09:00"))
    with pytest.raises(Refused, match="上级政府主要领导批准"):
        take(made, one, K.APPROVE, OFFICE, at("12-02 10:00"))
    one = take(made, one, K.SUPERIOR_APPROVED, OFFICE, at("12-02 10:00"))
    assert take(made, one, K.APPROVE, OFFICE, at("12-02 11:00")).superior_approved == at("12-02 10:00")


def test_an_ad_hoc_trip_abroad_goes_through_four_steps_in_order():
    made, one = office(), asked(kind=AbsenceKind.TRIP_ABROAD, purpose="招商洽谈")
    with pytest.raises(Refused, match="尚缺主管部门请示、办公室提出意见、区委区政府同意、市政府批准"):
        take(made, one, K.APPROVE, me(HEAD), at("12-02 09:00"))
    with pytest.raises(Refused, match="现在不能市政府批准"):
        take(made, one, K.CITY_APPROVED, OFFICE, at("12-02 09:00"))
    for n, kind in enumerate((K.UNIT_ASKED, K.OFFICE_OPINED, K.AGREED, K.CITY_APPROVED)):
        one = take(made, one, kind, OFFICE, at(f"12-02 {9 + n:02}:00"))
    assert one.ad_hoc.city_approved == at("12-02 12:00")
    assert take(made, one, K.APPROVE, me(HEAD), at("12-02 15:00")).approved


def test_what_does_not_fit_his_rank_is_not_approved():
    one = asked().model_copy(update={"fits_rank": False})
    with pytest.raises(Refused, match="不相符"):
        take(office(), one, K.APPROVE, me(HEAD), at("12-02 09:00"))


def test_nobody_leaves_first_and_is_approved_afterwards_but_the_sick():
    late = at("12-08 08:30")
    with pytest.raises(Refused, match="先走后批"):
        take(office(), asked(), K.APPROVE, me(HEAD), late)
    assert "尚未批准，按在岗安排" in life(office(), asked(), late).alarms[0]
    assert take(office(), asked(kind=AbsenceKind.SICK_LEAVE), K.APPROVE, me(HEAD), late).approved


def test_refusing_and_withdrawing_need_a_reason_and_end_it():
    for kind, doer, stands in ((K.REFUSE, me(HEAD), Phase.REFUSED), (K.WITHDRAW, me(DEP_A), Phase.WITHDRAWN)):
        with pytest.raises(Refused, match="须写明理由"):
            take(office(), asked(), kind, doer, at("12-02 09:00"))
        over = take(office(), asked(), kind, doer, at("12-02 09:00"), "另有安排")
        told = life(office(), over, at("12-02 10:00"))
        assert (told.phase, told.next, told.missing) == (stands, (), ())


def test_cancelled_before_he_leaves_and_not_after():
    one = take(office(), asked(), K.APPROVE, me(HEAD), at("12-02 09:00"))
    over = take(office(), one, K.CANCEL, me(DEP_A), at("12-03 09:00"), "会议取消")
    assert life(office(), over, at("12-09 09:00")).phase is Phase.CANCELLED
    with pytest.raises(Refused, match="在外，现在不能取消外出"):
        take(office(), one, K.CANCEL, me(DEP_A), at("12-08 09:00"), "会议取消")


def test_an_overdue_return_is_loud_until_he_is_back():
    one = take(office(), asked(), K.APPROVE, me(HEAD), at("12-02 09:00"))
    told = life(office(one), one, at("12-10 09:00"))
    assert told.phase is Phase.OVERDUE
    assert told.alarms[0] == "副区长甲应于12月9日下午返回，已逾期9小时，未见销假，也未见续假批准（第六十五条）"
    with pytest.raises(Refused, match="不能晚于现在"):
        take(office(), one, K.RETURN, me(DEP_A), at("12-10 09:00"), when=at("12-10 10:00"))
    back = take(office(), one, K.RETURN, OFFICE, at("12-10 10:00"), when=at("12-10 08:00"))
    told = life(office(), back, at("12-10 10:00"))
    assert (told.phase, "返回晚于批准的时间" in told.alarms[0]) == (Phase.RETURNED, True)


def test_an_extension_is_a_new_approval_and_moves_the_return():
    one = take(office(), asked(), K.APPROVE, me(HEAD), at("12-02 09:00"))
    made = office(one)
    more = wanted(id="y", start="12-09 18:00", end="12-11 12:00", extends="x")
    longer = ask(made, more, me(DEP_A), at("12-09 09:00"))
    assert life(office(one, longer), one, at("12-10 09:00")).phase is Phase.OVERDUE
    assert "续假尚未批准" in life(office(one, longer), longer, at("12-10 09:00")).alarms[-1]
    yes = take(office(one, longer), longer, K.APPROVE, me(HEAD), at("12-09 10:00"))
    both = office(one, yes)
    assert life(both, one, at("12-11 12:59")).phase is Phase.AWAY
    assert life(both, one, at("12-11 13:00")).phase is Phase.OVERDUE
    assert chain(both, yes) == chain(both, one) == (one, yes)


@pytest.mark.parametrize(
    ("start", "end"), [("12-10 08:30", "12-11 12:00"), ("12-09 08:30", "12-09 17:00")], ids=["a gap", "no longer"]
)
def test_an_extension_goes_on_from_what_was_approved(start, end):
    one = take(office(), asked(), K.APPROVE, me(HEAD), at("12-02 09:00"))
    with pytest.raises(BadInput):
        ask(office(one), wanted(id="y", start=start, end=end, extends="x"), me(DEP_A), at("12-09 09:00"))


def test_the_director_files_who_acts_and_the_leaders_are_told():
    one = asked(DIRECTOR)
    assert "acting" in fields(life(office(), one, at("12-01 10:00")))
    one = take(office(), asked(DIRECTOR, acting=("副主任",)), K.APPROVE, me(HEAD), at("12-02 09:00"))
    told = life(office(), one, at("12-08 09:00"))
    assert (fields(told), told.alarms) == ({"notify"}, ("政府办主任已经出发，尚未通报区政府其他领导（第五十八条）",))


def test_steps_are_in_order_of_time():
    one = take(office(), asked(), K.TELL_PARTNER, me(DEP_A), at("12-02 09:00"))
    with pytest.raises(Refused, match="请核对时钟"):
        take(office(), one, K.APPROVE, me(HEAD), at("12-02 08:00"))


def test_what_is_personal_in_the_steps_is_silenced_with_the_rest():
    one = take(office(), asked(), K.REFUSE, me(HEAD), at("12-02 09:00"), "病情未愈")
    assert [(s.kind, s.why) for s in silenced(one).steps] == [(K.REQUEST, ""), (K.REFUSE, "")]
