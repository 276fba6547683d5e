"""What is still to be filed, reported and approved for an absence: listed on the slip, never coloured."""

from collections.abc import Iterator, Sequence
from datetime import date

from models.absences import Absence, AbsenceKind
from models.audit import Verdict
from models.brief import Brief
from models.events import Kind
from models.people import Post
from models.slip import Paper
from rules.absence_trail import AbsenceTrail
from rules.base import Rule
from solver.cover_verdict import CoverIndex

RECEIVE, MEET, JOIN, RESPOND, SIGN = "公务接待", "出席会议", "参加活动", "处置突发事件", "审签紧急公文"
FUNCTIONS = (RECEIVE, MEET, JOIN, RESPOND, SIGN)
LISTED = {"58-a", "64-a", "64-b", "65-a", "65-c", "65-d", "65-e", "65-f", "65-h"}


def missing(brief: Brief, absence: Absence, rules: Sequence[Rule]) -> Iterator[Paper]:
    """Fields and reports still to come (articles 58, 64 and 65). brief: with the absence in it, as if approved."""
    for name, text in (("place", absence.place), ("contact", absence.contact)):
        if not text:
            word = {"place": "地点", "contact": "联系方式"}[name]
            yield Paper(
                field=name, article="第六十五条", sentence=f"{word}未填，批准后须报区政府办公室（第六十五条）"
            )
    for rule in rules:
        if not isinstance(rule, AbsenceTrail) or rule.code not in LISTED:
            continue
        trail = rule.trail(brief, absence)
        if trail is not None and trail.verdict is not Verdict.KEPT:
            yield Paper(field=rule.code, article=rule.source, sentence=f"{trail.words}（{rule.source}）")


def pending(brief: Brief, absence: Absence, days: int) -> Iterator[Paper]:
    """Whose approval it waits for, and who has to be told."""
    post = brief.leader_by_id[absence.leader].post
    trip = absence.kind.is_trip
    if post is Post.HEAD:
        words = "事前向市政府和区委报告" if trip else "请假按干部管理权限报批，并告区委"
        yield Paper(field="approval", article="第六十五条", sentence=f"区长外出{words}（第六十五条）")
    else:
        short = brief.policy.leave.exec_approves_days
        by_deputy = short is not None and days <= short and post is Post.DEPUTY
        who = "常务副区长（本单位规定的短期外出）" if by_deputy else "区长"
        sentence = f"事先报告并经{who}批准（第五十八条、第六十五条）"
        yield Paper(field="approval", article="第六十五条", sentence=sentence)
        if brief.head is not None and brief.is_away(brief.head, absence.span.half_days()):
            word = "其间区长也外出，请在其出发前报批（第八条、第六十五条）"
            yield Paper(field="approval", article="第八条", sentence=word)
    yield Paper(field="return", article="第六十五条", sentence="返回后向区长报告有关情况（第六十五条）")
    partners = [p for pair in brief.pairs if (p := pair.other(absence.leader)) and pair.in_force(_first(absence))]
    if partners:
        names = "、".join(dict.fromkeys(brief.zh(p) for p in partners))
        yield Paper(field="partner", article="第七条", sentence=f"告知B角{names}并交接（第七条）")


def plan_line(brief: Brief, absence: Absence) -> str:
    """The year's travel plan: the line that it stands on, or the ad-hoc chain (article 64)."""
    post = brief.leader_by_id[absence.leader].post
    if not absence.kind.is_trip or post is Post.OFFICE_DIRECTOR:
        return "不属年度外出计划所列（第六十四条只管区长、副区长的出差、出访）"
    if absence.plan_line is not None:
        return f"依据年度外出计划第{absence.plan_line}项（第六十四条）"
    lines = [
        f"{line.id}{f'（{line.title}）' if line.title else ''}"
        for plan in brief.travel_plans
        if plan.year == absence.span.start.year
        for line in plan.lines
        if line.leader == absence.leader
    ]
    if absence.kind is AbsenceKind.TRIP_ABROAD:
        return (
            "未引用年度外出计划，按临时出访报批：主管部门请示、办公室意见、区委区政府同意、市政府批准（第六十四条）"
        )
    if lines:
        return f"年度外出计划中本人列有{'、'.join(lines)}，请注明依据哪一项（第六十四条）"
    return "摘要所附年度外出计划中没有本人的条目，请补列或说明（第六十四条）"


def deputy_would_do(index: CoverIndex, absence: Absence, stretch: int) -> Iterator[str]:
    """Deputies in town with a free diary, where the head would travel (article 65)."""
    brief = index.brief
    if absence.leader != brief.head or not absence.kind.is_trip:
        return
    for leader in brief.leaders:
        if not leader.post.is_deputy or index.away.get(leader.id, 0) & stretch:
            continue
        own = sum(1 for _, mask in index.diary[leader.id] if mask & stretch)
        word = "期间没有安排" if own == 0 else f"期间另有{own}项安排"
        yield f"{leader.title}在汴，{word}；副职能完成的正职不去，可否由其前往（第六十五条）"


def _first(absence: Absence) -> date:
    return next(iter(absence.span.half_days())).day


def function_of(kind: Kind) -> str:
    """Under which of the five functions of article 7 a kind of item falls."""
    if kind in (Kind.RECEPTION, Kind.FOREIGN_AFFAIRS):
        return RECEIVE
    if kind is Kind.EMERGENCY:
        return RESPOND
    return MEET if kind.value.startswith("meeting.") or kind in (Kind.HUDDLE, Kind.STUDY) else JOIN
