"""Ours, for offices that ask: each quarter has its part of the year's research."""

from collections.abc import Callable, Iterator
from datetime import date

from models.audit import Finding
from models.brief import Brief
from models.people import LeaderId
from models.plan import Plan
from rules.base import Fact, Sheet, Strength
from rules.research_terms import planned, room, terms
from rules.variant import Variant

Quarter = tuple[int, int]


def quarter_of(day: date) -> Quarter:
    """Year and quarter of a day."""
    return day.year, (day.month - 1) // 3


class ResearchQuarter(Variant):
    """Due where the horizon holds the quarter's last working day; the ledger counts the quarter's part so far."""

    code = "variant-research-quarter"
    title = "每季度的调研时间"
    reading = "每位领导每季度的调研不少于规定的半天数，季内已做的照台账计入；排期含该季最后一个工作日时须完成。"
    strength = Strength.MUST
    settings = ("research.quarter_min", "research.applies_to")

    def _owed(self, brief: Brief) -> Iterator[tuple[LeaderId, Quarter, int]]:
        """Who still owes how many half-days, in which quarter."""
        least = brief.policy.research.quarter_min
        for quarter in sorted({quarter_of(day) for day in brief.horizon.days()}) if least is not None else ():
            year, n = quarter
            if brief.calendar.last_workday_of_month(year, 3 * n + 3) not in brief.horizon:
                continue
            for leader in brief.leaders:
                if leader.post in brief.policy.research.applies_to:
                    begun = quarter == quarter_of(brief.horizon.first)
                    done = brief.ledger.research_quarter.get(leader.id, 0) if begun else 0
                    yield leader.id, quarter, max(0, (least or 0) - done)

    def _within(self, quarter: Quarter) -> Callable[[date], bool]:
        return lambda day: quarter_of(day) == quarter

    def constrain(self, sheet: Sheet) -> None:
        for leader, quarter, left in self._owed(sheet.brief):
            if left > room(sheet.brief, leader, self._within(quarter)):
                continue
            lits, weights = terms(sheet, leader, self._within(quarter))
            sheet.between(left, lits, None, Fact(self.code, leader), weights)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for leader, quarter, left in self._owed(brief):
            got = planned(brief, plan, leader, self._within(quarter))
            who = f"{brief.zh(leader)}{quarter[0]}年第{quarter[1] + 1}季度还应调研{left}个半天，已安排{got}个"
            given = left > room(brief, leader, self._within(quarter))
            yield self.kept(leader, who) if got >= left else self.broken(leader, f"{who}，请补排", given=given)


RULE = ResearchQuarter()
