"""The page of subscriptions: each audience's addresses, when they were last read, and what their holders see."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from fastapi.responses import HTMLResponse

from api.desk import Desk
from api.gate import Principal
from api.in_charge import IN_CHARGE_ID
from api.pages.codes import Codes
from api.pages.fill import TEMPLATES
from api.pages.shell import page
from models.accounts import FeedLink
from models.audience import OFFICE_ID, Audience
from models.publication import Publication
from models.spans import in_office_zone
from models.views import views

QUIET = timedelta(days=3)
SHOWN = 12
WEEKDAYS = "一二三四五六日"


class Seen(NamedTuple):
    """A line of a calendar as its holder's phone shows it."""

    day: str
    time: str
    title: str
    venue: str


class Subscribers(NamedTuple):
    """An audience and its addresses, living ones first."""

    id: str
    zh: str
    links: tuple[FeedLink, ...]

    @property
    def living(self) -> int:
        """How many addresses are in use."""
        return sum(link.revoked_at is None for link in self.links)


def subscriptions_page(desk: Desk, who: Principal, chosen: str | None) -> HTMLResponse:
    """The page. chosen: the audience whose calendar is shown; one's own, or the Office's, where none is."""
    desk.links.write_notes(at_once=True)
    head, now = desk.shelf.head(), desk.now()
    with desk.store.read(who.office) as room:
        links = room.feed_links.all()
    groups = tuple(_groups(head, links, who))
    wanted = next((group for group in groups if group.id == chosen), groups[0] if groups else None)
    facts = {
        "groups": groups,
        "chosen": wanted,
        "seen": tuple(_seen(head, wanted.id, desk)) if head is not None and wanted is not None else (),
        "has_calendar": head is not None,
        "ago": lambda at: _ago(at, now),
        "quiet": lambda at: at is None or now - at > QUIET,
        "in_charge": IN_CHARGE_ID,
    }
    return page(desk, who, "subscriptions", "subscriptions.html", facts)


def codes_fragment(codes: Codes) -> str:
    """An address's codes, as a part of a page."""
    return TEMPLATES.get_template("subscriptions_codes.html").render(codes=codes)


def _groups(head: Publication | None, links: tuple[FeedLink, ...], who: Principal) -> Iterator[Subscribers]:
    leaders = [(leader.id, leader.title) for leader in head.leaders] if head is not None else []
    named = [(OFFICE_ID, "全体领导（政府办）"), *leaders, (IN_CHARGE_ID, "谁在主持")]
    for id, zh in named:
        if id == IN_CHARGE_ID or who.sees(id):
            mine = sorted((link for link in links if link.audience == id), key=lambda link: link.created_at)
            yield Subscribers(id, zh, tuple(sorted(mine, key=lambda link: link.revoked_at is not None)))


def _seen(head: Publication, audience: str, desk: Desk) -> Iterator[Seen]:
    """What an audience's phone shows from now on."""
    if audience == IN_CHARGE_ID:
        return
    reader = Audience(None if audience == OFFICE_ID else audience).on(desk.today(), head.reads_ahead)
    for view in [view for view in views(head, reader) if view.end > desk.now()][:SHOWN]:
        start, end = in_office_zone(view.start), in_office_zone(view.end)
        day = f"{start.month}月{start.day}日 周{WEEKDAYS[start.weekday()]}"
        yield Seen(day, "全天" if view.all_day else f"{start:%H:%M}—{end:%H:%M}", view.title, view.venue)


def _ago(at: datetime | None, now: datetime) -> str:
    """How long ago a phone last asked, in words."""
    if at is None:
        return "还没有读取过"
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 2:
        return "刚刚读取"
    if minutes < 120:
        return f"{minutes}分钟前读取"
    return f"{minutes // 60}小时前读取" if minutes < 48 * 60 else f"{minutes // 1440}天前读取"
