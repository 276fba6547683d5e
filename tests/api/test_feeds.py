"""Feeds over HTTP (RFC 9110): what calendar clients ask, and what they must never be told."""

import gzip
import secrets
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

import pytest
from starlette.testclient import TestClient

from models.audience import OFFICE, Audience
from models.brief import Office
from models.errors import DamagedRecord
from models.trail import Act
from render import ical
from store.memory import MemoryStore
from tests.api.conftest import AUDIENCES, office_now
from tests.render.week_sample import CANARY, SECRET


@pytest.fixture
def url(tokens):
    return f"/feeds/{tokens['head']}.ics"


def test_every_audience_has_its_own_calendar_byte_for_byte(client, tokens, chain):
    for name in AUDIENCES:
        audience = OFFICE if name == "office" else Audience(name)
        answer = client.get(f"/feeds/{tokens[name]}.ics")
        assert answer.status_code == 200
        assert answer.content == ical.calendar(chain[-1], audience)


def test_the_headers_are_what_calendar_clients_want(client, url, chain):
    answer = client.get(url)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["etag"] == ical.etag(answer.content)
    assert answer.headers["vary"] == "Accept-Encoding"
    assert parsedate_to_datetime(answer.headers["last-modified"]) == chain[-1].feed_changed["head"]
    assert "set-cookie" not in answer.headers
    assert "content-disposition" not in answer.headers


def test_head_is_get_without_the_body(client, url):
    got, headed = (client.request(method, url, headers={"Accept-Encoding": "identity"}) for method in ("GET", "HEAD"))
    assert headed.status_code == 200
    assert headed.content == b""
    assert headed.headers == got.headers


@pytest.mark.parametrize("shape", ["{}", '"nope", {}', "*", '{}, "nope"'])
def test_a_known_tag_is_answered_with_304_and_the_same_headers(client, url, shape):
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": shape.format(first.headers["etag"])})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "cache-control", "vary", "last-modified"):
        assert again.headers[name] == first.headers[name]
    assert "content-type" not in again.headers


def test_tags_are_compared_weakly(client, url):
    strong = client.get(url).headers["etag"].removeprefix("W/")
    assert client.get(url, headers={"If-None-Match": strong}).status_code == 304
    assert client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_date_counts_only_without_a_tag(client, url):
    stamp = client.get(url).headers["last-modified"]
    old = format_datetime(datetime(2026, 12, 1, tzinfo=UTC), usegmt=True)
    assert client.get(url, headers={"If-Modified-Since": stamp}).status_code == 304
    assert client.get(url, headers={"If-Modified-Since": old}).status_code == 200
    assert client.get(url, headers={"If-Modified-Since": stamp, "If-None-Match": '"x"'}).status_code == 200


@pytest.mark.parametrize("rubbish", ["", "yesterday", "Thu, 99 Foo 2026", "-1", "9" * 400])
def test_a_date_that_cannot_be_read_is_ignored(client, url, rubbish):
    assert client.get(url, headers={"If-Modified-Since": rubbish}).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("GZIP", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, *", False),
        ("*;q=0", False),
        ("identity", False),
        ("", False),
        ("gzip;q=much", False),
    ],
)
def test_gzip_only_where_it_is_accepted(client, url, accepted, zipped):
    with client.stream("GET", url, headers={"Accept-Encoding": accepted}) as answer:
        raw = b"".join(answer.iter_raw())
    assert (answer.headers.get("content-encoding") == "gzip") == zipped
    assert answer.headers["content-length"] == str(len(raw))
    assert (gzip.decompress(raw) if zipped else raw).startswith(b"BEGIN:VCALENDAR\r\n")
    assert answer.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "REPORT", "MKCALENDAR"])
def test_whoever_would_write_is_told_405(client, url, method):
    answer = client.request(method, url, headers={"If-Match": "nothing"})
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


def strangers(token: str) -> list[str]:
    flipped = token[:-1] + ("A" if token[-1] != "A" else "B")
    near = [
        flipped,
        token[:-1],
        token + "A",
        token.swapcase(),
        token + "=",
        f"%00{token}",
        token + "%00",
        " " + token,
    ]
    near += [
        token.replace(token[0], "%25" + token[0], 1),
        f"{token}/",
        "office",
        "head",
        "%",
        "é",
        "a" * 5000,
    ]
    return [*near, *(secrets.token_urlsafe(32) for _ in range(200))]


def test_all_strangers_get_the_same_404(client, tokens):
    answers = [client.get(f"/feeds/{token}.ics") for token in strangers(tokens["head"])]
    answers += [client.get("/feeds/"), client.get("/feeds/x"), client.get("/feeds/x/other.ics")]
    assert {(a.status_code, a.content, tuple(sorted(a.headers.items()))) for a in answers} == {
        (404, answers[0].content, tuple(sorted(answers[0].headers.items())))
    }
    assert b"BEGIN" not in answers[0].content


def test_a_feed_holds_no_more_than_its_reader_may_know(client, tokens):
    for name in AUDIENCES:
        body = client.get(f"/feeds/{tokens[name]}.ics").text
        told = CANARY in body.replace("\r\n ", "")
        assert told == (name in {"office", "exec", *SECRET.people})  # exec: a tombstone of what was dropped


class Failing(MemoryStore):
    """A store whose disk can go bad: every read fails from then on."""

    broken = False

    def numbers(self, office: str) -> tuple[int, ...]:
        if self.broken:
            raise DamagedRecord("存档损坏")
        return super().numbers(office)


def test_while_the_store_is_damaged_phones_get_the_last_good_bytes(open_app, chain, url, tokens):
    store = Failing()
    for publication in chain:
        store.append(publication, expecting=publication.number - 1 or None)
    client: TestClient = open_app(store=store)
    good = client.get(url)
    store.broken = True
    again = client.get(url)
    assert (again.status_code, again.content) == (200, good.content)
    assert client.get(url, headers={"If-None-Match": good.headers["etag"]}).status_code == 304
    never = client.get(f"/feeds/{tokens['dep-a']}.ics")
    assert never.status_code == 503
    assert "VCALENDAR" not in never.text
    assert never.headers["retry-after"]


def test_before_the_first_publication_there_is_no_feed_and_no_empty_one(open_app, url):
    empty = MemoryStore()
    empty.found(Office(id="demo", name="空"), Act(by="test", at=office_now()))
    answer = open_app(store=empty).get(url)
    assert answer.status_code == 503
    assert "VCALENDAR" not in answer.text


def test_a_new_version_shows_at_once(open_app, chain, url):
    store = MemoryStore()
    store.append(chain[0], expecting=None)
    client = open_app(store=store)
    first = client.get(url)
    for publication in chain[1:]:
        store.append(publication, expecting=publication.number - 1)
    assert client.get(url, headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_two_renders_are_one(open_app, url):
    assert open_app().get(url).content == open_app().get(url).content
