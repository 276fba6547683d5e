"""Living records over HTTP: conditions, idempotency, pages, history, and faults all at once; on every database."""

import json

import pytest

from api.demo import FIXTURES
from models.accounts import Role
from models.records import RecordKind
from tests.api.world import OWN, World

BASE = f"/api/offices/{OWN}/records"
MONTH = json.loads((FIXTURES / "2026-12.json").read_text(encoding="utf-8"))
EVENT = next(event for event in MONTH["events"] if "/" in event["id"])


@pytest.fixture
def world(database, chain) -> World:
    return World(database, chain)


def created(world: World, body=EVENT, kind="event", key="e1"):
    return world.client.post(f"{BASE}/{kind}", json=body, headers=world.as_(Role.CLERK, **{"Idempotency-Key": key}))


def test_a_record_is_made_once_read_replaced_patched_and_struck_out(world):
    clerk = world.as_(Role.CLERK)
    address = f"{BASE}/event/{EVENT['id']}"
    made = created(world)
    assert (made.status_code, made.headers["etag"], made.json()["body"]["title"]) == (201, '"1"', EVENT["title"])
    assert created(world).content == made.content
    assert created(world, {**EVENT, "title": "别的"}).json()["code"] == "key-reused"
    twice = created(world, key="e2")
    assert (twice.status_code, twice.json()["code"]) == (409, "refused")
    read = world.client.get(address, headers=clerk)
    assert (read.headers["etag"], read.json()) == ('"1"', made.json())
    assert world.client.get(address.replace(EVENT["id"], EVENT["id"].replace("/", "%2F")), headers=clerk).json() == (
        read.json()
    )
    body = {**EVENT, "title": "改了名的会"}
    assert world.client.put(address, json=body, headers=clerk).json()["code"] == "if-match-required"
    put = world.client.put(address, json=body, headers={**clerk, "If-Match": '"1"'})
    assert (put.status_code, put.headers["etag"], put.json()["body"]["title"]) == (200, '"2"', "改了名的会")
    late = world.client.put(address, json=EVENT, headers={**clerk, "If-Match": '"1"'})
    assert (late.status_code, late.json()["code"]) == (412, "stale")
    assert late.json()["conflicts"] == [{"subject": f"event/{EVENT['id']}", "expected": 1, "current": 2}]
    patched = world.client.patch(address, json={"venue": "三楼会议室"}, headers={**clerk, "If-Match": '"2"'})
    assert (patched.json()["body"]["venue"], patched.json()["body"]["title"]) == ("三楼会议室", "改了名的会")
    assert world.client.delete(address, headers={**clerk, "If-Match": '"3"'}).status_code == 204
    assert world.client.get(address, headers=clerk).status_code == 404
    told = world.client.get(f"/api/offices/{OWN}/history/event/{EVENT['id']}", headers=clerk).json()
    assert [(version["revision"], version["deleted"]) for version in told] == [
        (1, False), (2, False), (3, False), (4, True),
    ]  # fmt: skip
    assert {version["by"] for version in told} == {"key:k-clerk"}


def test_all_faults_are_named_at_once_with_their_places_and_what_was_given_is_not_repeated(world):
    bad = {**EVENT, "title": "", "kind": "party", "seats": [{"key": 7}], "phone": "13800000000"}
    answer = created(world, bad)
    assert answer.status_code == 422
    pointers = {fault["pointer"] for fault in answer.json()["faults"]}
    assert {"/kind", "/phone", "/seats/0/key"} <= pointers
    assert "13800000000" not in answer.text
    for words in (answer.json()["detail"], *(fault["message"] for fault in answer.json()["faults"])):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in words)
    other = world.client.put(f"{BASE}/event/else", json=EVENT, headers=world.as_(Role.CLERK, **{"If-Match": '"1"'}))
    assert other.json()["faults"][0]["pointer"] == "/id"


@pytest.mark.parametrize(
    "raw", [b"{", b"[]", b'"x"', b"7", b"{" * 3000, b'{"id": "\\ud800"}', b'{"id": "a\\u0000"}', b"\xff", b""]
)
def test_what_is_no_content_is_a_fault_and_no_crash(world, raw):
    headers = world.as_(Role.CLERK, **{"Idempotency-Key": "x", "Content-Type": "application/json"})
    answer = world.client.post(f"{BASE}/event", content=raw, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["event/a%00b", "event/%ED%A0%80", "event/" + "x" * 300, "nothing/x", "event/%"])
def test_what_is_no_name_is_a_fault_and_no_crash(world, path):
    assert world.client.get(f"{BASE}/{path}", headers=world.as_(Role.CLERK)).status_code in (400, 404, 422)


def test_records_come_in_pages_in_their_order(world):
    for leader in MONTH["leaders"]:
        assert created(world, leader, "leader", leader["id"]).status_code == 201
    found, cursor = [], None
    while True:
        query = {"limit": 4, **({"cursor": cursor} if cursor else {})}
        part = world.client.get(f"{BASE}/leader", params=query, headers=world.as_(Role.APPROVER)).json()
        found += [record["id"] for record in part["items"]]
        if (cursor := part["next"]) is None:
            break
    assert found == [leader["id"] for leader in MONTH["leaders"]]
    for bad in ("x", "W10=", "WyJhIl0=", "bnVsbA=="):
        answer = world.client.get(f"{BASE}/leader", params={"cursor": bad}, headers=world.as_(Role.CLERK))
        assert answer.status_code in (200, 422), bad


def test_a_body_past_the_limit_is_refused(world):
    answer = created(world, {**EVENT, "note": "长" * 3_000_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_every_kind_of_record_is_described_and_listed(world):
    schema = world.client.get("/api/openapi.json", headers=world.as_(Role.CLERK)).json()
    for kind in RecordKind:
        assert kind.facts.model.__name__ in schema["components"]["schemas"]
        assert world.client.get(f"{BASE}/{kind}", headers=world.as_(Role.CLERK)).status_code == 200
