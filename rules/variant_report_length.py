"""Elsewhere: reports to a standing meeting are short."""

from collections.abc import Iterator

from models.agenda import AgendaItem
from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from rules.base import Strength
from rules.variant import Variant


class ReportLength(Variant):
    """An item's report within its minutes and characters; a longer one is named until it is cut. Audit only."""

    code = "variant-report-length"
    title = "议题汇报从简"
    reading = "上会议题的汇报不超过规定的分钟数和字数；超过的列为待补，会前压缩。"
    strength = Strength.SILENT
    settings = ("agenda.report_minutes", "agenda.report_chars")

    def _over(self, brief: Brief, item: AgendaItem) -> list[str]:
        policy = brief.policy.agenda
        found = []
        if policy.report_minutes is not None and (item.report_minutes or 0) > policy.report_minutes:
            found.append(f"汇报{item.report_minutes}分钟，至多{policy.report_minutes}分钟")
        if policy.report_chars is not None and (item.report_chars or 0) > policy.report_chars:
            found.append(f"材料{item.report_chars}字，至多{policy.report_chars}字")
        return found

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        policy = brief.policy.agenda
        if policy.report_minutes is None and policy.report_chars is None:
            return
        items = {item.id: item for item in brief.agenda}
        for item in (items[t.item] for t in plan.agenda if t.item in items):
            over = self._over(brief, item)
            if over:
                yield self.open(item.id, f"议题「{item.title}」{'；'.join(over)}，请压缩")
            else:
                yield self.kept(item.id, f"议题「{item.title}」汇报从简")


RULE = ReportLength()
