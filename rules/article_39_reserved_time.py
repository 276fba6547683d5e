"""Article 39: time for letters and petitions, if the office sets some apart each month."""

from collections.abc import Iterator, Sequence
from datetime import date

from models.audit import Finding
from models.brief import Brief
from models.docket import held
from models.people import Leader, Post
from models.plan import Plan
from rules.base import Article, Fact, Rule, Sheet, Strength


class ReservedTime(Rule):
    """Each half-day short of what is set apart has its price, for months that lie within the horizon."""

    code = "39-time"
    article = Article(39)
    title = "每月留出接访阅信时间"
    reading = (
        "条文没有定时间；本办定了每月半天数的，区长、副区长接访、阅信的时间每短半天计一次代价，整月在排期内的才算。"
    )
    strength = Strength.COST
    rows = ("39",)
    settings = ("petition.half_days_per_month", "weights.petition_short")

    def _due(self, brief: Brief) -> Sequence[tuple[Leader, date]]:
        """Leaders and whole months of the horizon; none where no time is set apart."""
        if not brief.policy.petition.half_days_per_month:
            return []
        first, last = brief.horizon.first, brief.horizon.last
        months = sorted({day.replace(day=1) for day in brief.horizon.days()})
        whole = [m for m in months if first <= m and (m.month != last.month or m.year != last.year or _ends(last))]
        owing = [k for k in brief.leaders if k.post is Post.HEAD or k.post.is_deputy]
        return [(leader, month) for month in whole for leader in owing]

    def constrain(self, sheet: Sheet) -> None:
        brief = sheet.brief
        for leader, month in self._due(brief):
            rows = [
                (sheet.takes(event, seat, leader.id, start), len(sheet.halves(event, start)))
                for event in sheet.events
                if event.kind.facts.personal
                for seat in brief.seats_by_event[event.id]
                for start in sheet.starts(event)
                if start.day.replace(day=1) == month and leader.id in sheet.takers(event, seat)
            ]
            sheet.charge(
                brief.policy.weights.petition_short,
                [lit for lit, _ in rows],
                Fact(self.code, leader.id),
                below=brief.policy.petition.half_days_per_month,
                weights=[weight for _, weight in rows],
            )

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        price, need = brief.policy.weights.petition_short, brief.policy.petition.half_days_per_month
        rows = [row for row in held(brief, plan) if row.event.kind.facts.personal]
        for leader, month in self._due(brief):
            spent = sum(
                len(halves) * (taker == leader.id)
                for _, _, halves, seats in rows
                if halves[0].day.replace(day=1) == month
                for _, taker in seats
            )
            sentence = f"{brief.zh(leader.id)}{month:%m月}接访阅信{spent}个半天，应有{need}个"
            yield self.kept(leader.id, sentence, price * max(0, need - spent))


def _ends(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1


RULE = ReservedTime()
