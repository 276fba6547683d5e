"""What else could be chosen: prices against the same wish asked by itself, and the rules that exclude the rest."""

import pytest

from models.reasons import Alternative, Wish
from models.spans import HalfDay
from solver.inquiry import Inquiry
from solver.recommend import takers, times
from solver.why import why, why_event
from solver.why_not import why_not
from tests.solver.asked import demo, inquiry
from tests.solver.test_why_not import small


@pytest.fixture(scope="module")
def asked() -> Inquiry:
    return inquiry(small())


def by_value(found: tuple[Alternative, ...]) -> dict[str, Alternative]:
    return {one.value: one for one in found}


def test_takers_are_priced_as_the_wish_is(asked: Inquiry):
    found = by_value(takers(asked, "opening", "who"))
    wish = why_not(asked, Wish(event="opening", seat="who", leader="dep-b"))
    assert wish.difference is not None
    assert found["dep-a"].chosen
    assert found["dep-b"].price == wish.difference.delta
    assert {c.code for c in found["dep-b"].because} >= {"house-wanted"}
    assert not found["exec"].open
    assert "备选名单" in found["exec"].because[0].sentence


def test_half_days_are_ranked_and_the_excluded_ones_say_why(asked: Inquiry):
    found = times(asked, "talk")
    assert [one.open for one in found] == sorted((one.open for one in found), reverse=True)
    prices = [one.price for one in found if one.price is not None]
    assert prices == sorted(prices)
    duty = by_value(found)["2026-12-08/am"]
    assert not duty.open
    assert "会议duty" in duty.because[0].sentence
    for one in found:
        answer = why_not(asked, Wish(event="talk", half=HalfDay.parse(one.value)))
        assert (answer.difference.delta if answer.difference else None) == one.price


def test_no_more_are_priced_than_asked_for(asked: Inquiry):
    found = times(asked, "talk", most=2)
    assert sum(one.price is not None for one in found) == 2
    assert any(one.open and one.price is None for one in found)


def test_every_booking_and_seat_of_a_plan_has_its_reasons():
    asked = demo()
    told = why(asked)
    assert [one.event for one in told] == [booking.event for booking in asked.plan.bookings]
    seats = {(s.event, s.seat): s.taken_by for s in asked.plan.seats}
    assert {(s.event, s.seat): s.taken_by for one in told for s in one.seats} == seats
    movable = [one for one in told if not one.fixed]
    assert any(not other.open and other.because for one in movable for other in one.others)
    assert all(other.open or other.because for one in told for other in one.others)
    assert all(any(c.code == "house-fixed-time" for c in one.words) for one in told if one.fixed)


def test_one_booking_is_told_with_prices(asked: Inquiry):
    told = why_event(asked, "talk")
    assert all(other.price is not None for other in told.others if other.open)
    with pytest.raises(KeyError):
        why_event(asked, "nothing")


def test_ceremonies_of_the_demo_are_held_to_consent():
    asked = demo()
    held = {booking.event for booking in asked.plan.bookings}
    events = [e for e in asked.brief.events if e.application is not None and e.id in held]
    found = [one for e in events for one in takers(asked, e.id, asked.brief.seats_by_event[e.id][0].key)]
    assert any(c.code == "61-c" for one in found if not one.open for c in one.because)
