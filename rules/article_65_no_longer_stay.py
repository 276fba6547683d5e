"""Article 65: nobody stays away longer, or adds a stop, without a new approval."""

from collections.abc import Iterator
from datetime import datetime

from models.absences import Absence, ApprovalState
from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from rules.base import Article, Rule, Strength
from rules.trail import outing


class NoLongerStay(Rule):
    """The end of a trip stands; an extension is an absence of its own, approved before that end. Audit alone."""

    code = "65-h"
    article = Article(65)
    title = "不得擅自延长在外时间"
    reading = (
        "外出的行程和返回时间以批准的为准；延长或另加一站的另行报批，须在原定返回之前批准。"
        "晚于批准的半天返回、或先延后批的违反。"
    )
    strength = Strength.MUST

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        known = {absence.id: absence for absence in brief.absences}
        for absence in brief.absences:
            if not absence.kind.is_trip or not absence.span.overlaps(brief.horizon.span):
                continue
            if (first := known.get(absence.extends or "")) is not None:
                yield from self._extension(brief, absence, first)
            if absence.approved and absence.returned_at is not None:
                yield self._return(brief, absence, absence.returned_at)

    def _extension(self, brief: Brief, absence: Absence, first: Absence) -> Iterator[Finding]:
        who, end = f"{outing(brief, first)}的延长", first.span.end
        approved = absence.approval.at
        if absence.approval.state is ApprovalState.REQUESTED:
            if end <= brief.as_of:
                yield self.broken(absence.id, f"{who}尚未批准而原定返回时间已过，请核实", given=True)
            else:
                yield self.open(absence.id, f"{who}尚待批准，未批准前按原定时间返回")
        elif absence.approved and approved is not None and approved > end:
            yield self.broken(absence.id, f"{who}批准晚于原定返回时间，请核实", given=True)
        elif absence.approved:
            yield self.kept(absence.id, f"{who}已另行批准")

    def _return(self, brief: Brief, absence: Absence, returned: datetime) -> Finding:
        if returned > self._until(brief, absence):
            return self.broken(absence.id, f"{outing(brief, absence)}返回晚于批准的时间，请核实", given=True)
        return self.kept(absence.id, f"{outing(brief, absence)}按期返回")

    def _until(self, brief: Brief, absence: Absence) -> datetime:
        """When the leader had to be back: the end of the last approved extension, widened to the half-day."""
        longer = [a for a in brief.absences if a.extends == absence.id and a.approved]
        return max([absence.span.widened().end, *(self._until(brief, a) for a in longer)])


RULE = NoLongerStay()
