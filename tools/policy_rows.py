"""The settings that governments differ in, row by row, and where each of ours stands: paths of the policy, or, where
it is no setting, what it is instead."""

from typing import NamedTuple


class Row(NamedTuple):
    """One thing that governments settle differently. paths: our settings for it; instead: where it is none."""

    name: str
    paths: tuple[str, ...]
    instead: str = ""


def _row(name: str, paths: str = "", instead: str = "") -> Row:
    return Row(name, tuple(paths.split()), instead)


ROWS: tuple[Row, ...] = (
    _row("常务会议每月次数", "standing.per_month_min"),
    _row("常务会议每年上限", "standing.per_year_max"),
    _row("常务会议惯常的日子", "standing.preferred_weekday standing.preferred_ordinal"),
    _row("常务会议的半天和时长", "standing.session standing.half_days standing.max_minutes"),
    _row("常务会议组成人员", "standing.members"),
    _row("常务会议固定列席", "standing.attendees_fixed standing.observers"),
    _row("常务会议到会人数", "standing.quorum"),
    _row("议题的分管领导须到会", "standing.topic_owner_required"),
    _row("区长外出时谁主持", "standing.chair_when_head_away"),
    _row("会议请假由谁准", "standing.leave_approvers"),
    _row("审查和同意提前几天", "agenda.review_days_before"),
    _row("材料印制提前几天", "agenda.papers_workdays_before"),
    _row("逾期的议题", "agenda.late_item"),
    _row("征集议题的日子", "agenda.topic_call_day agenda.topic_call_weekday"),
    _row("汇报的长短", "agenda.report_minutes agenda.report_chars"),
    _row("全体会议每年次数", "plenary.per_year_min"),
    _row("区长办公会议", "office_meeting.per_month_min"),
    _row("碰头会", "huddle.weekday huddle.at huddle.minutes"),
    _row("通知主要负责人参会", "headcall.first_in_command_needs_head headcall.needs_party"),
    _row("每年调研的数量", "research.min_per_year"),
    _row("一个月怎么折算", "research.month_in_workdays research.unit"),
    _row("连续蹲点", "research.stay_days_min research.stay_unit research.block_max"),
    _row("调研报告", "research.reports_min"),
    _row("留作调研的日子", "research.fixed_weekdays"),
    _row("随行人数", "research.companions_max"),
    _row("一项活动几位领导", "ceremony.leaders_max"),
    _row("下级的事务性活动去不去", "ceremony.consent_required ceremony.kinds"),
    _row("事务性活动由谁同意", "ceremony.consent_givers"),
    _row("事务性活动提前申请", "ceremony.apply_days_before"),
    _row("接待方案由谁审定", "reception.plan_approvers reception.request_days_before"),
    _row("哪些岗位有B角", "cover.scope"),
    _row("AB角名单", "", "摘要里的 pairs：有日期，可写C角，可只管一部分分工"),
    _row("B角代行的情形", "cover.trigger plan.crowded_above"),
    _row("AB角同时外出", "cover.both_away"),
    _row("C角", "cover.fallback"),
    _row("不由他人代行的分工", "cover.excluded_portfolios"),
    _row("长期外出", "cover.long_absence_days"),
    _row("B角的五类职责", "", "各地相同，写在规则 7-e、7-f 和事项类别里"),
    _row("区长外出由谁主持", "cover.head_needs_delegation"),
    _row("副区长外出由谁批", "leave.exec_approves_days"),
    _row("区长外出向谁报、由谁批", "leave.head_needs_approval"),
    _row("外出提前报告", "leave.notice_workdays leave.notice_days leave.tell_partner"),
    _row("外出报备的内容", "leave.report_fields"),
    _row("销假", "", "外出的记录 returned_at，规则 65-h；向区长报告是外出办理的一步"),
    _row("不得同时外出的岗位", "leave.not_together"),
    _row("不得外出的时段", "leave.blackout"),
    _row("年休假天数", "", "按工龄五、十、十五天，是各人的权利，不是本单位的设置；尚未核对"),
    _row("一周从哪天起", "", "周一至周日，周末的事项照列；尚无别的做法可设"),
    _row("周安排的报送、初稿、印发", "week.collect_until week.draft week.issue week.late"),
    _row("周安排由谁签发", "", "发布和印发记录签发人，谁可以签在账号的角色里定"),
    _row("印发以后的变动", "week.freeze week.change_rule"),
    _row("暂定的标记", "", "（），各种表格里一律如此"),
    _row("无会日", "nomeeting.days nomeeting.kinds"),
    _row("无会周", "nomeeting.weeks nomeeting.weeks_per_year_min"),
    _row("无会日仍可开的会", "nomeeting.exceptions"),
    _row("各类会议的时长", "meeting.max_minutes"),
    _row("讲话的领导人数", "meeting.speakers_max"),
    _row("办公时间", "hours.winter hours.summer"),
    _row("夏季办公时间起止", "hours.summer_from hours.summer_to"),
    _row("放假和调休", "", "摘要里的 notices、overrides，逐年录入"),
    _row("路程", "travel.minutes"),
    _row("轮换事务性活动", "fairness.event_window"),
    _row("谁看得到、看多远", "privacy.horizon_days"),
    _row(
        "间隔、负荷和分散",
        "standing.min_gap_days load.weekly_minutes research.month_max research.run_max research.quarter_min "
        "cover.mutual cover.everyone_paired",
    ),
    _row("谁须调研", "research.applies_to"),
    _row("时间格", "plan.grid_minutes"),
)
