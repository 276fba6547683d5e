"""Article 48: fewer and smaller meetings of our own, where the office sets a cap."""

from collections.abc import Iterator
from datetime import date

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.events import Event, Fixed, Host
from models.plan import Plan
from models.policy_meetings import OWN_MEETINGS
from models.spans import HalfDay
from rules.base import Article, Fact, Rule, Sheet, Strength

HALF_DAY_HOURS = 4


class FewerMeetings(Rule):
    """Each meeting, and each leader's hour in one, above the month's cap has its price."""

    code = "48-load"
    article = Article(48)
    title = "会议总量和规模控制"
    reading = (
        "减少会议数量、控制规模：条文没有定数，本办定了每月场数或人时上限的，超出部分计代价。"
        "只算本级召开的会议；人时是到会的区领导人数乘以钟点，不足一小时按一小时。"
    )
    strength = Strength.COST
    rows = ("48-a",)
    settings = (
        "meeting.per_month_max", "meeting.hours_per_month_max", "weights.meeting_over", "weights.meeting_hour_over",
    )  # fmt: skip

    def _ours(self, event: Event) -> bool:
        return event.kind in OWN_MEETINGS and event.host is Host.OWN and not event.summoned

    def _months(self, brief: Brief) -> list[date]:
        return sorted({day.replace(day=1) for day in brief.horizon.days()})

    def constrain(self, sheet: Sheet) -> None:
        policy, weights = sheet.brief.policy.meeting, sheet.brief.policy.weights
        mine = [event for event in sheet.events if self._ours(event)]
        for month in self._months(sheet.brief):
            because = Fact(self.code, f"{month:%Y-%m}")
            starts = [(e, s) for e in mine for s in sheet.starts(e) if _month(s) == month]
            if policy.per_month_max is not None:
                sheet.charge(
                    weights.meeting_over, [sheet.at(e, s) for e, s in starts], because, above=policy.per_month_max
                )
            if policy.hours_per_month_max is not None:
                rows = [
                    (sheet.takes(event, seat, person, start), hours(event))
                    for event, start in starts
                    for seat in sheet.brief.seats_by_event[event.id]
                    for person in sheet.takers(event, seat)
                ]
                sheet.charge(
                    weights.meeting_hour_over,
                    [lit for lit, _ in rows],
                    because,
                    above=policy.hours_per_month_max,
                    weights=[weight for _, weight in rows],
                )

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        policy, weights = brief.policy.meeting, brief.policy.weights
        mine = [row for row in held(brief, plan) if self._ours(row.event)]
        for month in self._months(brief):
            rows = [row for row in mine if _month(row.halves[0]) == month]
            name, what = f"{month:%Y-%m}", f"{month:%m月}自办会议"
            if policy.per_month_max is not None:
                over = max(0, len(rows) - policy.per_month_max)
                sentence = f"{what}{len(rows)}场，上限{policy.per_month_max}场"
                yield self.kept(name, sentence, weights.meeting_over * over)
            if policy.hours_per_month_max is not None:
                spent = sum(hours(row.event) * (taker is not None) for row in rows for _, taker in row.seats)
                over = max(0, spent - policy.hours_per_month_max)
                sentence = f"{what}占用区领导{spent}人时，上限{policy.hours_per_month_max}人时"
                yield self.kept(name, sentence, weights.meeting_hour_over * over)


def hours(event: Event) -> int:
    """Whole hours that the event takes of everybody there."""
    if isinstance(event.when, Fixed):
        span = event.when.span
        return -(-int((span.end - span.start).total_seconds()) // 3600)
    if event.when.minutes is not None:
        return -(-event.when.minutes // 60)
    return HALF_DAY_HOURS * (event.when.half_days or 1)


def _month(half: HalfDay) -> date:
    return half.day.replace(day=1)


RULE = FewerMeetings()
