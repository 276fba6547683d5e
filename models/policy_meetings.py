"""Settings on meetings: the three of the government, their agendas, and when no meeting is held."""

from datetime import time
from enum import StrEnum

from models.events import Kind
from models.people import Post
from models.policy_base import Quorum, Weekday, WeekTime, setting
from models.spans import Frozen


class Session(StrEnum):
    """Which half of the day a standing meeting takes."""

    AM = "am"
    PM = "pm"
    ANY = "any"


class ChairWhenHeadAway(StrEnum):
    """Who chairs while the head is away: nobody (the meeting waits), the executive deputy, or any deputy, each
    on the head's delegation."""

    RESCHEDULE = "reschedule"
    EXEC_DEPUTY = "exec_deputy"
    ANY_ENTRUSTED = "any_entrusted"


class StandingPolicy(Frozen):
    """Standing meetings (article 43)."""

    per_month_min: int = setting(1, "43", "每月至少召开次数", ge=0, le=5)
    per_year_max: int | None = setting(None, "43", "每年至多召开次数", ge=1, le=99)
    min_gap_days: int | None = setting(None, "43", "两次会议至少相隔的自然日数", ge=1, le=60)
    preferred_weekday: Weekday | None = setting(None, "43", "惯常在周几召开")
    preferred_ordinal: tuple[int, ...] = setting((), "43", "惯常在当月第几个该日召开（如第一、第三个周二）")
    session: Session = setting(Session.AM, "43", "安排在上午、下午或不限", assumed=True)
    half_days: int = setting(1, "43", "一次会议占几个半天", assumed=True, ge=1, le=2)
    max_minutes: int | None = setting(None, "43", "一次会议的分钟数（不写即占整半天）", ge=30, le=240)
    members: tuple[Post, ...] = setting((Post.HEAD, Post.EXECUTIVE_DEPUTY, Post.DEPUTY), "43", "组成人员")
    observers: tuple[Post, ...] = setting((Post.OFFICE_DIRECTOR,), "43", "固定列席人员", assumed=True)
    attendees_fixed: tuple[str, ...] = setting((), "43", "固定列席的单位")
    routine: tuple[str, ...] = setting(
        ("通报点评上月工作", "安排部署本月工作", "落实奖惩制度"), "43", "每次必有的议程"
    )
    quorum: Quorum | None = setting(None, "43", "到会人数的下限")
    leave_approvers: tuple[Post, ...] = setting((Post.HEAD,), "47", "谁可以准会议的假（其他政府：主持人）")
    topic_owner_required: bool = setting(False, "43", "议题的分管领导须到会")
    chair_when_head_away: ChairWhenHeadAway = setting(
        ChairWhenHeadAway.RESCHEDULE, "6", "区长外出时：改期、由受托的常务副区长主持、由受托的任一副区长主持"
    )


class LateItem(StrEnum):
    """What becomes of an item that misses its gates."""

    DROP = "drop"
    HEAD_MAY_ALLOW = "head_may_allow"


class AgendaPolicy(Frozen):
    """Gates of agenda items (article 45)."""

    review_days_before: int = setting(7, "45", "合法性审查与同意须提前的自然日数", ge=0, le=60)
    papers_workdays_before: int = setting(3, "45", "材料印制完毕须提前的工作日数", ge=1, le=20)
    review_workdays_min: int = setting(5, "22", "合法性审核一般不少于的工作日数", ge=1, le=30)
    review_workdays_max: int = setting(15, "22", "合法性审核最长的工作日数", ge=1, le=60)
    consult_workdays: int = setting(7, "51", "部门之间征求意见、会签的回复工作日数", ge=1, le=30)
    late_item: LateItem = setting(LateItem.DROP, "45", "逾期议题：不上会，或经区长同意可上会")
    topic_call_day: int | None = setting(None, "45", "议题须在会议当月几日以前报送", ge=1, le=28)
    topic_call_weekday: Weekday | None = setting(None, "45", "议题须在会前最近的周几以前报送")
    report_minutes: int | None = setting(None, "45", "一个议题汇报的分钟数上限", ge=1, le=60)
    report_chars: int | None = setting(None, "45", "一个议题汇报材料的字数上限", ge=100, le=20000)


class PlenaryPolicy(Frozen):
    """Plenary meetings (article 42, which names no number)."""

    per_year_min: int | None = setting(None, "42", "全体会议每年至少次数", ge=1, le=12)


class OfficeMeetingPolicy(Frozen):
    """The head's office meetings (article 44: as needed)."""

    per_month_min: int | None = setting(None, "44", "区长办公会议每月至少次数", ge=1, le=5)


class HuddlePolicy(Frozen):
    """The weekly huddle that other governments hold (碰头会)."""

    weekday: Weekday | None = setting(None, "ours", "碰头会在周几（遇休息日顺延到本周下一工作日）")
    at: time = setting(time(9), "ours", "碰头会几点开始", assumed=True)
    minutes: int = setting(60, "ours", "碰头会多长（分钟）", assumed=True, ge=15, le=210)


class MeetingPolicy(Frozen):
    """Who organises meetings (article 45); fewer, smaller and shorter ones (article 48, which names no number)."""

    organisers: tuple[str, ...] = setting(("区政府办公室", "政府办公室"), "45", "承办三种会议的单位")
    approval_kinds: tuple[Kind, ...] = setting((Kind.WORK,), "48", "召开前须经审批的会议类别", assumed=True)
    district_wide: tuple[Kind, ...] = setting((Kind.WORK,), "48", "按全区性会议对待的会议类别", assumed=True)
    per_month_max: int | None = setting(None, "48", "政府自办会议每月场数上限", ge=1, le=500)
    hours_per_month_max: int | None = setting(None, "48", "政府自办会议每月占用区领导的人时上限", ge=1, le=5000)
    max_minutes: dict[Kind, int] = setting({}, "48", "各类会议的分钟数上限")
    speakers_max: int | None = setting(None, "48", "一次会议讲话的领导人数上限", ge=1, le=9)


class NoMeetingException(StrEnum):
    """Meetings that are held all the same."""

    SUPERIOR = "superior"
    STATUTORY = "statutory"
    EMERGENCY = "emergency"
    HEAD_APPROVES = "head_approves"


OWN_MEETINGS = (
    Kind.STANDING, Kind.PLENARY, Kind.OFFICE, Kind.PARTY_GROUP, Kind.SPECIAL, Kind.COORDINATION, Kind.WORK,
    Kind.DEPLOYMENT, Kind.LEADING_GROUP, Kind.HUDDLE,
)  # fmt: skip


class NoMeetingPolicy(Frozen):
    """No-meeting days and weeks (无会日、无会周), which the rule book does not know."""

    days: tuple[WeekTime, ...] = setting((), "48", "无会日：每周哪天（或半天）不开会")
    weeks: tuple[int, ...] = setting((), "48", "无会周：当月第几周不开会（按当月第几个周一算）")
    weeks_per_year_min: int | None = setting(None, "48", "每年至少几个整周不开会", ge=1, le=52)
    kinds: tuple[Kind, ...] = setting(OWN_MEETINGS, "48", "无会日所指的会议类别", assumed=True)
    exceptions: tuple[NoMeetingException, ...] = setting(
        (NoMeetingException.SUPERIOR, NoMeetingException.STATUTORY, NoMeetingException.EMERGENCY),
        "48",
        "无会日仍可开的会：上级的、法定的、应急的、区长同意的",
    )
