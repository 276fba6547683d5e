"""Article 66: every leader who owes research has a plan of it, with key topics."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from rules.base import Article, Rule, Strength


class ResearchPlanned(Rule):
    """A plan with topics for each of them; missing, it may come until the year's last working day. Audit alone."""

    code = "66-b"
    article = Article(66)
    title = "调研计划和重点课题"
    reading = "须完成调研的领导，每年各有一份调研计划，写明重点课题；没有的待定，年度最后一个工作日已过仍没有的违反。"
    strength = Strength.MUST
    settings = ("research.applies_to",)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        topics = {mine.leader: [t for t in mine.topics if t.strip()] for mine in brief.research}
        year = brief.horizon.first.year
        is_over = brief.as_of.date() > brief.calendar.last_workday_of_year(year)
        for leader in brief.leaders:
            if leader.post not in brief.policy.research.applies_to:
                continue
            who = brief.zh(leader.id)
            if mine := topics.get(leader.id):
                yield self.kept(leader.id, f"{who}{year}年调研计划列有{len(mine)}个重点课题")
            elif is_over:
                yield self.broken(leader.id, f"{who}{year}年没有写明课题的调研计划，请核实补记", given=True)
            else:
                yield self.open(leader.id, f"{who}{year}年尚缺写明课题的调研计划，请补报")


RULE = ResearchPlanned()
