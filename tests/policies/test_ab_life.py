"""Eight governments' A/B regimes, from the slip to the return: one trip a regime, asked for, judged, lived through.

On Wednesday 乙 and 丙, each other's B, would both be away; 甲 is their C in the table; 丁 has the police. What is
told: the slip's colour and who acts, what the approver has to have seen, and who is in charge then.
"""

from typing import Any, NamedTuple

import pytest

from api.absence_outlook import objections
from models.absence_deeds import Doer, take
from models.absence_life import life
from models.absence_steps import Phase, StepKind
from models.absence_together import judged_together
from models.absences import Absence, AbsenceKind, Approval, ApprovalState
from models.brief import Brief
from models.errors import Refused
from models.in_charge import in_charge
from models.plan import Plan
from models.slip import Basis, Colour, HoleKind, Slip, Trip
from solver.travel import Travel
from tests.builders import at
from tests.policies.office import away, shipped
from tests.policies.test_ab_regimes import REGIMES, office

HEAD, OFFICE = Doer(title="区长", leader="head"), Doer(title="文员", office=True)
K = StepKind


class Told(NamedTuple):
    """colour: of 丙's trip while 乙 is away; acts: who is in charge of 丙's work if it is granted; police: of 丁's;
    course: of 乙's at a course; told_first: whether the partner has to answer before it is granted; refused: by
    which rule but for the head's word; presides: while the head is out and has entrusted nobody."""

    acts: str | None = None
    hole: HoleKind | None = HoleKind.PARTNER_AWAY
    police: str | None = "dep-a"
    course: str | None = None
    told_first: bool = False
    refused: str | None = None
    presides: str | None = None


LIVES = {
    "seed": Told(),
    "ab-kaifeng-2015": Told(course="dep-c"),
    "ab-yancheng-2023": Told(police=None, told_first=True, refused="variant-both-away"),
    "ab-qingdao-2011": Told(acts="dep-a", hole=None, course="dep-c"),
    "ab-ankang-2023": Told(refused="variant-both-away"),
    "ab-zhaotong": Told(acts="exec", hole=None),
    "ab-wuzhou-2020": Told(presides="exec"),
    "ab-lizhou-2017": Told(acts="dep-a", hole=None),
}
B_AWAY = away("away-b", "dep-b", "12-16T08:00", "12-16T18:00", requested="11-09")


def week(name: str, *trips: dict[str, Any]) -> Brief:
    """The week without events, under a regime."""
    return office(shipped(name), absences=list(trips), events=[])


def wanted(id: str, who: str, day: str = "12-16", **more: Any) -> Absence:
    """A request for a day."""
    made = away(id, who, f"{day}T08:00", f"{day}T18:00", **more)
    absence = Absence.model_validate({**made, "told": {}})
    return absence.model_copy(update={"approval": Approval(state=ApprovalState.REQUESTED)})


def slip(made: Brief, who: str, day: str = "12-16", kind: AbsenceKind = AbsenceKind.TRIP) -> Slip:
    """The slip by the rules, on a plan that holds nothing."""
    trip = Trip(leader=who, start=at(f"{day} 08:00"), end=at(f"{day} 18:00"), kind=kind, place="省城")
    nothing = Plan(brief=made.digest, horizon=made.horizon)
    return Travel(made, nothing, Basis.FRESH).slip(trip, exact=False)


def acting(made: Brief, who: str, when: str) -> tuple[str | None, HoleKind | None]:
    """Who is in charge of a leader's work at an instant, and if nobody, why."""
    row = next(c for c in in_charge(made, at(when)).acting if c.owner == who)
    return row.by, row.hole


@REGIMES
def test_the_slip_of_one_of_a_pair_while_the_other_is_away(name: str):
    story, made = LIVES[name], week(name, B_AWAY)
    told = slip(made, "dep-c")
    clear = story.hole is None and story.refused is None
    assert told.verdict is (Colour.GREEN if clear else Colour.AMBER)
    kinds = {hole.kind for hole in told.holes if hole.of == "dep-c"}
    assert (HoleKind.PARTNER_AWAY in kinds) is (story.hole is not None)
    assert (HoleKind.REFUSED in kinds) is (story.refused is not None)
    stints = {s.taker for function in told.functions for s in function.stints}
    assert stints == {story.acts}


@REGIMES
def test_the_slip_of_him_who_has_the_police(name: str):
    told = slip(week(name), "dep-d", "12-17")
    assert told.verdict is (Colour.GREEN if LIVES[name].police else Colour.AMBER)
    excluded = [hole for hole in told.holes if hole.kind is HoleKind.EXCLUDED]
    assert bool(excluded) is (LIVES[name].police is None)


@REGIMES
def test_the_slip_of_a_course(name: str):
    told = slip(week(name), "dep-b", "12-18", AbsenceKind.TRAINING)
    assert told.verdict is (Colour.GREEN if LIVES[name].course else Colour.AMBER)


@REGIMES
def test_what_the_approver_has_to_have_seen(name: str):
    story, made = LIVES[name], week(name, B_AWAY)
    told = objections(made, wanted("away-c", "dep-c"))
    assert {one.rule for one in told if one.rule} == ({story.refused} if story.refused else set())
    assert bool([one for one in told if one.rule is None]) is (story.hole is not None)


@REGIMES
def test_two_requests_of_a_pair_are_judged_together(name: str):
    both = [wanted("away-b", "dep-b"), wanted("away-c", "dep-c")]
    made = week(name).model_copy(update={"absences": tuple(both)})
    found = judged_together(made, both)
    assert bool(found) is (LIVES[name].hole is not None)


@REGIMES
def test_the_life_from_the_request_to_the_return(name: str):
    story, one = LIVES[name], wanted("away-c", "dep-c")
    made = week(name).model_copy(update={"absences": (one,)})
    if story.told_first:
        with pytest.raises(Refused, match="尚未告知B角"):
            take(made, one, K.APPROVE, HEAD, at("12-01 09:00"))
        one = take(made, one, K.TELL_PARTNER, OFFICE, at("12-01 09:00"))
        with pytest.raises(Refused, match="副区长乙尚未确认"):
            take(made, one, K.APPROVE, HEAD, at("12-01 09:10"))
        one = take(made, one, K.CONFIRM, Doer(title="副区长乙", leader="dep-b"), at("12-01 09:20"))
    one = take(made, one, K.APPROVE, HEAD, at("12-01 10:00"))
    one = take(made, one, K.NOTIFY, OFFICE, at("12-01 10:30"))
    now = week(name).model_copy(update={"absences": (one,)})
    assert life(now, one, at("12-16 09:00")).phase is Phase.AWAY
    assert acting(now, "dep-c", "12-16 09:00") == ("dep-b", None)
    assert life(now, one, at("12-17 00:00")).phase is Phase.OVERDUE
    one = take(now, one, K.RETURN, OFFICE, at("12-17 09:00"), when=at("12-16 18:00"))
    assert life(now, one, at("12-17 10:00")).phase is Phase.RETURNED


@REGIMES
def test_who_is_in_charge_then(name: str):
    story = LIVES[name]
    pair = week(name, B_AWAY, away("away-c", "dep-c", "12-16T08:00", "12-16T18:00"))
    assert acting(pair, "dep-c", "12-16 10:00") == (story.acts, story.hole)
    police = week(name, away("away-d", "dep-d", "12-17T08:00", "12-17T18:00"))
    assert acting(police, "dep-d", "12-17 10:00")[0] == story.police
    course = week(name, away("course-b", "dep-b", "12-18T08:00", "12-18T18:00", kind="training"))
    assert acting(course, "dep-b", "12-18 10:00")[0] == story.course
    out = week(name, away("away-head", "head", "12-15T08:00", "12-15T18:00"))
    presiding = in_charge(out, at("12-15 10:00")).presiding
    assert presiding is not None
    assert presiding.by == story.presides


def test_in_wuzhou_a_month_away_needs_the_heads_word():
    long = away("away-d", "dep-d", "12-01T08:00", "12-31T18:00")
    assert acting(week("ab-wuzhou-2020", long), "dep-d", "12-15 10:00") == (None, HoleKind.NOT_ENTRUSTED)
    assert acting(week("seed", long), "dep-d", "12-15 10:00") == ("dep-a", None)
