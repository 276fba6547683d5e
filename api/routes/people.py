"""Accounts, one-time links and programs' keys of an office; no password or secret is ever told again."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import Field

from api.conditions import IdempotencyKey, IfMatch, Why, act_of, etag, given_key, once, request_sha, seen_revision
from api.desk import Desk
from api.gate import ABSENT, Principal
from api.paging import Cursor, Limit, Page, page
from api.secrets import new_id
from models.accounts import Account, ApiKey, Role
from models.errors import BadInput, Fault, Refused, Unknown
from models.people import LeaderId
from models.permissions import Permission
from models.spans import Frozen, Instant

Id = Annotated[str, Path(min_length=1, max_length=80)]
Roles = Annotated[tuple[Role, ...], Field(min_length=1, max_length=5)]


FACTS = ("id", "revision", "login", "title", "roles", "leader", "subject")


class AccountView(Frozen):
    """An account without its secrets. disabled: it may not come in."""

    id: str
    revision: int
    login: str
    title: str
    roles: tuple[Role, ...]
    leader: LeaderId | None
    subject: str | None
    has_password: bool
    created_at: Instant
    disabled: bool

    @classmethod
    def of(cls, account: Account) -> "AccountView":
        """The account as it is told."""
        return cls(
            **{name: getattr(account, name) for name in FACTS},
            has_password=account.password is not None,
            created_at=account.created_at,
            disabled=account.disabled_at is not None,
        )


class NewAccount(Frozen):
    """An account to be made. title: a post, never a personal name. leader: whose calendar is its own. subject: the
    identity system's name for the person, where it vouches."""

    login: str = Field(min_length=1, max_length=100, pattern=r"^[^\s\x00-\x1f]+$")
    title: str = Field(min_length=1, max_length=60)
    roles: Roles
    leader: LeaderId | None = Field(default=None, max_length=40)
    subject: str | None = Field(default=None, min_length=1, max_length=200)


class AccountChange(Frozen):
    """What is to be changed of an account; what is not named stays."""

    title: str | None = Field(default=None, min_length=1, max_length=60)
    roles: Roles | None = None
    leader: LeaderId | None = Field(default=None, max_length=40)
    subject: str | None = Field(default=None, min_length=1, max_length=200)
    disabled: bool | None = None


class EntryLink(Frozen):
    """A one-time link: where it leads. address: shown this once, valid for a day."""

    account: str
    address: str | None


class NewKey(Frozen):
    """A program's key to be made."""

    title: str = Field(min_length=1, max_length=60)
    roles: Roles
    expires_at: Instant | None = None


class KeyView(Frozen):
    """A program's key. secret: shown this once."""

    id: str
    title: str
    prefix: str
    roles: tuple[Role, ...]
    created_by: str
    created_at: Instant
    expires_at: Instant | None
    used_at: Instant | None
    revoked_at: Instant | None
    secret: str | None = None

    @classmethod
    def of(cls, key: ApiKey, secret: str | None = None) -> "KeyView":
        """The key as it is told."""
        names = [name for name in cls.model_fields if name != "secret"]
        return cls(**{name: getattr(key, name) for name in names}, secret=secret)


def router(desk: Desk) -> APIRouter:
    """Routes of people; administrators' alone."""
    routes = APIRouter(prefix="/api/offices/{office}", tags=["people"])
    Who = Annotated[Principal, Depends(desk.gate.needs(Permission.PEOPLE))]

    @routes.get("/people")
    def accounts(office: str, who: Who, limit: Limit = 50, cursor: Cursor = None) -> Page[AccountView]:
        """All accounts, in order of their ids."""
        with desk.store.read(office) as room:
            found = [AccountView.of(account) for account in room.accounts.all()]
        return page(found, cursor, limit, lambda view: (view.id,))

    @routes.post("/people", status_code=201, response_model=AccountView)
    def create_account(
        office: str, given: NewAccount, who: Who, request: Request, key: IdempotencyKey = None, why: Why = None
    ) -> Response:
        """Make an account; it comes in by a one-time link."""
        _consistent(given.roles, given.leader)
        asked = request_sha("POST", request.scope["path"], given)
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:

            def make() -> tuple[AccountView, dict[str, str]]:
                made = Account(id=new_id(), created_at=desk.now(), **dict(given))
                return AccountView.of(room.accounts.put(made, expecting=None)), {"ETag": etag(1)}

            return once(room, who, given_key(key), asked, make)

    @routes.get("/people/{id}")
    def account(office: str, id: Id, who: Who, response: Response) -> AccountView:
        """One account."""
        with desk.store.read(office) as room:
            found = room.accounts.get(id)
        if found is None:
            raise Unknown(ABSENT)
        response.headers["ETag"] = etag(found.revision)
        return AccountView.of(found)

    @routes.patch("/people/{id}")
    def change_account(
        office: str, id: Id, given: AccountChange, who: Who, response: Response, seen: IfMatch = None, why: Why = None
    ) -> AccountView:
        """Change an account: its title, roles, leader, and whether it may come in."""
        expecting = seen_revision(seen)
        now = desk.now()
        with desk.store.write(office, act_of(who, now, why)) as room:
            found = room.accounts.get(id)
            if found is None:
                raise Unknown(ABSENT)
            changed = {name: getattr(given, name) for name in given.model_fields_set - {"disabled"}}
            if given.disabled is not None:
                changed["disabled_at"] = (found.disabled_at or now) if given.disabled else None
            made = found.model_copy(update={n: v for n, v in changed.items() if v is not None or n not in REQUIRED})
            _consistent(made.roles, made.leader)
            if id == who.id and (made.disabled_at is not None or Role.ADMINISTRATOR not in made.roles):
                raise Refused("不能停用自己，也不能取消自己的管理员角色；请由另一位管理员办理。")
            kept = room.accounts.put(made, expecting=expecting)
            if given.disabled:
                room.sessions.revoke(id)
        response.headers["ETag"] = etag(kept.revision)
        return AccountView.of(kept)

    @routes.post("/people/{id}/entry", status_code=201, response_model=EntryLink)
    def create_entry_link(
        office: str, id: Id, who: Who, request: Request, key: IdempotencyKey = None, why: Why = None
    ) -> Response:
        """Make a one-time link for an account; its sessions and older links end."""
        asked = request_sha("POST", request.scope["path"], None)
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:

            def make() -> tuple[EntryLink, dict[str, str]]:
                secret = desk.people.link(room, id)
                return EntryLink(account=id, address=f"{request.base_url}enter/{secret}"), {}

            return once(room, who, given_key(key), asked, make, secret="address")

    @routes.delete("/people/{id}/sessions", status_code=204)
    def end_sessions(office: str, id: Id, who: Who, why: Why = None) -> None:
        """End every session of an account."""
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:
            if room.accounts.get(id) is None:
                raise Unknown(ABSENT)
            room.sessions.revoke(id)

    @routes.get("/keys")
    def keys(office: str, who: Who, limit: Limit = 50, cursor: Cursor = None) -> Page[KeyView]:
        """All programs' keys, oldest first, also those that are revoked."""
        with desk.store.read(office) as room:
            found = [KeyView.of(one) for one in room.api_keys.all()]
        found.sort(key=_age)
        return page(found, cursor, limit, _age)

    @routes.post("/keys", status_code=201, response_model=KeyView)
    def create_key(
        office: str, given: NewKey, who: Who, request: Request, key: IdempotencyKey = None, why: Why = None
    ) -> Response:
        """Make a program's key; its secret is shown this once."""
        _consistent(given.roles, None)
        asked = request_sha("POST", request.scope["path"], given)
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:

            def make() -> tuple[KeyView, dict[str, str]]:
                made, secret = desk.people.mint_key(room, who.id, given.title, given.roles, given.expires_at)
                return KeyView.of(made, secret), {}

            return once(room, who, given_key(key), asked, make, secret="secret")

    @routes.delete("/keys/{id}", status_code=204)
    def revoke_key(office: str, id: Id, who: Who, why: Why = None) -> None:
        """End a program's key."""
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:
            if not room.api_keys.revoke(id):
                raise Unknown(ABSENT)

    return routes


REQUIRED = ("title", "roles")


def _age(view: KeyView) -> tuple[str, str]:
    return view.created_at.isoformat(), view.id


def _consistent(roles: tuple[Role, ...], leader: LeaderId | None) -> None:
    """Raises BadInput for a leader's account that is nobody's."""
    if Role.LEADER in roles and leader is None:
        raise BadInput([Fault("leader", "领导角色须写明是哪位领导的账号，请补上领导编号")])
