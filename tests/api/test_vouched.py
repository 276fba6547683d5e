"""Coming in by another system's word: who has an account does; nothing forged, stale or strange is believed."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from starlette.testclient import TestClient

from api.gate import SESSION
from api.vouching import Provider as Named
from api.vouching import Vouching, is_safe
from models.accounts import Role
from models.errors import Refused
from store.memory import MemoryStore
from tests.api.conftest import office_now
from tests.api.world import OWN, World

jwk = pytest.importorskip("joserfc.jwk", reason="the extra oidc is not installed")
BASE = f"/api/offices/{OWN}"


@pytest.fixture(scope="module")
def provider() -> Iterator[Any]:
    from tests.api.provider import served  # noqa: PLC0415  (needs the extra)

    with served(office_now()) as made:
        yield made


@pytest.fixture
def honest(provider: Any) -> Any:
    """The provider as it should be."""
    provider.claims, provider.subject, provider.algorithm, provider.signing = {}, "outer-7", "RS256", None
    return provider


@pytest.fixture(scope="module")
def world(chain: Any, provider: Any) -> Iterator[World]:
    """An office whose viewer the provider knows as outer-7."""
    store = MemoryStore()
    made = World(store, chain)
    made.vouching = Vouching(Named(provider.issuer, "richeng", "a secret of ours"), office_now)
    made.start()
    headers = made.as_(Role.ADMINISTRATOR, **{"If-Match": '"1"'})
    changed = made.client.patch(f"{BASE}/people/u-viewer", json={"subject": "outer-7"}, headers=headers)
    assert changed.json()["subject"] == "outer-7"
    yield made
    store.close()


@pytest.fixture
def browser(world: World) -> TestClient:
    return TestClient(world.app, base_url="http://127.0.0.1:8000", follow_redirects=False)


def come_back(browser: TestClient, provider: Any) -> Any:
    """The way out, a word with the provider, and the way back."""
    away = browser.get("/sign-in/outer")
    assert away.status_code == 303, away.text
    return browser.get(provider.sign_in(away.headers["location"]))


def test_who_has_an_account_comes_in_as_himself(world: World, browser: TestClient, honest: Any):
    assert "/sign-in/outer" in browser.get("/sign-in").text
    back = come_back(browser, honest)
    assert (back.status_code, back.headers["location"]) == (303, "/")
    assert (browser.get("/api/session").json()["id"], browser.cookies.get("richeng_passage")) == ("u-viewer", None)
    told = world.client.get(f"{BASE}/trail?subject=account/u-viewer", headers=world.as_(Role.APPROVER)).json()[
        "items"
    ]
    assert [(line["what"], line["why"]) for line in told][-1] == ("session.opened", "统一身份认证登录")


def test_every_passage_is_its_own(browser: TestClient, honest: Any):
    asked = [dict(parse_qsl(urlsplit(browser.get("/sign-in/outer").headers["location"]).query)) for _ in range(50)]
    for name in ("state", "nonce", "code_challenge"):
        assert len({one[name] for one in asked}) == 50
        assert min(len(one[name]) for one in asked) >= 43
    assert {(one["code_challenge_method"], one["scope"], one["response_type"]) for one in asked} == {
        ("S256", "openid", "code")
    }


def test_a_stranger_gets_no_account_and_no_role(world: World, browser: TestClient, honest: Any):
    before = world.client.get(f"{BASE}/people", headers=world.as_(Role.ADMINISTRATOR)).json()
    honest.subject, honest.claims = "<b>outer-8</b>", {"roles": ["administrator"], "email": "x@example.org"}
    back = come_back(browser, honest)
    assert back.status_code == 403
    assert "&lt;b&gt;outer-8" in back.text
    assert browser.cookies.get(SESSION) is None
    assert world.client.get(f"{BASE}/people", headers=world.as_(Role.ADMINISTRATOR)).json() == before


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elsewhere.example"}, {"iss": None}, {"aud": "another"}, {"aud": None},
        {"nonce": "of before"}, {"nonce": None}, {"exp": None},
        {"exp": int(office_now().timestamp()) - 61}, {"iat": None}, {"sub": None},
        {"sub": ""}, {"sub": ["outer-7"]}, {"sub": "x" * 201}, {"azp": "another", "aud": ["richeng", "another"]},
        {"nbf": int(office_now().timestamp()) + 3600},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_with_anything_wrong_opens_nothing(browser: TestClient, honest: Any, claims: dict[str, Any]):
    honest.claims = claims
    assert come_back(browser, honest).status_code == 503
    assert browser.cookies.get(SESSION) is None


def test_a_token_signed_by_another_or_by_nobody_opens_nothing(browser: TestClient, honest: Any):
    honest.signing = jwk.RSAKey.generate_key(2048, parameters={"kid": honest.key.kid}, private=True)
    assert come_back(browser, honest).status_code == 503
    honest.signing = jwk.OctKey.import_key("a secret of ours, which is no key of theirs")
    honest.algorithm = "HS256"
    assert come_back(browser, honest).status_code == 503
    assert browser.cookies.get(SESSION) is None


def test_new_keys_of_the_provider_are_asked_for_once(browser: TestClient, honest: Any):
    assert come_back(browser, honest).status_code == 303
    reads = honest.key_reads
    honest.renew()
    assert come_back(browser, honest).status_code == 303
    assert honest.key_reads == reads + 1


def test_a_way_back_that_was_not_begun_here_opens_nothing(browser: TestClient, honest: Any):
    away = browser.get("/sign-in/outer").headers["location"]
    back = urlsplit(honest.sign_in(away))
    path = f"{back.path}?{back.query}"
    other = TestClient(browser.app, base_url="http://127.0.0.1:8000", follow_redirects=False)
    assert other.get(path).status_code == 400  # another browser: no cookie
    forged = path.replace(f"state={dict(parse_qsl(back.query))['state']}", "state=guessed")
    assert browser.get(forged).status_code == 400
    assert browser.get(path).status_code == 400  # its passage is over
    again = honest.sign_in(browser.get("/sign-in/outer").headers["location"])
    assert browser.get(again).status_code == 303
    assert browser.get(again).status_code == 400


def test_a_closed_account_and_a_name_borne_twice_open_nothing(world: World, honest: Any):
    browser = TestClient(world.app, base_url="http://127.0.0.1:8000", follow_redirects=False)
    honest.subject = "outer-9"
    for account, changes in (("u-clerk", {"subject": "outer-9", "disabled": True}), ("u-approver", {})):
        headers = world.as_(Role.ADMINISTRATOR, **{"If-Match": '"1"'})
        world.client.patch(f"{BASE}/people/{account}", json={"subject": "outer-9", **changes}, headers=headers)
        assert come_back(browser, honest).status_code == (403 if account == "u-clerk" else 303)
    headers = world.as_(Role.ADMINISTRATOR, **{"If-Match": '"2"'})
    world.client.patch(f"{BASE}/people/u-clerk", json={"disabled": False}, headers=headers)
    assert come_back(browser, honest).status_code == 403


def test_a_provider_that_is_away_or_another_is_told_in_words(world: World, provider: Any):
    away = Vouching(Named("http://127.0.0.1:1", "richeng"), office_now)
    vouching, world.vouching = world.vouching, away
    world.start()
    try:
        answer = world.client.get("/sign-in/outer")
    finally:
        world.vouching = vouching
        world.start()
    assert answer.status_code == 503
    assert "统一身份认证系统" in answer.text


def test_what_could_be_overheard_is_not_asked():
    safe = {
        "https://id.example": True, "http://127.0.0.1:9": True, "http://[::1]:9": True, "http://localhost": True,
        "http://id.example": False, "http://10.0.0.8": False, "ftp://id.example": False, "https://": False, "": False,
    }  # fmt: skip
    assert {address: is_safe(address) for address in safe} == safe
    with pytest.raises(Refused, match="https"):
        Vouching(Named("http://id.example", "richeng"), office_now)
