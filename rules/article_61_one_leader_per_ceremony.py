"""Article 61: in principle one leader at one ceremony."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event
from models.plan import Plan
from rules.base import Article, Fact, Rule, Sheet, Strength
from rules.quiet import is_from_above


class OneLeader(Rule):
    """No more leaders at a ceremony than the policy allows; a B who comes counts as the one."""

    code = "61-d"
    article = Article(61)
    title = "一项活动一位领导"
    reading = (
        "剪彩、庆典、颁奖等事务性活动，原则上一项只去一位区领导；代行的B角也算这一位。上级和区委安排的不在此列。"
    )
    strength = Strength.IN_PRINCIPLE
    approver = "政府办主任"
    settings = ("ceremony.leaders_max", "ceremony.kinds")

    def _asks(self, brief: Brief, event: Event) -> bool:
        return event.kind in brief.policy.ceremony.kinds and not is_from_above(event)

    def _given(self, brief: Brief, event: Event) -> bool:
        """Whether the brief itself, and no decision, puts too many leaders there."""
        named = {s.owner for s in brief.seats_by_event[event.id] if s.required and s.owner is not None}
        return brief.is_must(event) and len(named) > brief.policy.ceremony.leaders_max

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            if not self._asks(brief, event) or self.waived(brief, event.id):
                continue
            if self._given(brief, event):
                continue
            for start in sheet.starts(event):
                goers = [
                    sheet.takes(event, seat, person, start)
                    for seat in brief.seats_by_event[event.id]
                    for person in sheet.takers(event, seat)
                ]
                sheet.between(None, goers, brief.policy.ceremony.leaders_max, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        most = brief.policy.ceremony.leaders_max
        for event, _, _, seats in held(brief, plan):
            if not self._asks(brief, event):
                continue
            goers = [brief.zh(taker) for _, taker in seats if taker is not None]
            waiver = self.waived(brief, event.id)
            if len(goers) <= most:
                yield self.kept(event.id, f"「{event.title}」出席{len(goers)}位领导")
            elif waiver:
                sentence = f"「{event.title}」出席{len(goers)}位领导，经{waiver.approver}同意：{waiver.reason}"
                yield self.bent(event.id, sentence)
            else:
                sentence = f"「{event.title}」安排了{'、'.join(goers)}共{len(goers)}位领导，请只留{most}位"
                yield self.broken(event.id, sentence, given=self._given(brief, event))


RULE = OneLeader()
