"""A small OpenID Connect provider with a server of its own: it signs people in without asking, as a test tells it."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwk, jwt

CLIENT, SECRET = "richeng", "a secret of ours"


class Provider:
    """claims: what a test puts over the honest claims of the next token; subject: who signs in."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.subject = "outer-7"
        self.claims: dict[str, Any] = {}
        self.algorithm = "RS256"
        self.signing: Any = None
        self.issuer = ""
        self.asked: dict[str, dict[str, str]] = {}
        self.key_reads = 0
        self.renew()

    def renew(self) -> None:
        """New keys, as a provider takes from time to time."""
        self.key = jwk.RSAKey.generate_key(2048, parameters={"kid": f"k{self.key_reads}"}, private=True)

    def about(self) -> dict[str, str]:
        """Its own description."""
        ways = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {"issuer": self.issuer} | {name: f"{self.issuer}/{path}" for name, path in ways.items()}

    def keys(self) -> dict[str, Any]:
        """Its public keys."""
        self.key_reads += 1
        return {"keys": [self.key.as_dict(private=False)]}

    def sign_in(self, address: str) -> str:
        """What a browser sent there is sent back to."""
        asked = dict(parse_qsl(urlsplit(address).query))
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], who: str) -> dict[str, str] | None:
        """A token for a code, once, for whoever began; none: refused."""
        asked = self.asked.pop(form.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '%20')}".encode()).decode()
        if asked is None or who != f"Basic {basic}" or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        if proof.decode() != asked["code_challenge"] or asked["code_challenge_method"] != "S256":
            return None
        at = int(self.now.timestamp())
        honest = {
            "iss": self.issuer, "aud": CLIENT, "sub": self.subject, "nonce": asked["nonce"],
            "iat": at, "exp": at + 300,
        }  # fmt: skip
        claims = {name: value for name, value in {**honest, **self.claims}.items() if value is not None}
        header = {"alg": self.algorithm, "kid": self.key.kid}
        signed = jwt.encode(header, claims, self.signing or self.key, algorithms=[self.algorithm])
        return {"id_token": signed, "access_token": "none of ours", "token_type": "Bearer"}


@contextmanager
def served(now: datetime) -> Iterator[Provider]:
    """One that answers on a port of its own."""
    provider = Provider(now)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            rooms = {"/.well-known/openid-configuration": provider.about, "/keys": provider.keys}
            self._answer(rooms[self.path]() if self.path in rooms else None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(
                provider.token(form, self.headers.get("Authorization", "")) if self.path == "/token" else None
            )

        def _answer(self, told: dict[str, Any] | None) -> None:
            raw = json.dumps(told if told is not None else {"error": "invalid_grant"}).encode()
            self.send_response(200 if told is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: Any) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
