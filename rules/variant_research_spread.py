"""Ours, for offices that ask: research neither crowds a month nor runs on and on, and each quarter has its part."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from models.audit import Finding
from models.brief import Brief
from models.people import LeaderId
from models.plan import Plan
from models.spans import HalfDay
from rules.base import Fact, Lit, Sheet, Strength
from rules.variant import Variant

Days = tuple[date, ...]


class ResearchSpread(Variant):
    """At most so many half-days a month, at most so many working days in a row."""

    code = "variant-research-spread"
    title = "调研不扎堆"
    reading = "一位领导一个月安排的调研不超过规定的半天数，连续调研不超过规定的工作日数（中间的休息日不算断开）。"
    strength = Strength.MUST
    settings = ("research.month_max", "research.run_max")

    def _runs(self, brief: Brief) -> list[Days]:
        """Stretches of working days one longer than the longest run."""
        most = brief.policy.research.run_max
        worked = brief.calendar.workdays(brief.horizon.first, brief.horizon.last)
        return [] if most is None else [worked[n : n + most + 1] for n in range(len(worked) - most)]

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        most, runs = brief.policy.research.month_max, self._runs(brief)
        for leader in brief.leaders:
            because = Fact(self.code, leader.id)
            on: dict[date, list[Lit]] = defaultdict(list)
            months: dict[date, list[tuple[Lit, int]]] = defaultdict(list)
            for block in sheet.blocks(leader.id):
                for month, half_days in _months_of(block.start, block.half_days).items():
                    months[month].append((block.lit, half_days))
                if runs:
                    last = block.start.shifted(block.half_days - 1).day
                    for n in range((last - block.start.day).days + 1):
                        on[block.start.day + timedelta(days=n)].append(block.lit)
            if most is not None:
                for row in months.values():
                    sheet.between(None, [lit for lit, _ in row], most, because, [half_days for _, half_days in row])
            busy = {day: sheet.either(lits) for day, lits in on.items()}
            for run in runs:
                sheet.imply([busy[day] for day in run], [], because)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        most, runs = brief.policy.research.month_max, self._runs(brief)
        for leader in brief.leaders:
            blocks = [block for block in plan.research if block.leader == leader.id]
            if most is not None:
                months: dict[date, int] = defaultdict(int)
                for block in blocks:
                    for month, half_days in _months_of(block.start, block.half_days).items():
                        months[month] += half_days
                yield from self._months(brief, leader.id, months, most)
            busy = {half.day for block in blocks for half in block.halves()}
            if any(busy.issuperset(run) for run in runs):
                longest = brief.policy.research.run_max
                yield self.broken(leader.id, f"{brief.zh(leader.id)}连续调研超过{longest}个工作日，请拆开")

    def _months(self, brief: Brief, leader: LeaderId, months: dict[date, int], most: int) -> Iterator[Finding]:
        for month, half_days in sorted(months.items()):
            sentence = f"{brief.zh(leader)}{month:%m月}调研{half_days}个半天，至多{most}个"
            if half_days <= most:
                yield self.kept(leader, sentence)
            else:
                yield self.broken(leader, f"{sentence}，请移到别的月份")


def _months_of(start: HalfDay, half_days: int) -> Mapping[date, int]:
    """Half-days of a stretch by the first day of their month: one over a border belongs to both."""
    first, last = start.day.replace(day=1), start.shifted(half_days - 1).day.replace(day=1)
    if first == last:
        return {first: half_days}
    return Counter(start.shifted(n).day.replace(day=1) for n in range(half_days))


RULE = ResearchSpread()
