"""Article 43: a standing meeting is normally held once a month."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from models.audit import Finding
from models.brief import Brief
from models.docket import in_scope
from models.events import Event, Fixed, Kind
from models.plan import Plan
from models.spans import DateRange, Span
from rules.base import Article, Fact, Rule, Sheet, Strength
from rules.emergency import gives_way


class StandingMonthly(Rule):
    """Each month's standing meeting is held, unless its window runs on or a person has waived it."""

    code = "43-b"
    article = Article(43)
    title = "常务会议每月召开"
    reading = "常务会议一般每月一次，按开会的日子计月；当月不开的，须由区长说明理由并记录在案。"
    strength = Strength.IN_PRINCIPLE
    approver = "区长"
    settings = ("standing.per_month_min", "weights.wanted")

    def _due(self, brief: Brief, event: Event) -> bool:
        return event.kind is Kind.STANDING and not brief.may_wait(event)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            if self._due(brief, event):
                because = Fact(self.code, event.id)
                if self.waived(brief, event.id):
                    sheet.charge(brief.policy.weights.wanted[0], [sheet.left_out(event)], because)
                elif not brief.is_over(event) and not gives_way(brief, event):
                    sheet.forbid([sheet.left_out(event)], because)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        booked = {booking.event for booking in plan.bookings}
        for event in in_scope(brief):
            if not self._due(brief, event):
                continue
            waiver = self.waived(brief, event.id)
            if event.id in booked:
                yield self.kept(event.id, f"「{event.title}」本月已安排")
            elif waiver:
                sentence = f"「{event.title}」本月不开，经{waiver.approver}同意：{waiver.reason}"
                yield self.bent(event.id, sentence, brief.policy.weights.wanted[0])
            elif not gives_way(brief, event):  # else article 18 tells
                sentence = f"「{event.title}」本月未安排，请安排或由区长说明理由"
                yield self.broken(event.id, sentence, given=brief.is_over(event))
        yield from self._uncalled(brief)

    def _uncalled(self, brief: Brief) -> Iterator[Finding]:
        """Months that end within the horizon and for which the brief knows too few meetings, held or called."""
        if brief.head is None:
            return
        need = brief.policy.standing.per_month_min
        for month in sorted({day.replace(day=1) for day in brief.horizon.days()}):
            if brief.calendar.last_workday_of_month(month.year, month.month) not in brief.horizon:
                continue
            known = self._known(brief, month)
            names = (f"standing/{month:%Y-%m}/{n}" for n in range(1, need + 1))
            for subject in [name for name in names if name not in known][: max(0, need - len(known))]:
                waiver = self.waived(brief, subject)
                if waiver:
                    yield self.bent(
                        subject, f"{month:%Y年%m月}不开常务会议，经{waiver.approver}同意：{waiver.reason}"
                    )
                else:
                    sentence = f"{month:%Y年%m月}没有登记常务会议，请登记安排或由区长说明理由"
                    yield self.broken(subject, sentence, given=True)

    def _known(self, brief: Brief, month: date) -> set[str]:
        """Meetings held in a month by the ledger, and those called whose time lies, or may lie, in it."""
        days = DateRange(first=month, last=month.replace(day=monthrange(month.year, month.month)[1])).span
        held = {m.id for m in brief.ledger.meetings if m.id.startswith("standing/") and m.on.replace(day=1) == month}
        called = (event for event in brief.events if event.kind is Kind.STANDING)
        return held | {event.id for event in called if self._touches(event, days)}

    def _touches(self, event: Event, days: Span) -> bool:
        if isinstance(event.when, Fixed):
            return days.start <= event.when.start < days.end
        return event.when.span.overlaps(days)


RULE = StandingMonthly()
