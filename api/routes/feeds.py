"""Feeds over HTTP, as calendar clients have it (RFC 9110): conditional, compressed if they can, never empty."""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException, Request, Response

from api.desk import Desk
from api.gate import Public
from api.in_charge import IN_CHARGE_ID, ChargeFeeds
from api.links import Found, Word
from api.shelf import Feed
from render import ical

REFUSALS = {Word.REVOKED: 410, Word.UNKNOWN: 404, Word.UNTOLD: 503}
LATER = {"Retry-After": "600"}
CONTENT_TYPE = "text/calendar; charset=utf-8"


def router(desk: Desk) -> APIRouter:
    """Routes of feeds; the token in the address is all the key they need."""
    routes = APIRouter(include_in_schema=False, dependencies=[Depends(Public("地址本身就是钥匙"))])
    charges = ChargeFeeds(desk.store)

    @routes.api_route("/feeds/{token}.ics", methods=["GET", "HEAD"], name="feed")
    def feed(token: str, request: Request, later: BackgroundTasks) -> Response:
        """An audience's calendar."""
        found = desk.links.find(token)
        if found.audience is None:
            raise HTTPException(REFUSALS[found.word], headers=LATER if found.word is Word.UNTOLD else None)
        if found.audience.leader == IN_CHARGE_ID:
            body = charges.get(found.office, desk.today(), desk.now())
            return noted(later, found, calendar_of(request, body, desk.now()))
        calendar = desk.of(found.office).shelf.feed(found.audience, desk.today())
        if calendar is None:
            raise HTTPException(503, headers=LATER)
        return noted(later, found, respond(request, calendar))

    def noted(later: BackgroundTasks, found: Found, response: Response) -> Response:
        desk.links.note(found.office, found.id)
        later.add_task(desk.links.write_notes)
        response.background = later
        return response

    @routes.api_route("/feeds/{rest:path}", methods=["GET", "HEAD"])
    def stranger(rest: str) -> Response:
        """Every other address is as unknown as an unknown token."""
        raise HTTPException(404)

    return routes


def respond(request: Request, feed: Feed) -> Response:
    """The feed, or 304 where the client has it already."""
    changed = feed.changed.astimezone(UTC).replace(microsecond=0)
    headers = {
        "ETag": feed.etag,
        "Last-Modified": format_datetime(changed, usegmt=True),
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Encoding",
    }
    if is_known(request, feed.etag, changed):
        return Response(status_code=304, headers=headers)
    body = feed.body
    if accepts_gzip(",".join(request.headers.getlist("accept-encoding"))):
        body = feed.zipped
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(body))
    return Response(b"" if request.method == "HEAD" else body, headers=headers, media_type=CONTENT_TYPE)


def calendar_of(request: Request, body: bytes | None, now: datetime) -> Response:
    """A calendar known by its tag alone, or 304. Raises 503 where there is none: an empty one would wipe phones."""
    if body is None:
        raise HTTPException(503, headers=LATER)
    headers = {"ETag": ical.etag(body), "Cache-Control": "private, no-cache", "Content-Length": str(len(body))}
    if is_known(request, headers["ETag"], now):
        return Response(status_code=304, headers={name: headers[name] for name in ("ETag", "Cache-Control")})
    return Response(b"" if request.method == "HEAD" else body, headers=headers, media_type=CONTENT_TYPE)


def is_known(request: Request, etag: str, changed: datetime) -> bool:
    """Whether the client's copy is the present one: by tag (weak comparison, lists, *), else by date."""
    tags = ",".join(request.headers.getlist("if-none-match"))
    if tags:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in known or etag.removeprefix("W/") in known
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        read = parsedate_to_datetime(since)
    except (ValueError, TypeError, OverflowError):
        return False  # RFC 9110 13.1.3: a date that cannot be read is ignored
    return changed <= (read if read.tzinfo else read.replace(tzinfo=UTC))


def accepts_gzip(header: str) -> bool:
    """Whether Accept-Encoding allows gzip; q=0 forbids it, and gzip's own word outweighs that of *."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        coding, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            weights[coding] = float(weight)
        except ValueError:
            weights[coding] = 0.0
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0
