"""The gate: who asks, and whether the permission table lets them. Every route names its permission here.

Absent and forbidden look alike: another office's things, and another leader's, are answered as what never was. What
a role may not do at all is refused before anything is looked up.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request

from api.auth import Door, NotAdmitted, NotPermitted
from api.secrets import Sort, sha_of
from models.accounts import Role
from models.errors import Unknown
from models.permissions import Permission, is_granted
from store.base import Store

SESSION = "richeng_session"
IDLE = timedelta(hours=2)
NOTED = timedelta(minutes=1)  # how exactly a session's or key's last use is known
AUDIENCE = "audience"
ABSENT = "没有这一项，或者您看不到它。请核对地址。"


@dataclass(frozen=True)
class Principal:
    """Who asks. id: an account's, ``key:`` and a key's, or ``guest``. session: the SHA-256 of its secret."""

    id: str
    office: str
    title: str
    roles: frozenset[Role]
    leader: str | None = None
    session: str | None = None

    def may(self, permission: Permission) -> bool:
        """Whether the permission table says so."""
        return is_granted(permission, self.roles)

    @property
    def is_confined(self) -> bool:
        """Whether only one leader's calendar is theirs to read: a leader's who is nothing else."""
        return self.roles <= {Role.LEADER}

    def sees(self, audience: str) -> bool:
        """Whether a calendar is theirs to read."""
        return not self.is_confined or (self.leader is not None and audience == self.leader)


class Gate:
    """Knows people by their sessions, programs by their keys, and guests by the door."""

    def __init__(self, store: Store, office: str, door: Door, now: Callable[[], datetime]) -> None:
        """office: whose guests the door lets in."""
        self.store = store
        self.office = office
        self.door = door
        self.now = now

    def needs(self, permission: Permission) -> "Needs":
        """What a route depends on."""
        return Needs(self, permission)

    def identify(self, request: Request) -> Principal:
        """Who asks. Raises NotAdmitted."""
        cookie = request.cookies.get(SESSION)
        if cookie and (found := self.by_session(cookie)) is not None:
            return found
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and key.strip().startswith(Sort.KEY):
            if (program := self._by_key(key.strip())) is None:
                raise NotAdmitted(401)
            return program
        self.door(request)
        return Principal("guest", self.office, "访客", frozenset({Role.VIEWER}))

    def by_session(self, secret: str) -> Principal | None:
        """Whose session it is, none for one that has ended, whose account is closed, or that never was."""
        sha, now = sha_of(Sort.SESSION, secret), self.now()
        session = self.store.session(sha)
        if (
            session is None
            or session.revoked_at is not None
            or now >= min(session.expires_at, session.seen_at + IDLE)
        ):
            return None
        with self.store.read(session.office) as desk:
            account = desk.accounts.get(session.account)
        if account is None or account.disabled_at is not None:
            return None
        if now - session.seen_at >= NOTED:
            with self.store.write(session.office, None) as desk:
                desk.sessions.seen(sha, now)
        return Principal(account.id, session.office, account.title, frozenset(account.roles), account.leader, sha)

    def _by_key(self, secret: str) -> Principal | None:
        key, now = self.store.api_key(sha_of(Sort.KEY, secret)), self.now()
        if key is None or key.revoked_at is not None or (key.expires_at is not None and now >= key.expires_at):
            return None
        if key.used_at is None or now - key.used_at >= NOTED:
            with self.store.write(key.office, None) as desk:
                desk.api_keys.used(key.id, now)
        return Principal(f"key:{key.id}", key.office, key.title, frozenset(key.roles))


class Needs:
    """A route's permission; as a dependency it answers who asks."""

    def __init__(self, gate: Gate, permission: Permission) -> None:
        self.gate = gate
        self.permission = permission

    def __call__(self, request: Request) -> Principal:
        """Let in whoever has the permission. Raises NotAdmitted, Unknown for others' things, NotPermitted for what
        the role does not do."""
        who = self.gate.identify(request)
        if request.path_params.get("office", who.office) != who.office:
            raise Unknown(ABSENT)
        if not who.may(self.permission):
            raise NotPermitted
        audience = request.path_params.get(AUDIENCE, request.query_params.get(AUDIENCE))
        if audience is not None and not who.sees(audience):
            raise Unknown(ABSENT)
        return who


class Public:
    """Marks a route that asks for no permission, and says why not."""

    def __init__(self, why: str) -> None:
        self.why = why

    def __call__(self) -> None:
        """Nothing is asked."""
