"""Article 45: an item passes its four gates in order before it is discussed."""

from datetime import date
from itertools import pairwise

from models.agenda import AgendaItem
from models.brief import Brief
from rules.agenda_gate import AgendaGate
from rules.base import Article, Strength


class GatesInOrder(AgendaGate):
    """Submitted, read by the deputy in charge, consulted, reviewed: each dated, none before the one ahead."""

    code = "45-a"
    article = Article(45)
    title = "议题四道关口依次通过"
    reading = (
        "议题须由起草部门报送、分管副区长审阅、征求有关部门意见并取得一致、合法性审核，"
        "四步都有日期、次序不颠倒（可在同日），方可上会。区长直接领导的工作没有分管副区长，免其审阅、同意。"
    )
    strength = Strength.MUST
    is_deadline = False
    passed = "已依次报送、审阅、征求意见并审核"

    def missing(self, brief: Brief, item: AgendaItem, day: date) -> str | None:
        gates = {
            "报送": item.gates.submitted,
            "分管副区长审阅": item.gates.deputy_read,
            "征求意见": item.gates.consulted,
            "合法性审核": item.gates.review_done,
        }
        if item.owner == brief.head:  # no deputy is in charge (article 10)
            del gates["分管副区长审阅"]
        if blank := [name for name, done in gates.items() if done is None]:
            return f"尚缺{'、'.join(blank)}的日期"
        dated = [(done, name) for name, done in gates.items() if done is not None]
        for (earlier, first), (later, second) in pairwise(dated):
            if later < earlier:
                return f"的{second}早于{first}"
        return None


RULE = GatesInOrder()
