"""What the verbs on absences stand on: records and plans as they are, and both written as one."""

from collections.abc import Iterable
from datetime import datetime

from api import drafting
from api.absence_plans import reaches, restored, slip_of
from api.records import FrozenBrief, freeze_brief
from models.absence_deeds import Doer
from models.absence_life import Life, life
from models.absence_together import with_these
from models.absences import Absence
from models.brief import Brief
from models.errors import Conflict, Stale, Unknown
from models.publication import Publication
from models.records import Edit, Record, RecordKind
from models.replan import Replan
from models.spans import DateRange, Frozen, HalfDay
from models.trail import Act
from store.base import Store


class Done(Frozen):
    """What a deed left: the absence, and the version that followed from it, none where nothing was published."""

    absence: Absence
    life: Life
    revision: int
    publication: int | None = None


class Ground:
    """One office's records and publications, as absences need them."""

    def __init__(self, store: Store, office: str) -> None:
        self.store, self.office = store, office

    def record(self, id: str, expecting: int | None = None) -> Record:
        """An absence's record. Raises Unknown, and Stale where it is not as expected."""
        with self.store.read(self.office) as desk:
            record = desk.records.get(RecordKind.ABSENCE, id)
        if record is None:
            raise Unknown(f"没有编号为 {id} 的外出，请核对。")
        if expecting is not None and record.revision != expecting:
            raise Stale([Conflict(f"absence/{id}", expecting, record.revision)])
        return record

    def frozen(self, absence: Absence, at: datetime) -> FrozenBrief:
        """The brief of the days between now and the absence, and of the absence itself."""
        today = HalfDay.of(at).day
        days = DateRange(
            first=min(today, absence.halves[0].day), last=max(today, absence.halves[-1].day)
        )  # fmt: skip
        return freeze_brief(self.store, self.office, days, drafting.instant_for(self.store, self.office, at))

    def _planned(self, absence: Absence, at: datetime, edits: Iterable[Edit]) -> Brief | None:
        """The brief of the newest plan's horizon with these edits made; none where the plan does not reach."""
        days = DateRange(first=absence.halves[0].day, last=absence.halves[-1].day)
        horizon = reaches(self.store.head(self.office), days)
        if horizon is None:
            return None
        instant = drafting.instant_for(self.store, self.office, at)
        return freeze_brief(self.store, self.office, horizon, instant, tuple(edits)).brief

    def slip(self, granted: Absence, at: datetime, edits: Iterable[Edit] = ()) -> Replan | None:
        """How the publication follows an absence once granted; none where it does not reach."""
        with_it = [*edits, Edit.of(RecordKind.ABSENCE, granted, self.record(granted.id).revision)]
        brief = self._planned(granted, at, with_it)
        return slip_of(brief) if brief is not None else None

    def way_back(self, absence: Absence, edits: list[Edit], at: datetime) -> Replan | None:
        """How the publication goes back once these edits end an absence; none where nothing can."""
        number = next((s.publication for s in reversed(absence.steps) if s.publication is not None), None)
        if number is None or number < 2:
            return None
        head, granted = self.store.head(self.office), self.store.publication(self.office, number)
        before = self.store.publication(self.office, number - 1)
        brief = self._planned(absence, at, edits)
        if brief is None or head is None or granted is None or before is None:
            return None
        return restored(brief, head, granted, before)

    def written(
        self,
        frozen: FrozenBrief,
        was: Absence,
        edits: list[Edit],
        slip: Replan | None,
        doer: Doer,
        act: Act,
        head: Publication | None,
    ) -> Done:
        """Records and publication in one transaction, on the office's revision that all of it was judged by.

        was: the absence as it stood; the first of the edits is what became of it.
        """
        made = edits[0].body
        assert isinstance(made, Absence)
        follows = self._sealed(was, made, edits, slip, doer, act, head)
        with self.store.write(self.office, act) as desk:
            revision = desk.records.edit(edits, expecting=frozen.revision)
            if follows is not None:
                drafting.append(desk, follows[0], follows[1])
        told = life(with_these(frozen.brief, [made]) if made.approved else frozen.brief, made, act.at)
        number = follows[0].number if follows is not None else None
        return Done(absence=made, life=told, revision=revision, publication=number)

    def _sealed(
        self,
        was: Absence,
        made: Absence,
        edits: list[Edit],
        slip: Replan | None,
        doer: Doer,
        act: Act,
        head: Publication | None,
    ) -> tuple[Publication, Brief] | None:
        brief = self._planned(was, act.at, edits) if slip is not None and not slip.is_unchanged else None
        if slip is None or brief is None:
            return None
        plan = drafting.moved_onto(brief, slip.plan)
        at = max(act.at, brief.as_of)
        what = "提前结束" if made.returned_at is not None else "获批" if made.approved else "取消"
        reason = f"{brief.zh(was.leader)}{was.halves[0].zh}起的外出{what}"
        return drafting.next_publication(head, brief, plan, at, doer.title, doer.title, reason), brief
