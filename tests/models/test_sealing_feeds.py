"""The feed ledger over many publications: numbers that only rise, and only on change; tombstones, and their end."""

from datetime import timedelta

import pytest

from models.audience import OFFICE, Audience
from models.feed_ledger import feed_items
from models.publication import Publication
from models.sealing import issue_week
from tests.builders import after, at, booking, brief, days, event, half, leader, plan, publish

TIMES = {"e1": ("12-08 09:00", "12-08 10:30"), "e2": ("12-09 09:00", "12-09 10:30")}
A, B = Audience("dep-a"), Audience("dep-b")


def edition(previous: Publication | None, sealed_at: str, *ids: str, takers=None, times=None, **more) -> Publication:
    """December with the events given, each of dep-a, at their usual times."""
    told = after(previous, [event(i) for i in ids], **more) if previous else brief([event(i) for i in ids], **more)
    held = [booking(i, *(TIMES | (times or {}))[i]) for i in ids]
    return publish(told, plan(told, held, takers), previous, sealed_at)


def rows(publication: Publication, audience=OFFICE):
    return publication.feeds[audience.id]


def test_an_unchanged_republication_moves_no_row_and_no_feed():
    first = edition(None, "11-27 10:00", "e1", "e2")
    second = edition(first, "11-28 10:00", "e1", "e2")
    assert second.feeds == first.feeds
    assert second.feed_changed == first.feed_changed


def test_every_leader_has_a_feed_and_the_office_has_one():
    assert list(edition(None, "11-27 10:00").feeds) == ["office", "head", "exec", "dep-a", "dep-b"]


def test_a_change_raises_sequence_and_stamp_in_the_feeds_that_show_it_only():
    first = edition(None, "11-27 10:00", "e1", "e2")
    second = edition(first, "11-28 10:00", "e1", "e2", times={"e1": ("12-08 15:00", "12-08 16:30")})
    for audience in (OFFICE, A):
        moved, kept = rows(second, audience)["e1"], rows(second, audience)["e2"]
        assert (moved.sequence, moved.created, moved.stamp) == (1, at("11-27 10:00"), at("11-28 10:00"))
        assert kept == rows(first, audience)["e2"]
        assert second.feed_changed[audience.id] == at("11-28 10:00")
    assert second.feed_changed["dep-b"] == first.feed_changed["dep-b"]


def test_stamps_rise_though_the_clock_stands_still_or_goes_back():
    first = edition(None, "11-27 10:00", "e1")
    second = edition(first, "11-27 10:00", "e1", times={"e1": ("12-08 15:00", "12-08 16:30")})
    third = edition(second, "11-20 10:00", "e1")
    stamps = [rows(p)["e1"].stamp for p in (first, second, third)]
    assert stamps == [at("11-27 10:00") + timedelta(seconds=n) for n in range(3)]
    assert [p.feed_changed["office"] for p in (first, second, third)] == stamps


def test_going_back_to_an_earlier_time_is_a_change_too():
    first = edition(None, "11-27 10:00", "e1")
    second = edition(first, "11-28 10:00", "e1", times={"e1": ("12-08 15:00", "12-08 16:30")})
    assert rows(edition(second, "11-29 10:00", "e1"))["e1"].sequence == 2


def test_what_is_dropped_becomes_a_tombstone_and_what_returns_rises_above_it():
    first = edition(None, "11-27 10:00", "e1")
    second = edition(first, "11-28 10:00")
    row = rows(second)["e1"]
    assert (row.sequence, row.gone, row.stamp) == (1, True, at("11-28 10:00"))
    assert row.tombstone is not None
    assert (row.tombstone.title, row.tombstone.status, row.tombstone.busy) == ("【取消】会议e1", "CANCELLED", False)
    assert rows(edition(second, "11-29 10:00"))["e1"] == row
    third = edition(second, "11-29 10:00", "e1")
    assert (rows(third)["e1"].sequence, rows(third)["e1"].gone, rows(third)["e1"].tombstone) == (2, False, None)
    assert [item.view.status for item in feed_items(third, OFFICE)] == ["TENTATIVE"]


@pytest.mark.parametrize(
    ("cancelled", "kept", "dropped"),
    [
        ("11-28 10:00", "2027-01-07 10:30", "2027-01-07 10:31"),  # counted from its end
        ("12-20 10:00", "2027-01-19 10:00", "2027-01-19 10:01"),  # counted from its cancelling
    ],
)
def test_a_tombstone_stands_thirty_days_after_the_later_of_end_and_cancelling(cancelled, kept, dropped):
    second = edition(edition(None, "11-27 10:00", "e1"), cancelled)
    assert rows(edition(second, kept))["e1"].tombstone is not None
    late = edition(second, dropped)
    row = rows(late)["e1"]
    assert (row.gone, row.tombstone, row.sequence) == (True, None, 1)
    assert feed_items(late, OFFICE) == ()
    years_later = edition(late, "2029-11-28 10:00", "e1")
    assert rows(years_later)["e1"].sequence == 2


def test_who_is_freed_keeps_the_item_and_who_is_replaced_for_good_gets_a_tombstone():
    first = edition(None, "11-27 10:00", "e1")
    covered = edition(first, "11-28 10:00", "e1", takers={"e1/s1": "dep-b"})
    assert rows(covered, A)["e1"].sequence == 1
    assert rows(covered, B)["e1"].sequence == 0
    third = edition(covered, "11-29 10:00", "e1")
    assert rows(third, B)["e1"].tombstone is not None
    assert not rows(third)["e1"].gone
    assert [item.view.title for item in feed_items(third, B)] == ["【取消】会议e1（代副区长甲出席）"]


def test_issuing_a_week_moves_the_rows_of_that_week():
    first = edition(None, "11-27 10:00", "e1")
    second = issue_week(first, "2026-W50", at("12-04 16:00"), "文员", "政府办主任", "周安排")
    assert rows(second)["e1"].sequence == 1
    assert [item.view.status for item in feed_items(second, OFFICE)] == ["CONFIRMED"]


def test_a_feed_holds_45_days_back_and_a_year_ahead_of_the_sealing():
    told = brief([event(i) for i in ("far", "next", "old", "older")], horizon=days("09-01", "2027-12-31"))
    held = [
        booking("older", "10-12 09:00", "10-12 10:00"),
        booking("old", "10-13 09:00", "10-13 10:00"),
        booking("next", "2027-11-27 09:00", "2027-11-27 10:00"),
        booking("far", "2027-11-29 09:00", "2027-11-29 10:00"),
    ]
    first = publish(told, plan(told, held))
    assert [item.view.uid for item in feed_items(first, OFFICE)] == ["old", "next"]
    assert set(rows(first)) == {"far", "next", "old", "older"}


def test_what_no_feed_has_told_yet_is_not_told_as_cancelled():
    told = brief([event("far")], horizon=days("12-01", "2027-12-31"))
    first = publish(told, plan(told, [booking("far", "2027-12-20 09:00", "2027-12-20 10:00")]))
    told = after(first, horizon=days("12-01", "2027-12-31"))
    second = publish(told, plan(told), first, "11-28 10:00")
    assert rows(second)["far"].gone
    assert feed_items(second, OFFICE) == ()


def test_stamps_are_whole_seconds_as_feeds_and_headers_tell_them():
    first = edition(None, "11-27 10:00:00.250000", "e1")
    assert (rows(first)["e1"].stamp, first.feed_changed["office"]) == (at("11-27 10:00"), at("11-27 10:00"))


def test_a_feed_changes_when_an_item_leaves_its_window_though_no_row_moves():
    first = edition(None, "11-27 10:00", "e1")
    told = after(first, horizon=days("2027-01-01", "2027-01-31"))
    late = publish(told, plan(told), first, "2027-02-01 10:00")
    assert late.feeds == first.feeds
    assert late.feed_changed["office"] == at("2027-02-01 10:00")
    assert late.feed_changed["dep-b"] == first.feed_changed["dep-b"]


def test_a_new_title_changes_his_feed_and_those_that_name_him():
    first = edition(None, "11-27 10:00", "e1")
    people = [*first.leaders[:2], leader("dep-a", title="副区长丙"), first.leaders[3]]
    second = edition(first, "11-28 10:00", "e1", leaders=people)
    assert rows(second)["e1"].sequence == 1
    assert second.feed_changed["dep-a"] == at("11-28 10:00")


def test_a_leader_who_has_left_sees_his_items_go():
    first = edition(None, "11-27 10:00", "e1")
    told = after(first, leaders=[*first.leaders[:2], first.leaders[3]], pairs=())
    second = publish(told, plan(told), first, "11-28 10:00")
    assert rows(second, A)["e1"].gone
    assert half("12-08/am") not in [a.first for a in second.absences]
