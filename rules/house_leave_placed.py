"""Ours: leave that the office places lies where it may, once, and clear of the leader's other leave."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from models.presence import options, placed, wishes
from models.spans import HalfDay
from rules.base import Fact, Lit, Rule, Sheet, Strength


class LeavePlaced(Rule):
    """Begun on a working day of its window, not in the past, so many working days in a row, on no other absence."""

    code = "house-leave-placed"
    article = None
    title = "由本办排定的休假"
    reading = (
        "区长已同意天数、由本办排日期的年休假：在申请的时段内，从工作日上午起连续排满工作日数，"
        "中间的休息日不计；不与本人其他外出、休假重叠；已开始的不动。"
    )
    strength = Strength.MUST

    def constrain(self, sheet: Sheet) -> None:
        several = Counter(wish.leader for wish in sheet.wishes)
        halves: dict[tuple[str, int], list[Lit]] = defaultdict(list)
        for wish in sheet.wishes:
            leaves = sheet.leaves(wish)
            sheet.exactly_one([sheet.denied(wish), *(leave.lit for leave in leaves)], Fact(self.code, wish.id))
            for leave in leaves if several[wish.leader] > 1 else ():
                for half in leave.absence.halves:
                    halves[wish.leader, half.index].append(leave.lit)
        for (leader, _), lits in halves.items():
            sheet.at_most_one(lits, Fact(self.code, leader))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        told = Counter(leave.absence for leave in plan.leave)
        known = {wish.id for wish in wishes(brief)} | {absence.id for absence in brief.begun_leave}
        for id in sorted(told.keys() - known):
            yield self.broken(id, f"方案排了摘要中没有、未批准或不在本期的休假 {id}，请删去")
        for id in sorted(id for id, times in told.items() if times > 1):
            yield self.broken(id, f"休假 {id} 排了{told[id]}次，请只留一次")
        for absence in brief.begun_leave:
            if any(x.absence == absence.id and x.start != HalfDay.of(absence.span.start) for x in plan.leave):
                yield self.broken(absence.id, f"{brief.zh(absence.leader)}的休假已经开始，不得改期")
        mine = placed(brief, plan)
        lawful = {absence for wish in wishes(brief) for absence in options(brief, wish)}
        for absence in mine:
            who = f"{brief.zh(absence.leader)}{absence.span.start:%m月%d日}起的休假"
            rivals = [a for a in mine if a.leader == absence.leader and a.id != absence.id]
            if absence not in lawful:
                yield self.broken(absence.id, f"{who}不在申请的时段、不从工作日上午起、在过去或与外出重叠，请改期")
            elif any(a.span.overlaps(absence.span) for a in rivals):
                yield self.broken(absence.id, f"{who}与本人的另一次休假重叠，请改期")
            else:
                yield self.kept(absence.id, f"{who}排在申请的时段内")


RULE = LeavePlaced()
