"""Signing in, sessions, one-time links, accounts and programs' keys, on every database."""

import time
from urllib.parse import urlsplit

import pytest

from api import people
from api.gate import SESSION
from api.people import TRIES
from api.secrets import Sort, hash_password, is_password, mint, sha_of
from models.accounts import Role
from models.errors import BadInput, Unknown
from models.permissions import GRANTS, Permission
from models.trail import Act
from tests.api.world import OTHER, OWN, PASSWORD, World

BASE = f"/api/offices/{OWN}"


@pytest.fixture
def world(database, chain, monkeypatch) -> World:
    monkeypatch.setattr(people, "REFUSAL", 0.0)  # its own test apart
    return World(database, chain)


def tried(world: World, login: str, password: str = "wrong wrong wrong") -> int:
    return world.client.post("/api/session", json={"login": login, "password": password}).status_code


def test_a_session_opens_and_ends_and_its_cookie_is_kept_from_scripts(world):
    answer = world.client.post("/api/session", json={"login": "login-clerk", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    secret = world.client.cookies[SESSION]
    assert len(secret) >= 43
    assert answer.json()["permissions"] == [p for p in Permission if Role.CLERK in GRANTS[p]]
    assert world.client.get("/api/session").json()["title"] == "经办人"
    assert world.store.session(sha_of(Sort.SESSION, secret)) is not None
    assert world.client.delete("/api/session").status_code == 204
    assert world.client.get("/api/session", headers={"Cookie": f"{SESSION}={secret}"}).status_code == 401


def test_a_session_ends_when_it_is_idle_or_old_or_its_account_is_closed(world):
    browser = world.sign_in(Role.VIEWER)
    for _ in range(7):
        world.later(hours=1.5)
        assert browser.get("/api/session").status_code == 200
    world.later(hours=1.6)
    assert browser.get("/api/session").status_code == 401
    idle = world.sign_in(Role.VIEWER)
    world.later(hours=2)
    assert idle.get("/api/session").status_code == 401
    closed = world.sign_in(Role.VIEWER)
    headers = world.as_(Role.ADMINISTRATOR, **{"If-Match": '"1"'})
    changed = world.client.patch(f"{BASE}/people/u-viewer", json={"disabled": True}, headers=headers)
    assert (changed.status_code, changed.headers["etag"], changed.json()["disabled"]) == (200, '"2"', True)
    assert closed.get("/api/session").status_code == 401
    assert tried(world, "login-viewer", PASSWORD) == 401


def test_only_so_many_tries_are_looked_at_even_after_a_restart(world):
    codes = [tried(world, "login-clerk") for _ in range(TRIES - 2)]
    world.start()
    codes += [tried(world, "login-clerk") for _ in range(4)]
    assert codes == [401] * TRIES + [429] * 2
    assert tried(world, "login-clerk", PASSWORD) == 429
    assert tried(world, "login-approver", PASSWORD) == 201
    with world.store.write(OWN, Act(by="test", at=world.clock())) as desk:
        link = world.people.link(desk, "u-clerk")
    assert world.people.enter(link, "")
    world.later(minutes=16)
    assert tried(world, "login-clerk", PASSWORD) == 201


def test_a_stranger_is_refused_just_like_a_wrong_password(world):
    known, stranger = ([tried(world, login) for _ in range(TRIES + 1)] for login in ("login-leader", "nobody"))
    assert known == stranger == [401] * TRIES + [429]


def test_a_refusal_takes_its_time_whoever_it_was(world, monkeypatch):
    monkeypatch.setattr(people, "REFUSAL", 0.6)
    for login in ("login-clerk", "nobody"):
        for door in ("/api/session", "/sign-in"):
            begun = time.monotonic()
            given = {"login": login, "password": "wrong wrong wrong"}
            body = {"json": given} if door.startswith("/api") else {"data": given}
            assert world.client.post(door, **body).status_code == 401
            assert time.monotonic() - begun >= 0.6


def test_a_one_time_link_works_once_sets_a_password_and_is_no_session(world):
    headers = world.as_(Role.ADMINISTRATOR, **{"Idempotency-Key": "a"})
    made = world.client.post(f"{BASE}/people/u-viewer/entry", headers=headers).json()
    again = world.client.post(f"{BASE}/people/u-viewer/entry", headers=headers).json()
    assert again == {"account": "u-viewer", "address": None}
    path = urlsplit(made["address"]).path
    secret = path.rsplit("/", 1)[1]
    assert world.client.get("/api/session", headers={"Cookie": f"{SESSION}={secret}"}).status_code == 401
    assert "查看人" in world.client.get(path).text
    short = world.client.post(path, data={"password": "short"})
    assert short.status_code == 422
    assert "12" in short.text
    entered = world.client.post(path, data={"password": "brand new password"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert world.client.get("/api/session").json()["id"] == "u-viewer"
    assert world.client.post(path, data={"password": "another new one"}).status_code == 404
    assert tried(world, "login-viewer", PASSWORD) == 401
    assert tried(world, "login-viewer", "brand new password") == 201


def test_the_first_start_makes_one_administrator_and_no_password(world):
    link = world.people.first_link(OTHER)
    newer = world.people.first_link(OTHER)
    assert link is not None
    assert newer is not None
    with pytest.raises(Unknown):
        world.people.enter(link, "a password for the first")
    world.people.enter(newer, "a password for the first")
    assert world.people.first_link(OTHER) is None
    with world.store.read(OTHER) as desk:
        (account,) = desk.accounts.all()
    assert (account.login, account.roles) == ("admin", (Role.ADMINISTRATOR,))
    assert is_password("a password for the first", account.password)


def test_passwords_are_argon2id_and_long_enough_and_not_the_login():
    assert hash_password("long enough words", "bangong").startswith("$argon2id$")
    for bad in ("short", "x" * 201, "the-BANGONG-password"):
        with pytest.raises(BadInput, match="口令"):
            hash_password(bad, "bangong")
    assert not is_password("anything", None)


def test_accounts_are_made_changed_and_never_told_with_their_secrets(world):
    admin = world.as_(Role.ADMINISTRATOR, **{"Idempotency-Key": "a1"})
    body = {"login": "new", "title": "新经办", "roles": ["clerk"]}
    made = world.client.post(f"{BASE}/people", json=body, headers=admin)
    assert (made.status_code, made.headers["etag"]) == (201, '"1"')
    assert world.client.post(f"{BASE}/people", json=body, headers=admin).content == made.content
    reused = world.client.post(f"{BASE}/people", json={**body, "title": "别的"}, headers=admin)
    assert (reused.status_code, reused.json()["code"]) == (409, "key-reused")
    taken = world.client.post(f"{BASE}/people", json=body, headers={**admin, "Idempotency-Key": "a2"})
    assert (taken.status_code, taken.json()["code"]) == (409, "refused")
    listed = world.client.get(f"{BASE}/people", headers=admin)
    assert len(listed.json()["items"]) == len(Role) + 1
    assert "argon2" not in listed.text
    address = f"{BASE}/people/{made.json()['id']}"
    assert world.client.patch(address, json={"title": "甲"}, headers=admin).status_code == 428
    stale = world.client.patch(address, json={"title": "甲"}, headers={**admin, "If-Match": '"9"'})
    assert (stale.status_code, stale.json()["conflicts"][0]["current"]) == (412, 1)
    changed = world.client.patch(address, json={"title": "甲"}, headers={**admin, "If-Match": '"1"'})
    assert (changed.json()["title"], changed.json()["roles"]) == ("甲", ["clerk"])
    wrong = world.client.post(
        f"{BASE}/people",
        json={"login": "", "title": "x" * 61, "roles": ["king"]},
        headers={**admin, "Idempotency-Key": "a3"},
    )
    assert {fault["pointer"] for fault in wrong.json()["faults"]} == {
        "/body/login", "/body/title", "/body/roles", "/body/roles/0",
    }  # fmt: skip
    assert "king" not in wrong.text


def test_a_programs_key_is_shown_once_has_its_roles_and_can_be_ended(world):
    admin = world.as_(Role.ADMINISTRATOR, **{"Idempotency-Key": "k1"})
    made = world.client.post(f"{BASE}/keys", json={"title": "对接", "roles": ["viewer"]}, headers=admin).json()
    again = world.client.post(f"{BASE}/keys", json={"title": "对接", "roles": ["viewer"]}, headers=admin).json()
    assert again == {**made, "secret": None}
    bearer = {"Authorization": f"Bearer {made['secret']}"}
    assert world.client.get("/api/session", headers=bearer).json()["roles"] == ["viewer"]
    assert made["secret"].startswith(made["prefix"])
    assert made["secret"] not in world.client.get(f"{BASE}/keys", headers=admin).text
    assert world.client.delete(f"{BASE}/keys/{made['id']}", headers=admin).status_code == 204
    assert world.client.get("/api/session", headers=bearer).status_code == 401
    assert world.client.delete(f"{BASE}/keys/{made['id']}", headers=admin).status_code == 404


def test_what_another_site_sends_is_refused_with_a_session_too(world):
    browser = world.sign_in(Role.CLERK)
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        answer = browser.delete("/api/session", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "cross-site")
    assert browser.get("/api/session").status_code == 200


def test_the_trail_tells_who_came_in_and_what_was_changed_and_is_whole(world):
    browser = world.sign_in(Role.ADMINISTRATOR)
    why = {"Richeng-Why": "%E8%B0%83%E5%B2%97", "If-Match": '"1"'}
    assert browser.patch(f"{BASE}/people/u-clerk", json={"title": "新岗位"}, headers=why).status_code == 200
    told = []
    cursor = None
    while True:
        query = {"limit": 3, **({"cursor": cursor} if cursor else {})}
        part = browser.get(f"{BASE}/trail", params=query).json()
        told += part["items"]
        if (cursor := part["next"]) is None:
            break
    assert [line["number"] for line in told] == list(range(1, len(told) + 1))
    last = told[-1]
    assert (last["by"], last["what"], last["subject"], last["why"]) == (
        "u-administrator", "account.put", "account/u-clerk", "调岗",
    )  # fmt: skip
    assert "session.opened" in [line["what"] for line in told]
    verified = browser.get(f"{BASE}/trail/verification").json()
    assert (verified["whole"], verified["faults"]) == (True, [])
    assert verified["anchor"]["number"] == len(told)


def test_secrets_of_each_sort_are_long_apart_and_of_no_other_sort():
    made = {mint(sort) for sort in Sort for _ in range(2500)}
    assert len(made) == 2500 * len(Sort)
    assert min(map(len, made)) >= 43
    assert len({sha_of(sort, "the same") for sort in Sort}) == len(Sort)
