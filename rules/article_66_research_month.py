"""Article 66: every leader spends at least a month a year on research at the grassroots."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.people import LeaderId
from models.plan import Plan
from models.spans import HalfDay
from rules.base import Article, Fact, Lit, Rule, Sheet, Strength


class _Due(NamedTuple):
    year: int
    half_days: int
    must: bool


class ResearchMonth(Rule):
    """A must where the horizon holds the year's last working day; before that, a price for falling behind."""

    code = "66-a"
    article = Article(66)
    title = "每年至少一个月调研"
    reading = (
        "一个月按二十一个工作日、四十二个半天计，自年初累计；年底前须完成，平时按余下工作日均摊，"
        "落后计代价。调研、座谈计入。"
    )
    strength = Strength.MUST
    rows = ("66-a", "66-c")
    settings = (
        "research.month_in_workdays", "research.applies_to", "research.kinds_that_count", "weights.research_short",
    )  # fmt: skip

    def due(self, brief: Brief, leader: LeaderId) -> Iterator[_Due]:
        """What the horizon owes, for each year that it touches."""
        horizon, calendar = brief.horizon, brief.calendar
        for year in range(horizon.first.year, horizon.last.year + 1):
            first, last = max(horizon.first, date(year, 1, 1)), min(horizon.last, date(year, 12, 31))
            left = max(0, brief.policy.research.quota - brief.ledger.research_done(leader, year))
            if last >= calendar.last_workday_of_year(year):
                yield _Due(year, left, True)
                continue
            ahead = len(calendar.workdays(first, date(year, 12, 31)))
            yield _Due(year, -(-left * len(calendar.workdays(first, last)) // max(1, ahead)), False)

    def _owed_by(self, brief: Brief) -> Iterator[LeaderId]:
        posts = brief.policy.research.applies_to
        return (leader.id for leader in brief.leaders if leader.post in posts)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for leader in self._owed_by(brief):
            for due in self.due(brief, leader):
                because = Fact(self.code, leader)
                lits, weights = self._terms(sheet, leader, due.year)
                if due.must:
                    sheet.between(due.half_days, lits, None, because, weights)
                else:
                    price = brief.policy.weights.research_short
                    sheet.charge(price, lits, because, below=due.half_days, weights=weights)

    def _terms(self, sheet: Sheet, leader: LeaderId, year: int) -> tuple[list[Lit], list[int]]:
        """What counts: blocks by their length, and each half-day with an event that counts, once."""
        blocks = [b for b in sheet.blocks(leader) if b.start.day.year == year]
        attended: dict[HalfDay, list[Lit]] = defaultdict(list)
        for event in sheet.events:
            if event.kind not in sheet.brief.policy.research.kinds_that_count:
                continue
            for seat in sheet.brief.seats_by_event[event.id]:
                if leader in sheet.takers(event, seat):
                    for start in sheet.starts(event):
                        for half in sheet.halves(event, start):
                            attended[half].append(sheet.takes(event, seat, leader, start))
        halves = [sheet.either(lits) for half, lits in attended.items() if half.day.year == year]
        return [b.lit for b in blocks] + halves, [b.half_days for b in blocks] + [1] * len(halves)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for leader in self._owed_by(brief):
            for due in self.due(brief, leader):
                got = self.planned(brief, plan, leader, due.year)
                short = max(0, due.half_days - got)
                who = f"{brief.zh(leader)}{due.year}年调研：本期应安排{due.half_days}个半天，已安排{got}个"
                if short and due.must:
                    yield self.broken(leader, f"{who}，年底前还差{short}个半天，请补排")
                else:
                    yield self.kept(leader, who, brief.policy.weights.research_short * short)

    def planned(self, brief: Brief, plan: Plan, leader: LeaderId, year: int) -> int:
        """Half-days that count for a leader in the plan: blocks, and attended events of kinds that count."""
        kinds = brief.policy.research.kinds_that_count
        blocks = [block for block in plan.research if block.leader == leader and block.start.day.year == year]
        attended = {
            half
            for event, _, halves, seats in held(brief, plan)
            if event.kind in kinds and any(taker == leader for _, taker in seats)
            for half in halves
            if half.day.year == year
        }
        return sum(block.half_days for block in blocks) + len(attended)


RULE = ResearchMonth()
