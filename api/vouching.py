"""Signing in by another system's word: OpenID Connect, authorization code with PKCE (RFC 7636). Knows no routes.

The office's own identity system says who somebody is; whether he has an account here, and what it may do, is said
here alone: its subject is looked up among the accounts, and nothing is ever made of its claims. Tokens are checked by
joserfc, an extra that is not installed by default; the provider is asked with the standard library, never by a proxy.
"""

import base64
import hashlib
import importlib.util
import ipaddress
import json
import secrets
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from datetime import datetime
from http.client import HTTPException
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from models.errors import Refused

ALGORITHMS = ("RS256", "PS256", "ES256")
LEEWAY = 60  # seconds that the provider's clock may be off
PATIENCE = 10.0  # seconds for one answer of the provider
MOST = 1_000_000  # bytes of one answer
LONGEST = 200  # letters of a subject, as an account keeps it
SILENT = "统一身份认证系统没有正常应答；请稍后重试，或用登录名和口令登录。"
NOT_OURS = "统一身份认证没有完成：应答与本次登录不符。请重新登录。"


class NotVouched(Exception):
    """Nobody is vouched for. The message is for the person at the door."""


class Provider(NamedTuple):
    """A provider as the settings name it. secret: none for a public client."""

    issuer: str
    client: str
    secret: str | None = None


class Passage(NamedTuple):
    """What one way to the provider and back is held together by; 256 bits each."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def begin(cls) -> "Passage":
        """A new one."""
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))

    @classmethod
    def read(cls, text: str) -> "Passage | None":
        """From what a browser kept; none for nonsense."""
        parts = text.split(".")
        return cls(*parts) if len(parts) == 3 and all(len(part) >= 43 for part in parts) else None

    def __str__(self) -> str:
        return ".".join(self)


class Vouching:
    """One provider, asked when somebody wants to come in by its word."""

    def __init__(self, provider: Provider, now: Callable[[], datetime]) -> None:
        """Raises Refused where the extra is not installed, or the issuer could be overheard."""
        if importlib.util.find_spec("joserfc") is None:
            raise Refused("设置了统一身份认证，但没有安装 joserfc；请安装附加组件 oidc，或去掉 oidc_issuer。")
        if not is_safe(provider.issuer):
            raise Refused(f"统一身份认证的地址 {provider.issuer} 须是 https；请核对 oidc_issuer。")
        self.provider, self.now = provider, now
        self._lock = threading.Lock()
        self._about: dict[str, Any] | None = None
        self._keys: dict[str, Any] | None = None

    def way_out(self, passage: Passage, back: str) -> str:
        """Where to send somebody. back: our own address that he is to return to. Raises NotVouched."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(passage.verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "scope": "openid",
            "client_id": self.provider.client,
            "redirect_uri": back,
            "state": passage.state,
            "nonce": passage.nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        address = self._endpoint("authorization_endpoint")
        return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"

    def subject(self, passage: Passage, code: str, back: str) -> str:
        """Whom the provider vouches for, by its own name for him. Raises NotVouched."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": passage.verifier,
            "client_id": self.provider.client,
        }
        token = ask(self._endpoint("token_endpoint"), form, self._basic()).get("id_token")
        if not isinstance(token, str):
            raise NotVouched(NOT_OURS)
        claims = self._checked(token, passage.nonce)
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST:
            raise NotVouched(NOT_OURS)
        return subject

    def _checked(self, token: str, nonce: str) -> Mapping[str, Any]:
        """A token's claims, if it is the provider's, for us, of this passage (OpenID Connect Core 3.1.3.7)."""
        from joserfc import errors, jwk, jwt  # noqa: PLC0415  (an extra)

        wanted = jwt.JWTClaimsRegistry(
            now=int(self.now().timestamp()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self.provider.issuer},
            aud={"essential": True, "value": self.provider.client},
            nonce={"essential": True, "value": nonce},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
        )
        for keys in (self._known_keys(fresh=False), None):
            try:
                known = jwk.KeySet.import_key_set(keys or self._known_keys(fresh=True))
                claims: Mapping[str, Any] = jwt.decode(token, known, algorithms=ALGORITHMS).claims
                wanted.validate(claims)
            except (errors.BadSignatureError, errors.InvalidKeyIdError):
                continue  # perhaps its keys are new: once more, with them
            except (errors.JoseError, ValueError, KeyError, TypeError):
                raise NotVouched(NOT_OURS) from None
            if claims.get("azp", self.provider.client) != self.provider.client:
                raise NotVouched(NOT_OURS)
            return claims
        raise NotVouched(NOT_OURS)

    def _endpoint(self, name: str) -> str:
        with self._lock:
            if self._about is None:
                about = ask(f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration")
                if about.get("issuer") != self.provider.issuer:
                    raise NotVouched(SILENT)
                self._about = about
            address = self._about.get(name)
        if not isinstance(address, str) or not is_safe(address):
            raise NotVouched(SILENT)
        return address

    def _known_keys(self, *, fresh: bool) -> dict[str, Any]:
        address = self._endpoint("jwks_uri")
        with self._lock:
            if self._keys is None or fresh:
                self._keys = ask(address)
            return self._keys

    def _basic(self) -> dict[str, str]:
        """How we say who we are (RFC 6749 2.3.1); a public client says it in the form alone."""
        if self.provider.secret is None:
            return {}
        pair = f"{quote(self.provider.client, safe='')}:{quote(self.provider.secret, safe='')}"
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


class _Straight(urllib.request.HTTPRedirectHandler):
    """A provider that sends us elsewhere is not followed."""

    def redirect_request(self, *_: Any) -> None:
        """Nowhere."""


def ask(address: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> Any:
    """What the provider answers, an object of JSON. Raises NotVouched."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Straight())
    body = urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(address, body, {"Accept": "application/json", **(headers or {})})
    try:
        with opener.open(request, timeout=PATIENCE) as answer:
            found = json.loads(answer.read(MOST + 1)[: MOST + 1])
    except (OSError, HTTPException, ValueError):
        raise NotVouched(SILENT) from None
    if not isinstance(found, dict):
        raise NotVouched(SILENT)
    return found


def is_safe(address: str) -> bool:
    """Whether nobody on the way can overhear or change what is said there."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return bool(parts.hostname)
    try:
        return parts.scheme == "http" and ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.scheme == "http" and parts.hostname == "localhost"
