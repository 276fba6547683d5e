"""Article 64: a trip abroad outside the year's plan goes through four steps."""

from models.absences import Absence, AbsenceKind
from models.brief import Brief
from models.people import Post
from rules.absence_trail import AbsenceTrail
from rules.base import Article, Strength
from rules.trail import Step, Trail, judged


class AdHocAbroad(AbsenceTrail):
    """Asked by the unit, opined by the Office, agreed by committee and government, approved by the city. Audit."""

    code = "64-b"
    article = Article(64)
    title = "临时出访的报批"
    reading = (
        "区长、副区长计划之外的出访，依次经主管部门请示、办公室提出意见、区委区政府同意、市政府批准，"
        "都在出发之前；次序颠倒、先走后批的违反，尚缺而未出发的待定。"
    )
    strength = Strength.MUST

    def trail(self, brief: Brief, absence: Absence) -> Trail | None:
        known = brief.leader_by_id.get(absence.leader)
        planned = absence.kind is not AbsenceKind.TRIP_ABROAD or absence.plan_line is not None
        if known is None or known.post is Post.OFFICE_DIRECTOR or planned:
            return None
        steps = (
            Step("主管部门请示", absence.ad_hoc.unit_asked),
            Step("办公室意见", absence.ad_hoc.office_opined),
            Step("区委区政府同意", absence.ad_hoc.agreed),
            Step("市政府批准", absence.ad_hoc.city_approved),
        )
        return judged(steps, absence.span.start, brief.as_of)


RULE = AdHocAbroad()
