"""Article 43: a standing meeting is normally held once a month."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import in_scope
from models.events import Event, Kind
from models.plan import Plan
from rules.base import Article, Fact, Rule, Sheet, Strength


class StandingMonthly(Rule):
    """Each month's standing meeting is held, unless its window runs on or a person has waived it."""

    code = "43-b"
    article = Article(43)
    title = "常务会议每月召开"
    reading = "常务会议一般每月一次；当月不开的，须由区长说明理由并记录在案。"
    strength = Strength.IN_PRINCIPLE
    settings = ("standing.per_month_min",)

    def _due(self, brief: Brief, event: Event) -> bool:
        return event.kind is Kind.STANDING and not brief.may_wait(event)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            if self._due(brief, event):
                because = Fact(self.code, event.id)
                if brief.waiver(self.code, event.id):
                    sheet.charge(brief.policy.weights.wanted[0], [sheet.left_out(event)], because)
                else:
                    sheet.forbid([sheet.left_out(event)], because)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        booked = {booking.event for booking in plan.bookings}
        for event in in_scope(brief):
            if not self._due(brief, event):
                continue
            waiver = brief.waiver(self.code, event.id)
            if event.id in booked:
                yield self.kept(event.id, f"「{event.title}」本月已安排")
            elif waiver:
                sentence = f"「{event.title}」本月不开，经{waiver.approver}同意：{waiver.reason}"
                yield self.bent(event.id, sentence, brief.policy.weights.wanted[0])
            else:
                yield self.broken(event.id, f"「{event.title}」本月未安排，请安排或由区长说明理由")


RULE = StandingMonthly()
