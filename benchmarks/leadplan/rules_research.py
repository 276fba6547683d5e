"""Research: its target, its quarters, its months, and no run too long; each stretch has its price."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.leadplan.base import BenchRule
from benchmarks.leadplan.brief import index_of, name, number
from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from models.research import ResearchBlock
from rules.base import Block, Sheet


class Research(BenchRule):
    """Counted by half-days, in the instance's own months and quarters."""

    code = "bench-research"
    title = "调研"

    def _full_quarters(self) -> list[Any]:
        """Quarters that lie wholly inside the instance."""
        days = Counter(day["quarter"] for day in self.instance.days)
        return [quarter for quarter, count in days.items() if count >= 50]

    def _counts(self, halves: Iterable[int], of: str) -> Counter[Any]:
        return Counter(self.instance.days[h // 2][of] for h in halves)

    def constrain(self, sheet: Sheet) -> None:
        instance, weights, rules = self.instance, self.instance.weights, self.instance.rules
        quarters = self._full_quarters()
        for leader in range(len(instance.leaders)):
            because = self.fact(name(leader))
            blocks = sheet.blocks(name(leader))
            lits, sizes = [b.lit for b in blocks], [b.half_days for b in blocks]
            sheet.charge(weights["research_block"], lits, because)
            target = instance.leaders[leader]["research_half_days"]
            sheet.charge(weights["research_short"], lits, because, below=target, weights=sizes)
            months, by_quarter = self._rows(blocks, "month"), self._rows(blocks, "quarter")
            for row in months.values():
                own, counts = [lit for lit, _ in row], [n for _, n in row]
                sheet.between(None, own, rules["research_month_max"], because, counts)
            for quarter in quarters:
                own, counts = [lit for lit, _ in by_quarter[quarter]], [n for _, n in by_quarter[quarter]]
                least = rules["research_quarter_min"]
                sheet.charge(weights["research_quarter_short"], own, because, below=least, weights=counts)
            self._runs(sheet, blocks, leader)

    def _rows(self, blocks: Iterable[Block], of: str) -> dict[Any, list[tuple[int, int]]]:
        found: dict[Any, list[tuple[int, int]]] = defaultdict(list)
        keys = [day[of] for day in self.instance.days for _ in "ap"]  # of each half-day, in order
        for lit, half, count in blocks:
            start = index_of(half)
            own = keys[start : start + count]
            if own[0] == own[-1]:
                found[own[0]].append((lit, count))
            else:
                for key in dict.fromkeys(own):
                    found[key].append((lit, own.count(key)))
        return found

    def _runs(self, sheet: Sheet, blocks: Iterable[Block], leader: int) -> None:
        """A half-day lies in one block or just behind one: two never touch, so that each is a run."""
        near: dict[int, list[int]] = defaultdict(list)
        for block in blocks:
            start = index_of(block.start)
            for h in range(start, start + block.half_days + 1):
                near[h].append(block.lit)
        for lits in near.values():
            sheet.at_most_one(lits, self.fact(name(leader)))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        instance, weights, rules = self.instance, self.instance.weights, self.instance.rules
        for leader in range(len(instance.leaders)):
            blocks = [b for b in plan.research if number(b.leader) == leader]
            halves = sorted(h for b in blocks for h in _halves(b))
            runs = [h for h in set(halves) if h - 1 not in halves]
            quarters = self._counts(halves, "quarter")
            short = max(0, instance.leaders[leader]["research_half_days"] - len(halves))
            cost = weights["research_block"] * len(runs) + weights["research_short"] * short
            for quarter in self._full_quarters():
                missing = max(0, rules["research_quarter_min"] - quarters[quarter])
                cost += weights["research_quarter_short"] * missing
            yield self.kept(name(leader), f"调研{len(halves)}个半天", cost)
            if any(n > rules["research_month_max"] for n in self._counts(halves, "month").values()):
                yield self.broken(name(leader), "一个月的调研过多")
            if any(set(range(h, h + rules["research_run_max"] + 1)) <= set(halves) for h in runs):
                yield self.broken(name(leader), "连续调研过长")


def _halves(block: ResearchBlock) -> list[int]:
    return [index_of(half) for half in block.halves()]
