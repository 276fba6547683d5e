"""Secrets: minted with 256 bits, kept as SHA-256 alone; passwords as argon2id.

Each sort of secret has a hash of its own, so that a sign-in link can never serve as a session, nor a feed's token
as a key.
"""

import hashlib
import secrets
from enum import StrEnum
from functools import lru_cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from models.errors import BadInput, Fault

SHORTEST, LONGEST = 12, 200  # letters of a password


class Sort(StrEnum):
    """What a secret is for; the value is what its text begins with, none for what stands in an address."""

    SESSION = "session"
    ENTRY = "entry"
    KEY = "rck_"
    FEED = "feed"


def mint(sort: Sort) -> str:
    """A new secret."""
    return (sort.value if sort is Sort.KEY else "") + secrets.token_urlsafe(32)


def sha_of(sort: Sort, secret: str) -> str:
    """What is kept of a secret; 64 hexadecimal digits."""
    return hashlib.sha256(f"{sort.name}:{secret}".encode("utf-8", "surrogatepass")).hexdigest()


def new_id() -> str:
    """A name that nobody can guess and that says nothing."""
    return secrets.token_hex(8)


@lru_cache(maxsize=1)
def _hasher() -> PasswordHash:
    return PasswordHash((Argon2Hasher(),))


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _hasher().hash(secrets.token_hex(16))


def hash_password(password: str, login: str, path: str = "password") -> str:
    """The argon2id hash. Raises BadInput for a password that will not do."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadInput([Fault(path, f"口令应为 {SHORTEST} 至 {LONGEST} 个字符，请重新设置")])
    if login.casefold() in password.casefold():
        raise BadInput([Fault(path, "口令不能包含登录名，请重新设置")])
    return _hasher().hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Whether it is the password; nobody's is compared in just as much time."""
    right = _hasher().verify(password[:LONGEST], kept or _nobodys())
    return right and kept is not None
