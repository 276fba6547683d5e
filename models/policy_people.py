"""Settings on people: who stands in for whom, who may be away, research, ceremonies and load."""

from enum import StrEnum
from typing import Literal

from models.absences import AbsenceKind
from models.events import Kind
from models.people import Post
from models.policy_base import Blackout, Weekday, setting
from models.spans import Frozen


class BothAway(StrEnum):
    """A and B away together: left to a person each time, or forbidden unless the head approves."""

    OPEN = "open"
    FORBID = "forbid_unless_head_approves"


class Fallback(StrEnum):
    """Who is C where A and B are both away: nobody, a post, or whom the A/B table names."""

    NONE = "none"
    EXEC_DEPUTY = "exec_deputy"
    OFFICE_DIRECTOR = "office_director"
    NAMED = "named"


CLASH: Literal["clash"] = "clash"
BUSY: Literal["busy"] = "busy"
Trigger = AbsenceKind | Literal["clash", "busy"]


class CoverPolicy(Frozen):
    """A/B cover (article 7) and the acting head (article 8)."""

    trigger: tuple[Trigger, ...] = setting(
        (
            AbsenceKind.TRIP,
            AbsenceKind.TRIP_ABROAD,
            AbsenceKind.ANNUAL_LEAVE,
            AbsenceKind.SICK_LEAVE,
            AbsenceKind.PRIVATE_LEAVE,
        ),
        "7",
        "B角代行的情形（因公外出、休假）；病假事假按休假对待；另可写工作冲突、公务繁忙",
        assumed=True,
    )
    scope: tuple[Post, ...] = setting((Post.EXECUTIVE_DEPUTY, Post.DEPUTY), "7", "须有B角的岗位")
    everyone_paired: bool = setting(True, "7", "上述岗位人人有B角")
    mutual: bool = setting(True, "7", "AB角须互为B角")
    both_away: BothAway = setting(BothAway.OPEN, "7", "A角B角同时外出：逐事待定，或非经区长同意不得")
    fallback: Fallback = setting(Fallback.NONE, "7", "A角B角都外出时的C角")
    excluded_portfolios: tuple[str, ...] = setting((), "7", "不得由他人代行的分管工作（如公安）")
    long_absence_days: int | None = setting(None, "7", "外出超过几个自然日，B角代行须另有委托", ge=1, le=366)
    head_needs_delegation: bool = setting(True, "8", "区长外出须有委托，常务副区长方可主持全面工作")


class ReportField(StrEnum):
    """What is filed of an absence."""

    PLACE = "place"
    CONTACT = "contact"
    REASON = "reason"
    ACTING = "acting"
    TRANSPORT = "transport"
    COMPANIONS = "companions"

    @property
    def zh(self) -> str:
        """As forms say it."""
        names = {
            "place": "地点",
            "contact": "联系方式",
            "reason": "事由",
            "acting": "代行人",
            "transport": "交通方式",
            "companions": "随行人员",
        }
        return names[self.value]


class LeavePolicy(Frozen):
    """Trips and leave (articles 58 and 65)."""

    report_fields: tuple[ReportField, ...] = setting(
        (ReportField.PLACE, ReportField.CONTACT), "65", "外出须报备的内容（其他政府另有交通方式等）"
    )

    exec_approves_days: int | None = setting(
        None, "65", "副区长外出不超过几个自然日的，可由常务副区长批准", ge=1, le=30
    )
    notice_workdays: int | None = setting(None, "65", "外出须提前报告的工作日数", ge=1, le=30)
    notice_days: int | None = setting(None, "65", "外出须提前报告的自然日数", ge=1, le=60)
    head_needs_approval: bool = setting(False, "65", "区长外出另须上级政府主要领导书面批准")
    tell_partner: bool = setting(False, "7", "外出前须告知AB角搭档")
    not_together: tuple[tuple[Post, ...], ...] = setting((), "65", "不得同时外出的岗位，一组一组地写")
    blackout: tuple[Blackout, ...] = setting((), "65", "不得外出的时段（如汛期）")


class ResearchUnit(StrEnum):
    """In what a year's research is counted."""

    WORKDAY = "workday"
    NATURAL_DAY = "natural_day"
    HALF_DAY = "half_day"


class StayUnit(StrEnum):
    """In what the days of a stay are counted: working days in a row, or calendar days from first to last."""

    WORKDAY = "workday"
    NATURAL_DAY = "natural_day"


class ResearchPolicy(Frozen):
    """Research time (article 66)."""

    month_in_workdays: int = setting(21, "66", "“一个月”折合的工作日数", assumed=True, ge=1, le=31)
    min_per_year: int | None = setting(None, "66", "每年至少的数量（不写即按一个月）", ge=1, le=400)
    unit: ResearchUnit = setting(ResearchUnit.WORKDAY, "66", "上一项的单位：工作日、自然日或半天", assumed=True)
    applies_to: tuple[Post, ...] = setting(
        (Post.HEAD, Post.EXECUTIVE_DEPUTY, Post.DEPUTY), "66", "须完成调研时间的岗位", assumed=True
    )
    kinds_that_count: tuple[Kind, ...] = setting((Kind.RESEARCH, Kind.SYMPOSIUM), "66", "计入调研时间的活动")
    block_max: int = setting(4, "ours", "一次调研最多连续半天数", ge=1, le=20)
    stay_days_min: int | None = setting(None, "66", "每年至少一次连续蹲点的天数", ge=1, le=30)
    stay_unit: StayUnit = setting(StayUnit.WORKDAY, "66", "蹲点天数的单位：工作日或自然日", assumed=True)
    reports_min: int | None = setting(None, "66", "每年至少的调研报告篇数", ge=1, le=12)
    fixed_weekdays: tuple[Weekday, ...] = setting((), "66", "每周留作调研的日子")
    month_max: int | None = setting(None, "ours", "一个月至多安排的调研半天数", ge=1, le=62)
    run_max: int | None = setting(None, "ours", "连续调研至多几个工作日", ge=1, le=60)
    quarter_min: int | None = setting(None, "ours", "每季度至少的调研半天数", ge=1, le=120)
    units_min: int | None = setting(None, "66", "每年至少走访的基层单位个数，一段调研一个", ge=1, le=100)
    companions_max: int | None = setting(None, "68", "下基层随行人数上限", ge=0, le=50)

    @property
    def quota(self) -> int:
        """Half-days a year; of natural days five in seven are worked."""
        if self.min_per_year is None:
            return self.month_in_workdays * 2
        if self.unit is ResearchUnit.NATURAL_DAY:
            return -(-self.min_per_year * 10 // 7)
        return self.min_per_year * (1 if self.unit is ResearchUnit.HALF_DAY else 2)


class ConsentGiver(StrEnum):
    """Whose consent a ceremony's taker needs."""

    LEADER = "leader"
    PARTY = "party"
    GOVERNMENT = "government"


class CeremonyPolicy(Frozen):
    """Ceremonies of lower units (article 61)."""

    kinds: tuple[Kind, ...] = setting((Kind.CEREMONY,), "61", "按事务性活动管理的活动类别")
    leaders_max: int = setting(1, "61", "一项活动最多出席的区领导人数（零即非经同意不出席）", ge=0, le=9)
    consent_required: bool = setting(True, "61", "须经政府办主任征得领导本人同意")
    consent_givers: tuple[ConsentGiver, ...] = setting(
        (ConsentGiver.LEADER,), "61", "须经谁同意：领导本人、区委、区政府（写几个，缺一不可）"
    )
    apply_days_before: int | None = setting(None, "61", "申请须提前的自然日数", ge=1, le=60)


class FairnessPolicy(Frozen):
    """Ceremonial load (ours)."""

    event_window: int | None = setting(None, "ours", "轮换事务性活动：几天之内同一位领导以一次为宜", ge=2, le=92)


class LoadPolicy(Frozen):
    """A leader's week (ours)."""

    weekly_minutes: int | None = setting(None, "ours", "一位领导一周会议活动的分钟数上限", ge=60, le=5000)
