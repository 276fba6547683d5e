"""Elsewhere: once a year a leader stays with one place for so many days in a row."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from models.audit import Finding
from models.brief import Brief
from models.people import LeaderId
from models.plan import Plan
from models.policy_people import StayUnit
from models.spans import HalfDay
from rules.base import Fact, Lit, Sheet, Strength, no
from rules.bound_days import bound_times, leaves_room
from rules.variant import Variant

Stay = tuple[HalfDay, ...]


class ResearchStay(Variant):
    """Due where the horizon holds the year's last working day and the ledger tells of no stay yet."""

    code = "variant-research-stay"
    title = "每年一次连续蹲点"
    reading = (
        "每位领导每年至少一次连续蹲点调研，天数按规定；中间的休息日不打断。年底前须完成："
        "台账里没有的，排期含当年最后一个工作日时必须安排；因外出、因本人须到的必办事项排不下的，只作提示。"
    )
    strength = Strength.MUST
    settings = ("research.stay_days_min", "research.stay_unit", "research.applies_to")

    def _owed(self, brief: Brief) -> Iterator[tuple[LeaderId, int]]:
        """Who owes a stay, and in which year."""
        policy = brief.policy.research
        if policy.stay_days_min is None:
            return
        for year in range(brief.horizon.first.year, brief.horizon.last.year + 1):
            if brief.calendar.last_workday_of_year(year) not in brief.horizon:
                continue
            for leader in brief.leaders:
                done = brief.ledger.research_stays.get(leader.id, 0) if brief.ledger.year == year else 0
                if leader.post in policy.applies_to and done < policy.stay_days_min:
                    yield leader.id, year

    def _stays(self, brief: Brief, leader: LeaderId, year: int) -> list[Stay]:
        """Half-days of every stay that his absences leave possible."""
        length = brief.policy.research.stay_days_min or 0
        first, last = max(brief.horizon.first, date(year, 1, 1)), min(brief.horizon.last, date(year, 12, 31))
        worked = brief.calendar.workdays(first, last)
        found = []
        for n, begin in enumerate(worked):
            if brief.policy.research.stay_unit is StayUnit.WORKDAY:
                days = worked[n : n + length] if n + length <= len(worked) else ()
            else:
                until = begin + timedelta(days=length - 1)
                days = tuple(day for day in worked[n:] if day <= until) if until <= last else ()
            halves = tuple(HalfDay(day, pm) for day in days for pm in (False, True))
            if halves and not brief.is_away(leader, halves):
                found.append(halves)
        return found

    def _given(self, brief: Brief, leader: LeaderId, stays: list[Stay]) -> bool:
        """Whether his own duties leave room for none of the stays."""
        bound = bound_times(brief, leader)
        return not any(leaves_room(bound, frozenset(stay)) for stay in stays)

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for leader, year in self._owed(brief):
            stays = self._stays(brief, leader, year)
            if self._given(brief, leader, stays):
                continue
            inside: dict[int, list[Lit]] = defaultdict(list)
            for block in sheet.blocks(leader):
                for n in range(block.half_days):
                    inside[block.start.index + n].append(block.lit)
            there = {index: sheet.either(lits) for index, lits in inside.items()}
            whole = [no(sheet.either([no(there[half.index]) for half in stay])) for stay in stays]
            sheet.imply([], whole, Fact(self.code, leader))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for leader, year in self._owed(brief):
            covered = {half for block in plan.research if block.leader == leader for half in block.halves()}
            stays = self._stays(brief, leader, year)
            sentence = f"{brief.zh(leader)}{year}年连续蹲点{brief.policy.research.stay_days_min}天"
            if any(covered.issuperset(stay) for stay in stays):
                yield self.kept(leader, f"{sentence}，本期已安排")
            else:
                given = self._given(brief, leader, stays)
                yield self.broken(leader, f"{sentence}（{self.cited(brief)}）尚未安排，请补排", given=given)


RULE = ResearchStay()
