"""Ours: the month keeps to the year's plan where it can."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.leave import LeaveWish
from models.people import LeaderId
from models.plan import Plan
from models.presence import placed, wishes
from models.spans import HalfDay
from models.year import month_of, week_of
from rules.base import Fact, Rule, Sheet, Strength
from rules.research_terms import planned, terms


class _Part(NamedTuple):
    """A leader's research in the days of a month that lie in the horizon."""

    leader: LeaderId
    month: str
    half_days: int


class KeepsToTheYear(Rule):
    """Research short of the month's part, leave on other days and meetings in other weeks have their prices."""

    code = "house-year-targets"
    article = None
    title = "照全年计划安排"
    reading = (
        "全年计划分到各月的调研半天数、休假日期和会议周次，月度安排尽量照办：调研少的每半天计代价，"
        "休假不在计划日子、会议不在计划那一周的各计一次。只是代价，不是必须。"
    )
    strength = Strength.COST
    settings = ("weights.target_research", "weights.target_leave", "weights.target_week")

    def _parts(self, brief: Brief) -> Iterator[_Part]:
        """The parts of the months; where the horizon holds part of a month, its share by working days."""
        days = list(brief.horizon.days())
        for target in brief.targets.research if brief.targets else ():
            inside = [day for day in days if month_of(day) == target.month]
            if inside and target.leader in brief.leader_by_id:
                worked, whole = _worked(brief, inside), _worked(brief, _month(target.month))
                yield _Part(target.leader, target.month, target.half_days * worked // max(1, whole))

    def _within(self, month: str) -> Callable[[date], bool]:
        return lambda day: month_of(day) == month

    def _leave(self, brief: Brief) -> Iterator[tuple[LeaveWish, HalfDay]]:
        told = {leave.absence: leave.start for leave in brief.targets.leave} if brief.targets else {}
        return ((wish, told[wish.id]) for wish in wishes(brief) if wish.id in told)

    def _weeks(self, brief: Brief) -> dict[str, str]:
        return {meeting.event: meeting.week for meeting in brief.targets.meetings} if brief.targets else {}

    def constrain(self, sheet: Sheet) -> None:
        brief, weights = sheet.brief, sheet.brief.policy.weights
        for part in self._parts(brief):
            lits, each = terms(sheet, part.leader, self._within(part.month))
            because = Fact(self.code, part.leader)
            sheet.charge(weights.target_research, lits, because, below=part.half_days, weights=each)
        for wish, start in self._leave(brief):
            elsewhere = [leave.lit for leave in sheet.leaves(wish) if leave.start != start]
            if start.day in brief.horizon:
                elsewhere.append(sheet.denied(wish))
            sheet.charge(weights.target_leave, elsewhere, Fact(self.code, wish.id))
        weeks = self._weeks(brief)
        for event in (event for event in sheet.events if event.id in weeks):
            other = [s for s in sheet.starts(event) if week_of(s.day) != weeks[event.id]]
            sheet.charge(weights.target_week, [sheet.at(event, s) for s in other], Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        weights = brief.policy.weights
        for part in self._parts(brief):
            got = planned(brief, plan, part.leader, self._within(part.month))
            sentence = f"{brief.zh(part.leader)}{part.month}调研：全年计划分到{part.half_days}个半天，已安排{got}个"
            yield self.kept(part.leader, sentence, weights.target_research * max(0, part.half_days - got))
        now = {absence.id: HalfDay.of(absence.span.start) for absence in placed(brief, plan)}
        for wish, start in self._leave(brief):
            who = f"{brief.zh(wish.leader)}的休假，全年计划自{start.zh}起"
            kept = now[wish.id] == start if wish.id in now else start.day not in brief.horizon
            yield self.kept(wish.id, who if kept else f"{who}，未照办", 0 if kept else weights.target_leave)
        weeks = self._weeks(brief)
        for event, _, halves, _ in held(brief, plan):
            if event.id in weeks:
                kept = week_of(halves[0].day) == weeks[event.id]
                sentence = f"「{event.title}」全年计划在{weeks[event.id]}周" + ("" if kept else "，未照办")
                yield self.kept(event.id, sentence, 0 if kept else weights.target_week)


def _month(month: str) -> list[date]:
    """Every day of a month."""
    first = date.fromisoformat(f"{month}-01")
    days = (date.fromordinal(first.toordinal() + n) for n in range(31))
    return [day for day in days if day.month == first.month]


def _worked(brief: Brief, days: list[date]) -> int:
    """How many of the days are worked, as far as the calendar knows them."""
    return sum(brief.calendar.is_workday(day) for day in days if brief.calendar.covers(day))


RULE = KeepsToTheYear()
