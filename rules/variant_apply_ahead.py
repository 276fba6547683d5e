"""Elsewhere: a unit asks for a leader at its ceremony so many days ahead."""

from collections.abc import Iterator
from datetime import date

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event
from models.plan import Plan
from models.spans import in_office_zone
from rules.base import Fact, Sheet, Strength
from rules.quiet import is_from_above, is_given
from rules.variant import Variant


class ApplyAhead(Variant):
    """A ceremony is not held sooner after its application than so many days."""

    code = "variant-apply-ahead"
    title = "事务性活动提前申请"
    reading = "请区领导参加事务性活动的，须提前规定的自然日数提出申请；迟了的不安排，政府办主任同意的除外。"
    strength = Strength.IN_PRINCIPLE
    approver = "政府办主任"
    settings = ("ceremony.apply_days_before", "ceremony.kinds")

    def _late(self, brief: Brief, event: Event, day: date) -> bool:
        ahead = brief.policy.ceremony.apply_days_before
        if ahead is None or event.application is None or event.kind not in brief.policy.ceremony.kinds:
            return False
        asked = in_office_zone(event.application.at).date()
        return not is_from_above(event) and (day - asked).days < ahead

    def _given(self, brief: Brief, event: Event) -> bool:
        return is_given(brief, event, lambda half: self._late(brief, event, half.day))

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            if not self._given(brief, event) and not self.waived(brief, event.id):
                late = [sheet.at(event, s) for s in sheet.starts(event) if self._late(brief, event, s.day)]
                sheet.forbid(late, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        ahead = brief.policy.ceremony.apply_days_before
        for event, _, halves, _ in held(brief, plan):
            if ahead is None or event.application is None or event.kind not in brief.policy.ceremony.kinds:
                continue
            waiver = self.waived(brief, event.id)
            if not self._late(brief, event, halves[0].day):
                yield self.kept(event.id, f"「{event.title}」已按期申请")
            elif waiver:
                sentence = f"「{event.title}」申请不足{ahead}天，经{waiver.approver}同意：{waiver.reason}"
                yield self.bent(event.id, sentence)
            else:
                sentence = f"「{event.title}」申请不足{ahead}天（{self.cited(brief)}），请改期或不安排"
                yield self.broken(event.id, sentence, given=self._given(brief, event))


RULE = ApplyAhead()
