"""Elsewhere: every leader visits so many grassroots units a year."""

from collections.abc import Callable, Iterator
from datetime import date

from models.audit import Finding
from models.brief import Brief
from models.people import LeaderId
from models.plan import Plan
from rules.base import Fact, Sheet, Strength
from rules.research_terms import room
from rules.variant import Variant


class ResearchUnits(Variant):
    """Due where the horizon holds the year's last working day; the ledger tells the units visited so far."""

    code = "variant-research-units"
    title = "每年走访的基层单位"
    reading = (
        "每位领导每年走访的基层单位不少于规定的个数，一段调研走访一个，台账里已走访的计入，同一单位只算一次；"
        "排期含当年最后一个工作日时须排够，余下的日子排不下的只作提示。"
    )
    strength = Strength.MUST
    settings = ("research.units_min", "research.applies_to")

    def _owed(self, brief: Brief) -> Iterator[tuple[LeaderId, int, int]]:
        """Who has still to visit how many units, in which year."""
        least = brief.policy.research.units_min
        for year in range(brief.horizon.first.year, brief.horizon.last.year + 1) if least is not None else ():
            if brief.calendar.last_workday_of_year(year) not in brief.horizon:
                continue
            for leader in brief.leaders:
                if leader.post in brief.policy.research.applies_to:
                    seen = len(brief.ledger.units_visited(leader.id, year))
                    yield leader.id, year, max(0, (least or 0) - seen)

    def _of(self, year: int) -> Callable[[date], bool]:
        return lambda day: day.year == year

    def constrain(self, sheet: Sheet) -> None:
        for leader, year, left in self._owed(sheet.brief):
            if left <= room(sheet.brief, leader, self._of(year)):
                blocks = [block.lit for block in sheet.blocks(leader) if block.start.day.year == year]
                sheet.between(left, blocks, None, Fact(self.code, leader))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for leader, year, left in self._owed(brief):
            got = sum(block.leader == leader and block.start.day.year == year for block in plan.research)
            who = f"{brief.zh(leader)}{year}年还应走访{left}个基层单位，已安排{got}段调研"
            if got >= left:
                yield self.kept(leader, who)
            else:
                given = left > room(brief, leader, self._of(year))
                yield self.broken(leader, f"{who}（{self.cited(brief)}），请补排", given=given)


RULE = ResearchUnits()
