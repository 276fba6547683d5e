"""A question about a month of a long horizon: what holds there is what the whole horizon says, as long as nothing
outside has to move."""

import pytest

from models.brief import Brief
from models.events import Duty, Kind
from models.reasons import Outcome, Wish
from solver import around as asking
from solver.around import Around, around
from solver.inquiry import Inquiry
from solver.recommend import takers, times
from solver.why_not import why_not
from tests.builders import at, brief, days, event, fixed, half, seat, window
from tests.solver.asked import inquiry

DONE = {"year": 2026, "research": dict.fromkeys(("head", "exec", "dep-a", "dep-b"), 42)}


def winter() -> Brief:
    """Ten weeks: a duty, a talk and an opening in October, as much in November, and a talk that may be in either."""
    events = [
        event("duty-10", ["dep-a"], fixed("10-13 08:30", "10-13 12:00"), duty=Duty.MUST),
        event("talk-10", ["dep-a"], window("10-13 00:00", "10-15 00:00"), kind=Kind.TALK),
        event("opening-10", [seat("who", ("dep-a", "dep-b"))], fixed("10-14 09:00", "10-14 10:00"), portfolio="farm"),
        event("walk-10", ["dep-b"], fixed("10-14 09:00", "10-14 10:00"), priority=1),
        event("duty-11", ["dep-b"], fixed("11-10 08:30", "11-10 12:00"), duty=Duty.MUST),
        event("talk-11", ["dep-b"], window("11-10 00:00", "11-12 00:00"), kind=Kind.TALK),
        event("either", ["exec"], window("10-29 00:00", "11-04 00:00"), kind=Kind.TALK),
        event("full", ["exec"], fixed("11-03 08:30", "11-03 12:00"), duty=Duty.MUST),
        event("vain", ["exec"], window("11-03 08:00", "11-03 12:00"), kind=Kind.TALK),
    ]
    return brief(events, horizon=days("10-01", "12-05"), as_of=at("09-25 09:00"), ledger=DONE)


@pytest.fixture(scope="module")
def asked() -> Inquiry:
    return inquiry(winter())


WISHES = [
    Wish(event="talk-10", half=half("10-13/pm")),
    Wish(event="talk-10", half=half("10-13/am")),
    Wish(event="opening-10", seat="who", leader="dep-b"),
    Wish(event="opening-10", seat="who", leader="dep-a"),
    Wish(event="talk-11", half=half("11-11/am")),
    Wish(event="either", half=half("10-30/am")),
    Wish(event="talk-10", start=at("10-14 15:00")),
    Wish(event="vain"),
    Wish(event="duty-10", half=half("10-14/am")),
]


@pytest.mark.parametrize("wish", WISHES, ids=str)
def test_an_answer_of_the_months_around_is_the_whole_horizons(asked: Inquiry, wish: Wish, monkeypatch):
    near = why_not(asked, wish)
    monkeypatch.setattr(asking, "WHOLE", 400)
    far = why_not(Inquiry(asked.brief, asked.plan), wish)
    assert (near.outcome, near.question) == (far.outcome, far.question)
    if near.difference is not None and far.difference is not None:
        assert near.difference.cost_after == far.difference.cost_after
        assert near.difference.moves == far.difference.moves
        assert ("其余照旧" in near.sentence) == bool(near.difference.moves)
    assert "其余照旧" not in far.sentence
    assert near.conflict == far.conflict


def test_only_the_months_asked_about_may_move(asked: Inquiry):
    near = around(asked, WISHES[0])
    assert isinstance(near, Around)
    assert near is around(asked, WISHES[2]), "one sheet for all questions about a month"
    assert {day.month for day in near.days} == {10}
    assert len(near.sheet.starts(near.brief.event_by_id["talk-10"])) > 1
    assert len(near.sheet.starts(near.brief.event_by_id["talk-11"])) == 1
    both = around(asked, WISHES[5])
    assert isinstance(both, Around)
    assert {day.month for day in both.days} == {10, 11}


def test_what_would_move_something_far_off_is_asked_of_the_whole(asked: Inquiry):
    """With November full for him, the one thing that could give way to October's wish stands in November."""
    placed = next(b.start for b in asked.plan.bookings if b.event == "either")
    other = half("11-02/am") if placed.month == 10 else half("10-30/am")
    answer = why_not(asked, Wish(event="either", half=other))
    assert answer.outcome is Outcome.POSSIBLE
    assert answer.difference is not None
    assert answer.difference.delta == 0


def test_a_short_horizon_and_an_item_are_asked_as_a_whole(asked: Inquiry):
    short = asked.brief.narrowed(days("10-01", "10-31"))
    assert around(one := Inquiry(short, asked.plan.model_copy(update={"horizon": short.horizon})), WISHES[0]) is one
    assert around(asked, Wish(item="i1")) is asked


def test_takers_and_times_are_ranked_as_by_the_whole(asked: Inquiry, monkeypatch):
    near = takers(asked, "opening-10", "who"), times(asked, "talk-10")
    monkeypatch.setattr(asking, "WHOLE", 400)
    fresh = Inquiry(asked.brief, asked.plan)
    for own, whole in zip(near, (takers(fresh, "opening-10", "who"), times(fresh, "talk-10")), strict=True):
        assert [(a.value, a.open, a.chosen, a.price) for a in own] == [
            (a.value, a.open, a.chosen, a.price) for a in whole
        ]
