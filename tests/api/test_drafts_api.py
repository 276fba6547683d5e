"""From living records to a new version and back, over HTTP: drafted, judged, published once, refused when stale."""

import json
from collections.abc import Iterator

import pytest

from api.demo import FIXTURES
from models.accounts import Role
from store.memory import MemoryStore
from tests.api.world import OWN, World

BASE = f"/api/offices/{OWN}"
DAYS = {"first": "2026-12-14", "last": "2026-12-15"}


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    store = MemoryStore()
    made = World(store, (), works=True)
    month = (FIXTURES / "2026-12.json").read_bytes().replace(b'"gulou-demo"', b'"demo"')
    made.import_month(month)
    yield made
    store.close()


def post(world: World, path: str, body: object, role: Role, key: str):
    headers = world.as_(role, **{"Idempotency-Key": key})
    return world.client.post(f"{BASE}/{path}", json=body, headers=headers)


@pytest.mark.slow
def test_a_draft_is_made_judged_edited_published_once_and_gone_back_to(world):
    made = post(world, "drafts", {"horizon": DAYS, "title": "两天"}, Role.CLERK, "d1")
    assert made.status_code == 201, made.text
    draft = made.json()
    assert post(world, "drafts", {"horizon": DAYS, "title": "两天"}, Role.CLERK, "d1").content == made.content
    address = f"{BASE}/drafts/{draft['id']}"
    approver = world.as_(Role.APPROVER)
    judged = world.client.get(f"{address}/check", headers=approver).json()
    assert judged["plan"]
    assert {finding["verdict"] for finding in judged["findings"]} <= {"kept", "bent", "open"}
    again = world.client.post(f"{BASE}/check", json={"plan": draft["plan"]}, headers=approver).json()
    assert [f["verdict"] for f in again["findings"]] == [f["verdict"] for f in judged["findings"]]
    assert world.client.put(address, json=draft["plan"], headers=approver).status_code == 428
    put = world.client.put(address, json=draft["plan"], headers={**approver, "If-Match": '"1"'})
    assert (put.status_code, put.headers["etag"], put.json()["plan"]["proof"]) == (200, '"2"', None)

    assert post(world, "publications", {"draft": draft["id"]}, Role.CLERK, "p0").status_code == 403
    first = post(world, "publications", {"draft": draft["id"], "reason": "头一版"}, Role.APPROVER, "p1")
    assert (first.status_code, first.json()["number"]) == (201, 1), first.text
    assert post(world, "publications", {"draft": draft["id"], "reason": "头一版"}, Role.APPROVER, "p1").json() == (
        first.json()
    )
    late = post(world, "publications", {"draft": draft["id"]}, Role.APPROVER, "p2")
    assert (late.status_code, "已发布第1版" in late.json()["detail"]) == (409, True)

    event = draft["plan"]["bookings"][0]["event"]
    record = world.client.get(f"{BASE}/records/event/{event}", headers=approver)
    clerk = world.as_(Role.CLERK, **{"If-Match": record.headers["etag"]})
    assert (
        world.client.patch(f"{BASE}/records/event/{event}", json={"note": "有变"}, headers=clerk).status_code == 200
    )
    refreshed = world.client.post(f"{address}/refresh", headers={**approver, "If-Match": '"2"'})
    assert (refreshed.status_code, refreshed.json()["on"]) == (200, 1)
    second = post(world, "publications", {"draft": draft["id"], "reason": "再版"}, Role.APPROVER, "p3")
    assert (second.status_code, second.json()["number"]) == (201, 2), second.text
    back = post(world, "publications/1/rollback", {"reason": "退回"}, Role.APPROVER, "r1")
    assert (back.status_code, back.json()["number"], back.json()["previous"]) == (201, 3, second.json()["digest"])
    issued = post(world, "weeks/2026-W51/issue", {"reason": "印发"}, Role.APPROVER, "i1")
    assert (issued.status_code, issued.json()["kind"], issued.json()["issued_weeks"]) == (201, "issue", ["2026-W51"])
    diff = world.client.get(f"{BASE}/publications/2/diff?since=1&audience=office", headers=approver).json()
    assert [line["kind"] for line in diff["changes"]["lines"]] == ["edited"]

    told = world.client.get(f"{BASE}/trail?subject=publication/2", headers=approver).json()["items"]
    assert [(line["what"], line["by"], line["why"]) for line in told] == [
        ("publication.plan", "key:k-approver", "再版")
    ]
    assert world.client.get(f"{BASE}/trail/verification", headers=approver).json()["whole"] is True


def test_days_that_nobody_plans_at_once_and_days_that_are_none_are_refused(world):
    clerk = world.as_(Role.CLERK)
    far = world.client.get(f"{BASE}/brief", params={"first": "2026-01-01", "last": "2026-12-31"}, headers=clerk)
    assert (far.status_code, far.json()["code"]) == (413, "too-large")
    for first, last in (("2026-12-31", "2026-12-01"), ("2026-02-30", "2026-03-01"), ("x", "y")):
        bad = world.client.get(f"{BASE}/brief", params={"first": first, "last": last}, headers=clerk)
        assert (bad.status_code, bad.json()["code"]) == (422, "bad-input")


def test_the_brief_of_some_days_is_what_the_records_say(world):
    brief = json.loads(world.client.get(f"{BASE}/brief", params=DAYS, headers=world.as_(Role.CLERK)).content)
    assert (brief["schema"], brief["office"]["id"], brief["horizon"]) == ("richeng.brief/1", OWN, DAYS)
