"""Who may come in: accounts with roles, their sessions, keys for programs, and links for calendars.

Secrets are known by their SHA-256 alone (hexadecimal), passwords by their argon2 hash; none is ever kept as given.
"""

from enum import StrEnum

from pydantic import Field

from models.people import LeaderId
from models.spans import Frozen, Instant

Sha256 = str


class Role(StrEnum):
    """What an account may do; the permissions themselves are the API's table."""

    CLERK = "clerk"
    APPROVER = "approver"
    LEADER = "leader"
    VIEWER = "viewer"
    ADMINISTRATOR = "administrator"
    DEPARTMENT = "department"

    @property
    def zh(self) -> str:
        """The role as people say it."""
        return _ROLE_ZH[self]


_ROLE_ZH = {
    Role.CLERK: "经办人",
    Role.APPROVER: "审批人",
    Role.LEADER: "领导",
    Role.VIEWER: "查看人",
    Role.ADMINISTRATOR: "管理员",
    Role.DEPARTMENT: "部门",
}


class Account(Frozen):
    """One person's way in, or an outer system's. title: a post, never a personal name.

    login: what is typed in, unique in the office. leader: whose calendar is this account's own. password: an
    argon2 hash, none where another system vouches (subject: its name for the person).
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    revision: int = Field(default=1, ge=1)
    login: str = Field(min_length=1, max_length=100)
    title: str = Field(min_length=1, max_length=60)
    roles: tuple[Role, ...] = ()
    leader: LeaderId | None = None
    password: str | None = Field(default=None, repr=False)
    subject: str | None = None
    created_at: Instant
    disabled_at: Instant | None = None


class Session(Frozen):
    """A signed-in browser. seen_at: last use; it ends at `expires_at`, or when it is revoked."""

    sha256: Sha256 = Field(repr=False)
    office: str
    account: str
    created_at: Instant
    seen_at: Instant
    expires_at: Instant
    revoked_at: Instant | None = None


class ApiKey(Frozen):
    """A program's key. prefix: its first characters, by which people tell keys apart."""

    sha256: Sha256 = Field(repr=False)
    office: str
    id: str
    title: str = Field(min_length=1, max_length=60)
    prefix: str = Field(max_length=12)
    roles: tuple[Role, ...] = ()
    created_by: str
    created_at: Instant
    expires_at: Instant | None = None
    used_at: Instant | None = None
    revoked_at: Instant | None = None


class FeedLink(Frozen):
    """One subscriber's address of one audience's feed. It stays known after it is revoked: 410, not 404."""

    sha256: Sha256 = Field(repr=False)
    office: str
    id: str
    audience: str
    title: str = Field(min_length=1, max_length=60)
    created_by: str
    created_at: Instant
    read_at: Instant | None = None
    reads: int = Field(default=0, ge=0)
    revoked_at: Instant | None = None
    follows: str | None = None


class FeedRead(Frozen):
    """Reads of one link since the last note was taken: how many, from first to last."""

    link: str
    first: Instant
    last: Instant
    reads: int = Field(ge=1)
