"""Article 7: B signs for A urgent papers only."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.people import LeaderId
from models.plan import Plan
from models.presence import settled
from models.spans import HalfDay
from models.travel import SigningItem
from rules.base import Article, Rule, Strength


class UrgentPapers(Rule):
    """A deputy's paper is signed by himself, the head, or while he is away B if it is urgent. Audit alone."""

    code = "7-f"
    article = Article(7)
    title = "B角只代签紧急公文"
    reading = (
        "A角外出、休假期间，B角只代签标明紧急的公文；不紧急的等本人返回或送区长。"
        "B角代签不紧急的、A角在汴而由他人代签的违反；到期时A角外出而无人可签的待定。"
    )
    strength = Strength.MUST
    settings = ("cover.trigger",)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        brief = settled(brief, plan)
        for paper in brief.signing:
            owner = brief.leader_by_id.get(paper.owner)
            if owner is None or not owner.post.is_deputy:
                continue
            if paper.signed_by is not None:
                yield self._signed(brief, paper, paper.signed_by)
            elif paper.due.date() in brief.horizon:
                yield self._waiting(brief, paper)

    def _signed(self, brief: Brief, paper: SigningItem, by: LeaderId) -> Finding:
        what, when = f"公文「{paper.title}」", HalfDay.of(paper.signed_at or paper.due)
        if by in (paper.owner, brief.head):
            return self.kept(paper.id, f"{what}由{brief.zh(by)}签")
        if by not in self._partners(brief, paper, when) or not self._triggers(brief, paper, when):
            wrong = f"{what}由{brief.zh(by)}签，其时{brief.zh(paper.owner)}在汴或签的不是其B角，请核实"
            return self.broken(paper.id, wrong, given=True)
        if not paper.urgent:
            wrong = f"{what}不是紧急公文，B角{brief.zh(by)}不得代签，请由本人或区长补签"
            return self.broken(paper.id, wrong, given=True)
        return self.kept(paper.id, f"紧急{what}由B角{brief.zh(by)}代签")

    def _waiting(self, brief: Brief, paper: SigningItem) -> Finding:
        what, due = f"公文「{paper.title}」", HalfDay.of(paper.due)
        if not brief.is_away(paper.owner, [due]):
            return self.kept(paper.id, f"{what}到期时{brief.zh(paper.owner)}在汴，由本人签")
        if not paper.urgent:
            return self.open(paper.id, f"{what}到期时{brief.zh(paper.owner)}外出，请提前签、等其返回或送区长")
        partners = [p for p in self._partners(brief, paper, due) if not brief.is_away(p, [due])]
        if partners and self._triggers(brief, paper, due):
            return self.kept(paper.id, f"紧急{what}到期时由B角{brief.zh(partners[0])}代签")
        return self.open(paper.id, f"紧急{what}到期时{brief.zh(paper.owner)}外出，没有B角可以代签，请送区长")

    def _partners(self, brief: Brief, paper: SigningItem, when: HalfDay) -> list[LeaderId]:
        pairs = (pair.other(paper.owner) for pair in brief.pairs if pair.in_force(when.day))
        return [partner for partner in pairs if partner is not None]

    def _triggers(self, brief: Brief, paper: SigningItem, when: HalfDay) -> bool:
        """Whether the owner is away for a reason that lets B act."""
        return any(a.kind in brief.policy.cover.trigger for a in brief.absences_at(paper.owner, when))


RULE = UrgentPapers()
