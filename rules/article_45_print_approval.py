"""Article 45: papers of a meeting are printed on the head's approval."""

from datetime import date

from models.agenda import AgendaItem
from models.brief import Brief
from rules.agenda_gate import AgendaGate
from rules.base import Article, Strength


class PrintApproval(AgendaGate):
    """Printed without approval the item stays off the agenda; approval that may still come leaves it open."""

    code = "45-c"
    article = Article(45)
    title = "材料经区长批准印发"
    reading = (
        "议题材料先由区长批准再印制，批准日期不晚于印制日期；印制在前、或已经印制而没有批准的，不上会；"
        "尚未印制、批准待补的，先列待定。"
    )
    strength = Strength.MUST
    is_deadline = False
    passed = "的材料经区长批准印发"

    def missing(self, brief: Brief, item: AgendaItem, day: date) -> str | None:
        approved, printed = item.gates.print_approved, item.gates.papers_printed
        if printed is None:
            return None
        if approved is None:
            return "的材料已经印制，未见区长批准" if printed < brief.as_of.date() else None
        return "的材料印制早于区长批准" if printed < approved else None

    def pending(self, brief: Brief, item: AgendaItem) -> str | None:
        return "的材料尚待区长批准印发" if item.gates.print_approved is None else None


RULE = PrintApproval()
