"""Where a policy lets leaders read so many days ahead, nothing later than that is told them on any surface; the
Office reads all, and what comes within reach comes by itself."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.links import Links, keep_demo_links
from models.audience import OFFICE, Audience
from models.digest import canonical
from models.events import Secrecy
from models.policy import Policy
from models.policy_keep import PrivacyPolicy
from models.publication import ChangeKind, Publication
from models.spans import DateRange
from models.views import agenda_for, changes_for, entries_for, views
from store.memory import MemoryStore
from tests.api.conftest import office_now
from tests.builders import absence, after, booking, brief, event, plan, publish
from tests.canaries import CANARY, ITEM, secret

TODAY = date(2026, 12, 9)
AHEAD = 7  # to 16 December
LEADERS = ("head", "exec", "dep-a", "dep-b")
NEAR, FAR = ("12-16 09:00", "12-16 10:00"), ("12-17 09:00", "12-17 10:00")

POLICY = Policy(privacy=PrivacyPolicy(horizon_days=AHEAD))


def chain() -> Iterator[Publication]:
    """The canary's meeting and another's: far, its time changed, within reach, far again, dropped."""
    last: Publication | None = None
    for n, when in enumerate((FAR, ("12-18 09:00", "12-18 10:00"), NEAR, FAR, None), 1):
        events = [event("plain", ["head"]), *([secret(secrecy=Secrecy.OPEN)] if when else [])]
        facts = {
            "agenda": [ITEM],
            "policy": POLICY,
            "absences": [absence("a1", "dep-b", "12-21 00:00", "12-23 00:00")],
        }
        told = after(last, events, **facts) if last else brief(events, **facts)
        held = [booking("plain", "12-10 09:00", "12-10 10:00"), *([booking("s1", *when)] if when else [])]
        last = publish(told, plan(told, held), last, f"11-2{n} 10:00")
        yield last


@pytest.fixture(scope="module")
def versions() -> list[Publication]:
    return list(chain())


@pytest.fixture
def opened(versions, tokens) -> Iterator[Callable[[int, date], TestClient]]:
    """The office on a day, with so many versions published."""
    clients: list[TestClient] = []

    def start(newest: int, today: date) -> TestClient:
        store = MemoryStore()
        for publication in versions[:newest]:
            store.append(publication, expecting=publication.number - 1 or None)
        keep_demo_links(Links(store, office_now), "shili", tokens)
        app = create_app(
            store=store, office_id="shili", demo_tokens=tokens, access_key=None, today=lambda: today, now=office_now
        )
        clients.append(TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False))
        return clients[-1]

    yield start
    for client in clients:
        client.close()


def addresses(reader: str, newest: int, tokens: dict[str, str]) -> Iterator[str]:
    """Everything that a reader can be shown of the days around."""
    yield f"/feeds/{tokens[reader]}.ics"
    for number in range(1, newest + 1):
        yield f"/api/offices/shili/publications/{number}?audience={reader}"
        for week in ("2026-W51", "2026-W52"):
            yield f"/{reader}/week/{week}?version={number}"
            yield f"/api/offices/shili/weeks/{week}?audience={reader}&version={number}"


@pytest.mark.parametrize("newest", [1, 2, 5])
@pytest.mark.parametrize("reader", LEADERS)
def test_nothing_beyond_reach_is_told_anywhere(opened, tokens, reader, newest):
    client = opened(newest, TODAY)
    for path in addresses(reader, min(newest, 2), tokens):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert CANARY not in answer.text, path
        assert "外出" not in answer.text.replace("无人外出", ""), path


def test_the_office_reads_all_of_it(opened, tokens):
    client = opened(2, TODAY)
    silent = ("W52", "/publications/1")  # another week; the first version has nothing to compare
    for path in addresses("office", 2, tokens):
        assert (CANARY in client.get(path).text) is not any(word in path for word in silent), path


@pytest.mark.parametrize(("today", "reached"), [(TODAY, False), (TODAY + timedelta(days=1), True)])
def test_what_comes_within_reach_comes_by_itself(opened, tokens, today, reached):
    client = opened(1, today)
    assert (CANARY in client.get(f"/feeds/{tokens['dep-a']}.ics").text) is reached
    assert (CANARY in client.get("/dep-a/week/2026-W51").text) is reached


def test_a_phone_that_has_yesterdays_feed_is_told_that_it_reads_otherwise(versions, tokens):
    days = [TODAY]
    store = MemoryStore()
    store.append(versions[0], expecting=None)
    keep_demo_links(Links(store, office_now), "shili", tokens)
    app = create_app(
        store=store, office_id="shili", demo_tokens=tokens, access_key=None, today=lambda: days[0], now=office_now
    )
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        url = f"/feeds/{tokens['dep-a']}.ics"
        first = client.get(url)
        since = {"If-Modified-Since": first.headers["last-modified"]}
        assert client.get(url, headers=since).status_code == 304
        days[0] += timedelta(days=1)
        later = client.get(url, headers=since)
    assert (later.status_code, CANARY in later.text) == (200, True)


def test_a_move_across_the_last_day_is_told_and_one_beyond_it_is_not(versions):
    reader = Audience("dep-a").on(TODAY, AHEAD)
    far, within, away, gone = versions[1:]
    assert changes_for(far, reader) == ()
    (come,) = changes_for(within, reader)
    assert (come.kind, come.before) == (ChangeKind.NEW, None)
    (left,) = changes_for(away, reader)
    assert left.kind is ChangeKind.MOVED
    assert left.after is not None
    assert left.after.start.date() == date(2026, 12, 17)
    assert changes_for(gone, reader) == ()


def test_without_the_setting_a_publication_reads_as_it_always_did(versions):
    reader = Audience("dep-a")
    assert reader.on(TODAY, None) == reader
    assert OFFICE.on(TODAY, AHEAD) == OFFICE
    first = versions[0]
    assert [entry.id for entry in entries_for(first, reader)] == ["plain", "s1"]
    assert [view.uid for view in views(first, reader.on(TODAY, AHEAD))] == []
    assert agenda_for(first, reader.on(TODAY, AHEAD)) == ()
    plain = publish(made := brief([event("plain", ["head"])]), plan(made, [booking("plain", *NEAR)]))
    assert plain.reads_ahead is None
    assert b"reads_ahead" not in canonical(plain)
    assert b"privacy" not in canonical(made)
    assert first.reads_ahead == AHEAD
    assert DateRange(first=TODAY, last=TODAY + timedelta(days=AHEAD)).last == reader.on(TODAY, AHEAD).until
