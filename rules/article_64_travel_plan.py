"""Article 64: trips of head and deputies stand on the year's travel plan."""

from datetime import date, datetime, time

from models.absences import Absence, AbsenceKind
from models.audit import Verdict
from models.brief import Brief
from models.people import Post
from models.spans import OFFICE_TZ
from rules.absence_trail import AbsenceTrail
from rules.base import Article, Strength
from rules.trail import Step, Trail, judged


class TravelOnPlan(AbsenceTrail):
    """A trip cites a line of a plan that party committee and government have approved. Audit alone."""

    code = "64-a"
    article = Article(64)
    title = "年度外出计划"
    reading = (
        "区长、副区长的出差、出访引用当年外出计划的一条；计划在出发前经区委、区政府批准。"
        "未引用的出差待定；未引用的出访按临时出访报批，另有一条管。"
    )
    strength = Strength.MUST

    def trail(self, brief: Brief, absence: Absence) -> Trail | None:
        known = brief.leader_by_id.get(absence.leader)
        if known is None or not absence.kind.is_trip or known.post is Post.OFFICE_DIRECTOR:
            return None
        if absence.plan_line is None:
            abroad = absence.kind is AbsenceKind.TRIP_ABROAD
            return None if abroad else Trail(Verdict.OPEN, "未引用年度外出计划")
        cited = next(((p, x) for p in brief.travel_plans for x in p.lines if x.id == absence.plan_line), None)
        if cited is None or cited[0].year != absence.span.start.year:
            return Trail(Verdict.BROKEN, "引用的条目不在当年外出计划之内")
        plan, line = cited
        if line.leader != absence.leader:
            return Trail(Verdict.BROKEN, "引用的是他人的外出计划条目")
        steps = (
            Step("区委批准外出计划", _at(plan.party_approved)),
            Step("区政府批准外出计划", _at(plan.government_approved)),
        )
        return judged(steps, absence.span.start, brief.as_of, in_order=False)


def _at(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(0), OFFICE_TZ)


RULE = TravelOnPlan()
