"""Article 58: deputies and the office director report to the head before they leave; the other leaders are told."""

from models.absences import Absence
from models.approvers import approvers
from models.audit import Verdict
from models.brief import Brief
from models.people import Post
from rules.absence_trail import AbsenceTrail
from rules.base import Article, Strength
from rules.trail import Step, Trail, judged


class DeputiesReport(AbsenceTrail):
    """Reported and then approved before departure, by the head; the other leaders told. Audit alone."""

    code = "58-a"
    article = Article(58)
    title = "副区长、办主任外出先报区长"
    reading = (
        "副区长、政府办主任出访、出差、休假，先报区长、经区长批准再出发，由办公室通报其他领导；"
        "先走后批、不是区长批的违反（与第六十五条从严并用），通报未登记的待定。"
        "批准当时区长外出的，受托主持全面工作的常务副区长可以代批，但不得批自己的。"
    )
    strength = Strength.MUST
    settings = ("leave.exec_approves_days",)

    def trail(self, brief: Brief, absence: Absence) -> Trail | None:
        known = brief.leader_by_id.get(absence.leader)
        if known is None or not (known.post.is_deputy or known.post is Post.OFFICE_DIRECTOR):
            return None
        by = absence.approval.by
        if by and not self._may_approve(brief, absence, by):
            return Trail(Verdict.BROKEN, "不是区长批准的")
        steps = (Step("报告", absence.requested_at), Step("区长批准", absence.approval.at if by else None))
        found = judged(steps, absence.span.start, brief.as_of)
        if found.verdict is Verdict.KEPT and absence.told.leaders is None:
            return Trail(Verdict.OPEN, "尚未通报区政府其他领导")
        return found

    def _may_approve(self, brief: Brief, absence: Absence, by: str) -> bool:
        """The head; where the office has it so, the executive deputy for other deputies' short absences; and whoever
        acts for either at that moment, by articles 7 and 8."""
        if by in _words(brief, Post.HEAD, brief.head):
            return True
        days = brief.policy.leave.exec_approves_days
        halves = list(absence.span.half_days())
        short = days is not None and (halves[-1].day - halves[0].day).days < days
        exec_id = brief.executive_deputy
        if short and absence.leader != exec_id and by in _words(brief, Post.EXECUTIVE_DEPUTY, exec_id):
            return True
        acting = approvers(brief, absence, absence.approval.at or brief.as_of)
        return any(one.acting_for and by in (one.leader, brief.zh(one.leader)) for one in acting)


def _words(brief: Brief, post: Post, holder: str | None) -> set[str]:
    return {post.value, post.zh, *((holder, brief.zh(holder)) if holder else ())}


RULE = DeputiesReport()
