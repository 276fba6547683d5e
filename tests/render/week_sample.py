"""A made-up district office in the week of 7 December 2026: dense, with every state that a table can show."""

from datetime import date, datetime, timedelta

from models.audit import Audit, Finding, Verdict
from models.brief import Office
from models.events import Firmness, Kind, Role, Secrecy
from models.feed_ledger import with_feeds
from models.people import Leader, Post
from models.plan import BookingState, LeftOut
from models.publication import (
    AwayView,
    Change,
    ChangeKind,
    DayView,
    Entry,
    EntrySeat,
    Publication,
    PublicationKind,
    ResearchLine,
)
from models.spans import OFFICE_TZ, DateRange, HalfDay

CANARY = "金丝雀"

LEADERS = (
    Leader(id="head", post=Post.HEAD, title="区长", portfolios=("主持全面工作",)),
    Leader(id="exec", post=Post.EXECUTIVE_DEPUTY, title="常务副区长", portfolios=("发展改革", "财政", "应急")),
    Leader(id="dep-a", post=Post.DEPUTY, title="副区长甲", portfolios=("农业", "水利", "乡村振兴")),
    Leader(id="dep-b", post=Post.DEPUTY, title="副区长乙", portfolios=("住建", "城管", "交通")),
    Leader(id="dep-c", post=Post.DEPUTY, title="副区长丙", portfolios=("教育", "卫健", "民政")),
    Leader(id="dep-d", post=Post.DEPUTY, title="副区长丁", portfolios=("公安", "司法", "信访")),
    Leader(id="dep-e", post=Post.DEPUTY, title="副区长戊", portfolios=("招商", "工信", "文旅")),
    Leader(id="director", post=Post.OFFICE_DIRECTOR, title="政府办主任", portfolios=("综合", "督查")),
)
MEMBERS = ("head", "exec", "dep-a", "dep-b", "dep-c", "dep-d", "dep-e")


def at(day: int, clock: str, month: int = 12) -> datetime:
    """A minute of 2026, or of January 2027."""
    hours, minutes = map(int, clock.split(":"))
    return datetime(2027 if month == 1 else 2026, month, day, hours, minutes, tzinfo=OFFICE_TZ)


def seat(who: str | None, role: Role = Role.ATTEND, *, owner: str | None = None, key: str = "") -> EntrySeat:
    """A seat; with an owner beside the taker it is an acted one."""
    acting = owner if owner and who and owner != who else None
    key = key or f"{role.value}-{owner or who or 'open'}"
    return EntrySeat(key=key, role=role, owner=owner or who, taken_by=who, acting_for=acting)


def item(id_: str, title: str, kind: Kind, start: datetime, minutes: int, *seats: EntrySeat, **more: object) -> Entry:
    """An entry whose time its host has set, unless told otherwise."""
    facts: dict[str, object] = {
        "state": BookingState.FIXED,
        "announced_at": at(4, "16:00"),
        "end": start + timedelta(minutes=minutes),
    }
    return Entry.model_validate(
        {"id": id_, "title": title, "kind": kind, "start": start, "seats": seats, **facts, **more}
    )


def whole(id_: str, title: str, leader: str, first: HalfDay, halves: int = 1, **more: object) -> Entry:
    """A block of research over whole half-days."""
    start = datetime.combine(first.day, datetime.min.time(), OFFICE_TZ) + timedelta(hours=14.5 if first.pm else 8.5)
    last = first.shifted(halves - 1)
    end = datetime.combine(last.day, datetime.min.time(), OFFICE_TZ) + timedelta(hours=18 if last.pm else 12)
    minutes = int((end - start).total_seconds() // 60)
    facts: dict[str, object] = {"state": BookingState.PLANNED, "whole_half_days": True, **more}
    return item(id_, title, Kind.RESEARCH, start, minutes, seat(leader, key="leader"), **facts)


def half(day: int, part: str) -> HalfDay:
    """A half-day of December 2026."""
    return HalfDay(date(2026, 12, day), part == "pm")


CHAIR = Role.CHAIR
STANDING = item(
    "standing/2026-12/1",
    "区政府第12次常务会议",
    Kind.STANDING,
    at(8, "09:00"),
    180,
    seat("head", CHAIR),
    *(seat(m, key=f"members:{m}") for m in MEMBERS[1:]),
    seat("director", key="observer"),
    venue="一楼会议室",
    organiser="政府办",
    state=BookingState.ISSUED,
)
GRAIN = item(
    "grain",
    "冬灌工作部署会",
    Kind.DEPLOYMENT,
    at(10, "09:00"),
    60,
    seat("dep-b", CHAIR, owner="dep-a"),
    venue="三楼会议室",
    organiser="农业农村局",
)
FLOOD = item(
    "flood",
    "防汛物资验收",
    Kind.INSPECTION,
    at(10, "14:30"),
    120,
    seat(None, owner="dep-a"),
    venue="水利局仓库",
    organiser="水利局",
)
SECRET = item(
    "secret-case",
    f"{CANARY}专案协调",
    Kind.COORDINATION,
    at(9, "15:00"),
    90,
    seat("head", CHAIR),
    seat("dep-d"),
    venue=f"{CANARY}指挥部",
    organiser=f"{CANARY}分局",
    note=f"{CANARY}不得外传",
    secrecy=Secrecy.RESTRICTED,
)
SECRET_BEFORE = SECRET.model_copy(update={"start": at(9, "16:00"), "end": at(9, "17:30"), "venue": f"{CANARY}旧址"})
SECRET_GONE = item(
    "secret-talk", f"{CANARY}约谈", Kind.TALK, at(11, "10:00"), 60, seat("exec"), secrecy=Secrecy.RESTRICTED
)
FAIR_GONE = item("fair", "年货大集开幕式", Kind.CEREMONY, at(12, "09:30"), 60, seat("dep-e"), venue="会展中心")

ENTRIES = (
    STANDING,
    GRAIN,
    FLOOD,
    SECRET,
    item(
        "video",
        "全市经济运行调度会（视频）",
        Kind.VIDEO_SUPERIOR,
        at(7, "08:40"),
        100,
        seat("head"),
        seat("exec"),
        venue="二楼视频会议室",
        organiser="发改委",
    ),
    item(
        "follow",
        "区经济运行续会",
        Kind.WORK,
        at(7, "10:30"),
        60,
        seat("exec", CHAIR),
        venue="二楼视频会议室",
        organiser="发改委",
    ),
    item(
        "merchants",
        "会见来访客商",
        Kind.RECEPTION,
        at(10, "10:00"),
        60,
        seat("head"),
        seat("dep-e"),
        venue="会客厅",
        organiser="商务局",
    ),
    item(
        "party",
        "区委常委会会议",
        Kind.PARTY_COMMITTEE,
        at(11, "15:00"),
        180,
        seat("head"),
        seat("exec"),
        venue="区委三楼",
        organiser="区委办",
    ),
    item(
        "safety",
        "安全生产专题会议",
        Kind.SPECIAL,
        at(9, "15:00"),
        90,
        seat("exec", CHAIR),
        venue="五楼会议室",
        organiser="应急局",
        state=BookingState.PLANNED,
    ),
    whole("research/head/2026/18", "调研：城中村改造", "head", half(9, "am"), venue="辛庄街道"),
    whole("research/exec/2026/20", "调研：重点项目建设", "exec", half(10, "pm"), venue="产业园区"),
    whole("research/dep-a/2026/15", "调研：设施农业", "dep-a", half(7, "am"), venue="北郊乡"),
    item(
        "rural",
        "乡村振兴工作调度会",
        Kind.WORK,
        at(7, "14:30"),
        90,
        seat("dep-a", CHAIR),
        venue="三楼会议室",
        organiser="农业农村局",
    ),
    item(
        "provincial",
        "接待省农业农村厅来访",
        Kind.RECEPTION,
        at(9, "15:00"),
        90,
        seat("dep-b", owner="dep-a"),
        venue="会客厅",
        organiser="农业农村局",
        note="省厅副厅长一行6人",
    ),
    whole("research/dep-b/2026/19", "调研：背街小巷整治", "dep-b", half(9, "am"), venue="五一街道"),
    item(
        "old-town",
        "老旧小区改造现场会",
        Kind.WORK,
        at(11, "09:30"),
        120,
        seat("dep-b", CHAIR),
        venue="西司门街道",
        organiser="住建局",
        state=BookingState.PLANNED,
    ),
    item(
        "roads",
        "冬季道路保畅协调会",
        Kind.COORDINATION,
        at(7, "09:00"),
        60,
        seat("dep-b", CHAIR),
        venue="四楼会议室",
        organiser="交通局",
        state=BookingState.PLANNED,
    ),
    item(
        "heating",
        "供热保障协调会",
        Kind.COORDINATION,
        at(7, "10:30"),
        60,
        seat("dep-b", CHAIR),
        venue="四楼会议室",
        organiser="城管局",
        state=BookingState.PLANNED,
    ),
    item(
        "bridge",
        "城区桥梁安全排查督导",
        Kind.INSPECTION,
        at(10, "15:00"),
        120,
        seat("dep-b"),
        organiser="城管局",
        venue="沿河各桥",
        state=BookingState.PLANNED,
    ),
    whole("research/dep-c/2026/20", "调研：基层卫生服务", "dep-c", half(7, "am"), venue="三个社区"),
    item(
        "food",
        "学校食品安全约谈会",
        Kind.WORK,
        at(9, "14:30"),
        90,
        seat("dep-c", CHAIR),
        venue="四楼会议室",
        organiser="教体局",
        state=BookingState.PLANNED,
    ),
    item(
        "library",
        "区文化馆新馆开馆仪式",
        Kind.CEREMONY,
        at(10, "09:30"),
        60,
        seat("dep-c"),
        venue="区文化馆",
        organiser="文旅局",
    ),
    whole("research/dep-c/2026/21", "调研：养老服务", "dep-c", half(11, "am"), 2, venue="南苑街道"),
    item(
        "flu",
        "冬季流感防控视频会",
        Kind.VIDEO_SUPERIOR,
        at(7, "15:00"),
        90,
        seat("dep-c"),
        venue="二楼视频会议室",
        organiser="卫健委",
    ),
    item(
        "relief",
        "困难群众走访慰问",
        Kind.VISIT_CONDOLENCE,
        at(12, "09:00"),
        150,
        seat("dep-c"),
        venue="州桥街道",
        organiser="民政局",
    ),
    item(
        "petition",
        "信访接待日",
        Kind.PETITION_RECEPTION,
        at(7, "15:00"),
        180,
        seat("dep-d"),
        venue="信访局",
        organiser="信访局",
    ),
    item(
        "crime",
        "扫黑除恶专题会",
        Kind.SPECIAL,
        at(9, "09:00"),
        90,
        seat("dep-d", CHAIR),
        venue="公安分局",
        organiser="公安分局",
    ),
    item(
        "drugs",
        "禁毒工作督导",
        Kind.INSPECTION,
        at(10, "15:00"),
        120,
        seat("dep-d"),
        venue="西郊乡",
        organiser="公安分局",
        firmness=Firmness.TENTATIVE,
    ),
    item(
        "patrol",
        "冬季治安清查行动",
        Kind.INSPECTION,
        at(12, "20:00"),
        180,
        seat("dep-d"),
        venue="公安分局",
        organiser="公安分局",
    ),
    item(
        "law",
        "行政复议案件会商",
        Kind.COORDINATION,
        at(11, "10:00"),
        60,
        seat("dep-d", CHAIR),
        venue="司法局",
        organiser="司法局",
        state=BookingState.PLANNED,
    ),
    item(
        "invest",
        "招商项目洽谈",
        Kind.RECEPTION,
        at(7, "10:00"),
        90,
        seat("dep-e"),
        venue="会客厅",
        organiser="商务局",
        firmness=Firmness.TENTATIVE,
    ),
    whole("research/dep-e/2026/17", "调研：小微企业", "dep-e", half(9, "am"), 2, venue="文旅街区"),
    item(
        "night",
        "夜经济专题会议",
        Kind.SPECIAL,
        at(11, "09:00"),
        90,
        seat("dep-e", CHAIR),
        venue="三楼会议室",
        organiser="商务局",
        state=BookingState.PLANNED,
    ),
    item(
        "tour",
        "全省文旅产业推介会",
        Kind.SUPERIOR,
        at(12, "09:00"),
        32 * 60,
        seat("dep-e"),
        venue="省会展中心",
        organiser="省文旅厅",
        note="12日上午报到",
    ),
    item(
        "factory",
        "工业企业座谈会",
        Kind.SYMPOSIUM,
        at(10, "15:00"),
        120,
        seat("dep-e", CHAIR),
        venue="产业园区",
        organiser="工信局",
        state=BookingState.PLANNED,
    ),
    item(
        "weekly",
        "办公室周例会",
        Kind.HUDDLE,
        at(7, "08:30"),
        45,
        seat("director", CHAIR),
        venue="小会议室",
        organiser="政府办",
    ),
    item(
        "supervise",
        "督查：常务会议议定事项",
        Kind.INSPECTION,
        at(10, "09:00"),
        150,
        seat("director"),
        venue="",
        organiser="督查室",
        state=BookingState.PLANNED,
    ),
    item(
        "draft",
        "编发下周预安排",
        Kind.HUDDLE,
        at(11, "16:00"),
        60,
        seat("director", CHAIR),
        venue="小会议室",
        organiser="政府办",
    ),
    item(
        "budget",
        "年度预算编制汇报",
        Kind.TALK,
        at(8, "15:00"),
        90,
        seat("head"),
        seat("exec"),
        venue="区长办公室",
        organiser="财政局",
    ),
    item(
        "winter",
        "森林防火指挥部会议",
        Kind.LEADING_GROUP,
        at(8, "16:00"),
        60,
        seat("dep-d", CHAIR),
        organiser="应急局",
        venue="应急指挥中心",
    ),
    item(
        "schools",
        "义务教育优质均衡迎检督导",
        Kind.INSPECTION,
        at(8, "15:00"),
        120,
        seat("dep-c"),
        organiser="教体局",
        venue="第三实验小学",
    ),
    item(
        "exporters",
        "外贸企业座谈会",
        Kind.SYMPOSIUM,
        at(8, "15:00"),
        120,
        seat("dep-e", CHAIR),
        organiser="商务局",
        venue="三楼会议室",
    ),
    item(
        "dust",
        "扬尘治理督导",
        Kind.INSPECTION,
        at(8, "15:30"),
        120,
        seat("dep-b"),
        organiser="城管局",
        venue="各工地",
    ),
    item(
        "volunteers",
        "志愿服务日活动",
        Kind.EVENT_PUBLIC,
        at(12, "15:00"),
        60,
        seat(None, key="any"),
        organiser="团区委",
        venue="州桥广场",
    ),
    item(
        "late",
        "省市联合督查",
        Kind.INSPECTION_BY_SUPERIOR,
        at(6, "09:00"),
        30 * 60,
        seat("exec"),
        organiser="督查室",
        venue="各乡街",
    ),
    item(
        "new-year",
        "元旦值班带班",
        Kind.DUTY,
        at(31, "18:00"),
        36 * 60,
        seat("exec"),
        venue="应急指挥中心",
        organiser="政府办",
        provisional=True,
    ),
)

FINDINGS = (
    Finding(
        verdict=Verdict.OPEN,
        code="7-g",
        article="第七条",
        subject="flood",
        seat="attend-dep-a",
        sentence="「防汛物资验收」副区长甲外出，其B角副区长乙同时段另有工作，规则未规定由谁代行，请请示区长",
    ),
    Finding(
        verdict=Verdict.OPEN,
        code="house-seats-filled",
        article="",
        subject="volunteers",
        seat="any",
        sentence="「志愿服务日活动」可出席的领导均已外出，请确定人选",
    ),
    Finding(
        verdict=Verdict.BENT,
        code="61-a",
        article="第六十一条",
        subject="library",
        sentence="「区文化馆新馆开馆仪式」经区长同意，由两位领导出席改为一位",
    ),
    Finding(
        verdict=Verdict.KEPT,
        code="7-e",
        article="第七条",
        subject="grain",
        seat="chair-dep-a",
        sentence="「冬灌工作部署会」由副区长乙代副区长甲出席",
    ),
    Finding(
        verdict=Verdict.KEPT,
        code="43-b",
        article="第四十三条",
        subject="standing/2026-12/1",
        sentence="12月常务会议定于12月8日上午，在上旬之内",
    ),
    Finding(
        verdict=Verdict.KEPT,
        code="45-h",
        article="第四十五条",
        subject="standing/2026-12/1",
        sentence="议题材料12月3日前印制完毕，距会议3个工作日",
    ),
    Finding(
        verdict=Verdict.KEPT,
        code="47-a",
        article="第四十七条",
        subject="standing/2026-12/1",
        sentence="7名组成人员全部到会；9日起副区长甲外出，故不宜再迟",
    ),
    Finding(
        verdict=Verdict.KEPT, code="60-a", article="第六十条", subject="secret-case", sentence=f"{CANARY}限知悉范围"
    ),
)


CHANGES = (
    Change(kind=ChangeKind.NEW, after=ENTRIES[9]),
    Change(
        kind=ChangeKind.MOVED,
        before=GRAIN.model_copy(update={"start": at(9, "09:00"), "end": at(9, "10:00")}),
        after=GRAIN,
    ),
    Change(
        kind=ChangeKind.RESEATED,
        before=ENTRIES[13].model_copy(update={"seats": (seat("dep-a", key=ENTRIES[13].seats[0].key),)}),
        after=ENTRIES[13],
    ),
    Change(kind=ChangeKind.MOVED, before=SECRET_BEFORE, after=SECRET),
    Change(kind=ChangeKind.DROPPED, before=SECRET_GONE),
    Change(kind=ChangeKind.DROPPED, before=FAIR_GONE),
)
CHANGED = {change.after.id for change in CHANGES if change.after}
EARLIER = (
    *(entry for entry in ENTRIES if entry.id not in CHANGED),
    *(change.before for change in CHANGES if change.before),
)


def publication(number: int = 3) -> Publication:
    """The sample as its third version, or as an earlier one, before what the third changed."""
    first = number < 3
    return Publication(
        office=Office(id="demo", name="示例区人民政府"),
        number=number,
        previous=None if number == 1 else "0" * 64,
        kind=PublicationKind.PLAN,
        sealed_at=at(4, "16:00"),
        proposed_by="综合科",
        signed_by="政府办主任",
        reason="副区长甲外出",
        covers=DateRange(first=date(2026, 12, 1), last=date(2026, 12, 31)),
        brief="1" * 64,
        audit=Audit(brief="1" * 64, plan="2" * 64, findings=FINDINGS),
        leaders=LEADERS,
        entries=EARLIER if first else ENTRIES,
        absences=(
            AwayView(id="away-1", leader="dep-a", first=half(9, "am"), last=half(11, "pm"), cover=("dep-b",)),
            AwayView(id="away-2", leader="dep-d", first=half(13, "pm"), last=half(14, "am")),
        ),
        days=(
            DayView(day=date(2026, 12, 12), work=True, name="调休上班"),
            DayView(day=date(2027, 1, 1), work=False, name="元旦"),
        ),
        provisional=(DateRange(first=date(2027, 1, 1), last=date(2027, 1, 3)),),
        research=tuple(
            ResearchLine(leader=leader, year=2026, quota=42, done=done, planned=planned, due=40)
            for leader, done, planned in zip(
                MEMBERS, (39, 36, 29, 38, 39, 33, 34), (1, 1, 1, 1, 3, 0, 2), strict=True
            )
        ),
        left_out=(
            LeftOut(subject="year-end", title="年终总结会", reason="时间窗跨到本期以后，留待下期安排", price=15),
            LeftOut(
                subject="model",
                reason="「劳模座谈会」12月内无共同空档，建议放宽时间窗",
                price=200,
                day=date(2026, 12, 10),
            ),
        ),
        issued_weeks=("2026-W49", "2026-W50"),
        changes=() if first else CHANGES,
    )


def versions() -> tuple[Publication, ...]:
    """The sample as a chain of three: a first plan, the same again, and the changes of the third."""
    chain: list[Publication] = []
    for number in (1, 2, 3):
        previous = chain[-1] if chain else None
        facts = {
            "number": number,
            "previous": previous.digest if previous else None,
            "sealed_at": at(number + 1, "16:00"),
        }
        chain.append(with_feeds(publication(number).model_copy(update=facts), previous))
    return tuple(chain)
