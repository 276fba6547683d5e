"""Article 45: papers are printed three working days before the meeting (the strict reading)."""

from datetime import date

from models.agenda import AgendaItem
from models.brief import Brief
from rules.agenda_gate import AgendaGate
from rules.base import Article, Strength


class PapersPrinted(AgendaGate):
    """Printed no later than the third working day before, the meeting's own day not counted."""

    code = "45-h"
    article = Article(45)
    title = "材料会前三个工作日印毕"
    reading = "议题材料不晚于会前第三个工作日印制完毕（从严理解，会议当日不计）；未印毕的不上会。"
    strength = Strength.MUST
    rows = ("45-h", "45-i")
    settings = ("agenda.papers_workdays_before", "agenda.late_item")
    passed = "的材料已按期印毕"

    def missing(self, brief: Brief, item: AgendaItem, day: date) -> str | None:
        bound = brief.calendar.workdays_before(day, brief.policy.agenda.papers_workdays_before)
        printed = item.gates.papers_printed
        return f"的材料未在{bound}前印毕" if printed is None or printed > bound else None


RULE = PapersPrinted()
