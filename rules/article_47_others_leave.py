"""Article 47: leave of those who are not leaders is listed to the head before the meeting."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from models.absences import OthersLeave
from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, EventId, Fixed
from models.plan import Plan
from models.spans import Span
from rules.base import Article, Rule, Strength


class OthersLeaveListed(Rule):
    """The Office's list has a time, and the head's meeting begins after it: a word on exact minutes."""

    code = "47-d"
    article = Article(47)
    title = "其他人员请假汇总报区长"
    reading = (
        "区长召集的会议，区领导以外的人请假由办公室汇总报区长，在会议开始之前；"
        "尚未报的待定，会议已经开始仍未报、或开始以后才报的违反。"
    )
    strength = Strength.MUST

    def _listed(self, brief: Brief) -> dict[EventId, list[OthersLeave]]:
        table: dict[EventId, list[OthersLeave]] = defaultdict(list)
        for leave in brief.others_leave:
            table[leave.event].append(leave)
        return table

    def admits(self, brief: Brief, event: Event, span: Span) -> bool:
        if isinstance(event.when, Fixed) or not event.kind.facts.heads_meeting:
            return True
        return not any(_after(leave.listed_at, span.start) for leave in brief.others_leave if leave.event == event.id)

    def admitted(self, brief: Brief, event: Event, spans: Sequence[Span]) -> Sequence[Span]:
        listed = any(leave.event == event.id for leave in brief.others_leave)
        return super().admitted(brief, event, spans) if listed else spans

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        table = self._listed(brief)
        for event, span, _, _ in held(brief, plan):
            if not event.kind.facts.heads_meeting:
                continue
            for leave in table.get(event.id, ()):
                who = f"「{event.title}」{len(leave.people)}个单位的请假"
                if _after(leave.listed_at, span.start):
                    given = isinstance(event.when, Fixed)
                    yield self.broken(event.id, f"{who}在会议开始以后才报区长，请核实或改期", given=given)
                elif leave.listed_at is not None:
                    yield self.kept(event.id, f"{who}已在会前报区长")
                elif brief.is_past(span.start):
                    yield self.broken(event.id, f"{who}未报区长而会议已经开始，请核实", given=True)
                else:
                    yield self.open(event.id, f"{who}尚未汇总报区长，请在会前补报")


def _after(listed: datetime | None, start: datetime) -> bool:
    return listed is not None and listed > start


RULE = OthersLeaveListed()
