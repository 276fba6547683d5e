"""Article 43: the standing meeting reviews last month and sets this one, so it belongs to the month's first third."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Kind
from models.plan import Plan
from models.spans import HalfDay
from rules.base import Article, Fact, Rule, Sheet, Strength

NTH = re.compile(r"standing/\d{4}-\d{2}/(\d+)")


class StandingEarly(Rule):
    """Each working day past the first third of the month's working days has its price; so has the wrong half."""

    code = "43-c"
    article = Article(43)
    title = "常务会议宜在上旬"
    reading = (
        "会议通报上月、部署本月，宜在当月前三分之一的工作日内召开；每晚一个工作日计一次代价，不在惯常的半天另计。"
        "一月数次的，各按当月的那一份计。"
    )
    strength = Strength.COST
    settings = (
        "standing.session",
        "standing.per_month_min",
        "weights.standing_late",
        "weights.standing_other_session",
    )

    def _late(self, brief: Brief, event: Event, day: date) -> int:
        """Working days by which a day lies past the first third of its month, or of the meeting's part of it."""
        first = day.replace(day=1)
        last = brief.calendar.last_workday_of_month(day.year, day.month)
        parts = max(1, brief.policy.standing.per_month_min)
        nth = min(int(name[1]), parts) if (name := NTH.fullmatch(event.id)) else 1
        third = -(-len(brief.calendar.workdays(first, last)) * (3 * nth - 2) // (3 * parts))
        return max(0, len(brief.calendar.workdays(first, day)) - third)

    def constrain(self, sheet: Sheet) -> None:
        price = sheet.brief.policy.weights.standing_late
        for event in sheet.events:
            if event.kind is Kind.STANDING:
                starts = sheet.starts(event)
                late = [self._late(sheet.brief, event, start.day) for start in starts]
                at = [sheet.at(event, start) for start in starts]
                sheet.charge(price, at, Fact(self.code, event.id), weights=late)
                other = sheet.brief.policy.weights.standing_other_session
                sheet.charge(other, self._wrong(sheet, event, starts), Fact(self.code, event.id))

    def _wrong(self, sheet: Sheet, event: Event, starts: Sequence[HalfDay]) -> list[int]:
        return [sheet.at(event, s) for s in starts if not self._session_fits(sheet.brief, s)]

    def _session_fits(self, brief: Brief, start: HalfDay) -> bool:
        return brief.policy.standing.session in ("any", "pm" if start.pm else "am")

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        price = brief.policy.weights.standing_late
        for event, _, halves, _ in held(brief, plan):
            if event.kind is Kind.STANDING:
                late = self._late(brief, event, halves[0].day)
                when = f"比当月前三分之一晚{late}个工作日" if late else "在当月前三分之一之内"
                yield self.kept(event.id, f"「{event.title}」定于{halves[0].zh}，{when}", price * late)
                if not self._session_fits(brief, halves[0]):
                    other = brief.policy.weights.standing_other_session
                    yield self.kept(event.id, f"「{event.title}」不在惯常的半天", other)


RULE = StandingEarly()
