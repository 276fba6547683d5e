"""Article 7: cover stands on the A/B table in force on the day."""

from collections.abc import Iterator, Sequence

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.people import LeaderId
from models.plan import Plan
from models.spans import HalfDay
from rules.base import Article, Fact, Rule, Sheet, Strength
from rules.silence import is_decided


class DatedPairs(Rule):
    """B may act only on a pair in force on every day of the event."""

    code = "7-c"
    article = Article(7)
    title = "AB角以当日有效的结对为准"
    reading = "副区长两两结对互补；代行须以事项当日有效的AB角名单为准，过期或尚未生效的结对不算。"
    strength = Strength.MUST

    def _ever(self, brief: Brief, a: LeaderId, b: LeaderId) -> bool:
        return any(pair.other(a) == b for pair in brief.pairs)

    def _now(self, brief: Brief, a: LeaderId, b: LeaderId, halves: Sequence[HalfDay]) -> bool:
        days = {half.day for half in halves}
        return all(any(pair.other(a) == b and pair.in_force(day) for pair in brief.pairs) for day in days)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for event in sheet.events:
            for seat in brief.seats_by_event[event.id]:
                if seat.owner is None or seat.owner == brief.head:
                    continue
                for person in sheet.takers(event, seat):
                    if person == seat.owner or is_decided(brief, seat, person):
                        continue
                    if not self._ever(brief, seat.owner, person):  # a stranger's or a C's: not by a pair
                        continue
                    late = [
                        sheet.takes(event, seat, person, start)
                        for start in sheet.starts(event)
                        if not self._now(brief, seat.owner, person, sheet.halves(event, start))
                    ]
                    sheet.forbid(late, Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for event, _, halves, seats in held(brief, plan):
            for seat, taker in seats:
                if taker is None or seat.owner in (None, taker, brief.head) or is_decided(brief, seat, taker):
                    continue
                owner = seat.owner or ""
                pair = f"{brief.zh(owner)}与{brief.zh(taker)}"
                if self._now(brief, owner, taker, halves):
                    yield self.kept(event.id, f"{pair}当日互为AB角", seat=seat.key)
                elif self._ever(brief, owner, taker):
                    yield self.broken(
                        event.id, f"「{event.title}」：{pair}的结对当日不在有效期，请核对AB角名单", seat=seat.key
                    )


RULE = DatedPairs()
