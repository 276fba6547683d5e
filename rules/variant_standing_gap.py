"""Elsewhere: several standing meetings a month, so many days apart."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Kind
from models.plan import Plan
from rules.base import Fact, Lit, Sheet, Strength
from rules.variant import Variant, is_settled


class StandingGap(Variant):
    """No two standing meetings closer than the gap, those of the ledger included."""

    code = "variant-standing-gap"
    title = "常务会议的间隔"
    reading = "两次常务会议至少相隔规定的自然日数，已经开过的也算；主办时间已定死的两次相隔不足的，只作提示。"
    strength = Strength.MUST
    settings = ("standing.min_gap_days",)

    def _past(self, brief: Brief) -> list[tuple[date, str]]:
        meetings = brief.ledger.meetings
        return [(m.on, m.id) for m in meetings if m.id.startswith("standing/") and m.id not in brief.event_by_id]

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        gap = brief.policy.standing.min_gap_days
        if gap is None:
            return
        events = [event for event in sheet.events if event.kind is Kind.STANDING]
        ours = [event for event in events if not is_settled(brief, event)]
        by_day: dict[date, list[Lit]] = defaultdict(list)
        for event in ours:
            because = Fact(self.code, event.id)
            past = [day for day, _ in self._past(brief)]
            for start in sheet.starts(event):
                at = sheet.at(event, start)
                by_day[start.day].append(at)
                if any(abs((start.day - day).days) < gap for day in past):
                    sheet.forbid([at], because)
                for other in (e for e in events if e not in ours):
                    near = [s for s in sheet.starts(other) if abs((start.day - s.day).days) < gap]
                    for there in near:
                        sheet.at_most_one([at, sheet.at(other, there)], because)
        for day in sorted(by_day):
            window = [lit for d, lits in by_day.items() if 0 <= (d - day).days < gap for lit in lits]
            if len(ours) > 1:
                sheet.at_most_one(window, Fact(self.code, ours[0].id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        gap = brief.policy.standing.min_gap_days
        if gap is None:
            return
        days = [(halves[0].day, event.id) for event, _, halves, _ in held(brief, plan) if event.kind is Kind.STANDING]
        for (day, one), (then, other) in pairwise(sorted(days + self._past(brief))):
            pair = [brief.event_by_id[name] for name in (other, one) if name in brief.event_by_id]
            if not pair:
                continue
            apart = (then - day).days
            sentence = f"{day:%m月%d日}和{then:%m月%d日}的常务会议相隔{apart}天，按{self.cited(brief)}至少{gap}天"
            if apart >= gap:
                yield self.kept(pair[0].id, sentence)
            else:
                given = all(is_settled(brief, event) for event in pair)
                yield self.broken(pair[0].id, f"{sentence}，请改期", given=given)


RULE = StandingGap()
