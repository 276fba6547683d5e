"""Ours, for offices that ask: no leader's week of meetings and activities is overfull."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.occupations import session
from models.people import LeaderId
from models.plan import Plan
from models.spans import HalfDay, Span
from rules.base import Fact, Lit, Sheet, Strength
from rules.variant import Variant


class WeeklyLoad(Variant):
    """Each minute above the week's number has its price. Research is not counted."""

    code = "variant-weekly-load"
    title = "一周会议活动不超量"
    reading = "一位领导一周的会议活动以不超过规定分钟数为宜，超出的按分钟计代价；调研不算，跨日的按办公时间算。"
    strength = Strength.COST
    settings = ("load.weekly_minutes", "weights.over_week")

    def _minutes(self, brief: Brief, span: Span, halves: Sequence[HalfDay]) -> int:
        if halves[0].day == halves[-1].day:
            return span.minutes
        return sum(session(brief, half).minutes for half in halves)

    def _week(self, half: HalfDay) -> date:
        return half.day - timedelta(days=half.day.weekday())

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        most = brief.policy.load.weekly_minutes
        if most is None:
            return
        weeks: dict[tuple[LeaderId, date], list[tuple[Lit, int]]] = defaultdict(list)
        for event in sheet.events:
            for start in sheet.starts(event):
                times = sheet.times(event, start)
                minutes = self._minutes(brief, times[0], sheet.halves(event, start)) if times else 0
                for seat in brief.seats_by_event[event.id] if times else ():
                    for person in sheet.takers(event, seat):
                        lit = sheet.takes(event, seat, person, start)
                        weeks[person, self._week(start)].append((lit, minutes))
        for (person, week), row in sorted(weeks.items()):
            lits, minutes_each = [lit for lit, _ in row], [minutes for _, minutes in row]
            because = Fact(self.code, f"{person}@{week}")
            sheet.charge(brief.policy.weights.over_week, lits, because, above=most, weights=minutes_each)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        most = brief.policy.load.weekly_minutes
        if most is None:
            return
        weeks: dict[tuple[LeaderId, date], int] = defaultdict(int)
        for _, span, halves, seats in held(brief, plan):
            for _, taker in seats:
                if taker is not None:
                    weeks[taker, self._week(halves[0])] += self._minutes(brief, span, halves)
        for (person, week), minutes in sorted(weeks.items()):
            price = brief.policy.weights.over_week * max(0, minutes - most)
            sentence = f"{brief.zh(person)}{week:%m月%d日}当周会议活动{minutes}分钟，以{most}分钟为宜"
            yield self.kept(f"{person}@{week}", sentence, price)


RULE = WeeklyLoad()
