"""What is long over leaves the newest publication, quietly: no phone is told that it was cancelled."""

from datetime import timedelta

import pytest

from models.absences import Absence
from models.audience import OFFICE, Audience
from models.brief import Brief
from models.feed_ledger import feed_items
from models.ledger import Ledger
from models.policy import Policy
from models.policy_keep import KeepPolicy
from models.publication import Publication
from models.retention import silenced
from models.sealing import issue_week, published_of
from models.workdays import WorkCalendar
from tests.builders import absence, at, booking, brief, day, days, event, fixed, plan, publish

KEPT = KeepPolicy().calendar_days


def december(*more: Absence) -> Publication:
    """December 2026 with two events, one absence, and its second week issued."""
    told = brief([event("e1"), event("e2")], absences=(absence("a1", "dep-b", "12-10 09:00", "12-11 18:00"), *more))
    held = [booking("e1", "12-08 09:00", "12-08 10:30"), booking("e2", "12-09 09:00", "12-09 10:30")]
    first = publish(told, plan(told, held), None)
    return issue_week(first, "2026-W50", at("11-27 11:00"), "文员", "主任", "印发")


def later(previous: Publication, year: int, **more) -> tuple[Brief, Publication]:
    """A December of another year on top of a publication, with one event."""
    calendar = WorkCalendar(first=day(f"{year - 1}-01-01"), last=day(f"{year + 1}-12-31"))
    told = brief(
        [event("n1", when=fixed(f"{year}-12-08 09:00", f"{year}-12-08 10:30"))],
        horizon=days(f"{year}-12-01", f"{year}-12-31"),
        as_of=at(f"{year}-11-27 09:00"),
        ledger=Ledger(year=year),
        calendar=calendar,
        published=published_of(previous),
        **more,
    )
    held = [booking("n1", f"{year}-12-08 09:00", f"{year}-12-08 10:30")]
    return told, publish(told, plan(told, held), previous, f"{year}-11-27 10:00")


def test_what_ended_within_the_days_kept_stays():
    first = december()
    _, second = later(first, 2028)  # 730 days before 27 November 2028 is 28 November 2026
    assert {e.id for e in second.entries} == {"e1", "e2", "n1"}
    assert second.issued_weeks == ("2026-W50",)
    assert [a.id for a in second.absences] == ["a1"]
    assert second.feeds["office"].keys() >= {"e1", "e2"}


def test_what_ended_before_is_gone_without_a_word():
    first = december()
    _, second = later(first, 2029)
    assert [e.id for e in second.entries] == ["n1"]
    assert (second.absences, second.issued_weeks) == ((), ())
    assert [change.after.id for change in second.changes if change.after] == ["n1"]
    assert all(change.before is None for change in second.changes)
    for audience in (OFFICE, Audience("dep-a")):
        assert second.feeds[audience.id].keys() == {"n1"} & second.feeds[audience.id].keys() | {"n1"}
        assert [item.view.uid for item in feed_items(second, audience)] == ["n1"]
        assert all(item.view.status != "CANCELLED" for item in feed_items(second, audience))
    assert {e.id for e in first.entries} == {"e1", "e2"}


def test_a_tombstone_outlives_what_it_tells_of_by_thirty_days_at_least_and_its_row_by_the_days_kept():
    first = december()
    told = brief([event("e2")], published=published_of(first))
    second = publish(told, plan(told, [booking("e2", "12-09 09:00", "12-09 10:30")]), first, "11-28 10:00")
    assert second.feeds["office"]["e1"].tombstone is not None
    _, third = later(second, 2028)
    row = third.feeds["office"]["e1"]
    assert (row.gone, row.tombstone, row.sequence) == (True, None, second.feeds["office"]["e1"].sequence)
    _, fourth = later(third, 2029)
    assert "e1" not in fourth.feeds["office"]


def test_the_shortest_that_may_be_set_is_longer_than_any_feed_looks_back():
    with pytest.raises(ValueError, match="400"):
        KeepPolicy(calendar_days=399)
    short = Policy(keep=KeepPolicy(calendar_days=400))
    _, second = later(december(), 2027, policy=short)
    assert {e.id for e in second.entries} == {"e1", "e2", "n1"}
    _, third = later(second, 2028, policy=short)
    assert {e.id for e in third.entries} == {"n1"}


def test_a_plan_for_days_long_past_loses_nothing_of_its_own():
    told = brief([event("e1")])
    sealed = publish(told, plan(told, [booking("e1", "12-08 09:00", "12-08 10:30")]), None, "2036-11-27 10:00")
    assert [e.id for e in sealed.entries] == ["e1"]


def test_an_issue_drops_nothing():
    first = december()
    again = first.model_copy(update={"sealed_at": first.sealed_at + timedelta(days=KEPT * 3)})
    later_week = again.model_copy(update={"issued_weeks": ()})
    assert issue_week(later_week, "2026-W50", at("2036-11-27 10:00"), "文员", "主任", "印发").entries


def test_what_is_personal_in_an_absence_is_silenced_and_the_rest_stays():
    told = absence(
        "a1", "dep-b", "12-10 09:00", "12-11 18:00", place="省城", contact="0000", reason="家事", transport="高铁"
    )
    quiet = silenced(told)
    assert (quiet.place, quiet.contact, quiet.reason, quiet.transport) == ("", "", "", "")
    assert (quiet.leader, quiet.kind, quiet.span, quiet.approval) == (
        told.leader, told.kind, told.span, told.approval,
    )  # fmt: skip
