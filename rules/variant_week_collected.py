"""Elsewhere: items for a week are handed in by a day of the week before."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Kind
from models.plan import Plan
from models.policy_base import instant_before, monday_of
from models.spans import HalfDay
from rules.base import Fact, Sheet, Strength
from rules.quiet import is_from_above, is_given
from rules.variant import Variant


class WeekCollected(Variant):
    """What came in after its week was closed waits for a later week, unless it comes from above."""

    code = "variant-week-collected"
    title = "周安排按时报送"
    reading = (
        "下周的事项须在本单位规定的截止时间以前报送，迟了的不列入该周；上级的、应急的、已经公布的"
        "和政府办主任同意的除外。没有登记报送时间的不问。"
    )
    strength = Strength.IN_PRINCIPLE
    approver = "政府办主任"
    settings = ("week.collect_until",)

    def _asks(self, brief: Brief, event: Event) -> bool:
        if brief.policy.week.collect_until is None or event.received_at is None:
            return False
        exempt = is_from_above(event) or event.kind is Kind.EMERGENCY
        return not exempt and event.id not in brief.published_by_event

    def _late(self, brief: Brief, event: Event, half: HalfDay) -> bool:
        """Whether the event came in too late for the week of a half-day."""
        until, received = brief.policy.week.collect_until, event.received_at
        return until is not None and received is not None and received > instant_before(until, monday_of(half.day))

    def _given(self, brief: Brief, event: Event) -> bool:
        return is_given(brief, event, lambda half: self._late(brief, event, half))

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            if self._asks(brief, event) and not self.waived(brief, event.id) and not self._given(brief, event):
                late = [sheet.at(event, start) for start in sheet.starts(event) if self._late(brief, event, start)]
                sheet.forbid(late, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, halves, _ in held(brief, plan):
            if not self._asks(brief, event):
                continue
            waiver = self.waived(brief, event.id)
            if not self._late(brief, event, halves[0]):
                yield self.kept(event.id, f"「{event.title}」按时报送")
            elif waiver:
                sentence = f"「{event.title}」报送已过该周截止时间，经{waiver.approver}同意：{waiver.reason}"
                yield self.bent(event.id, sentence)
            else:
                sentence = f"「{event.title}」报送已过该周截止时间（{self.cited(brief)}），请排到以后一周"
                yield self.broken(event.id, sentence, given=self._given(brief, event))


RULE = WeekCollected()
