"""Who may read without an account: one access key for pages and the API, and the demo office's feed tokens."""

import base64
import hashlib
import hmac
import ipaddress
import os
import re
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

from fastapi import Request

from models.errors import DamagedRecord, Refused

COOKIE = "richeng"
SESSION_SECONDS = 12 * 3600
TRIES, TRIES_SECONDS = 10, 15 * 60
ADDRESSES = 10_000
KEY_LENGTH = 12
KEY_FILE = "feed.key"
PAGE = re.compile(r"/[a-z0-9-]{1,40}/(week(/\d{4}-W\d{2})?|subscribe)")


def demo_tokens(data: Path, audiences: Iterable[str]) -> dict[str, str]:
    """The demo office's feed tokens by audience, 256 bits each: the id's HMAC under the key in the data folder.

    A real office's are random and never seen again; the demo's have to be printed on every start.
    """
    key = key_file(data / KEY_FILE)
    return {audience: _token(key, audience) for audience in audiences}


def _token(key: bytes, audience: str) -> str:
    digest = hmac.new(key, audience.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def key_file(path: Path) -> bytes:
    """The key in a file that only its owner may read; made on first use. Raises DamagedRecord for a broken one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
    key = path.read_bytes()
    if len(key) != 32:
        raise DamagedRecord(f"钥匙文件 {path} 不完整。删除它再启动会生成新的，所有订阅地址随之更换。")
    path.chmod(0o600)
    return key


def require_key_for(host: str, key: str | None) -> None:
    """Raises Refused for an address that others can reach without an access key, and for too short a key."""
    if key is None and not is_loopback(host):
        raise Refused(
            f"{host} 可由同一网络的人打开，必须先设置访问口令：在环境变量 RICHENG_ACCESS_KEY 中写入不少于 "
            f"{KEY_LENGTH} 个字符的口令再启动；只在本机使用请改用 --host 127.0.0.1。"
        )
    if key is not None and len(key) < KEY_LENGTH:
        raise Refused(f"访问口令至少 {KEY_LENGTH} 个字符，请换一个更长的再启动。")


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class NotAdmitted(Exception):
    """Nobody knows this reader. status: 401, or 429 after too many wrong keys."""

    def __init__(self, status: int, login: str = "/login") -> None:
        super().__init__(str(status))
        self.status = status
        self.login = login
        wait = {"Retry-After": str(TRIES_SECONDS)}
        self.headers = {"WWW-Authenticate": "Bearer"} if status == 401 else wait


class NotPermitted(Exception):
    """One is known, and one's role does not do this; told before anything is looked up."""


class Door:
    """The access key at the door of pages and API, for reading; the demo office on its own machine is always open."""

    def __init__(self, key: str | None, clock: Callable[[], float] = time.time, *, guests: bool = True) -> None:
        """guests: whether, without a key, anybody may come in to read; else there are only people with accounts."""
        self._key = None if key is None else key.encode()
        self._guests = guests
        self._clock = clock
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    @property
    def is_open(self) -> bool:
        """Whether no key is asked for."""
        return self._key is None and self._guests

    @property
    def has_key(self) -> bool:
        """Whether there is a key to show; else one signs in as oneself."""
        return self._key is not None

    def __call__(self, request: Request) -> None:
        """Let a reader in who has a session or the key. Raises NotAdmitted."""
        if self.is_open or self._holds(request.cookies.get(COOKIE, "")):
            return
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.admits(key.strip(), request):
            return
        path = request.scope["path"]
        raise NotAdmitted(401, f"/login?next={quote(path)}" if PAGE.fullmatch(path) else "/login")

    def admits(self, key: str, request: Request) -> bool:
        """Whether it is the key. Raises NotAdmitted after too many wrong ones from one address."""
        address = request.client.host if request.client else ""
        wrong = self._wrong.get(address, deque())
        while wrong and wrong[0] < self._clock() - TRIES_SECONDS:
            wrong.popleft()
        if len(wrong) >= TRIES:
            raise NotAdmitted(429)
        if self._key is not None and hmac.compare_digest(_seal(self._key, key.encode()), _seal(self._key, self._key)):
            self._wrong.pop(address, None)
            return True
        wrong.append(self._clock())
        self._wrong[address] = wrong
        self._wrong.move_to_end(address)
        if len(self._wrong) > ADDRESSES:
            self._wrong.popitem(last=False)
        return False

    def session(self) -> str:
        """The cookie of somebody who has shown the key: until when, sealed with the key, which is not in it."""
        until = str(int(self._clock()) + SESSION_SECONDS)
        return f"{until}.{_seal(self._key or b'', b'session ' + until.encode()).hex()}"

    def _holds(self, cookie: str) -> bool:
        until, _, seal = cookie.partition(".")
        if not (self._key and until.isascii() and until.isdigit() and len(until) < 12 and int(until) > self._clock()):
            return False
        expected = _seal(self._key, b"session " + until.encode()).hex()
        return hmac.compare_digest(expected.encode(), seal.encode("utf-8", "replace"))


def _seal(key: bytes, text: bytes) -> bytes:
    return hmac.new(key, text, hashlib.sha256).digest()


def next_page(wanted: str) -> str:
    """Where to go after the log-in: one of our own weeks, else the front page."""
    return wanted if PAGE.fullmatch(wanted) else "/"
