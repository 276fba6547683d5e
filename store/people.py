"""Who may come in: accounts, sessions, programs' keys and calendars' links of an office."""

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import JSON, Row, Table
from sqlalchemy.exc import IntegrityError

from models.accounts import Account, ApiKey, FeedLink, Session
from models.digest import digest_of
from models.errors import Conflict, Refused, Stale, Unknown
from models.spans import Frozen
from store.ground import Room
from store.tables import ACCOUNTS, API_KEYS, FEED_LINKS, SESSIONS

T = TypeVar("T", bound=Frozen)


def values_of(model: Frozen, table: Table) -> dict[str, Any]:
    """A value as a row of its table; columns bear the names of its fields."""
    plain = model.model_dump(mode="json")
    names = [c.name for c in table.columns if c.name in type(model).model_fields]
    return {name: plain[name] if isinstance(table.c[name].type, JSON) else getattr(model, name) for name in names}


def value_of(model: type[T], row: Row[Any]) -> T:
    """A row as the value that it keeps."""
    return model.model_validate({name: row._mapping[name] for name in model.model_fields})


class Accounts(Room):
    """An office's accounts."""

    def all(self) -> tuple[Account, ...]:
        """All accounts, in order of their ids, also those that are disabled."""
        return tuple(sorted((value_of(Account, row) for row in self.ground.rows(ACCOUNTS)), key=lambda a: a.id))

    def get(self, id: str) -> Account | None:
        """An account, none where there is none such."""
        row = self.ground.row(ACCOUNTS, ACCOUNTS.c.id == id)
        return value_of(Account, row) if row else None

    def of_login(self, login: str) -> Account | None:
        """The account that signs in so, none where there is none such."""
        row = self.ground.row(ACCOUNTS, ACCOUNTS.c.login == login)
        return value_of(Account, row) if row else None

    def put(self, account: Account, *, expecting: int | None) -> Account:
        """Write an account; as it stands now, with its new revision.

        expecting: its revision as the writer saw it, none: it is new. Raises Stale, or Refused for a login that
        is another's.
        """
        before = self.get(account.id)
        current = before.revision if before else None
        if current != expecting:
            raise Stale([Conflict(f"account/{account.id}", expecting, current)])
        made = account.model_copy(update={"revision": (current or 0) + 1})
        row = values_of(made, ACCOUNTS)
        try:
            with self.ground.connection.begin_nested():
                if before is None:
                    self.ground.add(ACCOUNTS, row)
                else:
                    self.ground.change(ACCOUNTS, row, ACCOUNTS.c.id == made.id, ACCOUNTS.c.revision == expecting)
        except IntegrityError:
            raise Refused(f"登录名“{account.login}”已有人使用，请另取一个。") from None
        self.ground.tell("account.put", f"account/{made.id}", _face(before) if before else "", _face(made))
        return made


class Sessions(Room):
    """Signed-in browsers of an office. The secret itself is looked up in `Store.session`."""

    def open(self, session: Session) -> None:
        """Keep a new session."""
        self._mine(session.office)
        self.ground.add(SESSIONS, values_of(session, SESSIONS))
        self.ground.tell("session.opened", f"account/{session.account}")

    def seen(self, sha256: str, at: datetime) -> None:
        """Note a session's last use; nobody's deed."""
        self.ground.change(SESSIONS, {"seen_at": at}, SESSIONS.c.sha256 == sha256)

    def of(self, account: str) -> tuple[Session, ...]:
        """An account's sessions, newest first, also those that have ended."""
        rows = self.ground.rows(SESSIONS, SESSIONS.c.account == account)
        return tuple(sorted((value_of(Session, row) for row in rows), key=lambda s: s.created_at, reverse=True))

    def revoke(self, account: str, sha256: str | None = None) -> int:
        """End an account's sessions, or one of them; how many."""
        this = () if sha256 is None else (SESSIONS.c.sha256 == sha256,)
        open_ = (SESSIONS.c.account == account, SESSIONS.c.revoked_at.is_(None), *this)
        ended = self.ground.change(SESSIONS, {"revoked_at": self.ground.act.at}, *open_)
        if ended:
            self.ground.tell("session.revoked", f"account/{account}", after=str(ended))
        return ended

    def forget(self, before: datetime) -> int:
        """Drop sessions that ended before an instant; how many."""
        return self.ground.remove(SESSIONS, SESSIONS.c.expires_at < before)

    def _mine(self, office: str) -> None:
        if office != self.ground.office:
            raise Unknown("登录会话不属于这个单位。")


class ApiKeys(Room):
    """Keys of programs. The secret itself is looked up in `Store.api_key`."""

    def all(self) -> tuple[ApiKey, ...]:
        """All keys, oldest first, also those that are revoked."""
        return tuple(
            sorted((value_of(ApiKey, row) for row in self.ground.rows(API_KEYS)), key=lambda k: k.created_at)
        )

    def mint(self, key: ApiKey) -> None:
        """Keep a new key. Raises Unknown for another office's."""
        if key.office != self.ground.office:
            raise Unknown("口令不属于这个单位。")
        self.ground.add(API_KEYS, values_of(key, API_KEYS))
        self.ground.tell("api_key.minted", f"api_key/{key.id}", after=",".join(sorted(key.roles)))

    def used(self, id: str, at: datetime) -> None:
        """Note a key's last use; nobody's deed."""
        self.ground.change(API_KEYS, {"used_at": at}, API_KEYS.c.id == id)

    def revoke(self, id: str) -> bool:
        """End a key; whether it was alive."""
        alive = (API_KEYS.c.id == id, API_KEYS.c.revoked_at.is_(None))
        ended = self.ground.change(API_KEYS, {"revoked_at": self.ground.act.at}, *alive) == 1
        if ended:
            self.ground.tell("api_key.revoked", f"api_key/{id}")
        return ended


class FeedLinks(Room):
    """Addresses of calendars. The secret itself is looked up in `Store.feed_link`."""

    def all(self, audience: str | None = None) -> tuple[FeedLink, ...]:
        """Links of an audience (none named: of all), oldest first, also those that are revoked."""
        where = () if audience is None else (FEED_LINKS.c.audience == audience,)
        found = (value_of(FeedLink, row) for row in self.ground.rows(FEED_LINKS, *where))
        return tuple(sorted(found, key=lambda link: (link.created_at, link.id)))

    def mint(self, link: FeedLink) -> None:
        """Keep a new link; where it follows another, that one ends (rotation). Raises Unknown for another office's,
        and for a link to follow that is none of this office."""
        if link.office != self.ground.office:
            raise Unknown("订阅地址不属于这个单位。")
        if link.follows is not None and self.ground.row(FEED_LINKS, FEED_LINKS.c.id == link.follows) is None:
            raise Unknown(f"没有订阅地址 {link.follows}；请刷新后重试。")
        self.ground.add(FEED_LINKS, values_of(link, FEED_LINKS))
        self.ground.tell("feed_link.minted", f"feed_link/{link.id}", after=link.audience)
        if link.follows is not None:
            self.revoke(link.follows)

    def revoke(self, id: str) -> bool:
        """End a link; whether it was alive."""
        alive = (FEED_LINKS.c.id == id, FEED_LINKS.c.revoked_at.is_(None))
        ended = self.ground.change(FEED_LINKS, {"revoked_at": self.ground.act.at}, *alive) == 1
        if ended:
            self.ground.tell("feed_link.revoked", f"feed_link/{id}")
        return ended


def _face(account: Account) -> str:
    """The fingerprint of an account as the trail tells it; its password's hash is none of the trail's business."""
    return digest_of(account.model_copy(update={"password": None}))
