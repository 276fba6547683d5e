"""Edges of the feed ledger and of who stays named, each of which once could have been wrong unseen."""

from typing import Any

import pytest

from models.agenda import AgendaItem
from models.audience import OFFICE
from models.events import Kind
from models.feed_ledger import feed_items, with_feeds
from models.ledger import Ledger
from models.plan import Tabling
from tests.builders import DEP_A, LEADERS, after, booking, brief, days, event, plan, publish
from tests.render.week_sample import at, item, publication, seat


def test_what_began_before_the_window_and_ends_in_it_is_told():
    """45 days before 4 December 16:00 is the afternoon of 20 October."""
    across = item("across", "跨窗口", Kind.WORK, at(19, "09:00", 10), 3 * 24 * 60, seat("head"))
    before = item("before", "窗口以前", Kind.WORK, at(19, "09:00", 10), 60, seat("head"))
    told = with_feeds(publication(1).model_copy(update={"entries": (before, across), "absences": ()}), None)
    assert [found.view.uid for found in feed_items(told, OFFICE)] == ["across"]


@pytest.mark.parametrize("audience", ["office", "dep-a"])
def test_a_new_name_of_the_office_moves_every_feed(audience):
    """A leader's feed names the office as organizer, though not in its title."""
    first = with_feeds(publication(1), None)
    renamed = first.office.model_copy(update={"name": "新名字人民政府"})
    later = {"number": 2, "previous": first.digest, "sealed_at": at(5, "16:00")}
    same = with_feeds(publication(2).model_copy(update=later), first)
    other = with_feeds(publication(2).model_copy(update={**later, "office": renamed}), first)
    assert same.feed_changed[audience] == first.feed_changed[audience]
    assert other.feed_changed[audience] == at(5, "16:00")


def test_a_leader_of_before_stays_while_an_agenda_names_him():
    """Nobody sits in the meeting but the head; the item is dep-a's, who has left since."""
    meeting = event("m1", ["head"], kind=Kind.STANDING)
    told = brief([meeting], agenda=[AgendaItem(id="i1", title="议题一", owner="dep-a", unit="住建局")])
    held = [booking("m1", "12-03 08:30", "12-03 12:00")]
    first = publish(told, plan(told, held, agenda=[Tabling(item="i1", event="m1")]))
    january: dict[str, Any] = {"horizon": days("2027-01-01", "2027-01-31"), "ledger": Ledger(year=2027)}
    told = after(first, leaders=LEADERS[:2], pairs=(), **january)
    second = publish(told, plan(told), first, "12-25 10:00")
    assert [line.owner for line in second.agenda] == ["dep-a"]
    assert second.leaders == (*LEADERS[:2], DEP_A)
