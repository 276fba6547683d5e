"""Policy: every setting that the rule book leaves to the office, with its article and default.

Numbers of the law carry their article; weights are ours and say so. ``assumed`` marks what no source
confirmed and the office is asked to confirm. Where the rule book is silent a setting is unset (none, or empty),
and no rule speaks. Sections on meetings and on people have files of their own.
"""

from datetime import date

from pydantic import Field

from models.policy_base import setting
from models.policy_events import HeadcallPolicy, PetitionPolicy, ReceptionPolicy
from models.policy_keep import KeepPolicy, PrivacyPolicy
from models.policy_meetings import (
    AgendaPolicy,
    HuddlePolicy,
    MeetingPolicy,
    NoMeetingPolicy,
    OfficeMeetingPolicy,
    PlenaryPolicy,
    Session,
    StandingPolicy,
)
from models.policy_people import (
    CeremonyPolicy,
    CoverPolicy,
    FairnessPolicy,
    LeavePolicy,
    LoadPolicy,
    ResearchPolicy,
)
from models.policy_week import WeekPolicy
from models.spans import Frozen
from models.workdays import OfficeHours

__all__ = [
    "AgendaPolicy",
    "CeremonyPolicy",
    "CoverPolicy",
    "FairnessPolicy",
    "HeadcallPolicy",
    "HuddlePolicy",
    "KeepPolicy",
    "LeavePolicy",
    "LoadPolicy",
    "MeetingPolicy",
    "NoMeetingPolicy",
    "OfficeMeetingPolicy",
    "PetitionPolicy",
    "PlanPolicy",
    "PlenaryPolicy",
    "Policy",
    "PrivacyPolicy",
    "ReceptionPolicy",
    "ResearchPolicy",
    "Session",
    "StandingPolicy",
    "TravelPolicy",
    "WeekPolicy",
    "Weights",
    "setting",
]


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
    precedence: tuple[int, int, int, int] = setting(
        (450, 300, 20, 0), "2", "未安排事项另加：上级和区委人大的、全体和常务会议、领导的、事务性的"
    )
    head_outranks: int = setting(60, "5", "未安排事项含区长席位时另加")
    agenda_item: tuple[int, int, int] = setting((120, 80, 40), "ours", "未上会议题，按优先级")
    research_short: int = setting(30, "66", "调研进度每落后半天")
    research_day: int = setting(4, "ours", "调研每占一天")
    standing_late: int = setting(2, "43", "常务会议过上旬后每晚一个工作日")
    standing_other_session: int = setting(20, "43", "常务会议不在惯常的上午或下午")
    standing_other_day: int = setting(10, "43", "常务会议不在惯常的日子")
    head_where_deputy_would_do: int = setting(25, "65", "副职能去而区长去")
    not_portfolio_owner: int = setting(10, "ours", "非分管领导出席")
    ceremony_above_share: int = setting(12, "61", "事务性活动超出平均次数，每次")
    ceremony_again: int = setting(8, "ours", "轮换期内同一位领导再参加事务性活动，每次")
    over_week: int = setting(1, "ours", "一周会议活动超出上限，每分钟")
    petition_short: int = setting(20, "39", "接访、阅信时间每月每短半天")
    meeting_over: int = setting(20, "48", "自办会议超出每月上限，每场")
    meeting_hour_over: int = setting(2, "48", "自办会议超出每月人时上限，每人时")
    meeting_long: int = setting(5, "48", "会议超出时长上限，每半小时")
    companion: int = setting(1, "68", "下基层每随行一人")
    companion_over: int = setting(10, "68", "下基层随行超出上限，每人")
    optional_seat: int = setting(6, "ours", "可列席而未列席")
    crowded: int = setting(3, "ours", "拥挤半天每多一项")
    moved: int = setting(40, "ours", "已公布事项改期")
    moved_issued: int = setting(200, "ours", "已印发周安排的事项改期")
    moved_frozen: int = setting(400, "ours", "冻结以后的周安排改期")
    reseated: int = setting(30, "ours", "已公布席位换人")
    research_moved: int = setting(5, "ours", "已公布调研每动半天")
    research_cut: int = setting(1, "ours", "已公布调研起止有变，每段")
    leave_denied: int = setting(400, "ours", "由本办排定的休假未排上")
    leave_moved: int = setting(80, "ours", "已公布的休假改期")
    target_research: int = setting(30, "ours", "少于全年计划分到本月的调研，每半天")
    target_leave: int = setting(60, "ours", "休假不在全年计划的日子")
    target_week: int = setting(25, "ours", "会议不在全年计划的那一周")


class Policy(Frozen):
    """All settings of one office, from a day on, with their source.

    sources: where one setting comes from, by its path (``standing.quorum``), if from elsewhere than `source`.
    confirmed: paths of assumed settings that the office has confirmed.
    """

    name: str = Field(default="鼓政〔2020〕26号", min_length=1, max_length=100)
    source: str = Field(default="开封市鼓楼区人民政府工作规则", min_length=1, max_length=200)
    effective_from: date = date(2020, 8, 21)
    sources: dict[str, str] = Field(default_factory=dict)
    confirmed: tuple[str, ...] = ()
    standing: StandingPolicy = StandingPolicy()
    agenda: AgendaPolicy = AgendaPolicy()
    plenary: PlenaryPolicy = PlenaryPolicy()
    office_meeting: OfficeMeetingPolicy = OfficeMeetingPolicy()
    huddle: HuddlePolicy = HuddlePolicy()
    meeting: MeetingPolicy = MeetingPolicy()
    nomeeting: NoMeetingPolicy = NoMeetingPolicy()
    headcall: HeadcallPolicy = HeadcallPolicy()
    petition: PetitionPolicy = PetitionPolicy()
    reception: ReceptionPolicy = ReceptionPolicy()
    research: ResearchPolicy = ResearchPolicy()
    ceremony: CeremonyPolicy = CeremonyPolicy()
    cover: CoverPolicy = CoverPolicy()
    leave: LeavePolicy = LeavePolicy()
    fairness: FairnessPolicy = FairnessPolicy()
    load: LoadPolicy = LoadPolicy()
    week: WeekPolicy = WeekPolicy()
    hours: OfficeHours = OfficeHours()
    travel: TravelPolicy = TravelPolicy()
    plan: PlanPolicy = PlanPolicy()
    keep: KeepPolicy = KeepPolicy()
    privacy: PrivacyPolicy = Field(default=PrivacyPolicy(), exclude_if=lambda told: told == PrivacyPolicy())
    weights: Weights = Weights()

    def cites(self, path: str) -> str:
        """Where a setting comes from: its own source, or the policy's."""
        return self.sources.get(path, self.source)
