"""Article 7 as a table: everybody in its scope has a B, and who covers is covered in turn."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.people import LeaderId
from models.plan import Plan
from rules.base import Article, Rule, Strength


class PairTable(Rule):
    """The A/B table of the horizon's days, where the office has one. No decision is touched: audit only."""

    code = "7-c-table"
    article = Article(7)
    title = "AB角名单完整、互为"
    reading = (
        "已编AB角名单的，副区长人人有B角、互为B角：名单有缺口的列为待补；写成单向而本单位规定须互为的，须改正。"
        "其他政府可规定哪些岗位须有B角、是否须互为。"
    )
    strength = Strength.MUST
    rows = ("7-c",)
    settings = ("cover.everyone_paired", "cover.mutual", "cover.scope")

    def _uncovered(self, brief: Brief, leader: LeaderId) -> str | None:
        """The first day of the horizon on which nobody covers the leader."""
        for day in brief.horizon.days():
            if not any(pair.in_force(day) and pair.other(leader) is not None for pair in brief.pairs):
                return f"{day:%m月%d日}"
        return None

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        policy = brief.policy.cover
        in_force = [pair for pair in brief.pairs if any(pair.in_force(day) for day in brief.horizon.days())]
        for pair in in_force if policy.mutual else ():
            if not pair.mutual:
                sentence = f"AB角名单中{brief.zh(pair.b)}只代{brief.zh(pair.a)}而不互为，请改正名单"
                yield self.broken(pair.a, sentence, given=True)
        if not (policy.everyone_paired and in_force):
            return
        for leader in brief.leaders:
            if leader.post in policy.scope:
                day = self._uncovered(brief, leader.id)
                if day is None:
                    yield self.kept(leader.id, f"{leader.title}本期都有B角")
                else:
                    yield self.open(leader.id, f"{leader.title}自{day}起没有B角，请补AB角名单")


RULE = PairTable()
