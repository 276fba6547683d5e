"""Article 63: leaders meet foreign guests as the Office arranges it. Given, not decided."""

from collections.abc import Sequence

from models.brief import Brief
from models.clearances import Step
from models.docket import Held
from models.events import Kind
from rules.base import Article, Strength
from rules.clearing import Clearing, Need


class ForeignGuests(Clearing):
    """A foreign-affairs event carries the number of the Office's arrangement."""

    code = "63-c"
    article = Article(63)
    title = "外宾会见由办公室统一安排"
    reading = (
        "重要外宾、外交人员、外国记者、外经贸团组来访，区领导会见宴请按办公室的统一安排进行："
        "安排要有编号，办在会见之前。"
    )
    strength = Strength.MUST

    def needs(self, brief: Brief, row: Held) -> Sequence[Need]:
        return (Need(Step.ARRANGEMENT, numbered=True),) if row.event.kind is Kind.FOREIGN_AFFAIRS else ()


RULE = ForeignGuests()
