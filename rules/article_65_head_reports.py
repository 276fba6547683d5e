"""Article 65: before the head leaves town on duty, city government and party committee are told."""

from models.absences import Absence
from models.brief import Brief
from rules.absence_trail import AbsenceTrail
from rules.base import Article, Strength
from rules.trail import Step, Trail, judged


class HeadReports(AbsenceTrail):
    """Two reports before departure, in either order. Audit alone."""

    code = "65-a"
    article = Article(65)
    title = "区长外出事前报告"
    reading = (
        "区长出差、出访，出发之前须向市政府、区委报告，先后不拘；未报而已出发的违反，尚未出发的列待定。"
        "其他政府另须上级政府主要领导书面批准。"
    )
    strength = Strength.MUST
    settings = ("leave.head_needs_approval",)

    def trail(self, brief: Brief, absence: Absence) -> Trail | None:
        if absence.leader != brief.head or not absence.kind.is_trip:
            return None
        steps = [Step("向市政府报告", absence.told.city), Step("向区委报告", absence.told.party)]
        if brief.policy.leave.head_needs_approval:
            steps.append(Step("上级政府主要领导批准", absence.superior_approved))
        return judged(steps, absence.span.start, brief.as_of, in_order=False)


RULE = HeadReports()
