"""The office's verbs on absences: ask, take a step, look before deciding, grant with its consequences, cancel.

They know no HTTP. Every step is one edit of the absence's record; granting rests on the office's revision as the
approver saw it, so of two who grant the halves of a pair at the same time one wins and the other is told why.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from api import drafting
from api.absence_outlook import NOTHING, Outlook, Seen, check_shown, objections, shown, signed, since, waivers
from api.absence_plans import reaches, restored, slip_of
from api.records import FrozenBrief, freeze_brief
from models.absence_deeds import Doer, ask, chain, take
from models.absence_life import Life, life
from models.absence_steps import AbsenceStep, Phase, StepKind
from models.absence_together import as_approved, judged_together, with_these
from models.absences import Absence, ApprovalState
from models.brief import Brief
from models.errors import Refused, Stale, Unknown
from models.publication import Publication
from models.records import Edit, Record, RecordKind
from models.replan import Replan
from models.spans import DateRange, Frozen, HalfDay
from models.trail import Act
from store.base import Store

TRIES = 5


class Done(Frozen):
    """What a deed left: the absence, and the version that followed from it, none where nothing was published."""

    absence: Absence
    life: Life
    revision: int
    publication: int | None = None


class Absences:
    """One office's absences in a store."""

    def __init__(self, store: Store, office: str) -> None:
        self.store, self.office = store, office

    def get(self, id: str) -> Absence:
        """An absence as its record stands. Raises Unknown."""
        return self._record(id).read(Absence)

    def life(self, id: str, at: datetime) -> Life:
        """How an absence stands. Raises Unknown."""
        absence = self.get(id)
        return life(self._frozen(absence, at).brief, absence, at)

    def overdue(self, at: datetime) -> tuple[Life, ...]:
        """Everybody who should have been back by now."""
        with self.store.read(self.office) as desk:
            known = [record.read(Absence) for record in desk.records.all(RecordKind.ABSENCE)]
        begun = [one for one in known if one.approved and one.returned_at is None and one.span.end <= at]
        told = (life(self._frozen(one, at).brief, one, at) for one in begun)
        return tuple(one for one in told if one.phase is Phase.OVERDUE)

    def ask(self, wanted: Absence, doer: Doer, act: Act) -> Done:
        """A new request. Raises BadInput with every fault, Refused for somebody else's."""
        frozen = self._frozen(wanted, act.at)
        made = ask(frozen.brief, wanted, doer, act.at, act.why)
        with self.store.write(self.office, act) as desk:
            revision = desk.records.edit([Edit.of(RecordKind.ABSENCE, made)])
        return Done(absence=made, life=life(frozen.brief, made, act.at), revision=revision)

    def step(self, id: str, kind: StepKind, doer: Doer, act: Act, *, when: datetime | None = None) -> Done:
        """Any step but granting and cancelling. A return ends the whole journey, extensions included.

        Raises Unknown, Refused for what is not next, barred, or not his to do; Stale when it changed meanwhile.
        """
        if kind in (StepKind.APPROVE, StepKind.CANCEL):
            return self.grant(id, doer, act) if kind is StepKind.APPROVE else self.cancel(id, doer, act)
        record = self._record(id)
        absence = record.read(Absence)
        brief = self._frozen(absence, act.at).brief
        made = take(brief, absence, kind, doer, act.at, act.why, when=when)
        edits = [Edit.of(RecordKind.ABSENCE, made, record.revision)]
        if kind is StepKind.RETURN:
            edits += self._whole_journey(brief, absence, doer, act, when)
        with self.store.write(self.office, act) as desk:
            revision = desk.records.edit(edits)
        return Done(absence=made, life=life(brief, made, act.at), revision=revision)

    def outlook(self, id: str, at: datetime) -> Outlook:
        """What granting an absence means, looked at before it is decided."""
        absence = self.get(id)
        frozen = self._frozen(absence, at)
        slip, stuck = None, ""
        try:
            slip = self._slip(as_approved(absence), at)
        except Refused as why:
            stuck = why.message
        against, moves = objections(frozen.brief, absence), slip.moves if slip is not None else ()
        waiting = [one for one in frozen.brief.absences if one.approval.state is ApprovalState.REQUESTED]
        pairs = [p for p in judged_together(frozen.brief, waiting) if absence.id in (p.one, p.other)]
        return Outlook(
            absence=absence,
            life=life(frozen.brief, absence, at),
            objections=against,
            together=tuple(pairs),
            slip=slip,
            stuck=stuck,
            seen=Seen(revision=frozen.revision, objections=shown(against), moves=shown(moves)),
        )

    def grant(self, id: str, doer: Doer, act: Act, *, seen: Seen | None = None, publish: bool = True) -> Done:
        """Approve, and publish what follows from it: both come true or neither does.

        seen: what the approver looked at; what he has not seen he does not grant. Without it only what objects to
        nothing and moves nothing is granted. publish: false leaves the plan to be arranged anew later on.
        Raises Refused with what stands in the way or has changed, Unknown.
        """
        for _ in range(TRIES):
            record = self._record(id)
            absence = record.read(Absence)
            frozen = self._frozen(absence, act.at)
            self._unchanged(frozen, absence, seen)
            made = take(frozen.brief, absence, StepKind.APPROVE, doer, act.at, act.why)
            against = objections(frozen.brief, absence)
            check_shown(against, seen.objections if seen else NOTHING)
            edits = list(waivers(frozen.brief, absence, against, doer, act))
            slip = self._slip(made, act.at, edits) if publish else None
            if slip is not None and not slip.is_unchanged:
                check_shown(slip.moves, seen.moves if seen else NOTHING)
            head = self.store.head(self.office)
            made = signed(made, head) if slip is not None and not slip.is_unchanged else made
            edits.append(Edit.of(RecordKind.ABSENCE, made, record.revision))
            try:
                return self._written(frozen, made, edits, slip, doer, act, head)
            except Stale:
                continue
        raise Refused("其他人正在不断修改同一批记录，这次没有批成；请稍后重新查看再定。")

    def cancel(self, id: str, doer: Doer, act: Act) -> Done:
        """Cancel before departure; what moved for it goes back where it still can, as a version of its own."""
        record = self._record(id)
        absence = record.read(Absence)
        frozen = self._frozen(absence, act.at)
        made = take(frozen.brief, absence, StepKind.CANCEL, doer, act.at, act.why)
        edits = [Edit.of(RecordKind.ABSENCE, made, record.revision)]
        slip, head = self._way_back(absence, edits, act.at), self.store.head(self.office)
        return self._written(frozen, made, edits, slip, doer, act, head)

    # what the verbs share

    def _record(self, id: str) -> Record:
        with self.store.read(self.office) as desk:
            record = desk.records.get(RecordKind.ABSENCE, id)
        if record is None:
            raise Unknown(f"没有编号为 {id} 的外出，请核对。")
        return record

    def _frozen(self, absence: Absence, at: datetime) -> FrozenBrief:
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

    def _slip(self, granted: Absence, at: datetime, edits: Iterable[Edit] = ()) -> Replan | None:
        with_it = [*edits, Edit.of(RecordKind.ABSENCE, granted, self._record(granted.id).revision)]
        brief = self._planned(granted, at, with_it)
        return slip_of(brief) if brief is not None else None

    def _way_back(self, absence: Absence, edits: list[Edit], at: datetime) -> Replan | None:
        number = next((s.publication for s in reversed(absence.steps) if s.publication is not None), None)
        if number is None or number < 2:
            return None
        head, granted = self.store.head(self.office), self.store.publication(self.office, number)
        before = self.store.publication(self.office, number - 1)
        brief = self._planned(absence, at, edits)
        if brief is None or head is None or granted is None or before is None:
            return None
        return restored(brief, head, granted, before)

    def _written(
        self,
        frozen: FrozenBrief,
        made: Absence,
        edits: list[Edit],
        slip: Replan | None,
        doer: Doer,
        act: Act,
        head: Publication | None,
    ) -> Done:
        """Records and publication in one transaction, on the office's revision that all of it was judged by."""
        follows = self._sealed(made, edits, slip, doer, act, head)
        with self.store.write(self.office, act) as desk:
            revision = desk.records.edit(edits, expecting=frozen.revision)
            if follows is not None:
                drafting.append(desk, follows[0], follows[1])
        told = life(with_these(frozen.brief, [made]) if made.approved else frozen.brief, made, act.at)
        number = follows[0].number if follows is not None else None
        return Done(absence=made, life=told, revision=revision, publication=number)

    def _sealed(
        self, made: Absence, edits: list[Edit], slip: Replan | None, doer: Doer, act: Act, head: Publication | None
    ) -> tuple[Publication, Brief] | None:
        if slip is None or slip.is_unchanged:
            return None
        brief = self._planned(made, act.at, edits)
        if brief is None:
            return None
        plan = drafting.moved_onto(brief, slip.plan)
        at = max(act.at, brief.as_of)
        reason = f"{brief.zh(made.leader)}{made.halves[0].zh}起的外出{'获批' if made.approved else '取消'}"
        return drafting.next_publication(head, brief, plan, at, doer.title, doer.title, reason), brief

    def _unchanged(self, frozen: FrozenBrief, absence: Absence, seen: Seen | None) -> None:
        """Raises Refused where anything that bears on the decision has changed since it was looked at."""
        if seen is None or seen.revision == frozen.revision:
            return
        with self.store.read(self.office) as desk:
            told = list(since(desk, frozen.brief, absence, seen.revision))
        if told:
            raise Refused(f"您查看之后情况有变：{'；'.join(told)}。请重新查看后再定。")

    def _whole_journey(
        self, brief: Brief, absence: Absence, doer: Doer, act: Act, when: datetime | None
    ) -> Iterator[Edit]:
        for one in chain(brief, absence):
            if one.id != absence.id and one.returned_at is None:
                record = self._record(one.id)
                step = AbsenceStep(kind=StepKind.RETURN, by=doer.title, at=act.at, why=act.why, leader=doer.speaker)
                facts = {"returned_at": when or act.at, "steps": (*one.steps, step)}
                yield Edit.of(RecordKind.ABSENCE, one.model_copy(update=facts), record.revision)
