"""Records of a case sheet (外出, 议题, 出行计划 …), turned into the models' own."""

from datetime import date, datetime
from typing import Any, Protocol

from models.absences import (
    Absence,
    AbsenceKind,
    AdHocAbroad,
    Approval,
    ApprovalState,
    OthersLeave,
    Told,
    UnitLeave,
    UnitSort,
)
from models.agenda import AgendaItem, Category, Gates, ResearchNeed
from models.events import Kind
from models.leave import LeaveWish
from models.ledger import StudyDone
from models.plan import LeaveStart
from models.research import ResearchPlan
from models.travel import SigningItem, TravelLine, TravelPlan
from models.year import MeetingTarget, ResearchTarget, YearTargets
from tests.rules.chinese_times import day, days, half_day, instant, stretch

Row = dict[str, Any]

KINDS = {kind.facts.zh: kind for kind in Kind}
ABSENCES = {kind.zh: kind for kind in AbsenceKind}
STATES = {
    "申请中": ApprovalState.REQUESTED,
    "已批准": ApprovalState.APPROVED,
    "未批准": ApprovalState.REFUSED,
    "已撤销": ApprovalState.CANCELLED,
}
GATES = {
    "报送": "submitted", "副区长审阅": "deputy_read", "征求意见": "consulted", "合法性审查": "review_done",
    "副区长同意": "deputy_agreed", "区长同意": "head_agreed", "批准印发": "print_approved",
    "材料印制": "papers_printed",
}  # fmt: skip
ITEM_KEYS = {"汇报分钟", "材料字数", "标题", "会议", "分管", "优先级", "类别", "重大", "承接", "调研", "单位", *GATES}
ABROAD = {
    "主管部门请示": "unit_asked", "办公室意见": "office_opined", "区委区政府同意": "agreed",
    "市政府批准": "city_approved",
}  # fmt: skip
TOLD = {"报市政府": "city", "报区委": "party", "通报": "leaders", "告知搭档": "partner"}
ABSENCE_KEYS = {
    "谁", "事由", "时间", "状态", "申请时间", "批准时间", "批准人", "目的", "代行", "计划", "延续", "返汴",
    "上级批准", "职级相符",
    *ABROAD, *TOLD,
}  # fmt: skip
WISH_KEYS = {"谁", "天数", "时段", "申请时间", "状态"}
UNITS = {"办事处": UnitSort.SUBDISTRICT, "部门": UnitSort.DEPARTMENT, "事业单位": UnitSort.INSTITUTION}
UNIT_STEPS = {
    "请假": "applied", "报主任": "to_director", "区长同意": "head_agreed", "副区长同意": "deputy_agreed",
    "报备": "filed",
}  # fmt: skip


class Names(Protocol):
    """What the sheet calls things, and their ids."""

    def leader(self, name: str) -> str:
        """A leader's id."""

    def event(self, name: str) -> str:
        """An event's id."""


def _known(what: str, row: Row, keys: set[str]) -> None:
    if unknown := set(row) - keys:
        raise ValueError(f"{what}：不认识的栏目 {'、'.join(sorted(unknown))}")


def _times(row: Row, names: dict[str, str]) -> dict[str, datetime]:
    return {field: instant(row[key]) for key, field in names.items() if row.get(key)}


def absence(n: int, row: Row, names: Names) -> Absence:
    """An absence; approved by the head on 20 November unless the row says otherwise."""
    _known("外出", row, ABSENCE_KEYS)
    approved = row.get("状态", "已批准") == "已批准"
    return Absence(
        id=f"away-{n}",
        leader=names.leader(row["谁"]),
        kind=ABSENCES[row["事由"]],
        span=stretch(row["时间"]),
        requested_at=instant(row.get("申请时间", "11月1日 9:00")),
        approval=Approval(
            state=STATES[row.get("状态", "已批准")],
            by=row.get("批准人", "head"),
            at=instant(row.get("批准时间", "11月20日 9:00")) if approved and row.get("批准时间", "有") else None,
        ),
        told=Told(**_times(row, TOLD)),
        purpose=row.get("目的", ""),
        fits_rank=row.get("职级相符"),
        acting=tuple(_leader_or_post(who, names) for who in row.get("代行", ())),
        plan_line=row.get("计划"),
        superior_approved=instant(row["上级批准"]) if row.get("上级批准") else None,
        ad_hoc=AdHocAbroad(**_times(row, ABROAD)),
        extends=row.get("延续"),
        returned_at=instant(row["返汴"]) if row.get("返汴") else None,
    )


def wish(n: int, row: Row, names: Names) -> LeaveWish:
    """Leave to be placed; its days agreed to by the head on 20 November unless the row says otherwise."""
    _known("休假", row, WISH_KEYS)
    state = row.get("状态", "已批准")
    return LeaveWish(
        id=f"leave-{n}",
        leader=names.leader(row["谁"]),
        workdays=row["天数"],
        window=days(row["时段"]),
        requested_at=instant(row.get("申请时间", "11月1日 9:00")),
        approval=Approval(state=STATES[state], by="head", at=instant("11月20日 9:00") if state == "已批准" else None),
    )


def targets(row: Row, names: Names) -> YearTargets:
    """What the year's plan hands to the months."""
    _known("全年计划", row, {"调研", "休假", "会议"})
    return YearTargets(
        year=2026,
        plan="0" * 64,
        counted=date(2026, 1, 1),
        research=tuple(
            ResearchTarget(
                leader=names.leader(r["谁"]),
                month=str(r["月"]),
                half_days=r["半天数"],
                topics=tuple(r.get("课题", ())),
            )
            for r in row.get("调研", ())
        ),
        leave=tuple(LeaveStart(absence=k, start=half_day(v)) for k, v in row.get("休假", {}).items()),
        meetings=tuple(MeetingTarget(event=names.event(k), week=v) for k, v in row.get("会议", {}).items()),
    )


def _leader_or_post(who: str, names: Names) -> str:
    try:
        return names.leader(who)
    except KeyError:
        return who


def item(name: str, row: Row, names: Names) -> AgendaItem:
    """An agenda item."""
    _known(f"议题“{name}”", row, ITEM_KEYS)
    gates: dict[str, date] = {GATES[key]: day(row[key]) for key in GATES if row.get(key)}
    need = row.get("调研")
    return AgendaItem(
        id=name,
        title=row["标题"],
        meeting=KINDS[row.get("会议", "常务会议")],
        owner=names.leader(row["分管"]),
        unit=row.get("单位", ""),
        priority=row.get("优先级", 2),
        gates=Gates(**gates),
        category=next(c for c in Category if c.zh == row["类别"]) if row.get("类别") else None,
        major=row.get("重大", False),
        follows=row.get("承接"),
        report_minutes=row.get("汇报分钟"),
        report_chars=row.get("材料字数"),
        needs_research=ResearchNeed(leader=names.leader(need["谁"]), topic=need.get("课题", "")) if need else None,
    )


def study(row: Row, names: Names) -> StudyDone:
    """Research that is finished."""
    return StudyDone(leader=names.leader(row["谁"]), topic=row.get("课题", ""), on=day(row["日期"]))


def records(given: Row, names: Names) -> dict[str, Any]:
    """Fields of the brief that are records of their own."""
    return {
        "absences": tuple(absence(n, row, names) for n, row in enumerate(given.get("外出", ()), 1)),
        "targets": targets(given["全年计划"], names) if given.get("全年计划") else None,
        "leave": tuple(wish(n, row, names) for n, row in enumerate(given.get("休假", ()), 1)),
        "agenda": tuple(item(name, row, names) for name, row in given.get("议题", {}).items()),
        "research": tuple(
            ResearchPlan(leader=names.leader(who), topics=tuple(topics))
            for who, topics in given.get("调研计划", {}).items()
        ),
        "travel_plans": tuple(_travel_plan(row, names) for row in given.get("外出计划", ())),
        "others_leave": tuple(_others(row, names) for row in given.get("其他人员请假", ())),
        "unit_leaves": tuple(_unit_leave(n, row) for n, row in enumerate(given.get("单位请假", ()), 1)),
        "signing": tuple(_paper(name, row, names) for name, row in given.get("待签公文", {}).items()),
    }


RECORD_KEYS = {"外出", "休假", "全年计划", "议题", "调研计划", "外出计划", "其他人员请假", "单位请假", "待签公文"}


def _travel_plan(row: Row, names: Names) -> TravelPlan:
    _known("外出计划", row, {"年度", "区委批准", "区政府批准", "条目"})
    return TravelPlan(
        year=row["年度"],
        party_approved=day(row["区委批准"]) if row.get("区委批准") else None,
        government_approved=day(row["区政府批准"]) if row.get("区政府批准") else None,
        lines=tuple(TravelLine(id=line, leader=names.leader(who)) for line, who in row.get("条目", {}).items()),
    )


def _others(row: Row, names: Names) -> OthersLeave:
    listed = instant(row["报区长"]) if row.get("报区长") else None
    return OthersLeave(event=names.event(row["会议"]), people=tuple(row["单位"]), listed_at=listed)


def _unit_leave(n: int, row: Row) -> UnitLeave:
    _known("单位请假", row, {"单位", "类别", "时间", "地点", "联系方式", "代行", *UNIT_STEPS})
    return UnitLeave(
        id=f"unit-away-{n}",
        unit=row["单位"],
        sort=UNITS[row["类别"]],
        span=stretch(row["时间"]),
        place=row.get("地点", ""),
        contact=row.get("联系方式", ""),
        acting=tuple(row.get("代行", ())),
        **_times(row, UNIT_STEPS),
    )


def _paper(name: str, row: Row, names: Names) -> SigningItem:
    _known(f"公文“{name}”", row, {"标题", "谁", "紧急", "期限", "签发人", "签发时间"})
    return SigningItem(
        id=name,
        title=row["标题"],
        owner=names.leader(row["谁"]),
        urgent=row.get("紧急", False),
        due=instant(row["期限"]),
        signed_by=names.leader(row["签发人"]) if row.get("签发人") else None,
        signed_at=instant(row["签发时间"]) if row.get("签发时间") else None,
    )
