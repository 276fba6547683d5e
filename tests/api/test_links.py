"""Addresses of calendars: one each, shown once, rotated and revoked, read and noted; never in a log."""

import io
import logging
import secrets

import pytest
import structlog

from api import links, logs
from api.links import NOTE_EVERY, Word
from api.secrets import Sort, sha_of
from models.accounts import Role
from models.trail import Act
from tests.api.world import LEADER, OWN, World
from tests.render.week_sample import CANARY
from tools.soak_doors import in_world, rotation

BASE = f"/api/offices/{OWN}/links"


@pytest.fixture
def world(database, chain) -> World:
    return World(database, chain)


def made(world: World, audience: str = "head", key: str = "l1", role: Role = Role.CLERK) -> dict[str, str]:
    headers = world.as_(role, **{"Idempotency-Key": key})
    answer = world.client.post(BASE, json={"audience": audience, "title": "手机"}, headers=headers)
    assert answer.status_code == 201, answer.text
    found: dict[str, str] = answer.json()
    return found


def token_of(link: dict[str, str]) -> str:
    return link["address"].rsplit("/", 1)[1].removesuffix(".ics")


def test_an_address_is_shown_once_and_kept_as_its_hash_alone(world):
    link = made(world)
    token = token_of(link)
    assert len(token) >= 43
    assert world.client.get(link["address"]).text.startswith("BEGIN:VCALENDAR")
    assert made(world) == {**link, "address": None}
    listed = world.client.get(BASE, headers=world.as_(Role.CLERK))
    assert listed.json()["items"][0]["reads"] == 1
    assert token not in listed.text
    kept = world.store.feed_link(sha_of(Sort.FEED, token))
    assert kept is not None
    assert token not in repr(kept)


def test_a_rotated_address_ends_and_the_new_one_works(world):
    old = made(world)
    headers = world.as_(Role.CLERK, **{"Idempotency-Key": "r1"})
    new = world.client.post(f"{BASE}/{old['id']}/rotate", headers=headers).json()
    world.start()  # whatever was remembered for half a second is not
    gone = world.client.get(old["address"])
    assert (gone.status_code, gone.text) == (410, "地址已停用\n")
    assert world.client.get(old["address"], headers={"If-None-Match": "*"}).status_code == 410
    assert world.client.get(new["address"]).status_code == 200
    assert new["follows"] == old["id"]
    assert world.client.delete(f"{BASE}/{new['id']}", headers=headers).status_code == 204
    world.start()
    assert world.client.get(new["address"]).status_code == 410
    world.later(days=31)
    never = world.client.get(f"/feeds/{secrets.token_urlsafe(32)}.ics")
    forgotten = world.client.get(new["address"])
    assert (forgotten.status_code, forgotten.content) == (404, never.content)


def test_a_leader_has_addresses_of_his_own_calendar_alone(world):
    office = made(world, "office")
    leader = world.sign_in(Role.LEADER)
    mine = leader.post(BASE, json={"audience": LEADER, "title": "手机"}, headers={"Idempotency-Key": "a"}).json()
    assert [link["id"] for link in leader.get(BASE).json()["items"]] == [mine["id"]]
    for audience in ("office", "head", "nobody"):
        body = {"audience": audience, "title": "手机"}
        refused = leader.post(BASE, json=body, headers={"Idempotency-Key": audience})
        assert (refused.status_code, refused.json()["faults"][0]["pointer"]) == (422, "/audience")
    assert leader.delete(f"{BASE}/{office['id']}").content == leader.delete(f"{BASE}/nothing").content
    assert leader.get(f"{BASE}/{office['id']}/reads").status_code == 404
    assert leader.delete(f"{BASE}/{mine['id']}").status_code == 204


def test_reads_are_noted_in_the_trail_once_a_minute_and_hold_no_token(world):
    link = made(world)
    for _ in range(3):
        assert world.client.get(link["address"]).status_code == 200
    world.later(seconds=NOTE_EVERY + 1)
    reads = world.client.get(f"{BASE}/{link['id']}/reads", headers=world.as_(Role.CLERK)).json()
    assert [read["reads"] for read in reads] == [3]
    with world.store.read(OWN) as desk:
        told = desk.trail.entries(limit=1000)
        assert desk.trail.verify() == ()
    assert told[-1].what == "feed.read"
    assert token_of(link) not in repr(told)


def test_no_token_title_or_password_comes_into_logs_or_figures(world, monkeypatch):
    stream = io.StringIO()
    root = logging.getLogger()
    before = list(root.handlers), root.level
    logs.configure(logging.DEBUG, stream)
    try:
        link = made(world, "office")
        token = token_of(link)
        for path in (f"/feeds/{token}.ics", f"/feeds/{token}x.ics", f"/enter/{token}", "/office/week/2026-W50"):
            world.client.get(path, headers=world.as_(Role.VIEWER))
        world.client.post("/api/session", json={"login": "login-clerk", "password": token})

        def broken(sha256: str) -> None:
            raise RuntimeError(f"{token} {CANARY}")

        monkeypatch.setattr(world.store, "feed_link", broken)
        assert world.client.get(f"/feeds/{token[:-1]}.ics").status_code == 503
        logging.getLogger("richeng").warning("x", extra={"title": CANARY, "token": token})
    finally:
        root.handlers[:], _ = before
        root.setLevel(before[1])
        structlog.reset_defaults()
    figures = world.client.get("/metrics", headers=world.as_(Role.VIEWER)).text
    said = stream.getvalue()
    assert '"route": "/feeds/{token}.ics"' in said
    assert 'route="/feeds/{token}.ics"' in figures
    for text in (said, figures):
        assert token[:-1] not in text
        assert CANARY not in text


def test_while_the_store_cannot_be_read_a_known_address_gets_its_last_good_bytes(world, monkeypatch):
    link = made(world)
    good = world.client.get(link["address"])

    def down(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(world.store, "feed_link", down)
    monkeypatch.setattr(world.store, "numbers", down)
    with world.store.write(OWN, Act(by="test", at=world.clock())) as desk:
        desk.trail.tell("test", "x")
    assert world.client.get(link["address"]).content == good.content


@pytest.mark.parametrize("database", ["memory"], indirect=True)
def test_no_guess_and_no_near_miss_finds_an_address(world):
    live = [token_of(made(world, "head", f"n{n}")) for n in range(3)]
    tried = 0
    for token in live:
        for place in range(len(token)):
            for letter in ("A", "b", "-", "=", "\u0410"):  # the last one looks like an A
                wrong = token[:place] + letter + token[place + 1 :]
                if wrong != token:
                    assert world.links.find(wrong).word is Word.UNKNOWN
                    tried += 1
            assert world.links.find(token[:place]).word is Word.UNKNOWN
        assert world.links.find(token.swapcase()).word is Word.UNKNOWN
    for _ in range(1000):
        assert world.links.find(secrets.token_urlsafe(32)).word is Word.UNKNOWN
    assert tried > 500
    assert all(world.links.find(token).word is Word.ALIVE for token in live)


@pytest.mark.parametrize(
    ("fresh", "is_caught"), [(links.FRESH, False), (60.0, True)], ids=["as it is", "too patient"]
)
def test_a_replaced_address_is_dead_within_a_second_behind_every_app(monkeypatch, fresh, is_caught):
    monkeypatch.setattr(links, "FRESH", fresh)
    late = in_world(lambda world, apps: rotation(world, apps, 4, 4))
    assert (late > 0) == is_caught
