"""Elsewhere: topics of a standing meeting are handed in by a certain day."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.agenda import AgendaItem
from models.audit import Finding
from models.brief import Brief
from models.events import Kind
from models.plan import Plan
from rules.agenda_gate import AgendaGate
from rules.base import Sheet, Strength
from rules.variant import Variant


class TopicCall(AgendaGate, Variant):
    """Handed in no later than the last call before the meeting: a day of the month, or a day of the week."""

    code = "variant-topic-call"
    title = "议题按期报送"
    reading = "常务会议议题不晚于会前最近一次征集日（每月几日，或每周几）报送；迟的移至下次会议。"
    strength = Strength.MUST
    settings = ("agenda.topic_call_day", "agenda.topic_call_weekday")
    passed = "已按期报送"

    def _speaks(self, brief: Brief) -> bool:
        return brief.policy.agenda.topic_call_day is not None or brief.policy.agenda.topic_call_weekday is not None

    def _call(self, brief: Brief, day: date) -> date:
        """The last call strictly before a day."""
        policy = brief.policy.agenda
        weekday, earlier = policy.topic_call_weekday, day
        for n in range(1, 63):
            earlier = day - timedelta(days=n)
            if policy.topic_call_day is not None and earlier.day == policy.topic_call_day:
                break
            if policy.topic_call_day is None and weekday is not None and weekday.is_on(earlier):
                break
        return earlier

    def missing(self, brief: Brief, item: AgendaItem, day: date) -> str | None:
        if item.meeting is not Kind.STANDING:
            return None
        bound = self._call(brief, day)
        submitted = item.gates.submitted
        return f"未在{bound}以前报送" if submitted is None or submitted > bound else None

    def constrain(self, sheet: Sheet) -> None:
        if self._speaks(sheet.brief):
            super().constrain(sheet)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        if self._speaks(brief):
            yield from super().audit(brief, plan)


RULE = TopicCall()
