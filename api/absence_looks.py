"""What a reader is shown before a decision: the change slip and the way back. Knows no HTTP."""

from datetime import datetime

from api.absence_outlook import Objection, Seen
from api.absence_roll import AbsenceView, Reader, Roll
from api.absence_slips import told_moves
from api.absences import Absences
from models.absence_together import Together
from models.errors import Unknown
from models.reasons import Move
from models.replan import Replan
from models.spans import Frozen
from store.base import Store

STUCK = "怎样调整都排不开，请办公室先处理冲突的事项。"


class ChangeSlip(Frozen):
    """How the publication would follow. moves: with restricted items as the reader may know them."""

    headline: str
    published: int
    moves: tuple[Move, ...]


class OutlookView(Frozen):
    """What approving would mean. seen: handed back with the decision."""

    absence: AbsenceView
    objections: tuple[Objection, ...]
    together: tuple[Together, ...]
    slip: ChangeSlip | None
    stuck: str
    seen: Seen


class WayBackView(Frozen):
    """What would go back where it stood. seen: handed back with the step."""

    slip: ChangeSlip | None
    seen: str


class Looks:
    """One reader's looks at an office's absences. Each raises Unknown for what is not his to know."""

    def __init__(self, store: Store, office: str, at: datetime, reader: Reader) -> None:
        self.store, self.office, self.at, self.reader = store, office, at, reader

    def view(self, id: str) -> AbsenceView:
        """How an absence stands."""
        return Roll(self.store, self.office, self.at).told(id, self.reader)

    def verbs(self, id: str, *, whole: bool = True) -> Absences:
        """The verbs, where he may know of this absence. whole: all of it."""
        view = self.view(id)
        if whole and not view.whole:
            raise Unknown(f"没有编号为 {id} 的外出，请核对。")
        return Absences(self.store, self.office)

    def outlook(self, id: str) -> OutlookView:
        """What approving it would mean."""
        found = self.verbs(id).outlook(id, self.at)
        return OutlookView(
            absence=self.view(id), objections=found.objections, together=found.together,
            slip=self._change(found.slip), seen=found.seen,
            stuck=found.stuck if self.reader.office or not found.stuck else STUCK,
        )  # fmt: skip

    def way_back(self, id: str) -> WayBackView:
        """What would go back if it were cancelled, or he were back, now."""
        found = self.verbs(id).way_back(id, self.at)
        return WayBackView(slip=self._change(found.slip), seen=found.seen)

    def _change(self, slip: Replan | None) -> ChangeSlip | None:
        if slip is None:
            return None
        moves = slip.moves
        if not self.reader.office:
            moves = told_moves(self.store, self.office, moves, self.reader.leader)
        return ChangeSlip(headline=slip.headline, published=slip.published, moves=moves)
