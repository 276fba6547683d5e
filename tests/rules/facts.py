"""The facts (事实) of a case sheet, turned into a brief."""

import re
from datetime import date
from typing import Any, NamedTuple

from models.brief import Brief, Office
from models.decided import Decision, Pin, Waiver
from models.events import (
    Application,
    Body,
    Consent,
    Cover,
    Duty,
    Event,
    Fixed,
    Host,
    Role,
    Seat,
    Secrecy,
    Who,
    Window,
)
from models.ledger import Ledger, MeetingHeld
from models.people import Delegation, DeputyPair, Leader, Post
from models.plan import BookingState, LeaveStart, Seating
from models.policy import Policy
from models.published import Published, PublishedBooking
from models.research import ResearchBlock
from models.seats import expand
from models.workdays import DayException, WorkCalendar
from tests.rules.chinese_times import day, days, every_day, half_day, in_session, instant, stretch
from tests.rules.papers import OFFICE_KEYS, PAPER_KEYS, office_papers, papers
from tests.rules.records import KINDS, RECORD_KEYS, records, study

Facts = dict[str, Any]

FACT_KEYS = {
    "说明", "人员", "AB角", "委托", "期间", "截至", "放假", "调休上班", "事项", "台账", "设置", "变通", "决定",
    "指定", "已公布", *RECORD_KEYS, *OFFICE_KEYS,
}  # fmt: skip
EVENT_KEYS = {
    "编号", "类别", "时间", "时间窗", "时长", "半天数", "席位", "地点", "区域", "主办", "分管", "必办", "优先级",
    "上级通知", "密级", "知悉", "申请", *PAPER_KEYS,
}  # fmt: skip
POSTS = {post.zh: post for post in Post}
BOOKING_STATES = {"暂定": BookingState.PLANNED, "已印发": BookingState.ISSUED, "主办方定": BookingState.FIXED}
AREAS = {"机关": "compound", "区内": "district", "市里": "city", "省里": "province"}
HOSTS = {"本级": Host.OWN, "上级": Host.SUPERIOR, "区委": Host.PARTY_COMMITTEE, "下级": Host.SUBORDINATE,
         "联合": Host.JOINT, "外来": Host.EXTERNAL}  # fmt: skip
SECRECY = {"公开": Secrecy.OPEN, "内部": Secrecy.INTERNAL, "限定": Secrecy.RESTRICTED}
SEATS = {
    "主持": "chair",
    "讲话": "speech",
    "出席": "attend",
    "接待": "receive",
    "组成人员": "members",
    "列席": "observe",
}
ROLES = {"主持": Role.CHAIR, "讲话": Role.SPEAKER}


class Names(NamedTuple):
    """What the sheet calls things, and their ids."""

    leaders: dict[str, str]
    events: dict[str, str]

    def leader(self, name: str) -> str:
        """A leader's id."""
        return self.leaders[name]

    def event(self, name: str) -> str:
        """An event's id."""
        return self.events.get(name, name)

    def seat(self, name: str) -> str:
        """A seat's key: 主持, 出席2, 组成人员:甲."""
        label, _, member = name.partition(":")
        found = re.fullmatch(r"(\D+)(\d*)", label)
        if found is None or found[1] not in SEATS:
            return name
        key = SEATS[found[1]] + (f"-{found[2]}" if found[2] else "")
        return f"{key}:{self.leader(member)}" if member else key

    def resolve(self, subject: str) -> str:
        """A subject's id: an event, a leader, an item, 常务会议:甲 or 调研:甲:1."""
        if subject.startswith("调研:"):
            _, leader, number = subject.split(":")
            return f"research/{self.leader(leader)}/2026/{number}"
        return ":".join(self.leaders.get(word, self.event(word)) for word in subject.split(":"))


def names_of(given: Facts) -> Names:
    """Ids for everything that the sheet calls by name."""
    leaders = {name: row["编号"] for name, row in given["人员"].items()}
    events = {name: row.get("编号", f"event-{n}") for n, (name, row) in enumerate(given.get("事项", {}).items(), 1)}
    return Names(leaders, events)


def policy_from(settings: dict[str, Any]) -> Policy:
    """The default policy with settings by their dotted names."""
    policy = Policy().model_dump()
    for name, value in settings.items():
        *path, last = name.split(".")
        group = policy
        for step in path:
            group = group[step]
        if last not in group:
            raise ValueError(f"没有这一设置：{name}")
        group[last] = value
    return Policy.model_validate(policy)


def brief_from(given: Facts, names: Names) -> Brief:
    """The brief that the facts tell of."""
    if unknown := set(given) - FACT_KEYS:
        raise ValueError(f"不认识的事实 {'、'.join(sorted(unknown))}")
    policy = policy_from(given.get("设置", {}))
    leaders = tuple(
        Leader(id=r["编号"], post=POSTS[r["职务"]], title=r.get("称谓", name), portfolios=tuple(r.get("分管", ())))
        for name, r in given["人员"].items()
    )
    departments = given.get("部门", {})
    events = tuple(_event(name, row, departments, names) for name, row in given.get("事项", {}).items())
    pairs = tuple(_pair(row, names) for row in given.get("AB角", ()))
    published = given.get("已公布")
    return Brief(
        office=Office(id="gulou", name="区政府办公室"),
        as_of=instant(given["截至"]),
        horizon=days(given["期间"]),
        leaders=leaders,
        pairs=pairs,
        delegations=tuple(
            Delegation(
                id=f"entrust-{n}",
                by=names.leader(r.get("委托人", "区长")),
                to=names.leader(r["受托"]),
                span=stretch(r["时间"]),
            )
            for n, r in enumerate(given.get("委托", ()), 1)
        ),
        events=events,
        ledger=_ledger(given["台账"], names),
        policy=policy,
        calendar=_calendar(given),
        waivers=tuple(_waiver(row, names) for row in given.get("变通", ())),
        decisions=tuple(_decision(row, names) for row in given.get("决定", ())),
        pins=tuple(_pin(row, names) for row in given.get("指定", ())),
        published=_published(published, names, policy, events, leaders, pairs) if published else None,
        **records(given, names),
        **office_papers(given),
    )


def _pair(row: Facts, names: Names) -> DeputyPair:
    last = day(row["至"]) if row.get("至") else None
    third = names.leader(row["C"]) if row.get("C") else None
    mutual = not row.get("单向", False)
    a, b = names.leader(row["A"]), names.leader(row["B"])
    work = tuple(row.get("分管", ()))
    return DeputyPair(a=a, b=b, first=day(row["自"]), last=last, mutual=mutual, c=third, portfolios=work)


def _event(name: str, row: Facts, departments: Facts, names: Names) -> Event:
    if unknown := set(row) - EVENT_KEYS:
        raise ValueError(f"事项“{name}”：不认识的栏目 {'、'.join(sorted(unknown))}")
    when: Fixed | Window
    if "时间" in row:
        span = stretch(row["时间"])
        when = Fixed(start=span.start, end=span.end)
    else:
        span = stretch(row["时间窗"])
        when = Window(earliest=span.start, latest=span.end, minutes=row.get("时长"), half_days=row.get("半天数"))
    asked = row.get("申请")
    application = None
    if asked is not None:
        consents = tuple(Consent(leader=names.leader(k), at=instant(v)) for k, v in asked.get("同意", {}).items())
        application = Application(unit=asked["单位"], at=instant(asked["时间"]), consents=consents)
    return Event(
        id=names.event(name),
        title=name,
        kind=KINDS[row["类别"]],
        when=when,
        seats=tuple(_seat(label, who, names) for label, who in row["席位"].items()),
        venue=row.get("地点", ""),
        area=AREAS[row.get("区域", "区内")],
        host=HOSTS[row.get("主办", "本级")],
        portfolio=row.get("分管"),
        duty=Duty.MUST if row.get("必办") else Duty.WANTED,
        priority=row.get("优先级", 2),
        summoned=row.get("上级通知", False),
        secrecy=SECRECY[row.get("密级", "内部")],
        knows=tuple(names.leader(k) for k in row["知悉"]) if "知悉" in row else None,
        application=application,
        **papers(row, departments, names),
    )


def _seat(label: str, text: str, names: Names) -> Seat:
    """``主持: 甲``, ``出席: 甲或乙（可缺）``, ``出席: 分管教育（不代行）``, ``组成人员: 全体``."""
    who, _, rest = text.partition("（")
    notes = rest.removesuffix("）").split("、") if rest else []
    if unknown := set(notes) - {"可缺", "不代行", "可代行"}:
        raise ValueError(f"席位“{label}”：看不懂 {'、'.join(unknown)}")
    cover = Cover.NONE if "不代行" in notes else Cover.PAIR if "可代行" in notes else None
    if who in ("全体", "全体会议成员"):
        whose = Who(members_of=Body.STANDING if who == "全体" else Body.PLENARY)
    elif who.startswith("分管"):
        whose = Who(portfolio=who.removeprefix("分管"))
    elif "或" in who:
        whose = Who(any_of=tuple(names.leader(one) for one in who.split("或")))
    else:
        whose = Who(leader=names.leader(who))
    role = ROLES.get(label.rstrip("0123456789"), Role.ATTEND)
    return Seat(id=names.seat(label), role=role, who=whose, required="可缺" not in notes, cover=cover)


def _ledger(row: Facts, names: Names) -> Ledger:
    def count(key: str) -> dict[str, int]:
        return {names.leader(k): v for k, v in row.get(key, {}).items()}

    held = tuple(MeetingHeld(id=k, on=day(v)) for k, v in row.get("已开会议", {}).items())
    return Ledger(
        year=row.get("年度", 2026),
        research=count("调研"),
        ceremonies=count("事务性活动"),
        quiet_weeks=row.get("无会周", 0),
        research_stays=count("蹲点"),
        research_quarter=count("本季调研"),
        research_reports=count("调研报告"),
        units={names.leader(k): tuple(v) for k, v in row.get("走访单位", {}).items()},
        meetings=held,
        studies=tuple(study(done, names) for done in row.get("已调研课题", ())),
    )


def _calendar(given: Facts) -> WorkCalendar:
    said = {on: False for on in every_day(given["放假"])} | {on: True for on in every_day(given["调休上班"])}
    exceptions = tuple(DayException(day=on, work=said[on], name="调整", source="放假通知") for on in sorted(said))
    return WorkCalendar(first=date(2026, 1, 1), last=date(2027, 12, 31), exceptions=exceptions)


def _waiver(row: Facts, names: Names) -> Waiver:
    subject = names.resolve(row["对象"])
    at = instant(row.get("时间", "11月20日 9:00"))
    return Waiver(rule=row["规则"], subject=subject, approver=row["批准人"], reason=row["理由"], at=at)


def _decision(row: Facts, names: Names) -> Decision:
    event, seat, taker = names.event(row["事项"]), names.seat(row["席位"]), names.leader(row["由"])
    at = instant(row.get("时间", "11月20日 9:00"))
    return Decision(event=event, seat=seat, taken_by=taker, by=row["决定人"], reason=row["理由"], at=at)


def _pin(row: Facts, names: Names) -> Pin:
    return Pin(
        event=names.event(row["事项"]),
        start=instant(row["开始"]) if "开始" in row else None,
        seat=names.seat(row["席位"]) if "席位" in row else None,
        leader=names.leader(row["领导"]) if "领导" in row else None,
        by="政府办主任",
    )


def _published(
    row: Facts,
    names: Names,
    policy: Policy,
    events: tuple[Event, ...],
    leaders: tuple[Leader, ...],
    pairs: tuple[DeputyPair, ...],
) -> Published:
    bookings, seats = [], []
    by_id = {event.id: event for event in events}
    for name, entry in row.get("事项", {}).items():
        event = by_id[names.event(name)]
        span = in_session(entry["时间"], policy) if "时间" in entry else stretch_of(event)
        state = BOOKING_STATES[entry.get("状态", "暂定")]
        since = instant(entry.get("公布于", "11月23日 9:00"))
        bookings.append(
            PublishedBooking(event=event.id, start=span.start, end=span.end, state=state, announced_at=since)
        )
        taken = {names.seat(k): names.leader(v) for k, v in entry.get("席位", {}).items()}
        for concrete in expand(event, leaders, pairs, policy):
            taker = taken.get(concrete.key, concrete.owner)
            seats.append(Seating(event=event.id, seat=concrete.key, taken_by=taker))
    research = tuple(block_from(n, entry, names) for n, entry in enumerate(row.get("调研", ()), 1))
    issued = tuple(row.get("已印发周", ()))
    return Published(
        number=1,
        digest="0" * 64,
        bookings=tuple(bookings),
        seats=tuple(seats),
        research=research,
        leave=tuple(LeaveStart(absence=k, start=half_day(v)) for k, v in row.get("休假", {}).items()),
        issued_weeks=issued,
    )


def stretch_of(event: Event) -> Any:
    """The time of a fixed event."""
    if not isinstance(event.when, Fixed):
        raise ValueError(f"事项“{event.title}”应写明时间")
    return event.when.span


def block_from(n: int, row: Facts, names: Names) -> ResearchBlock:
    """A stretch of research."""
    leader, start = names.leader(row["谁"]), half_day(row["时间"])
    number = row.get("编号", n)
    name = f"research/{leader}/{start.day.year}/{number}"
    return ResearchBlock(id=name, leader=leader, start=start, half_days=row["半天数"], topic=row.get("课题", ""))
