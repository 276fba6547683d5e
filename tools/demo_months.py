"""What is particular to each month of the demo office: who is away, what is on the agenda, and items by hand."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tools.demo_records import Json, absence, at, gates, item, ledger, others_leave, paper, span, unit_leave

__all__ = ["MONTHS", "Json", "Script", "at", "seat"]


@dataclass(frozen=True)
class Script:
    """A month by hand. kept_free: mornings without fixed items, where a standing meeting finds everybody.

    careless: so many wanted items are set without asking whether their leader is free. items: by hand; one that
    fixtures/demo/story.json speaks of has its id here, so that it keeps it.
    """

    month: str
    as_of: str
    first: date
    last: date
    kept_free: tuple[date, ...]
    ledger: Json
    absences: list[Json] = field(default_factory=list)
    delegations: list[Json] = field(default_factory=list)
    agenda: list[Json] = field(default_factory=list)
    others_leave: list[Json] = field(default_factory=list)
    unit_leaves: list[Json] = field(default_factory=list)
    signing: list[Json] = field(default_factory=list)
    items: list[Json] = field(default_factory=list)
    holidays: tuple[date, ...] = ()
    condolence_from: date | None = None
    careless: int = 4


def seat(role: str = "attend", seat_id: str = "main", **who: Any) -> Json:
    """A seat; `who` is one of leader, portfolio, any_of."""
    return {"id": seat_id, "role": role, "who": who}


HELD = (
    "2026-01-09", "2026-02-06", "2026-03-10", "2026-04-09", "2026-05-08", "2026-06-09",
    "2026-07-08", "2026-08-07", "2026-09-09", "2026-10-09",
)  # fmt: skip

NOVEMBER = Script(
    month="2026-11",
    as_of=at("2026-10-30", "16:00"),
    first=date(2026, 11, 1),
    last=date(2026, 11, 30),
    kept_free=(date(2026, 11, 4), date(2026, 11, 6)),
    ledger=ledger(2026, (34, 33, 32, 34, 32, 35, 36), (3, 5, 6, 6, 7, 4, 8), HELD),
    absences=[
        absence("away-2026-11-1", "dep-e", "trip", span("2026-11-11", "08:00", "2026-11-13", "18:00"), "苏州",
                "approved", "2026-10-28", why="赴企业洽谈项目", plan_line="travel-2026-3"),
        absence("away-2026-11-2", "dep-c", "annual_leave", span("2026-11-19", "00:00", "2026-11-21", "00:00"), "洛阳",
                "approved", "2026-10-26"),
        absence("away-2026-11-3", "dep-b", "training", span("2026-11-24", "14:00", "2026-11-25", "18:00"), "市委党校",
                "requested", "2026-10-29"),
    ],
    agenda=[
        item("agenda-2026-11-1", "冬季供暖保障方案", "dep-b", "区住房城建局", 1, "plans_and_policy",
             gates("2026-10-12", "2026-10-14", "2026-10-19", "2026-10-23", "2026-10-26", "2026-10-27", "2026-10-29")),
        item("agenda-2026-11-2", "三季度经济运行分析", "exec", "区发展改革委", 1, "report_to_city",
             gates("2026-10-15", "2026-10-16", "2026-10-20", "2026-10-26", "2026-10-27", "2026-10-28", "2026-10-30")),
        item("agenda-2026-11-3", "学前教育普及普惠实施意见", "dep-c", "区教育体育局", 2, "documents",
             gates("2026-10-16", "2026-10-19", "2026-10-22", "2026-10-28", "2026-10-28", "2026-10-29", "2026-11-02")),
        item("agenda-2026-11-4", "公共停车场建设三年计划", "dep-b", "区城市管理局", 3, "plans_and_policy",
             gates("2026-10-20", "2026-10-22")),
    ],
    items=[
        {"title": "二十四节气文化推广交流会", "kind": "symposium",
         "when": {"earliest": at("2026-11-16", "00:00"), "latest": at("2026-11-21", "00:00"), "minutes": 120},
         "seats": [seat("chair", portfolio="文化旅游")], "venue": "区文化馆", "organiser": "区文化旅游局"},
        {"title": "省厅农田建设核查（两日）", "kind": "inspection_by_superior",
         "when": span("2026-11-17", "09:00", "2026-11-18", "17:30"), "seats": [seat(portfolio="农业农村")],
         "venue": "高标准农田项目区", "organiser": "区农业农村局", "host": "superior", "duty": "must",
         "summoned": True},
        {"title": "涉稳风险研判会", "kind": "meeting.special",
         "when": span("2026-11-10", "16:00", "2026-11-10", "17:30"), "seats": [seat("chair", leader="dep-d")],
         "venue": "四楼会议室", "area": "compound", "organiser": "公安分局",
         "duty": "must", "secrecy": "restricted", "knows": ["head", "dep-d"]},
        {"title": "区长办公会议", "kind": "meeting.office",
         "when": {"earliest": at("2026-11-23", "00:00"), "latest": at("2026-11-28", "00:00"), "minutes": 120},
         "seats": [seat("chair", "chair", leader="head"), seat("attend", "finance", portfolio="财政"),
                   seat("attend", "housing", portfolio="住房城建")],
         "venue": "一楼常务会议室", "area": "compound", "organiser": "区政府办公室", "duty": "must"},
    ],
)  # fmt: skip

DECEMBER = Script(
    month="2026-12",
    as_of=at("2026-11-20", "17:00"),
    first=date(2026, 12, 1),
    last=date(2026, 12, 31),
    kept_free=(date(2026, 12, 9), date(2026, 12, 11)),
    ledger=ledger(2026, (38, 37, 36, 37, 35, 38, 39), (3, 6, 7, 6, 8, 4, 9), (*HELD, "2026-11-04"))
    | {"studies": [{"leader": "exec", "topic": "重点民生实事", "on": "2026-10-22"}]},
    absences=[
        absence("away-2026-12-1", "dep-a", "trip", span("2026-12-16", "08:00", "2026-12-18", "18:00"), "南京",
                "approved", "2026-11-18", why="赴对口协作地区洽谈农业项目", plan_line="travel-2026-2"),
        absence("away-2026-12-2", "dep-b", "annual_leave", span("2026-12-17", "00:00", "2026-12-18", "00:00"), "西安",
                "approved", "2026-11-17"),
        absence("away-2026-12-3", "head", "trip", span("2026-12-24", "08:00", "2026-12-25", "18:00"), "上海",
                "approved", "2026-11-16", by="市政府、区委", why="重点项目推介", plan_line="travel-2026-1"),
        absence("away-2026-12-4", "dep-c", "annual_leave", span("2026-12-28", "00:00", "2026-12-30", "00:00"), "洛阳",
                "requested", "2026-11-19"),
        absence("away-2026-12-5", "dep-e", "trip", span("2026-12-08", "08:00", "2026-12-09", "18:00"), "杭州",
                "cancelled", "2026-11-12", why="展会改期", plan_line="travel-2026-4"),
        absence("away-2026-12-6", "dep-d", "private_leave", span("2026-12-30", "13:00", "2026-12-31", "00:00"),
                "本市", "approved", "2026-11-19"),
    ],
    delegations=[
        {"id": "delegation-2026-12-1", "by": "head", "to": "exec",
         "span": span("2026-12-24", "00:00", "2026-12-26", "00:00")},
    ],
    others_leave=[others_leave("standing/2026-12/1", ["区统计局"], "2026-11-19")],
    unit_leaves=[
        unit_leave("unit-away-2026-12-1", "滨河街道", "subdistrict",
                   span("2026-12-10", "08:00", "2026-12-11", "18:00"), "2026-11-17", "2026-11-18"),
        unit_leave("unit-away-2026-12-2", "区商务局", "department",
                   span("2026-12-08", "08:00", "2026-12-09", "18:00"), "2026-11-18", "2026-11-19"),
    ],
    signing=[
        paper("paper-2026-12-1", "冬季农田水利应急资金请示", "dep-a", at("2026-12-16", "12:00"), urgent=True),
        paper("paper-2026-12-2", "年度考核报表", "dep-b", at("2026-12-21", "18:00"), urgent=False),
    ],
    agenda=[
        item("agenda-2026-12-1", "明年财政预算编制建议", "exec", "区财政局", 1, "money",
             gates("2026-11-06", "2026-11-09", "2026-11-13", "2026-11-20", "2026-11-23", "2026-11-24", "2026-11-27"),
             major=True),
        item("agenda-2026-12-2", "明年重点民生实事清单", "exec", "区发展改革委", 1, "for_party_or_congress",
             gates("2026-11-09", "2026-11-10", "2026-11-16", "2026-11-24", "2026-11-25", "2026-11-26", "2026-12-01"),
             major=True, needs_research={"leader": "exec", "topic": "重点民生实事"}),
        item("agenda-2026-12-3", "老旧小区改造管理办法", "dep-b", "区住房城建局", 2, "documents",
             gates("2026-11-03", "2026-11-05", "2026-11-12", "2026-11-25", "2026-11-26", "2026-11-27", "2026-12-02"),
             needs_research={"leader": "dep-b", "topic": "老旧小区后续管理"}),
        item("agenda-2026-12-4", "困难群众冬春救助方案", "dep-c", "区民政局", 1, "money",
             gates("2026-11-10", "2026-11-11", "2026-11-17", "2026-11-27", "2026-11-30", "2026-11-30", "2026-12-03")),
        item("agenda-2026-12-5", "烟花爆竹禁限放通告", "dep-d", "公安分局", 2, "documents",
             gates("2026-11-02", "2026-11-04", "2026-11-11", "2026-11-19", "2026-11-20", "2026-11-23", "2026-11-26")),
        item("agenda-2026-12-6", "古街商业业态管理规定", "dep-e", "区文化旅游局", 2, "documents",
             gates("2026-11-12", "2026-11-13", "2026-11-18", "2026-11-26", "2026-11-27", "2026-11-30", "2026-12-30")),
        item("agenda-2026-12-7", "农村公路养护资金办法", "dep-b", "区交通运输局", 2, "money",
             gates("2026-11-16", "2026-11-18", "2026-11-25", "2026-12-28", "2026-12-28", "2026-12-29", "2026-12-30")),
        item("agenda-2026-12-8", "乡村公益岗位管理办法", "dep-a", "区乡村振兴中心", 3, "documents",
             gates("2026-11-18", "2026-11-20")),
    ],
    items=[
        {"id": "2026-12/128", "title": "全省冬季农田水利建设视频会议", "kind": "meeting.video_superior",
         "when": span("2026-12-17", "09:00", "2026-12-17", "10:30"),
         "seats": [seat("attend", "attend", leader="dep-a")],
         "venue": "二楼视频会议室", "area": "compound", "organiser": "区水利局", "host": "superior", "duty": "must",
         "summoned": True, "note": "正副两位分管领导同日在外，席位待定"},
        {"title": "全省年末稳增长视频会议", "kind": "meeting.video_superior",
         "when": span("2026-12-24", "14:30", "2026-12-24", "16:00"), "seats": [seat(leader="head")],
         "venue": "二楼视频会议室", "area": "compound", "organiser": "区发展改革委", "host": "superior",
         "duty": "must", "summoned": True},
        {"title": "省级安全生产考核（两日）", "kind": "inspection_by_superior",
         "when": span("2026-12-14", "09:00", "2026-12-15", "17:30"), "seats": [seat(portfolio="应急管理")],
         "venue": "区应急指挥中心", "organiser": "区应急管理局", "host": "superior", "duty": "must",
         "summoned": True},
        {"title": "岁末涉稳风险研判会", "kind": "meeting.special",
         "when": span("2026-12-22", "16:00", "2026-12-22", "17:30"), "seats": [seat("chair", leader="dep-d")],
         "venue": "四楼会议室", "area": "compound", "organiser": "公安分局", "duty": "must",
         "secrecy": "restricted", "knows": ["head", "dep-d"]},
        {"title": "地块收储方案会商", "kind": "meeting.special",
         "when": {"earliest": at("2026-12-02", "00:00"), "latest": at("2026-12-05", "00:00"), "minutes": 90},
         "seats": [seat("chair", leader="exec")], "venue": "五楼会议室", "area": "compound",
         "organiser": "区政府办公室", "secrecy": "restricted", "knows": ["head", "exec", "dep-b"]},
        {"title": "区长办公会议", "kind": "meeting.office",
         "when": {"earliest": at("2026-12-21", "00:00"), "latest": at("2026-12-24", "00:00"), "minutes": 120},
         "seats": [seat("chair", "chair", leader="head"), seat("attend", "plan", portfolio="发展改革"),
                   seat("attend", "trade", portfolio="招商引资")],
         "venue": "一楼常务会议室", "area": "compound", "organiser": "区政府办公室", "duty": "must"},
        {"title": "商贸综合体开业庆典", "kind": "ceremony",
         "when": span("2026-12-26", "10:00", "2026-12-26", "11:00"),
         "seats": [seat(any_of=["dep-e", "exec", "dep-b"])], "venue": "南苑商贸综合体", "organiser": "区商务局",
         "host": "subordinate", "portfolio": "招商引资", "priority": 3, "secrecy": "open",
         "application": {"unit": "区商务局", "at": at("2026-11-19", "10:00")},
         "note": "尚未征得领导本人同意"},
    ],
    condolence_from=date(2026, 12, 25),
)  # fmt: skip

JANUARY = Script(
    month="2027-01",
    as_of=at("2026-11-20", "18:00"),
    first=date(2027, 1, 1),
    last=date(2027, 1, 31),
    kept_free=(date(2027, 1, 6), date(2027, 1, 8)),
    ledger=ledger(2027, (0,) * 7, (0,) * 7, ()),
    absences=[
        absence("away-2027-01-1", "dep-e", "trip_abroad", span("2027-01-18", "08:00", "2027-01-22", "18:00"), "境外",
                "approved", "2026-11-10", why="境外采购商邀请", purpose="洽谈采购合作、签署供货意向",
                ad_hoc={"unit_asked": at("2026-10-12", "10:00"), "office_opined": at("2026-10-15", "15:00"),
                        "agreed": at("2026-10-22", "11:00"), "city_approved": at("2026-11-06", "16:00")}),
        absence("away-2027-01-2", "dep-d", "annual_leave", span("2027-01-14", "00:00", "2027-01-16", "00:00"), "郑州",
                "approved", "2026-11-19"),
        absence("away-2027-01-3", "exec", "training", span("2027-01-25", "08:00", "2027-01-27", "18:00"), "市委党校",
                "requested", "2026-11-18"),
    ],
    agenda=[
        item("agenda-2027-01-1", "年度立项计划", "exec", "区发展改革委", 1, "plans_and_policy",
             gates("2026-11-18", "2026-11-19", "2026-12-07", "2026-12-18", "2026-12-21", "2026-12-22", "2026-12-28"),
             major=True),
        item("agenda-2027-01-2", "春节期间市场保供方案", "dep-e", "区商务局", 2, "plans_and_policy",
             gates("2026-11-20", "2026-11-20", "2026-12-10", "2026-12-23", "2026-12-24", "2026-12-25", "2026-12-29")),
        item("agenda-2027-01-3", "医共体建设考核办法", "dep-c", "区卫生健康委", 2, "checks_and_honours",
             gates("2026-11-20")),
    ],
    items=[
        {"title": "省级义务教育评估（两日）", "kind": "inspection_by_superior",
         "when": span("2027-01-12", "09:00", "2027-01-13", "17:30"), "seats": [seat(portfolio="教育")],
         "venue": "区教育体育局", "organiser": "区教育体育局", "host": "superior", "duty": "must", "summoned": True},
        {"title": "区长办公会议", "kind": "meeting.office",
         "when": {"earliest": at("2027-01-18", "00:00"), "latest": at("2027-01-23", "00:00"), "minutes": 120},
         "seats": [seat("chair", "chair", leader="head"), seat("attend", "finance", portfolio="财政"),
                   seat("attend", "civil", portfolio="民政")],
         "venue": "一楼常务会议室", "area": "compound", "organiser": "区政府办公室", "duty": "must"},
        {"title": "节前涉稳风险研判会", "kind": "meeting.special",
         "when": span("2027-01-26", "16:00", "2027-01-26", "17:30"), "seats": [seat("chair", leader="dep-d")],
         "venue": "四楼会议室", "area": "compound", "organiser": "公安分局", "duty": "must",
         "secrecy": "restricted", "knows": ["head", "dep-d"]},
        {"title": "年货节启动仪式", "kind": "ceremony", "when": span("2027-01-23", "10:00", "2027-01-23", "11:00"),
         "seats": [seat(any_of=["dep-c", "exec", "dep-b"])], "venue": "古街广场", "organiser": "区商务局",
         "host": "subordinate", "portfolio": "招商引资", "priority": 3, "secrecy": "open",
         "application": {"unit": "区商务局", "at": at("2026-11-20", "10:00")},
         "note": "尚未征得领导本人同意"},
    ],
    holidays=(date(2027, 1, 1),),
    condolence_from=date(2027, 1, 20),
)  # fmt: skip

MONTHS = (NOVEMBER, DECEMBER, JANUARY)
