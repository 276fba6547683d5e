"""Article 66: every leader spends at least a month a year on research at the grassroots."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from models.audit import Finding
from models.brief import Brief
from models.people import LeaderId
from models.plan import Plan
from rules.base import Article, Fact, Rule, Sheet, Strength
from rules.research_terms import planned, room, terms


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
        "落后计代价（有全年计划的，按其分到各月的数量，另条计）；余下的日子已经排不够的，列为违反，能排多少仍排多少。调研、座谈计入。"
    )
    strength = Strength.MUST
    rows = ("66-a", "66-c")
    settings = (
        "research.month_in_workdays", "research.min_per_year", "research.unit", "research.applies_to",
        "research.kinds_that_count", "weights.research_short",
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
            if brief.targets is not None and brief.targets.speaks_of(year):
                continue  # the year's plan tells each month its part: house-year-targets
            ahead = len(calendar.workdays(first, date(year, 12, 31)))
            yield _Due(year, -(-left * len(calendar.workdays(first, last)) // max(1, ahead)), False)

    def _owed_by(self, brief: Brief) -> Iterator[LeaderId]:
        posts = brief.policy.research.applies_to
        return (leader.id for leader in brief.leaders if leader.post in posts)

    def _of(self, year: int) -> Callable[[date], bool]:
        return lambda day: day.year == year

    def _given(self, brief: Brief, leader: LeaderId, due: _Due) -> bool:
        """Whether the days left cannot hold what is owed, whatever is decided."""
        return due.half_days > room(brief, leader, self._of(due.year))

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for leader in self._owed_by(brief):
            for due in self.due(brief, leader):
                because = Fact(self.code, leader)
                lits, weights = terms(sheet, leader, self._of(due.year))
                if due.must and not self._given(brief, leader, due):
                    sheet.between(due.half_days, lits, None, because, weights)
                else:
                    price = brief.policy.weights.research_short
                    sheet.charge(price, lits, because, below=due.half_days, weights=weights)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for leader in self._owed_by(brief):
            for due in self.due(brief, leader):
                got = planned(brief, plan, leader, self._of(due.year))
                short = max(0, due.half_days - got)
                who = f"{brief.zh(leader)}{due.year}年调研：本期应安排{due.half_days}个半天，已安排{got}个"
                price = brief.policy.weights.research_short * short
                if short and due.must:
                    given = self._given(brief, leader, due)
                    sentence = f"{who}，年底前还差{short}个半天，请补排"
                    yield self.broken(leader, sentence, given=given, cost=price if given else 0)
                else:
                    yield self.kept(leader, who, price)


RULE = ResearchMonth()
