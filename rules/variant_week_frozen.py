"""Elsewhere: a week's arrangement stands from a day on."""

from collections.abc import Iterator
from datetime import date

from models.audit import Finding
from models.brief import Brief
from models.decided import Waiver
from models.docket import held
from models.events import Event, Fixed
from models.plan import Plan
from models.policy_base import instant_before, monday_of
from models.policy_week import ChangeRule
from models.spans import HalfDay
from rules.base import Fact, Sheet, Strength
from rules.variant import Variant


class WeekFrozen(Variant):
    """Nothing new that is only wanted enters a frozen week; what stands in it moves at a high price."""

    code = "variant-week-frozen"
    title = "周安排冻结后不再变动"
    reading = (
        "周安排自规定的时间起（没有规定的自印发起）不再新增一般事项，经政府办主任（有的政府须区长）同意的除外；"
        "已列入的改期计高代价。必办的、上级的照办。"
    )
    strength = Strength.IN_PRINCIPLE
    approver = "政府办主任"
    settings = ("week.change_rule", "week.freeze", "weights.moved_frozen")

    def _frozen(self, brief: Brief, day: date) -> bool:
        policy = brief.policy.week
        if policy.change_rule is ChangeRule.NEW_VERSION:
            return False
        if policy.freeze is not None:
            return instant_before(policy.freeze, monday_of(day)) <= brief.as_of
        year, week, _ = day.isocalendar()
        return brief.published is not None and f"{year}-W{week:02}" in brief.published.issued_weeks

    def _is_new(self, brief: Brief, event: Event) -> bool:
        return not brief.is_must(event) and event.id not in brief.published_by_event

    def _let(self, brief: Brief, event: Event) -> Waiver | None:
        """The word of the person whom the office asks."""
        strict = brief.policy.week.change_rule is ChangeRule.NO_CHANGES
        return brief.heads_waiver(self.code, event.id) if strict else self.waived(brief, event.id)

    def _standing(self, brief: Brief) -> Iterator[Event]:
        """Published events of frozen weeks whose time is ours and still to come."""
        for event in brief.in_scope:
            was = brief.published_by_event.get(event.id)
            if was is None or isinstance(event.when, Fixed) or brief.is_past(was.start):
                continue
            if self._frozen(brief, HalfDay.of(was.start).day):
                yield event

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            if self._is_new(brief, event) and not self._let(brief, event):
                starts = [start for start in sheet.starts(event) if self._frozen(brief, start.day)]
                sheet.forbid([sheet.at(event, start) for start in starts], Fact(self.code, event.id))
        for event in self._standing(brief):
            price = brief.policy.weights.moved_frozen
            sheet.charge(price, [sheet.keeps_start(event)], Fact(self.code, event.id), below=1)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, halves, _ in held(brief, plan):
            if not self._is_new(brief, event) or not self._frozen(brief, halves[0].day):
                continue
            waiver = self._let(brief, event)
            if waiver:
                sentence = f"「{event.title}」新增入已冻结的一周，经{waiver.approver}同意：{waiver.reason}"
                yield self.bent(event.id, sentence)
            else:
                sentence = f"「{event.title}」新增入已冻结的一周（{self.cited(brief)}），请排到以后一周"
                yield self.broken(event.id, sentence)
        starts = {booking.event: booking.start for booking in plan.bookings}
        for event in self._standing(brief):
            was = brief.published_by_event[event.id]
            if starts.get(event.id) == was.start:
                yield self.kept(event.id, f"「{event.title}」照已冻结的周安排不动")
            else:
                sentence = f"「{event.title}」在已冻结的周安排里为{was.start:%m月%d日 %H:%M}，现有变动"
                yield self.kept(event.id, sentence, brief.policy.weights.moved_frozen)


RULE = WeekFrozen()
