"""Ours: the past is not planned again."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Fixed
from models.plan import Plan
from models.spans import HalfDay, Span
from rules.base import Fact, Rule, Sheet, Strength


class PastStands(Rule):
    """What was published before `as_of` keeps its minute; nothing new of ours begins before it."""

    code = "house-past-stands"
    article = None
    title = "过去的不再排"
    reading = "摘要冻结时刻之前已公布的照旧，不在那之前新排任何事项。"
    strength = Strength.MUST

    def _as_published(self, brief: Brief, event: Event, span: Span) -> bool:
        was = brief.published_by_event.get(event.id)
        return was is not None and was.start == span.start

    def admits(self, brief: Brief, event: Event, span: Span) -> bool:
        if isinstance(event.when, Fixed) or self._as_published(brief, event, span):
            return True
        was = brief.published_by_event.get(event.id)
        return not brief.is_past(span.start) and not (was is not None and brief.is_past(was.start))

    def _published_research(self, brief: Brief) -> set[tuple[str, HalfDay]]:
        blocks = brief.published.research if brief.published else ()
        return {(block.leader, half) for block in blocks for half in block.halves()}

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        was = self._published_research(brief)
        for leader in brief.leaders:
            new = [
                block.lit
                for block in sheet.blocks(leader.id)
                if any(
                    brief.is_past(half.start) and (leader.id, half) not in was
                    for half in (block.start.shifted(n) for n in range(block.half_days))
                )
            ]
            sheet.forbid(new, Fact(self.code, leader.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, span, _, _ in held(brief, plan):
            if not self.admits(brief, event, span):
                sentence = f"「{event.title}」排在{span.start:%m月%d日 %H:%M}，早于摘要时刻或改动了过去，请改期"
                yield self.broken(event.id, sentence)
        was = self._published_research(brief)
        for block in plan.research:
            if any(brief.is_past(h.start) and (block.leader, h) not in was for h in block.halves()):
                sentence = f"{brief.zh(block.leader)}{block.start.zh}起的调研早于摘要时刻，请改期"
                yield self.broken(block.id, sentence)


RULE = PastStands()
