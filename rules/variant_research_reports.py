"""Elsewhere: so many research reports a year."""

from collections.abc import Iterator

from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from rules.base import Strength
from rules.variant import Variant


class ResearchReports(Variant):
    """Asked for where the horizon holds the year's last working day. No decision is touched: audit only."""

    code = "variant-research-reports"
    title = "每年的调研报告"
    reading = "每位领导每年至少写规定篇数的调研报告；到年底台账里仍不够的列为待补。"
    strength = Strength.SILENT
    settings = ("research.reports_min", "research.applies_to")

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        least, year = brief.policy.research.reports_min, brief.ledger.year
        if least is None or brief.calendar.last_workday_of_year(year) not in brief.horizon:
            return
        for leader in brief.leaders:
            if leader.post in brief.policy.research.applies_to:
                done = brief.ledger.research_reports.get(leader.id, 0)
                sentence = f"{brief.zh(leader.id)}{year}年调研报告{done}篇，按{self.cited(brief)}至少{least}篇"
                yield self.kept(leader.id, sentence) if done >= least else self.open(leader.id, f"{sentence}，请补")


RULE = ResearchReports()
