"""Ours: leave that is wished is granted where it can be, and stays where it was published."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from models.presence import placed, price_denied, wishes
from models.spans import HalfDay
from rules.base import Fact, Rule, Sheet, Strength


class LeaveGranted(Rule):
    """A leave that finds no place has its price, a small one where a later plan may still place it; so has one that
    moves from where it was published."""

    code = "house-leave-granted"
    article = None
    title = "休假尽量安排，公布的少动"
    reading = "由本办排日期的休假排不上的计代价并写明原因，时段跨到下期的可留待下期；已公布的休假改期另计代价。"
    strength = Strength.COST
    settings = ("weights.leave_denied", "weights.leave_moved", "weights.deferred")

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for wish in sheet.wishes:
            because = Fact(self.code, wish.id)
            sheet.charge(price_denied(brief, wish), [sheet.denied(wish)], because)
            if wish.id in brief.published_leave:
                stays = [leave.lit for leave in sheet.leaves(wish) if leave.absence.kept]
                sheet.charge(brief.policy.weights.leave_moved, stays, because, below=1)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        mine = {absence.id: absence for absence in placed(brief, plan)}
        for wish in wishes(brief):
            now, who = mine.get(wish.id), f"{brief.zh(wish.leader)}{wish.workdays}个工作日的休假"
            if now is None:
                word = "本期未排，可留待下期" if wish.window.last > brief.horizon.last else "未排上"
                yield self.kept(wish.id, f"{who}{word}", price_denied(brief, wish))
            if wish.id in brief.published_leave and not (now and now.kept):
                was = brief.published_leave[wish.id]
                yield self.kept(wish.id, f"{who}原公布自{was.zh}起，现有变动", brief.policy.weights.leave_moved)
            elif now:
                yield self.kept(wish.id, f"{who}自{HalfDay.of(now.span.start).zh}起")


RULE = LeaveGranted()
