"""Who is in charge at any instant, against a minute-by-minute reading; and cases worked out by hand."""

from datetime import timedelta

import pytest

from models.absences import AbsenceKind
from models.brief import Brief
from models.in_charge import Way, holes, in_charge, timeline
from models.people import Delegation, DeputyPair
from models.policy import Policy
from models.slip import HoleKind
from models.spans import Span
from tests.builders import DEP_A, DEP_B, EXEC, HEAD, PAIRS, absence, at, brief, day, days, half, leader
from tests.oracle.in_charge import Minutes
from tests.oracle.world import floor_minute
from tests.solver.away_sets import cases

WORD = Delegation(id="w", by="head", to="exec", span=Span(start=at("12-08 08:00"), end=at("12-10 18:00")))
DEP_C = leader("dep-c", title="副区长丙", portfolios=["school"])


def disagreements(seed: int, count: int, step: int) -> list[tuple[Brief, str, str, int]]:
    """Minutes of generated sets of absences in which the two readings differ."""
    found = []
    for case in cases(seed, count):
        made = case.brief
        oracle, first = Minutes(made), floor_minute(made.horizon.span.start)
        stints = {
            (s.charge.owner, s.charge.work, index): s.charge
            for s in timeline(made, made.horizon)
            for index in range(s.first.index, s.last.index + 1)
        }
        base = first // (24 * 60)
        for known in made.leaders:
            for work in oracle.works(known.id):
                for minute in range(first, first + len(list(made.horizon.days())) * 24 * 60, step):
                    index = (made.horizon.first.toordinal() + minute // 1440 - base) * 2 + (minute % 1440 >= 780)
                    told = stints.get((known.id, work, index))
                    mine = known.id if told is None else told.by if told.by is not None else told.by_title
                    if mine != oracle.who(known.id, work, minute):
                        found.append((made, known.id, work, minute))
    return found


def test_it_is_the_minute_by_minute_reading():
    assert disagreements(seed=20261122, count=300, step=60) == []


def test_it_is_the_same_when_every_single_minute_is_asked():
    assert disagreements(seed=7, count=4, step=1) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_it_is_the_minute_by_minute_reading_over_20_000_sets_of_absences(seed):
    assert disagreements(seed=seed, count=2000, step=60) == []


def test_the_answer_for_an_instant_is_the_timelines():
    for case in cases(3, 60):
        made = case.brief
        for start in (half_day.start for half_day in made.horizon.half_days()):
            for instant in (start, start + timedelta(hours=10, minutes=59)):
                now = in_charge(made, instant)
                told = [
                    s.charge for s in timeline(made, made.horizon) if s.first <= now.half <= s.last
                ]  # fmt: skip
                if now.presiding is not None and now.presiding.way is not Way.SELF:
                    assert now.presiding in told
                assert sorted(map(str, now.acting)) == sorted(str(c) for c in told if c.owner != made.head)
                assert all(c.way is Way.NOBODY and c.hole is not None for c in now.holes)


def test_while_everybody_is_in_town_the_head_presides_and_nobody_acts():
    now = in_charge(brief(), at("12-08 09:00"))
    assert now.presiding is not None
    assert (now.presiding.way, now.presiding.by, now.acting, now.holes) == (Way.SELF, "head", (), ())


def test_the_executive_deputy_presides_on_the_heads_word_alone():
    away = (absence("h", "head", "12-08 08:30", "12-09 18:00"),)
    told = in_charge(brief(absences=away, delegations=(WORD,)), at("12-09 23:00")).presiding
    assert told is not None
    assert (told.way, told.by, told.sentence) == (
        Way.ENTRUSTED, "exec", "区长外出，常务副区长主持区政府全面工作（第八条）",
    )  # fmt: skip
    untold = in_charge(brief(absences=away), at("12-09 23:00")).presiding
    assert untold is not None
    assert (untold.hole, untold.by) == (HoleKind.NOT_ENTRUSTED, None)


def test_head_and_executive_deputy_both_away_is_a_hole_with_the_deputies_as_proposals():
    away = (absence("h", "head", "12-08 08:30", "12-09 18:00"), absence("e", "exec", "12-09 08:30", "12-09 12:00"))
    made = brief(absences=away, delegations=(WORD,))
    told = {(s.first, s.last): s.charge for s in timeline(made, made.horizon) if s.charge.owner == "head"}
    assert {key: c.by for key, c in told.items()} == {
        (half("12-08/am"), half("12-08/pm")): "exec",
        (half("12-09/am"), half("12-09/am")): None,
        (half("12-09/pm"), half("12-09/pm")): "exec",
    }
    hole = told[half("12-09/am"), half("12-09/am")]
    assert (hole.hole, hole.proposals) == (HoleKind.HEAD_AND_EXECUTIVE, ("dep-a", "dep-b"))


def test_cover_turns_over_at_noon():
    away = (absence("a", "dep-a", "12-08 12:59", "12-08 13:00"),)
    made = brief(absences=away)
    assert in_charge(made, at("12-08 12:59")).acting[0].by == "dep-b"
    assert in_charge(made, at("12-08 13:00")).acting == ()


def test_both_of_a_pair_away_is_a_hole_for_each():
    away = (absence("a", "dep-a", "12-08 08:30", "12-09 18:00"), absence("b", "dep-b", "12-09 08:30", "12-10 18:00"))
    found = [
        (s.charge.owner, s.first, s.last, s.charge.hole) for s in holes(brief(absences=away), days("12-01", "12-31"))
    ]
    assert found == [
        ("dep-a", half("12-09/am"), half("12-09/pm"), HoleKind.PARTNER_AWAY),
        ("dep-b", half("12-09/am"), half("12-09/pm"), HoleKind.PARTNER_AWAY),
    ]


def test_the_cover_of_a_cover_is_no_cover():
    pairs = (
        DeputyPair(a="dep-a", b="dep-b", first=day("01-01"), mutual=False),
        DeputyPair(a="dep-b", b="dep-c", first=day("01-01")),
    )
    away = (absence("a", "dep-a", "12-08 08:30", "12-08 18:00"), absence("b", "dep-b", "12-08 08:30", "12-08 18:00"))
    now = in_charge(brief(leaders=(HEAD, EXEC, DEP_A, DEP_B, DEP_C), pairs=pairs, absences=away), at("12-08 10:00"))
    assert {c.owner: (c.by, c.hole) for c in now.acting} == {
        "dep-a": (None, HoleKind.COVER_OF_COVER),
        "dep-b": ("dep-c", None),
    }


def test_portfolios_may_have_two_covers_and_one_none():
    a = leader("dep-a", title="副区长甲", portfolios=["city", "police"])
    pairs = (*PAIRS, DeputyPair(a="dep-a", b="exec", first=day("01-01"), portfolios=("police",)))
    policy = Policy.model_validate({"cover": {"excluded_portfolios": ["police"]}})
    away = (absence("a", "dep-a", "12-08 08:30", "12-08 18:00"),)
    made = brief(leaders=(HEAD, EXEC, a, DEP_B), pairs=pairs[1:], absences=away)
    assert [(c.work, c.by, c.hole) for c in in_charge(made, at("12-08 10:00")).acting] == [
        ("city", None, HoleKind.NO_PARTNER),
        ("police", "exec", None),
    ]
    barred = brief(leaders=(HEAD, EXEC, a, DEP_B), pairs=pairs, absences=away, policy=policy)
    assert [(c.work, c.by, c.hole) for c in in_charge(barred, at("12-08 10:00")).acting] == [
        ("city", "dep-b", None),
        ("police", None, HoleKind.EXCLUDED),
    ]


def test_study_calls_in_nobody_by_the_rule_book():
    away = (absence("a", "dep-a", "12-08 08:30", "12-08 18:00", kind=AbsenceKind.TRAINING),)
    told = in_charge(brief(absences=away), at("12-08 10:00")).acting[0]
    assert (told.by, told.hole) == (None, HoleKind.NOT_A_TRIGGER)


def test_what_is_not_approved_or_was_revoked_does_not_count():
    away = absence("a", "dep-a", "12-08 08:30", "12-08 18:00")
    for state in ("requested", "refused", "cancelled"):
        asked = away.model_copy(update={"approval": away.approval.model_copy(update={"state": state})})
        assert in_charge(brief(absences=(asked,)), at("12-08 10:00")).acting == ()
