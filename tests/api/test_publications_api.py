"""The JSON of publications and weeks, and its problems."""

import pytest

from models.errors import BadInput, DamagedRecord, Fault, Refused, RichengError, TooLarge
from render.week_model import WeekTable
from store.memory import MemoryStore
from tests.api.conftest import AUDIENCES, KEY
from tests.render.week_sample import CANARY, SECRET

BASE = "/api/offices/demo"
KINDS = {  # what is no JSON
    "run_events": "text/event-stream",
    "charge_feed": "text/calendar",
    "may_travel_on_paper": "application/pdf",
    "absence_slip_on_paper": "application/pdf",
    "request_sheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SAY_NOTHING = {"204", "304"}


def test_publications_are_listed_newest_first_without_their_content(client, chain):
    found = client.get(f"{BASE}/publications?audience=office").json()["items"]
    assert [p["number"] for p in found] == [3, 2, 1]
    assert [p["digest"] for p in found] == [p.digest for p in reversed(chain)]
    assert "entries" not in found[0]
    first = client.get(f"{BASE}/publications?audience=office&limit=2").json()
    rest = client.get(f"{BASE}/publications?audience=office&limit=2&cursor={first['next']}").json()
    assert [p["number"] for p in (*first["items"], *rest["items"])] == [3, 2, 1]
    assert rest["next"] is None


def test_a_publication_tells_what_it_changed(client):
    found = client.get(f"{BASE}/publications/3?audience=office").json()
    assert dict(found["changes"]["counts"])["取消"] == 2
    assert found["publication"]["reason"]
    assert client.get(f"{BASE}/publications/1?audience=office").json()["changes"] is None
    assert client.get(f"{BASE}/publications/3?audience=dep-a").json()["publication"]["reason"] == ""


def test_a_week_is_the_table_of_the_page(client):
    body = client.get(f"{BASE}/weeks/2026-W50?audience=dep-c&version=2").content
    table = WeekTable.model_validate_json(body)
    assert (table.audience, table.version, table.week) == ("dep-c", 2, "2026-W50")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_json_tells_a_reader_what_he_may_not_read(client, audience):
    for path in ("weeks/2026-W50", "weeks/2026-W49", "publications", "publications/3", "publications/2"):
        text = client.get(f"{BASE}/{path}?audience={audience}").text
        if audience not in ("office", *SECRET.people):
            assert "secret-case" not in text
            assert f"{CANARY}专案" not in text
            assert f"{CANARY}指挥部" not in text
        if audience not in ("office", "exec"):
            assert "secret-talk" not in text
            assert f"{CANARY}约谈" not in text
        if audience not in ("office", "exec", *SECRET.people):
            assert CANARY not in text


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"{BASE}/weeks/2026-W50", 422, "bad-input"),
        (f"{BASE}/publications", 422, "bad-input"),
        (f"{BASE}/weeks/2026-W99?audience=office", 422, "bad-input"),
        (f"{BASE}/weeks/2026-W50?audience=office&version=0", 422, "bad-input"),
        (f"{BASE}/weeks/2026-W50?audience=office&version=77", 404, "not-found"),
        (f"{BASE}/weeks/2026-W50?audience=nobody", 404, "not-found"),
        (f"{BASE}/publications/99?audience=office", 404, "not-found"),
        (f"{BASE}/publications/x?audience=office", 422, "bad-input"),
        ("/api/offices/other/publications?audience=office", 404, "not-found"),
        ("/api/offices/other/weeks/2026-W50?audience=office", 404, "not-found"),
        ("/api/offices/other/publications/1?audience=office", 404, "not-found"),
        ("/api/nothing", 404, "not-found"),
        ("/api/docs", 404, "not-found"),
    ],
)
def test_faults_are_problems_in_chinese(client, path, status, code):
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in body["title"] + body["detail"])


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (BadInput([Fault("events[3]", "缺少地点，请补上")]), 422, "bad-input"),
        (TooLarge("太多了"), 413, "too-large"),
        (Refused("不能发布"), 409, "refused"),
        (DamagedRecord("存档损坏"), 503, "damaged-record"),
        (RichengError("别的"), 500, "fault"),
        (RuntimeError(CANARY), 500, "fault"),
    ],
)
def test_domain_errors_become_http_and_crashes_tell_nothing(open_app, caplog, error, status, code):
    class Broken(MemoryStore):
        def numbers(self, office: str) -> tuple[int, ...]:
            raise error

    client = open_app(store=Broken())
    answer = client.get(f"{BASE}/publications?audience=office")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert CANARY not in answer.text
    assert "no-store" in answer.headers["cache-control"]
    if code == "bad-input":
        assert answer.json()["faults"] == [
            {"path": "events[3]", "pointer": "/events/3", "message": "缺少地点，请补上"}
        ]
    page = client.get("/office/week/2026-W50")
    assert (page.status_code, CANARY in page.text) == (status, False)
    assert client.get("/api/health").status_code == 503
    assert CANARY not in caplog.text


def test_health_is_open_and_says_nothing_of_the_office(open_app):
    answer = open_app(KEY).get("/api/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "正常"})


def test_the_api_describes_itself(client):
    described = client.get("/api/openapi.json").json()
    operations = [one for path in described["paths"].values() for one in path.values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    assert {"create_record", "create_draft", "publish", "roll_back"} <= {one["operationId"] for one in operations}
    for one in operations:
        assert one["description"], one["operationId"]
        for status, answer in one["responses"].items():
            kind = "application/problem+json" if status >= "4" else KINDS.get(one["operationId"], "application/json")
            said = answer.get("content", {})
            assert status in SAY_NOTHING or kind in said, (one["operationId"], status)


def test_the_index_is_behind_the_door_and_names_the_office(open_app):
    assert open_app(KEY).get("/api").status_code == 401
    found = open_app().get("/api").json()
    assert found["publications"] == f"{BASE}/publications?audience=office"
