"""Ours: an event with a window stands inside it, at its own length."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Fixed
from models.grid import Grid
from models.plan import Plan
from models.spans import Span
from rules.base import Rule, Strength


class InWindow(Rule):
    """Not before `earliest`, not beyond `latest`, for just as long as asked."""

    code = "house-window"
    article = None
    title = "在本期和申请的时间窗内安排"
    reading = "本期方案只排本期的日子；给出时间窗的事项排在窗内，时长如申请所写。"
    strength = Strength.MUST

    def admits(self, brief: Brief, event: Event, span: Span) -> bool:
        was = brief.published_by_event.get(event.id)
        past = was is not None and was.start == span.start and brief.is_past(was.start)
        if isinstance(event.when, Fixed):
            return True
        if event.when.minutes is not None:
            long_enough = span.minutes == event.when.minutes
        else:
            long_enough = len(list(span.half_days())) == event.when.half_days
        return long_enough and brief.horizon.span.holds(span) and (past or event.when.span.holds(span))

    def admitted(self, brief: Brief, event: Event, spans: Sequence[Span]) -> Sequence[Span]:
        if isinstance(event.when, Fixed):
            return spans
        if isinstance(spans, Grid) and spans and event.when.minutes is not None:
            inside = event.when.earliest <= spans.first and spans.closes <= event.when.latest
            if inside and spans.length == timedelta(minutes=event.when.minutes):
                return spans
        first, last = min(span.start for span in spans), max(span.end for span in spans)
        inside = event.when.earliest <= first and last <= min(event.when.latest, brief.horizon.span.end)
        as_long = event.when.minutes is not None and all(span.minutes == event.when.minutes for span in spans)
        return spans if inside and as_long else super().admitted(brief, event, spans)

    def _in_horizon(self, brief: Brief, event: Event, span: Span) -> bool:
        """Whether the plan may speak of the time: what its host has fixed may run on past the last day."""
        return span.start.date() in brief.horizon if isinstance(event.when, Fixed) else brief.horizon.span.holds(span)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, span, _, _ in held(brief, plan):
            if not self._in_horizon(brief, event, span):
                when = f"{span.start:%Y年%m月%d日}"
                yield self.broken(event.id, f"「{event.title}」排在{when}，不在本期范围内，请改期或改计划范围")
                continue
            if not self.admits(brief, event, span):
                when = f"{span.start:%m月%d日 %H:%M}至{span.end:%H:%M}"
                yield self.broken(event.id, f"「{event.title}」排在{when}，超出时间窗或时长不符，请改期")


RULE = InWindow()
