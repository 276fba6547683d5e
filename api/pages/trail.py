"""The trail as people read it: who did what, when and why, the newest first."""

from collections.abc import Iterator
from typing import NamedTuple

from fastapi.responses import HTMLResponse

from api.desk import Desk
from api.gate import Principal
from api.pages.shell import page
from models.records import RecordKind
from models.spans import in_office_zone
from models.trail import TrailEntry

STEP = 100
WHAT = {
    "record.put": "写入",
    "record.removed": "删去",
    "record.erased": "按期清除",
    "account.put": "账号",
    "office.founded": "建立单位",
    "office.renamed": "单位改名",
    "api_key.minted": "新建程序口令",
    "api_key.revoked": "停用程序口令",
    "brief.erased": "清除摘要",
    "draft.put": "保存草稿",
    "draft.dropped": "丢弃草稿",
    "feed_link.minted": "新建订阅地址",
    "feed_link.revoked": "停用订阅地址",
    "run.asked": "排定",
    "run.cancel_wanted": "取消排定",
    "session.opened": "登录",
    "session.revoked": "退出或收回登录",
    "session.tried": "试登录",
    "feed.read": "订阅读取",
    "feed.reads_erased": "清除读取记录",
    "publication.plan": "发布",
    "publication.issue": "印发周安排",
}
SUBJECTS = {
    "account": "账号",
    "api_key": "程序口令",
    "feed_link": "订阅地址",
    "draft": "草稿",
    "run": "排定任务",
    "office": "单位",
    "publication": "版",
    "session": "会话",
    "brief": "摘要",
    "reads": "读取次数",
}


class TrailRow(NamedTuple):
    """A deed in words."""

    entry: TrailEntry
    at: str
    by: str
    what: str
    subject: str


def trail_page(desk: Desk, who: Principal, before: int | None) -> HTMLResponse:
    """A part of the trail that ends before a number, the newest part where none is named."""
    with desk.store.read(who.office) as room:
        end = room.trail.anchor.number
        last = min(end, before - 1) if before is not None else end
        first = max(0, last - STEP)
        entries = room.trail.entries(after=first, limit=last - first) if last > first else ()
        titles = {account.id: account.title for account in room.accounts.all()}
    facts = {
        "rows": tuple(_rows(entries, titles)),
        "total": end,
        "older": first + 1 if first else None,
        "newer": min(end + 1, last + STEP + 1) if last < end else None,
    }
    return page(desk, who, "trail", "trail.html", facts)


def _rows(entries: tuple[TrailEntry, ...], titles: dict[str, str]) -> Iterator[TrailRow]:
    for entry in reversed(entries):
        at = in_office_zone(entry.at).strftime("%Y-%m-%d %H:%M:%S")
        by = titles.get(entry.by, {"system": "系统"}.get(entry.by, entry.by))
        yield TrailRow(entry, at, by, WHAT.get(entry.what, entry.what), _subject(entry.subject, titles))


def _subject(subject: str, titles: dict[str, str]) -> str:
    kind, _, id = subject.partition("/")
    if kind in {one.value for one in RecordKind}:
        return f"{RecordKind(kind).zh} {id}"
    return f"{SUBJECTS.get(kind, kind)} {titles.get(id, id)}"
