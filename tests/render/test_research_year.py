"""A year's research told by hand-made facts: what is done, planned, asked for and short, and where it would fit."""

from datetime import date

import pytest

from intake.workdays import build_calendar
from models.events import Kind
from models.ledger import Ledger
from models.policy_people import ResearchPolicy
from models.research import ResearchBlock, ResearchPlan
from models.year import ResearchTarget, YearTargets
from render.research_year import Facts, Stretch, days_zh, research_year, wishes_of
from tests.builders import DEP_A, HEAD, LEADERS, absence, at, brief, event, half, plan, publish, window

CALENDAR = build_calendar(date(2025, 1, 1), date(2027, 12, 31))
POLICY = ResearchPolicy()
NOW = at("12-09 10:00")


def published(done: int, blocks=(), absences=()):
    """December, in which the deputy has these stretches; so much was done before."""
    told = brief(
        ledger=Ledger(year=2026, research={"dep-a": done}), absences=list(absences), calendar=CALENDAR,
        leaders=(HEAD, DEP_A), pairs=(),
    )  # fmt: skip
    made = [
        ResearchBlock(id=f"research/dep-a/2026/{n}", leader="dep-a", start=half(start), half_days=length)
        for n, (start, length) in enumerate(blocks, 1)
    ]
    return publish(told, plan(told, research=made), sealed_at="11-27 10:00")


def year(head=None, **more):
    facts = {
        "year": 2026, "now": NOW, "leaders": (HEAD, DEP_A), "ledger": Ledger(year=2026, research={"dep-a": 30}),
        "head": head, "plans": [ResearchPlan(leader="dep-a", topics=("城中村改造", " "))], "targets": None,
        "wishes": (), "policy": POLICY, "calendar": CALENDAR,
    }  # fmt: skip
    return {row.leader.id: row for row in research_year(Facts(**(facts | more)))}


def test_before_the_first_publication_the_ledger_speaks():
    row = year()["dep-a"]
    assert (row.done, row.planned, row.forecast, row.quota, row.short) == (30, 0, 30, 42, 12)
    assert row.topics == ("城中村改造",)
    assert row.word == "全年差6天"


def test_done_planned_and_what_has_passed_since_the_publication():
    row = year(published(30, [("12-03/am", 2), ("12-15/am", 4)]))["dep-a"]
    assert (row.done, row.planned, row.forecast, row.short) == (32, 4, 36, 6)
    assert row.months[11].held == 6
    assert 0 < row.due <= row.quota


def test_free_stretches_make_good_what_is_short_and_hold_nothing_else():
    away = absence("a1", "dep-a", "12-10 00:00", "12-11 00:00")
    head = published(30, [("12-15/am", 2)], [away])
    row = year(head)["dep-a"]
    assert row.short == sum(stretch.half_days for stretch in row.free) == 10
    halves = [half_day for s in row.free for half_day in (s.start.shifted(n) for n in range(s.half_days))]
    assert all(CALENDAR.is_workday(one.day) and one.day > NOW.date() for one in halves)
    assert not {str(one) for one in halves} & {"2026-12-10/am", "2026-12-10/pm", "2026-12-15/am", "2026-12-15/pm"}
    assert len(set(halves)) == len(halves)


def test_what_is_asked_for_and_what_the_year_s_plan_asks_count_once():
    wish = event("w1", ["dep-a"], window("12-21 00:00", "12-22 00:00", half_days=2), kind=Kind.RESEARCH)
    held = event("w2", ["dep-a"], window("12-21 00:00", "12-22 00:00", half_days=2), kind=Kind.RESEARCH)
    other = event("w3", ["dep-a"], window("12-21 00:00", "12-22 00:00"))
    wishes = wishes_of([wish, held, other], POLICY.kinds_that_count, {"w2": None})
    assert wishes == (wish,)
    told = YearTargets(
        year=2026, plan="x", counted=date(2026, 1, 1),
        research=(ResearchTarget(leader="dep-a", month="2026-12", half_days=6),),
    )  # fmt: skip
    assert year(wishes=wishes)["dep-a"].wished == 2
    assert not any(s.start.day == date(2026, 12, 21) for s in year(wishes=wishes)["dep-a"].free)
    assert year(published(30), targets=told)["dep-a"].told == 0  # December is published
    assert year(targets=told, now=at("11-09 10:00"))["dep-a"].told == 6


def test_words_for_every_standing():
    assert year(ledger=Ledger(year=2026, research={"dep-a": 42}))["dep-a"].word == "已完成"
    row = year(published(30, [("12-14/am", 4), ("12-16/am", 4), ("12-21/am", 4)]))["dep-a"]
    assert (row.short, row.word) == (0, f"进度慢{days_zh(row.behind)}，已排够")
    early = year(ledger=Ledger(year=2026, research={"dep-a": 42}), now=at("01-05 10:00"))["dep-a"]
    assert early.word == "已完成"


def test_only_posts_that_owe_it_are_told():
    assert set(year(leaders=LEADERS)) == {leader.id for leader in LEADERS}
    head_only = POLICY.model_copy(update={"applies_to": (HEAD.post,)})
    assert set(year(policy=head_only)) == {"head"}


@pytest.mark.parametrize(
    ("start", "length", "zh"),
    [
        ("12-15/am", 1, "12月15日（周二）上午"),
        ("12-15/pm", 1, "12月15日（周二）下午"),
        ("12-15/am", 2, "12月15日（周二）全天"),
        ("12-15/am", 4, "12月15日（周二）至16日"),
        ("12-31/pm", 2, "12月31日（周四）下午至1月1日上午"),
    ],
)
def test_a_stretch_is_told_as_people_say_it(start, length, zh):
    assert Stretch(half(start), length).zh == zh
