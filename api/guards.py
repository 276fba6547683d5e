"""What stands before every route: headers, the size of bodies, and whose site and name a request comes by."""

import ipaddress
import logging
import time
import traceback
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import plain
from api.measures import Measures, route_of

log = logging.getLogger("richeng")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
SAFE = ("GET", "HEAD", "OPTIONS")


class TooMuch(HTTPException):
    """A body past the limit."""

    def __init__(self) -> None:
        super().__init__(413)


class Unkeepable(HTTPException):
    """Text with a NUL in it, which PostgreSQL does not keep."""

    def __init__(self) -> None:
        super().__init__(400)


class Guards:
    """Outermost of all: an answer leaves with its headers even where the app fails."""

    def __init__(self, app: ASGIApp, *, body_limit: int, own_names_only: bool, measures: Measures) -> None:
        """own_names_only: where guests may come in, answer only to this machine's own names (DNS rebinding)."""
        self.app = app
        self.measures = measures
        self.body_limit = body_limit
        self.own_names_only = own_names_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        started = False
        begun = time.monotonic()

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._note(scope, message["status"], time.monotonic() - begun)
                out = MutableHeaders(scope=message)
                if scope["path"].startswith("/static/"):
                    out.setdefault("Cache-Control", "private, no-cache")
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
            await send(message)

        async def refuse(status: int) -> None:
            await plain(Request(scope), status)(scope, receive, send_guarded)

        read = 0

        async def receive_limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.body_limit:
                raise TooMuch()
            if holds_nul(headers, message.get("body", b"")):
                raise Unkeepable()
            return message

        if self.own_names_only and not is_own_name(headers.get("host", "")):
            await refuse(400)
        elif scope["method"] not in SAFE and not is_same_site(headers):
            await refuse(403)
        elif int(length if (length := headers.get("content-length", "0")).isdigit() else 0) > self.body_limit:
            await refuse(413)
        elif not scope["path"].startswith("/feeds/") and ("\0" in scope["path"] or b"%00" in scope["query_string"]):
            await refuse(400)
        else:
            try:
                await self.app(scope, receive_limited, send_guarded)
            except (TooMuch, Unkeepable) as refused:
                if not started:
                    await refuse(refused.status_code)
            except Exception as fault:
                # neither its path, which may hold a token, nor its message, which may hold a title
                frames = "".join(traceback.format_tb(fault.__traceback__))
                log.error("request failed: %s\n%s", type(fault).__name__, frames)
                if not started:
                    await refuse(500)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        """Count and log an answer: by its route's pattern, since an address may hold a token."""
        route = route_of(scope)
        self.measures.note(scope["method"], route, status, seconds)
        log.info(
            "request",
            extra={"method": scope["method"][:10], "route": route, "status": status, "ms": round(seconds * 1000, 1)},
        )


def holds_nul(headers: Headers, part: bytes) -> bool:
    """Whether a part of a body has a NUL in its text."""
    is_form = headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
    return (b"%00" in part) if is_form else (b"\\u0000" in part)


def is_same_site(headers: Headers) -> bool:
    """Whether a writing request comes from our own pages, or from no browser at all."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or (origin != "null" and urlsplit(origin).netloc == headers.get("host"))


def is_own_name(host: str) -> bool:
    """Whether a Host header names this machine: a loopback address, or a name without a dot, which nobody else can
    own on the internet."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return bool(name) and "." not in name
