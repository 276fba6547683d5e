"""Article 65: a visit abroad has a definite task."""

from models.absences import Absence, AbsenceKind
from models.audit import Verdict
from models.brief import Brief
from rules.absence_trail import AbsenceTrail
from rules.base import Article, Strength
from rules.trail import Trail


class VisitPurpose(AbsenceTrail):
    """Its purpose is on record before departure; what it is, no sentence tells. Audit alone."""

    code = "65-f"
    article = Article(65)
    title = "出访须有实质任务"
    reading = "出访须写明实质性的公务任务；出发前未写明的待定，已出发仍未写明的违反。审批人认为与职级不相符的违反。"
    strength = Strength.MUST

    def trail(self, brief: Brief, absence: Absence) -> Trail | None:
        if absence.kind is not AbsenceKind.TRIP_ABROAD:
            return None
        if absence.fits_rank is False:
            return Trail(Verdict.BROKEN, "经核与其职级身份不相符")
        if absence.purpose.strip():
            return Trail(Verdict.KEPT, "公务任务已写明")
        if absence.span.start <= brief.as_of:
            return Trail(Verdict.BROKEN, "已经出发，未写明公务任务")
        return Trail(Verdict.OPEN, "尚未写明公务任务")


RULE = VisitPurpose()
