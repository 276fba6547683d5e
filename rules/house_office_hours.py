"""Ours, after the rule book's footer: what we place lies within office hours on working days."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Fixed
from models.grid import Grid
from models.occupations import is_whole, session
from models.plan import Plan
from models.spans import HalfDay, Span
from rules.base import Block, Fact, Rule, Sheet, Strength


class OfficeHours(Rule):
    """Flexible items lie inside one session; whole half-days and research stand on working half-days."""

    code = "house-office-hours"
    article = None
    title = "在办公时间内安排"
    reading = "由本办安排的事项一律放在工作日办公时间内（冬季、夏季各有作息，节假日不排）；主办方定死时间的不受此限。"
    strength = Strength.MUST
    rows = ("hours",)
    settings = ("hours", "plan.grid_minutes")

    def admits(self, brief: Brief, event: Event, span: Span) -> bool:
        if isinstance(event.when, Fixed) or self._settled(brief, event, span):
            return True
        if not is_whole(event):
            half = HalfDay.of(span.start)
            return brief.calendar.is_workday(half.day) and session(brief, half).holds(span)
        halves = list(span.half_days())
        if not all(brief.calendar.is_workday(half.day) for half in halves):
            return False
        return session(brief, halves[0]).start == span.start and session(brief, halves[-1]).end == span.end

    def admitted(self, brief: Brief, event: Event, spans: Sequence[Span]) -> Sequence[Span]:
        if isinstance(event.when, Fixed) or is_whole(event) or not isinstance(spans, Grid):
            return super().admitted(brief, event, spans)
        if any(spans.first <= moment < spans.closes for moment in self._moments(brief, event)):
            return super().admitted(brief, event, spans)
        return spans.within(session(brief, spans.half)) if brief.calendar.is_workday(spans.half.day) else ()

    def _moments(self, brief: Brief, event: Event) -> Iterator[datetime]:
        """Minutes that are not ours to place: pinned, or published and past."""
        yield from (pin.start for pin in brief.pins if pin.event == event.id and pin.start is not None)
        was = brief.published_by_event.get(event.id)
        if was is not None and brief.is_past(was.start):
            yield was.start

    def _settled(self, brief: Brief, event: Event, span: Span) -> bool:
        """Whether an officer pinned this minute, or it was published and is past: not ours to place."""
        return any(moment == span.start for moment in self._moments(brief, event))

    def constrain(self, sheet: Sheet) -> None:
        calendar = sheet.brief.calendar
        free = {day.toordinal() for day in sheet.brief.horizon.days() if not calendar.is_workday(day)}
        for leader in sheet.brief.leaders if free else ():
            off = [b.lit for b in sheet.blocks(leader.id) if not free.isdisjoint(_days(b))]
            sheet.forbid(off, Fact(self.code, leader.id))

    def _worked(self, brief: Brief, start: HalfDay, half_days: int) -> bool:
        return all(brief.calendar.is_workday(start.shifted(n).day) for n in range(half_days))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, span, _, _ in held(brief, plan):
            if not self.admits(brief, event, span):
                when = f"{span.start:%m月%d日 %H:%M}至{span.end:%H:%M}"
                sentence = f"「{event.title}」安排在{when}，不在工作日办公时间内，请改期"
                yield self.broken(event.id, sentence)
        for block in plan.research:
            if not self._worked(brief, block.start, block.half_days):
                sentence = f"{brief.zh(block.leader)}{block.start.zh}起的调研碰到休息日，请改期"
                yield self.broken(block.id, sentence)


def _days(block: Block) -> range:
    """The days that a block touches, by ordinal."""
    return range(block.start.index // 2, (block.start.index + block.half_days - 1) // 2 + 1)


RULE = OfficeHours()
