"""Policy: every setting that the rule book leaves to the office, with its article and default.

Numbers of the law carry their article; weights are ours and say so. ``assumed`` marks what no source
confirmed and the office is asked to confirm.
"""

from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import Field, JsonValue

from models.absences import AbsenceKind
from models.events import Kind
from models.people import Post
from models.spans import Frozen
from models.workdays import OfficeHours


def setting(default: Any, article: str, zh: str, *, assumed: bool = False, **limits: Any) -> Any:
    """A setting with its default, the article it stands on, and its meaning in Chinese."""
    extra: dict[str, JsonValue] = {"article": article, "assumed": assumed}
    return Field(default=default, description=zh, json_schema_extra=extra, **limits)


class Session(StrEnum):
    """Which half of the day a standing meeting takes."""

    AM = "am"
    PM = "pm"
    ANY = "any"


class StandingPolicy(Frozen):
    """Standing meetings (article 43)."""

    per_month_min: int = setting(1, "43", "每月至少召开次数", ge=0, le=5)
    session: Session = setting(Session.AM, "43", "安排在上午、下午或不限", assumed=True)
    members: tuple[Post, ...] = setting((Post.HEAD, Post.EXECUTIVE_DEPUTY, Post.DEPUTY), "43", "组成人员")
    observers: tuple[Post, ...] = setting((Post.OFFICE_DIRECTOR,), "43", "固定列席人员", assumed=True)


class AgendaPolicy(Frozen):
    """Gates of agenda items (article 45)."""

    review_days_before: int = setting(7, "45", "合法性审查与同意须提前的自然日数", ge=0, le=60)
    papers_workdays_before: int = setting(3, "45", "材料印制完毕须提前的工作日数", ge=1, le=20)


class ResearchPolicy(Frozen):
    """Research time (article 66)."""

    month_in_workdays: int = setting(21, "66", "“一个月”折合的工作日数", assumed=True, ge=1, le=31)
    applies_to: tuple[Post, ...] = setting(
        (Post.HEAD, Post.EXECUTIVE_DEPUTY, Post.DEPUTY), "66", "须完成调研时间的岗位", assumed=True
    )
    kinds_that_count: tuple[Kind, ...] = setting((Kind.RESEARCH, Kind.SYMPOSIUM), "66", "计入调研时间的活动")
    block_max: int = setting(4, "ours", "一次调研最多连续半天数", ge=1, le=20)

    @property
    def quota(self) -> int:
        """Half-days a year."""
        return self.month_in_workdays * 2


class CeremonyPolicy(Frozen):
    """Ceremonies of lower units (article 61)."""

    kinds: tuple[Kind, ...] = setting((Kind.CEREMONY,), "61", "按事务性活动管理的活动类别")
    leaders_max: int = setting(1, "61", "一项活动最多出席的区领导人数", ge=0, le=9)
    consent_required: bool = setting(True, "61", "须经政府办主任征得领导本人同意")


class CoverPolicy(Frozen):
    """A/B cover (article 7) and the acting head (article 8)."""

    trigger: tuple[AbsenceKind, ...] = setting(
        (
            AbsenceKind.TRIP,
            AbsenceKind.TRIP_ABROAD,
            AbsenceKind.ANNUAL_LEAVE,
            AbsenceKind.SICK_LEAVE,
            AbsenceKind.PRIVATE_LEAVE,
        ),
        "7",
        "B角代行的情形（因公外出、休假）；病假事假按休假对待",
        assumed=True,
    )
    head_needs_delegation: bool = setting(True, "8", "区长外出须有委托，常务副区长方可主持全面工作")


class TravelPolicy(Frozen):
    """Minutes on the road between areas; the table is read in both directions."""

    minutes: dict[str, dict[str, int]] = setting(
        {
            "compound": {"compound": 0, "district": 15, "city": 30, "province": 90},
            "district": {"district": 15, "city": 30, "province": 90},
            "city": {"city": 30, "province": 90},
            "province": {"province": 30},
        },
        "ours",
        "两地之间的路程分钟数",
        assumed=True,
    )

    def between(self, here: str, there: str) -> int:
        """Minutes between two areas; raises KeyError for areas that the table does not hold."""
        row = self.minutes.get(here, {})
        return row[there] if there in row else self.minutes[there][here]


class PlanPolicy(Frozen):
    """How we place what we place (ours)."""

    grid_minutes: int = setting(30, "ours", "可安排事项的时间格（分钟）", ge=5, le=60)
    crowded_above: int = setting(2, "ours", "半天内超过几项视为拥挤", ge=1, le=10)


class Weights(Frozen):
    """Prices of what is not a must; all ours."""

    open_seat: int = setting(5000, "ours", "待定席位")
    member_absent: int = setting(800, "ours", "常务会议每缺一名请假成员")
    wanted: tuple[int, int, int] = setting((300, 200, 100), "ours", "未安排事项，按优先级")
    deferred: int = setting(15, "ours", "可留待以后安排而本期未安排的事项")
    head_outranks: int = setting(60, "5", "未安排事项含区长席位时另加")
    agenda_item: tuple[int, int, int] = setting((120, 80, 40), "ours", "未上会议题，按优先级")
    research_short: int = setting(30, "66", "调研进度每落后半天")
    research_day: int = setting(4, "ours", "调研每占一天")
    standing_late: int = setting(2, "43", "常务会议过上旬后每晚一个工作日")
    standing_other_session: int = setting(20, "43", "常务会议不在惯常的上午或下午")
    head_where_deputy_would_do: int = setting(25, "65", "副职能去而区长去")
    not_portfolio_owner: int = setting(10, "ours", "非分管领导出席")
    ceremony_above_share: int = setting(12, "61", "事务性活动超出平均次数，每次")
    optional_seat: int = setting(6, "ours", "可列席而未列席")
    crowded: int = setting(3, "ours", "拥挤半天每多一项")
    moved: int = setting(40, "ours", "已公布事项改期")
    moved_issued: int = setting(200, "ours", "已印发周安排的事项改期")
    reseated: int = setting(30, "ours", "已公布席位换人")
    research_moved: int = setting(5, "ours", "已公布调研每动半天")


class Policy(Frozen):
    """All settings of one office, from a day on, with their source."""

    name: str = "鼓政〔2020〕26号"
    source: str = "开封市鼓楼区人民政府工作规则"
    effective_from: date = date(2020, 8, 21)
    standing: StandingPolicy = StandingPolicy()
    agenda: AgendaPolicy = AgendaPolicy()
    research: ResearchPolicy = ResearchPolicy()
    ceremony: CeremonyPolicy = CeremonyPolicy()
    cover: CoverPolicy = CoverPolicy()
    hours: OfficeHours = OfficeHours()
    travel: TravelPolicy = TravelPolicy()
    plan: PlanPolicy = PlanPolicy()
    weights: Weights = Weights()
