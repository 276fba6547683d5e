"""Article 65: the office director names who leads the office while he is away."""

from models.absences import Absence
from models.audit import Verdict
from models.brief import Brief
from models.people import Post
from rules.absence_trail import AbsenceTrail
from rules.base import Article, Strength
from rules.trail import Trail


class DirectorActing(AbsenceTrail):
    """A list of who acts, before departure; leaders on it are in town all the time. Audit alone."""

    code = "65-d"
    article = Article(65)
    title = "办主任外出并报代行名单"
    reading = (
        "政府办主任外出，经批准后连同代为主持工作的负责人名单报办公室；名单上的领导整段时间须在岗。"
        "出发前未报的待定，已出发仍未报的违反。"
    )
    strength = Strength.MUST

    def trail(self, brief: Brief, absence: Absence) -> Trail | None:
        known = brief.leader_by_id.get(absence.leader)
        if known is None or known.post is not Post.OFFICE_DIRECTOR:
            return None
        if not [name for name in absence.acting if name.strip()]:
            if absence.span.start <= brief.as_of:
                return Trail(Verdict.BROKEN, "已经出发，未见代行名单")
            return Trail(Verdict.OPEN, "尚缺代行名单")
        halves = list(absence.span.half_days())
        out = [brief.zh(p) for p in absence.acting if p == absence.leader or brief.is_away(p, halves)]
        if out:
            return Trail(Verdict.BROKEN, f"代行的{'、'.join(out)}其间也不在岗")
        return Trail(Verdict.KEPT, "代行名单")


RULE = DirectorActing()
