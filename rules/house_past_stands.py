"""Ours: the past is not planned again."""

from collections.abc import Iterator, Sequence

from models.audit import Finding
from models.brief import Brief
from models.docket import held, in_scope
from models.events import Event, Fixed
from models.grid import Grid
from models.occupations import can_stand
from models.people import LeaderId
from models.plan import Plan
from models.research import ResearchBlock
from models.spans import HalfDay, Span
from rules.base import Fact, Rule, Sheet, Strength


class PastStands(Rule):
    """What was published before `as_of` stays, at its minute; nothing new of ours begins before it."""

    code = "house-past-stands"
    article = None
    title = "过去的不再排"
    reading = "摘要冻结时刻之前已公布的照旧，既不删也不挪；不在那之前新排任何事项。"
    strength = Strength.MUST

    def admits(self, brief: Brief, event: Event, span: Span) -> bool:
        if isinstance(event.when, Fixed):
            return True
        was = brief.published_by_event.get(event.id)
        if was is not None and (was.start == span.start or brief.is_past(was.start)):
            return was.start == span.start
        return not brief.is_past(span.start)

    def admitted(self, brief: Brief, event: Event, spans: Sequence[Span]) -> Sequence[Span]:
        was = brief.published_by_event.get(event.id)
        firsts = [spans.first] if isinstance(spans, Grid) else [span.start for span in spans]
        late = any(brief.is_past(start) for start in [*firsts, *([was.start] if was is not None else ())])
        return super().admitted(brief, event, spans) if late and not isinstance(event.when, Fixed) else spans

    def _happened(self, brief: Brief) -> Iterator[Event]:
        """Published events of the horizon that lie before `as_of`."""
        for event in in_scope(brief):
            was = brief.published_by_event.get(event.id)
            if was is not None and brief.is_past(was.start) and was.start.date() in brief.horizon:
                yield event

    def _researched(self, brief: Brief) -> set[tuple[LeaderId, HalfDay]]:
        blocks = brief.published.research if brief.published else ()
        return {(block.leader, half) for block in blocks for half in block.halves()}

    def _done(self, brief: Brief) -> Iterator[tuple[ResearchBlock, HalfDay]]:
        """Published research of the horizon before `as_of`, but for what an absence has since undone."""
        for block in brief.published.research if brief.published else ():
            for half in block.halves() if block.start.day in brief.horizon else ():
                past = half.day in brief.horizon and brief.is_past(half.start)
                if past and not brief.is_away(block.leader, (half,)):
                    yield block, half

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in self._happened(brief):
            if can_stand(brief, event):  # else its facts have changed under it, which audit tells
                sheet.forbid([sheet.left_out(event)], Fact(self.code, event.id))
        was = {(leader, half.index) for leader, half in self._researched(brief)}
        now = HalfDay.of(brief.as_of)
        until = now.index + brief.is_past(now.start)  # the first half-day that has not begun
        for leader in brief.leaders:
            new = [
                lit
                for lit, start, count in sheet.blocks(leader.id)
                if any((leader.id, h) not in was for h in range(start.index, min(start.index + count, until)))
            ]
            sheet.forbid(new, Fact(self.code, leader.id))
        for done, half in self._done(brief):
            over = [b.lit for b in sheet.blocks(done.leader) if half in _halves(b.start, b.half_days)]
            sheet.between(1, over, None, Fact(self.code, done.leader))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, span, _, _ in held(brief, plan):
            if not self.admits(brief, event, span):
                sentence = f"「{event.title}」排在{span.start:%m月%d日 %H:%M}，早于摘要时刻或改动了过去，请改期"
                yield self.broken(event.id, sentence)
        booked = {booking.event for booking in plan.bookings}
        for event in self._happened(brief):
            if event.id not in booked:
                sentence = f"「{event.title}」已经办过，不得从方案中删去，请补回"
                yield self.broken(event.id, sentence, given=not can_stand(brief, event))
        now = {(block.leader, half) for block in plan.research for half in block.halves()}
        was_done = self._researched(brief)
        for done, half in self._done(brief):
            if (done.leader, half) not in now:
                sentence = f"{brief.zh(done.leader)}{half.zh}的调研已经做过，不得从方案中删去，请补回"
                yield self.broken(done.id, sentence)
        for block in plan.research:
            if any(brief.is_past(h.start) and (block.leader, h) not in was_done for h in block.halves()):
                sentence = f"{brief.zh(block.leader)}{block.start.zh}起的调研早于摘要时刻，请改期"
                yield self.broken(block.id, sentence)


def _halves(start: HalfDay, half_days: int) -> list[HalfDay]:
    return [start.shifted(n) for n in range(half_days)]


RULE = PastStands()
