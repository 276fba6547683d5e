"""What every database owes of accounts, sessions, keys and links."""

import hashlib
from datetime import timedelta

import pytest

from models.accounts import Account, ApiKey, FeedLink, Role, Session
from models.errors import Refused, Stale, Unknown
from store.sql import SqlStore
from tests.builders import OFFICE, at
from tests.store.desk_tools import ACT, OTHER, act, founded

NOW = at("11-20 09:00")
HASH = "$argon2id$v=19$m=65536$SECRETHASH"
CLERK = Account(
    id="u1", login="bangong", title="办公室经办", roles=(Role.CLERK, Role.VIEWER), password=HASH, created_at=NOW
)  # fmt: skip


def sha(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def session(secret: str, account: str = "u1", office: str = "shili") -> Session:
    return Session(
        sha256=sha(secret), office=office, account=account, created_at=NOW, seen_at=NOW,
        expires_at=NOW + timedelta(hours=12),
    )  # fmt: skip


def link(id: str, secret: str, follows: str | None = None, office: str = "shili") -> FeedLink:
    return FeedLink(
        sha256=sha(secret), office=office, id=id, audience="head", title="手机", created_by="admin", created_at=NOW,
        follows=follows,
    )  # fmt: skip


def key(id: str, secret: str, office: str = "shili") -> ApiKey:
    return ApiKey(
        sha256=sha(secret), office=office, id=id, title="对接", prefix=secret[:6], roles=(Role.VIEWER,),
        created_by="admin", created_at=NOW,
    )  # fmt: skip


class PeopleContract:
    """Who may come in."""

    def test_an_account_comes_back_whole_and_counts_its_revisions(self, store: SqlStore):
        founded(store)
        with store.write("shili", ACT) as desk:
            assert desk.accounts.put(CLERK, expecting=None) == CLERK
            changed = CLERK.model_copy(update={"disabled_at": NOW})
            assert desk.accounts.put(changed, expecting=1).revision == 2
        with store.read("shili") as desk:
            found = desk.accounts.get("u1")
            assert found == changed.model_copy(update={"revision": 2})
            assert desk.accounts.of_login("bangong") == found
            assert (desk.accounts.get("u2"), desk.accounts.of_login("x")) == (None, None)
            assert desk.accounts.all() == (found,)
        for expecting in (None, 1, 3):
            with store.write("shili", ACT) as desk, pytest.raises(Stale, match="第2稿"):
                desk.accounts.put(CLERK, expecting=expecting)

    def test_one_login_is_one_persons(self, store: SqlStore):
        founded(store, OFFICE, OTHER)
        with store.write("shili", ACT) as desk:
            desk.accounts.put(CLERK, expecting=None)
            with pytest.raises(Refused, match="已有人使用"):
                desk.accounts.put(CLERK.model_copy(update={"id": "u2"}), expecting=None)
            desk.accounts.put(CLERK.model_copy(update={"id": "u3", "login": "other"}), expecting=None)
        with store.write("bieqi", ACT) as desk:
            desk.accounts.put(CLERK, expecting=None)
        with store.read("shili") as desk:
            assert [a.id for a in desk.accounts.all()] == ["u1", "u3"]

    def test_sessions_are_found_by_their_secret_alone_and_end_when_revoked(self, store: SqlStore):
        founded(store)
        with store.write("shili", ACT) as desk:
            for secret in ("s1", "s2"):
                desk.sessions.open(session(secret))
            desk.sessions.open(session("s3", "u2"))
        assert store.session(sha("s1")) == session("s1")
        assert store.session(sha("s9")) is None
        with store.write("shili", None) as desk:
            desk.sessions.seen(sha("s1"), NOW + timedelta(hours=1))
        with store.write("shili", act(when="11-20 12:00")) as desk:
            assert desk.sessions.revoke("u1", sha("s2")) == 1
            assert desk.sessions.revoke("u1", sha("s2")) == 0
        found = {s: store.session(sha(s)) for s in ("s1", "s2", "s3")}
        assert [f.revoked_at for f in found.values() if f] == [None, at("11-20 12:00"), None]
        assert found["s1"] is not None
        assert found["s1"].seen_at == NOW + timedelta(hours=1)
        with store.write("shili", ACT) as desk:
            assert desk.sessions.revoke("u1") == 1
            assert len(desk.sessions.of("u1")) == 2
            assert desk.sessions.forget(NOW + timedelta(days=1)) == 3
        assert store.session(sha("s1")) is None

    def test_keys_are_found_by_their_secret_alone_and_end_when_revoked(self, store: SqlStore):
        founded(store)
        with store.write("shili", ACT) as desk:
            desk.api_keys.mint(key("k1", "topsecret"))
        assert store.api_key(sha("topsecret")) == key("k1", "topsecret")
        with store.write("shili", None) as desk:
            desk.api_keys.used("k1", NOW)
        with store.write("shili", ACT) as desk:
            assert (desk.api_keys.revoke("k1"), desk.api_keys.revoke("k1")) == (True, False)
            (found,) = desk.api_keys.all()
        assert (found.used_at, found.revoked_at) == (NOW, ACT.at)
        assert store.api_key(sha("x")) is None

    def test_a_link_that_is_rotated_ends_and_stays_known(self, store: SqlStore):
        founded(store)
        with store.write("shili", ACT) as desk:
            desk.feed_links.mint(link("l1", "old"))
        with store.write("shili", act(when="11-21 09:00")) as desk:
            desk.feed_links.mint(link("l2", "new", follows="l1"))
            with pytest.raises(Unknown):
                desk.feed_links.mint(link("l3", "x", follows="l9"))
        old, new = store.feed_link(sha("old")), store.feed_link(sha("new"))
        assert old is not None
        assert (old.revoked_at, new) == (at("11-21 09:00"), link("l2", "new", follows="l1"))
        with store.read("shili") as desk:
            assert [x.id for x in desk.feed_links.all("head")] == ["l1", "l2"]
            assert desk.feed_links.all("exec") == ()

    def test_another_offices_secret_is_not_taken_in(self, store: SqlStore):
        founded(store)
        with store.write("shili", ACT) as desk:
            for take in (
                lambda: desk.sessions.open(session("s", office="bieqi")),
                lambda: desk.api_keys.mint(key("k", "s", office="bieqi")),
                lambda: desk.feed_links.mint(link("l", "s", office="bieqi")),
            ):
                with pytest.raises(Unknown):
                    take()

    def test_no_secret_is_told_or_shown(self, store: SqlStore):
        founded(store)
        with store.write("shili", ACT) as desk:
            desk.accounts.put(CLERK, expecting=None)
            desk.accounts.put(CLERK.model_copy(update={"password": "$argon2id$OTHER"}), expecting=1)
            desk.sessions.open(session("s1"))
            desk.feed_links.mint(link("l1", "token"))
        with store.read("shili") as desk:
            told = repr(desk.trail.entries()) + repr(desk.accounts.all()) + repr(desk.feed_links.all())
        for secret in ("argon2", sha("s1"), sha("token")):
            assert secret not in told
