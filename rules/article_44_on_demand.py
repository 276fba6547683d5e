"""Article 44: the head's office meeting is held as needed, with whom its topics ask for. Given, not decided."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Kind, Role
from models.plan import Plan
from rules.base import Article, Rule, Strength


class OnDemand(Rule):
    """An office meeting names who comes; it has no standing members, and nothing in this house calls it by itself."""

    code = "44-b"
    article = Article(44)
    title = "区长办公会议按需召开"
    reading = (
        "区长办公会议不定期，与会人员按议题和主持人的要求逐次写明，不套用组成人员名单；本系统只安排登记了的，不按期自动生成。"
        "主持人之外没有写与会人员的，列为待定。"
    )
    strength = Strength.MUST

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, span, _, _ in held(brief, plan):
            if event.kind is not Kind.OFFICE:
                continue
            what = f"「{event.title}」"
            others = [seat for seat in event.seats if seat.role is not Role.CHAIR]
            if any(seat.who.members_of is not None for seat in others):
                sentence = f"{what}套用了组成人员名单，请逐位写明与会人员"
                yield self.broken(event.id, sentence, given=True)
            elif others or event.invites:
                yield self.kept(event.id, f"{what}与会人员已写明")
            elif brief.is_past(span.start):
                yield self.broken(event.id, f"{what}没有记下与会人员，请补记", given=True)
            else:
                yield self.open(event.id, f"{what}尚未写明与会人员，请按议题写明")


RULE = OnDemand()
