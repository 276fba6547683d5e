"""Article 45: legal review and the leaders' consent come a week before the meeting."""

from datetime import date, timedelta

from models.agenda import AgendaItem
from models.brief import Brief
from rules.agenda_gate import AgendaGate
from rules.base import Article, Strength


class LegalReview(AgendaGate):
    """Review and both consents seven calendar days before, the seventh included, a day off or not."""

    code = "45-g"
    article = Article(45)
    title = "议题提前一周完成审查并经同意"
    reading = "合法性审查、分管副区长同意、区长同意均须在会前七个自然日（含第七日）完成；未完成的不上会。"
    strength = Strength.MUST
    rows = ("45-g", "45-i")
    settings = ("agenda.review_days_before", "agenda.late_item")
    passed = "已按期审查并经同意"

    def missing(self, brief: Brief, item: AgendaItem, day: date) -> str | None:
        bound = day - timedelta(days=brief.policy.agenda.review_days_before)
        gates = {
            "合法性审查": item.gates.review_done,
            "分管副区长同意": item.gates.deputy_agreed,
            "区长同意": item.gates.head_agreed,
        }
        if item.owner == brief.head:  # no deputy is in charge (article 10)
            del gates["分管副区长同意"]
        late = [name for name, done in gates.items() if done is None or done > bound]
        return f"的{'、'.join(late)}未在{bound}前完成" if late else None


RULE = LegalReview()
