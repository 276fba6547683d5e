"""The key, the tokens, and whose requests are heard."""

import stat

import pytest
from fastapi import Request
from starlette.testclient import TestClient

from api.auth import TRIES, Door, demo_tokens, key_file, next_page, require_key_for
from models.errors import DamagedRecord, Refused
from tests.api.conftest import AUDIENCES, KEY, Open

WEEK = "/office/week/2026-W50"
API = "/api/offices/demo/publications?audience=office"


@pytest.fixture
def guarded(open_app: Open) -> TestClient:
    return open_app(KEY, base_url="http://10.1.2.3:8000")


def test_without_the_key_pages_ask_for_it_and_the_api_refuses(guarded):
    page = guarded.get(WEEK)
    assert (page.status_code, page.headers["location"]) == (303, f"/login?next={WEEK}")
    api = guarded.get(API)
    assert (api.status_code, api.json()["code"]) == (401, "key-required")
    assert api.headers["www-authenticate"] == "Bearer"


def test_the_key_opens_the_door_and_the_cookie_does_not_hold_it(guarded):
    entered = guarded.post("/login", data={"key": KEY, "next": WEEK}, headers={"Origin": "http://10.1.2.3:8000"})
    assert (entered.status_code, entered.headers["location"]) == (303, WEEK)
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert KEY not in cookie
    assert guarded.get(WEEK).status_code == 200


def test_a_program_shows_the_key_as_bearer(guarded):
    assert guarded.get(API, headers={"Authorization": f"Bearer {KEY}"}).status_code == 200
    assert guarded.get(API, headers={"Authorization": f"bearer  {KEY} "}).status_code == 200
    for wrong in (f"Bearer {KEY}x", f"Basic {KEY}", "Bearer", f"Bearer {KEY[:-1]}", ""):
        assert guarded.get(API, headers={"Authorization": wrong}).status_code == 401


@pytest.mark.parametrize("cookie", ["", "1", "9999999999.", "9999999999.00", "x.y", "9" * 30 + ".aa", "9999999999.é"])
def test_a_forged_cookie_opens_nothing(guarded, cookie):
    assert guarded.get(WEEK, headers={"Cookie": f"richeng={cookie}".encode()}).status_code == 303


def test_a_session_ends():
    now = [1_000_000.0]
    door = Door(KEY, lambda: now[0])
    cookie = door.session()
    assert door._holds(cookie)
    now[0] += 13 * 3600
    assert not door._holds(cookie)
    assert not Door("another key of length", lambda: 0.0)._holds(cookie)


def test_too_many_wrong_keys_and_the_door_stays_shut_for_a_while(guarded):
    answers = [guarded.post("/login", data={"key": f"wrong {n}"}).status_code for n in range(TRIES + 2)]
    assert answers == [401] * TRIES + [429] * 2
    right = guarded.post("/login", data={"key": KEY})
    assert right.status_code == 429
    assert int(right.headers["retry-after"]) > 0


def test_the_shut_door_opens_again():
    now = [0.0]
    door = Door(KEY, lambda: now[0])
    person = Request({"type": "http", "client": ("10.0.0.9", 1)})
    assert [door.admits("wrong", person) for _ in range(TRIES)] == [False] * TRIES
    now[0] = 15 * 60 + 1
    assert door.admits(KEY, person)


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example", "/\\evil", "/login", "/api/health", "/office/week/2026-W50?x=//e"],
)
def test_after_the_log_in_one_lands_on_our_own_pages_alone(guarded, wanted):
    assert next_page(wanted) == "/"
    entered = guarded.post("/login", data={"key": KEY, "next": wanted})
    assert entered.headers["location"] == "/"


def test_feeds_need_no_other_key(guarded, tokens):
    assert guarded.get(f"/feeds/{tokens['head']}.ics").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://10.1.2.3:8000.evil.example"},
        {"Origin": "http://10.1.2.3:9000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://10.1.2.3:8000"},
    ],
)
def test_what_another_site_sends_is_refused(guarded, headers):
    answer = guarded.post("/login", data={"key": KEY}, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://10.1.2.3:8000"}, {"Sec-Fetch-Site": "same-origin"}])
def test_our_own_pages_and_programs_are_heard(guarded, headers):
    assert guarded.post("/login", data={"key": KEY}, headers=headers).status_code == 303


def test_no_origin_is_ever_allowed_to_read(guarded):
    for origin in ("https://evil.example", "null", "http://10.1.2.3:8000"):
        answer = guarded.get("/api/health", headers={"Origin": origin})
        assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.1.2.3", "", "[::2]", "a.b"])
def test_without_a_key_only_this_machines_names_are_answered(client, host):
    assert client.get(WEEK, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:1", "[::1]:8000", "127.3.2.1"])
def test_this_machine_answers_to_its_own_names(client, host):
    assert client.get(WEEK, headers={"Host": host}).status_code == 200


def test_a_body_past_the_limit_is_refused(guarded):
    assert guarded.post("/login", content=b"key=" + b"x" * 9_000_000).status_code == 413

    def pieces():
        for _ in range(10):
            yield b"x" * 1_000_000

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert guarded.post("/login", content=pieces(), headers=form).status_code == 413
    assert guarded.post("/login", content=b"", headers={"Content-Length": "x"}).status_code < 500


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.9.9.9"])
def test_this_machine_alone_needs_no_key(host):
    require_key_for(host, None)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "10.1.2.3", "richeng.gov", "localhost.evil.example"])
def test_a_network_needs_a_key_of_some_length(host):
    with pytest.raises(Refused, match="RICHENG_ACCESS_KEY"):
        require_key_for(host, None)
    with pytest.raises(Refused, match="12"):
        require_key_for(host, "short")
    require_key_for(host, KEY)


def test_demo_tokens_are_long_apart_and_the_same_on_every_start(tmp_path):
    one, two = demo_tokens(tmp_path, AUDIENCES), demo_tokens(tmp_path, AUDIENCES)
    assert one == two
    assert len(set(one.values())) == len(AUDIENCES)
    assert all(len(token) >= 43 for token in one.values())
    assert demo_tokens(tmp_path / "other", AUDIENCES)["head"] != one["head"]


def test_the_key_file_is_its_owners_alone_and_a_broken_one_is_named(tmp_path):
    path = tmp_path / "deep" / "feed.key"
    key = key_file(path)
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert key_file(path) == key
    path.write_bytes(b"short")
    with pytest.raises(DamagedRecord, match=r"feed\.key"):
        key_file(path)


def test_wrong_keys_of_many_addresses_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr("api.auth.ADDRESSES", 3)
    door = Door(KEY, lambda: 0.0)
    for n in range(10):
        door.admits("wrong", Request({"type": "http", "client": (f"10.0.0.{n}", 1)}))
    assert len(door._wrong) == 3


def test_without_a_key_there_is_nothing_to_log_in_to(client):
    assert client.get("/login").headers["location"] == "/"
    assert client.post("/login", data={"key": "x"}).headers["location"] == "/"
