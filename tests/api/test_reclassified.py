"""What has become restricted since is given away by no older version: on every address that takes one, to anybody."""

import pytest

from models.agenda import AgendaItem
from models.events import Secrecy
from models.plan import Tabling
from models.publication import Publication
from store.memory import MemoryStore
from tests.builders import after, booking, brief, event, plan, publish
from tests.canaries import CANARY, secret

ITEM = AgendaItem(id="i1", title=f"{CANARY}议题", owner="dep-a", unit=f"{CANARY}单位")
MORNING, NOON = ("12-08 09:00", "12-08 10:30"), ("12-09 15:00", "12-09 16:30")
READERS = ("office", "head", "exec", "dep-a", "dep-b")
NOW_IN_IT = "dep-b"


def _versions() -> list[Publication]:
    """Internal, moved, then restricted and another's (dep-a had it before), then gone from the calendar."""
    chain: list[Publication] = []
    editions = [
        (secret(secrecy=Secrecy.INTERNAL), MORNING),
        (secret(secrecy=Secrecy.INTERNAL), NOON),
        (secret(seats=(NOW_IN_IT,)), NOON),
        None,
    ]
    for n, edition in enumerate(editions, 1):
        last = chain[-1] if chain else None
        events = [event("plain", ["head"]), *([edition[0]] if edition else [])]
        told = after(last, events, agenda=[ITEM]) if last else brief(events, agenda=[ITEM])
        held = [booking("plain", "12-10 09:00", "12-10 10:00"), *([booking("s1", *edition[1])] if edition else [])]
        tabled = [Tabling(item="i1", event="s1")] if edition else []
        chain.append(publish(told, plan(told, held, agenda=tabled), last, f"11-2{n} 10:00"))
    return chain


@pytest.fixture(scope="module")
def versions() -> list[Publication]:
    return _versions()


def addresses(reader: str, newest: int) -> list[str]:
    found = []
    for number in range(1, newest + 1):
        found += [
            f"/{reader}/week/2026-W50?version={number}",
            f"/api/offices/shili/weeks/2026-W50?audience={reader}&version={number}",
            f"/api/offices/shili/publications/{number}?audience={reader}",
        ]
    return found


def opened(versions: list[Publication], open_app, newest: int):
    store = MemoryStore()
    for publication in versions[:newest]:
        store.append(publication, expecting=publication.number - 1 or None)
    return open_app(store=store, office_id="shili")


@pytest.mark.parametrize("newest", [3, 4])
@pytest.mark.parametrize("reader", READERS)
def test_no_version_tells_what_has_become_restricted_since(versions, open_app, reader, newest):
    client = opened(versions, open_app, newest)
    for path in addresses(reader, newest):
        answer = client.get(path)
        assert answer.status_code == 200
        if reader in ("office", NOW_IN_IT):
            continue
        assert CANARY not in answer.text, path
        assert '"s1"' not in answer.text, path


@pytest.mark.parametrize("reader", ["head", "dep-a"])
def test_its_time_is_still_told_as_taken(versions, open_app, reader):
    client = opened(versions, open_app, 3)
    assert "有安排" in client.get(f"/{reader}/week/2026-W50?version=1").text
    assert "有安排" in client.get(f"/api/offices/shili/weeks/2026-W50?audience={reader}&version=1").text


@pytest.mark.parametrize("reader", ["office", NOW_IN_IT])
def test_who_may_read_it_now_reads_the_older_versions_too(versions, open_app, reader):
    client = opened(versions, open_app, 3)
    assert all(CANARY in client.get(path).text for path in addresses(reader, 3) if "/week" in path)


def test_it_was_told_to_all_before(versions, open_app):
    client = opened(versions, open_app, 2)
    assert all(CANARY in client.get(path).text for path in addresses("head", 2) if "/week" in path)
    assert CANARY in client.get("/api/offices/shili/publications/2?audience=head").text


def test_a_version_published_while_the_service_runs_is_heeded_at_once(versions, open_app):
    store = MemoryStore()
    for publication in versions[:2]:
        store.append(publication, expecting=publication.number - 1 or None)
    client = open_app(store=store, office_id="shili")
    assert CANARY in client.get("/head/week/2026-W50?version=1").text
    store.append(versions[2], expecting=2)
    assert CANARY not in client.get("/head/week/2026-W50?version=1").text
