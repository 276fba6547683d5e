"""The pages of settings: leaders and pairs, the policy with its articles, the year's holidays; people; the trail."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from fastapi.responses import HTMLResponse

from api.desk import Desk
from api.gate import Principal
from api.noticing import NoticeLook
from api.pages.fill import TEMPLATES
from api.pages.shell import page
from models.accounts import Account, Role
from models.people import DeputyPair, Leader, Post
from models.permissions import GRANTS, Permission
from models.policy import Policy
from models.policy_listing import Setting, assumptions, settings
from models.records import Record, RecordKind
from models.workdays import Notice

SECTIONS = {
    "standing": "常务会议",
    "agenda": "议题",
    "plenary": "全体会议",
    "office_meeting": "区长办公会议",
    "huddle": "碰头会",
    "meeting": "会议",
    "nomeeting": "无会日",
    "headcall": "通知主要负责人",
    "petition": "接访阅信",
    "reception": "接待",
    "research": "调研",
    "ceremony": "事务性活动",
    "cover": "AB角补位",
    "leave": "外出请假",
    "fairness": "轮换",
    "load": "一周负荷",
    "week": "周安排",
    "hours": "办公时间",
    "travel": "路程",
    "plan": "排定",
    "keep": "保存期限",
    "weights": "代价（本系统自定）",
}
PERMISSION_ZH = {
    Permission.READ: "看已发布的安排",
    Permission.RECORDS: "看记录",
    Permission.EDIT: "改记录、收集申请",
    Permission.PLAN: "排定、核对",
    Permission.PUBLISH: "签发",
    Permission.LINKS: "订阅地址",
    Permission.PEOPLE: "账号",
    Permission.TRAIL: "看留痕",
    Permission.REQUEST: "申请领导出席（只见忙闲）",
}


class PolicyRow(NamedTuple):
    """A setting on the page. control: how it is edited: number, choice, or none (by a policy file)."""

    setting: Setting
    article: str
    text: str
    control: str
    value: str
    open: bool
    confirmed: bool


class PolicySection(NamedTuple):
    """A section of the policy; open: how many of its settings are still to be confirmed."""

    id: str
    zh: str
    rows: tuple[PolicyRow, ...]
    open: int


def settings_page(desk: Desk, who: Principal) -> HTMLResponse:
    """Leaders, pairs, policy and holidays."""
    today = desk.today()
    with desk.store.read(who.office) as room:
        leaders = room.records.all(RecordKind.LEADER)
        pairs = room.records.all(RecordKind.PAIR)
        policies = room.records.all(RecordKind.POLICY)
        notices = [record.read(Notice) for record in room.records.all(RecordKind.NOTICE)]
    record = _in_force(policies, today)
    policy = record.read(Policy) if record is not None else Policy()
    titles = {one.id: one.read(Leader).title for one in leaders}
    sections = tuple(_sections(policy))
    facts = {
        "leaders": [(one, one.read(Leader)) for one in leaders],
        "pairs": [(one, one.read(DeputyPair), _pair_zh(one.read(DeputyPair), titles, today)) for one in pairs],
        "posts": [(post.value, post.zh) for post in Post],
        "titles": titles,
        "policy": policy,
        "sections": sections,
        "open": sum(section.open for section in sections),
        "notices": sorted(notices, key=lambda notice: -notice.year),
        "years": (today.year, today.year + 1),
        "may_edit": who.may(Permission.EDIT),
        "today": today,
        "known": _known(leaders, pairs, record, policy),
    }
    return page(desk, who, "settings", "settings.html", facts)


def _known(
    leaders: Sequence[Record], pairs: Sequence[Record], policy: Record | None, in_force: Policy
) -> dict[str, Any]:
    """What the page's script needs to write: bodies and revisions."""
    kept = {one.subject: {"revision": one.revision, "body": _plain(one)} for one in (*leaders, *pairs)}
    plain = in_force.model_dump(mode="json", by_alias=True)
    told = {"id": policy.id, "revision": policy.revision} if policy is not None else {"id": "", "revision": 0}
    return {"records": kept, "policy": {**told, "body": plain}}


def _plain(record: Record) -> Any:
    return record.body.model_dump(mode="json", by_alias=True) if record.body is not None else {}


def _in_force(policies: Sequence[Record], today: date) -> Record | None:
    found = [one for one in policies if one.read(Policy).effective_from <= today]
    return max(found, key=lambda one: one.read(Policy).effective_from, default=None)


def _pair_zh(pair: DeputyPair, titles: dict[str, str], today: date) -> str:
    a, b = titles.get(pair.a, pair.a), titles.get(pair.b, pair.b)
    joint = "↔" if pair.mutual else "←"
    state = "" if pair.in_force(today) else "（尚未生效）" if pair.first > today else "（已终止）"
    return f"{a} {joint} {b}{state}"


def _sections(policy: Policy) -> Iterator[PolicySection]:
    waiting = {setting.path for setting in assumptions(policy)}
    rows: dict[str, list[PolicyRow]] = {}
    for setting in settings(policy):
        section = setting.path.partition(".")[0]
        rows.setdefault(section, []).append(_row(setting, setting.path in waiting, policy))
    for section, found in rows.items():
        yield PolicySection(section, SECTIONS.get(section, section), tuple(found), sum(row.open for row in found))


def _row(setting: Setting, is_open: bool, policy: Policy) -> PolicyRow:
    article = (
        f"第{setting.article}条" if setting.article.isdigit() else "本系统" if setting.article == "ours" else "页脚"
    )
    value = setting.value
    simple = value is None or (isinstance(value, int) and not isinstance(value, bool))
    control = "choice" if isinstance(value, bool) else "number" if simple and _is_number(setting.path) else ""
    shown = "是" if value is True else "否" if value is False else setting.text.strip('"')
    plain = json.dumps(value) if control else ""
    return PolicyRow(setting, article, shown, control, plain, is_open, setting.path in policy.confirmed)


def _is_number(path: str) -> bool:
    """Whether a setting is a whole number, or unset until it is one."""
    section, _, name = path.partition(".")
    annotation = type(getattr(Policy(), section)).model_fields[name].annotation
    return annotation in (int, int | None)


def notice_fragment(look: NoticeLook) -> str:
    """A notice's year as the page shows it before it is taken."""
    return TEMPLATES.get_template("settings_notice.html").render(look=look)


def accounts_page(desk: Desk, who: Principal) -> HTMLResponse:
    """Who may come in, and as what."""
    head = desk.shelf.head()
    with desk.store.read(who.office) as room:
        accounts: tuple[Account, ...] = room.accounts.all()
        leaders = [record.read(Leader) for record in room.records.all(RecordKind.LEADER)]
    leaders = leaders or list(head.leaders if head is not None else ())
    grants = [(zh, [role in GRANTS[permission] for role in Role]) for permission, zh in PERMISSION_ZH.items()]
    facts = {
        "accounts": sorted(accounts, key=lambda one: (one.disabled_at is not None, one.created_at)),
        "roles": list(Role),
        "leaders": [(leader.id, leader.title) for leader in leaders],
        "titles": {leader.id: leader.title for leader in leaders},
        "grants": grants,
        "me": who.id,
        "known": {one.id: one.revision for one in accounts},
    }
    return page(desk, who, "accounts", "settings_accounts.html", facts)
