"""Ours: a time set by its host is not ours to move."""

from collections.abc import Iterator, Sequence

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Fixed
from models.plan import Plan
from models.spans import Span
from rules.base import Rule, Strength


class FixedTime(Rule):
    """A fixed event stands at its own minutes."""

    code = "house-fixed-time"
    article = None
    title = "定死的时间不动"
    reading = "主办方定死时间的事项按原时间办，不得挪动。"
    strength = Strength.MUST

    def admits(self, brief: Brief, event: Event, span: Span) -> bool:
        return not isinstance(event.when, Fixed) or event.when.span == span

    def admitted(self, brief: Brief, event: Event, spans: Sequence[Span]) -> Sequence[Span]:
        return super().admitted(brief, event, spans) if isinstance(event.when, Fixed) else spans

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, span, _, _ in held(brief, plan):
            if isinstance(event.when, Fixed) and not self.admits(brief, event, span):
                sentence = (
                    f"「{event.title}」应在{event.when.start:%m月%d日 %H:%M}，方案写的是{span.start:%m月%d日 %H:%M}"
                )
                yield self.broken(event.id, f"{sentence}，请改回")


RULE = FixedTime()
