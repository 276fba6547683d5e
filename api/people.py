"""People at the gate: signing in, sessions, one-time links. Knows no HTTP.

Tries are counted in the trail before a password is looked at, so a restart or a second process forgets none.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta

from api.auth import NotAdmitted
from api.secrets import Sort, hash_password, is_password, mint, new_id, sha_of
from models.accounts import Account, ApiKey, Role, Session
from models.errors import Refused, Unknown
from models.trail import Act
from store.base import Store
from store.desk import Desk

TRIES, WITHIN = 20, timedelta(minutes=15)
REFUSAL = 0.5  # seconds from a try to its refusal, so that its time does not tell whether there is such a name
ABSOLUTE = timedelta(hours=12)  # a session's longest life
ENTRY = timedelta(hours=24)  # a one-time link's
STRANGERS = 10_000
FIRST = "admin"
SYSTEM = "system"


class People:
    """The people of every office of a store."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store = store
        self.now = now
        self._strangers: OrderedDict[str, deque[datetime]] = OrderedDict()

    def sign_in(self, office: str, login: str, password: str) -> str:
        """A new session's secret. Raises NotAdmitted: 401, or 429 after too many tries for one account."""
        account = self._tried(office, login)
        if not is_password(password, account.password if account else None) or account is None:
            raise NotAdmitted(401, "/sign-in")
        with self.store.write(office, Act(by=account.id, at=self.now(), why="登录")) as desk:
            return self._open(desk, account)

    def walk_in(self, office: str, login: str) -> str:
        """A new session's secret for the demo's newcomer, who has no password to give. Raises NotAdmitted once the
        account has one, or is not there."""
        with self.store.write(office, Act(by=login, at=self.now(), why="演示进入")) as desk:
            account = desk.accounts.of_login(login)
            if account is None or account.password is not None or account.disabled_at is not None:
                raise NotAdmitted(401, "/sign-in")
            return self._open(desk, account)

    def vouched(self, office: str, subject: str) -> str:
        """A new session's secret for whom another system vouches, by its name for him. Raises NotAdmitted where not
        exactly one account bears it; none is ever made."""
        with self.store.read(office) as desk:
            known = [a for a in desk.accounts.all() if a.subject == subject and a.disabled_at is None]
        if len(known) != 1:
            raise NotAdmitted(401, "/sign-in")
        with self.store.write(office, Act(by=known[0].id, at=self.now(), why="统一身份认证登录")) as desk:
            return self._open(desk, known[0])

    def _tried(self, office: str, login: str) -> Account | None:
        """The account that may be tried once more; a stranger's tries are counted just as well."""
        try:
            with self.store.read(office) as desk:
                account = desk.accounts.of_login(login)
        except Unknown:
            account = None
        if account is None or account.disabled_at is not None:
            self._strange(f"{office} {login[:100]}")
            return None
        with self.store.write(office, Act(by=account.id, at=self.now(), why="登录")) as desk:
            subject = f"account/{account.id}"
            if desk.trail.count_since("session.tried", subject, self.now() - WITHIN) >= TRIES:
                raise NotAdmitted(429, "/sign-in")
            desk.trail.tell("session.tried", subject)
        return account

    def _strange(self, name: str) -> None:
        tries = self._strangers.setdefault(name, deque())
        while tries and tries[0] <= self.now() - WITHIN:
            tries.popleft()
        if len(tries) >= TRIES:
            raise NotAdmitted(429, "/sign-in")
        tries.append(self.now())
        self._strangers.move_to_end(name)
        if len(self._strangers) > STRANGERS:
            self._strangers.popitem(last=False)

    def _open(self, desk: Desk, account: Account) -> str:
        secret, now = mint(Sort.SESSION), self.now()
        desk.sessions.open(
            Session(
                sha256=sha_of(Sort.SESSION, secret),
                office=desk.office,
                account=account.id,
                created_at=now,
                seen_at=now,
                expires_at=now + ABSOLUTE,
            )
        )
        return secret

    def link(self, desk: Desk, account: str) -> str:
        """The secret of a one-time link by which an account comes in and may set its password; older links of the
        account, and its sessions, end. Raises Unknown."""
        found = desk.accounts.get(account)
        if found is None or found.disabled_at is not None:
            raise Unknown(f"没有账号 {account}，或已停用。")
        desk.sessions.revoke(account)
        secret, now = mint(Sort.ENTRY), self.now()
        sha = sha_of(Sort.ENTRY, secret)
        ends = now + ENTRY
        desk.sessions.open(
            Session(
                sha256=sha, office=desk.office, account=account, created_at=now, seen_at=now, expires_at=ends
            )
        )  # fmt: skip
        return secret

    def of_link(self, secret: str) -> tuple[str, Account] | None:
        """The office and account that a one-time link still opens."""
        link = self.store.session(sha_of(Sort.ENTRY, secret))
        if link is None or link.revoked_at is not None or self.now() >= link.expires_at:
            return None
        with self.store.read(link.office) as desk:
            account = desk.accounts.get(link.account)
        return (link.office, account) if account and account.disabled_at is None else None

    def enter(self, secret: str, password: str) -> str:
        """Come in by a one-time link, which is used up; a new session's secret. Only an account that has no
        password yet may leave it so. Raises Unknown for a link that is used up, BadInput for a bad password."""
        found = self.of_link(secret)
        if found is None:
            raise Unknown("这个链接已经用过或过期；请向管理员索取新的链接。")
        office, account = found
        hashed = hash_password(password, account.login) if password else account.password
        with self.store.write(office, Act(by=account.id, at=self.now(), why="凭一次性链接进入")) as desk:
            if desk.sessions.revoke(account.id, sha_of(Sort.ENTRY, secret)) != 1:
                raise Unknown("这个链接已经用过或过期；请向管理员索取新的链接。")
            if hashed != account.password:
                desk.accounts.put(account.model_copy(update={"password": hashed}), expecting=account.revision)
            return self._open(desk, account)

    def set_password(self, desk: Desk, account: Account, old: str, new: str) -> None:
        """Change one's own password; all other sessions end. Raises Refused for a wrong old one."""
        if account.password is not None and not is_password(old, account.password):
            raise Refused("原口令不对，口令没有改动；请核对后重试。")
        hashed = hash_password(new, account.login, "new")
        desk.accounts.put(account.model_copy(update={"password": hashed}), expecting=account.revision)
        desk.sessions.revoke(account.id)

    def first_link(self, office: str, login: str = FIRST, title: str = "系统管理员", *roles: Role) -> str | None:
        """A one-time link for setting an office up, while nobody can sign in yet; none where somebody can."""
        roles = roles or (Role.ADMINISTRATOR,)
        with self.store.write(office, Act(by=SYSTEM, at=self.now(), why="首次启动")) as desk:
            accounts = desk.accounts.all()
            if any(a.password for a in accounts if a.disabled_at is None):
                return None
            if desk.accounts.get(login) is None:
                made = Account(id=login, login=login, title=title, roles=roles, created_at=self.now())
                desk.accounts.put(made, expecting=None)
            return self.link(desk, login)

    def mint_key(
        self, desk: Desk, by: str, title: str, roles: tuple[Role, ...], ends: datetime | None
    ) -> tuple[ApiKey, str]:
        """A new program's key and its secret, which is shown this once."""
        secret = mint(Sort.KEY)
        key = ApiKey(
            sha256=sha_of(Sort.KEY, secret),
            office=desk.office,
            id=new_id(),
            title=title,
            prefix=secret[:10],
            roles=roles,
            created_by=by,
            created_at=self.now(),
            expires_at=ends,
        )
        desk.api_keys.mint(key)
        return key, secret
