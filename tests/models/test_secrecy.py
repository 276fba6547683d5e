"""Article 60 on every surface: canaries in a restricted meeting and in an absence are found by nobody outside."""

import pytest

from models.audience import OFFICE, Audience
from models.digest import canonical
from models.events import Secrecy
from models.feed_ledger import feed_items
from models.publication import Publication
from models.views import agenda_for, changes_for, entries_for, entry_view, feed_name, views
from tests.builders import after, booking, plan, publish
from tests.canaries import CANARY, OUTSIDERS, history, secret


def surfaces(publication: Publication, audience: Audience) -> str:
    """Everything that an audience could be shown, as one text."""
    return repr(
        (
            views(publication, audience),
            entries_for(publication, audience),
            [entry_view(publication, entry, audience) for entry in publication.entries],
            changes_for(publication, audience),
            agenda_for(publication, audience),
            feed_items(publication, audience),
            feed_name(publication, audience),
            publication.feeds[audience.id],
        )
    )


@pytest.mark.parametrize("leader", OUTSIDERS)
def test_an_outsider_finds_no_canary_in_any_version(leader):
    for publication in history():
        assert CANARY not in surfaces(publication, Audience(leader))


def test_the_office_and_its_own_people_do_read_it():
    first = next(history())
    assert CANARY in surfaces(first, OFFICE)
    assert CANARY in surfaces(first, Audience("dep-a"))


def test_an_outsider_still_sees_that_time_is_taken():
    first = next(history())
    assert "有安排" in [entry.title for entry in entries_for(first, Audience("head"))]


def test_the_publication_holds_nothing_of_an_absence_but_who_when_and_cover():
    for publication in history():
        sealed = canonical(publication).decode()
        assert [a.id for a in publication.absences] == ["a1"]
        for detail in ("地点", "电话", "事由"):
            assert f"{CANARY}{detail}" not in sealed
            assert f"{CANARY}{detail}" not in publication.model_dump_json()


def test_who_no_longer_sits_in_it_loses_its_words_in_the_tombstone_too():
    covered, uncovered = list(history())[2:4]
    stand_in = Audience("dep-b")
    assert CANARY in surfaces(covered, stand_in)
    assert CANARY not in surfaces(uncovered, stand_in)
    assert "【取消】有安排" in [item.view.title for item in feed_items(uncovered, stand_in)]


def test_a_tombstone_loses_its_words_when_the_item_becomes_restricted_later():
    def edition(last, secrecy, seats, sealed_at):
        told = after(last, [secret(secrecy=secrecy, seats=seats)])
        return publish(told, plan(told, [booking("s1", "12-08 09:00", "12-08 10:30")]), last, sealed_at)

    first = list(history())[-1]
    both = edition(first, Secrecy.INTERNAL, ("dep-a", "head"), "11-28 10:00")
    gone = edition(both, Secrecy.INTERNAL, ("dep-a",), "11-28 11:00")
    closed = edition(gone, Secrecy.RESTRICTED, ("dep-a",), "11-28 12:00")
    head = Audience("head")
    assert CANARY in surfaces(gone, head)
    assert CANARY not in surfaces(closed, head)
    before, after_ = gone.feeds["head"]["s1"], closed.feeds["head"]["s1"]
    assert (after_.sequence, after_.gone) == (before.sequence + 1, True)
    assert after_.stamp > before.stamp
