"""The office's verbs on absences: ask, take a step, look before deciding, grant with its consequences, cancel.

They know no HTTP. Every step is one edit of the absence's record; granting rests on the office's revision as the
approver saw it, so of two who grant the halves of a pair at the same time one wins and the other is told why.
"""

from collections.abc import Iterator
from datetime import datetime

from api.absence_ground import Done, Ground
from api.absence_outlook import NOTHING, Outlook, Seen, check_shown, objections, shown, signed, since, waivers
from api.records import FrozenBrief
from models.absence_deeds import Doer, ask, chain, ended, take
from models.absence_life import Life, life
from models.absence_steps import AbsenceStep, Phase, StepKind
from models.absence_together import as_approved, judged_together
from models.absences import Absence, ApprovalState
from models.brief import Brief
from models.errors import Refused, Stale
from models.records import Edit, RecordKind
from models.replan import Replan
from models.spans import Frozen
from models.trail import Act
from store.base import Store

TRIES = 5


class WayBack(Frozen):
    """What goes back where it stood if an absence is cancelled, or ends early. seen: handed back with the step."""

    slip: Replan | None
    seen: str


class Absences:
    """One office's absences in a store.

    expecting: the revision of the record that the doer saw, none: whatever it is; raises Stale for another.
    """

    def __init__(self, store: Store, office: str) -> None:
        self.store, self.office = store, office
        self.ground = Ground(store, office)

    def get(self, id: str) -> Absence:
        """An absence as its record stands. Raises Unknown."""
        return self.ground.record(id).read(Absence)

    def life(self, id: str, at: datetime) -> Life:
        """How an absence stands. Raises Unknown."""
        absence = self.get(id)
        return life(self.ground.frozen(absence, at).brief, absence, at)

    def overdue(self, at: datetime) -> tuple[Life, ...]:
        """Everybody who should have been back by now."""
        with self.store.read(self.office) as desk:
            known = [record.read(Absence) for record in desk.records.all(RecordKind.ABSENCE)]
        begun = [one for one in known if one.approved and one.returned_at is None and one.span.end <= at]
        told = (life(self.ground.frozen(one, at).brief, one, at) for one in begun)
        return tuple(one for one in told if one.phase is Phase.OVERDUE)

    def prepared(self, wanted: Absence, doer: Doer, act: Act) -> Absence:
        """A new request as it would be kept; nothing is written. Raises BadInput with every fault, and Refused."""
        return ask(self.ground.frozen(wanted, act.at).brief, wanted, doer, act.at, act.why)

    def ask(self, wanted: Absence, doer: Doer, act: Act) -> Done:
        """A new request. Raises BadInput with every fault, Refused for somebody else's."""
        frozen = self.ground.frozen(wanted, act.at)
        made = ask(frozen.brief, wanted, doer, act.at, act.why)
        with self.store.write(self.office, act) as desk:
            revision = desk.records.edit([Edit.of(RecordKind.ABSENCE, made)])
        return Done(absence=made, life=life(frozen.brief, made, act.at), revision=revision)

    def step(
        self,
        id: str,
        kind: StepKind,
        doer: Doer,
        act: Act,
        *,
        when: datetime | None = None,
        expecting: int | None = None,
    ) -> Done:
        """Any step but granting, cancelling and coming back, which `grant`, `cancel` and `come_back` do.

        Raises Unknown, Refused for what is not next, barred, or not his to do; Stale when it changed meanwhile.
        """
        if kind is StepKind.APPROVE:
            return self.grant(id, doer, act, expecting=expecting)
        if kind is StepKind.CANCEL:
            return self.cancel(id, doer, act, expecting=expecting)
        if kind is StepKind.RETURN:
            return self.come_back(id, doer, act, when=when, expecting=expecting)
        record = self.ground.record(id, expecting)
        absence = record.read(Absence)
        brief = self.ground.frozen(absence, act.at).brief
        made = take(brief, absence, kind, doer, act.at, act.why, when=when)
        with self.store.write(self.office, act) as desk:
            revision = desk.records.edit([Edit.of(RecordKind.ABSENCE, made, record.revision)])
        return Done(absence=made, life=life(brief, made, act.at), revision=revision)

    def outlook(self, id: str, at: datetime) -> Outlook:
        """What granting an absence means, looked at before it is decided."""
        absence = self.get(id)
        frozen = self.ground.frozen(absence, at)
        slip, stuck = None, ""
        try:
            slip = self.ground.slip(as_approved(absence), at)
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

    def grant(
        self,
        id: str,
        doer: Doer,
        act: Act,
        *,
        seen: Seen | None = None,
        publish: bool = True,
        expecting: int | None = None,
    ) -> Done:
        """Approve, and publish what follows from it: both come true or neither does.

        seen: what the approver looked at; what he has not seen he does not grant. Without it only what objects to
        nothing and moves nothing is granted. publish: false leaves the plan to be arranged anew later on.
        Raises Refused with what stands in the way or has changed, Unknown.
        """
        for _ in range(TRIES):
            record = self.ground.record(id, expecting)
            absence = record.read(Absence)
            frozen = self.ground.frozen(absence, act.at)
            self._unchanged(frozen, absence, seen)
            made = take(frozen.brief, absence, StepKind.APPROVE, doer, act.at, act.why)
            against = objections(frozen.brief, absence)
            check_shown(against, seen.objections if seen else NOTHING)
            edits = list(waivers(frozen.brief, absence, against, doer, act))
            slip = self.ground.slip(made, act.at, edits) if publish else None
            if slip is not None and not slip.is_unchanged:
                check_shown(slip.moves, seen.moves if seen else NOTHING)
            head = self.store.head(self.office)
            made = signed(made, head) if slip is not None and not slip.is_unchanged else made
            edits.insert(0, Edit.of(RecordKind.ABSENCE, made, record.revision))
            try:
                return self.ground.written(frozen, absence, edits, slip, doer, act, head)
            except Stale:
                continue
        raise Refused("其他人正在不断修改同一批记录，这次没有批成；请稍后重新查看再定。")

    def way_back(self, id: str, at: datetime) -> WayBack:
        """What would go back if it were cancelled now, or if he were back now: looked at before. Raises Unknown."""
        record = self.ground.record(id)
        absence = record.read(Absence)
        slip = self.ground.way_back(absence, [Edit.of(RecordKind.ABSENCE, ended(absence, at), record.revision)], at)
        return WayBack(slip=slip, seen=shown(slip.moves if slip is not None else ()))

    def cancel(self, id: str, doer: Doer, act: Act, *, seen: str | None = None, expecting: int | None = None) -> Done:
        """Cancel before departure; what moved for it goes back where it still can, as a version of its own.

        seen: the way back as it was looked at, none: whatever it is. Raises Refused where it has changed since.
        """
        record = self.ground.record(id, expecting)
        absence = record.read(Absence)
        frozen = self.ground.frozen(absence, act.at)
        made = take(frozen.brief, absence, StepKind.CANCEL, doer, act.at, act.why)
        return self._restored(frozen, absence, [Edit.of(RecordKind.ABSENCE, made, record.revision)], doer, act, seen)

    def come_back(
        self,
        id: str,
        doer: Doer,
        act: Act,
        *,
        when: datetime | None = None,
        seen: str | None = None,
        expecting: int | None = None,
    ) -> Done:
        """He is back, `when` or now, and with it the whole journey ends, extensions included. Back early, he is in
        charge again from the next half-day on, and what moved for him and is still to come goes back, as on a
        cancellation."""
        record = self.ground.record(id, expecting)
        absence = record.read(Absence)
        frozen = self.ground.frozen(absence, act.at)
        made = take(frozen.brief, absence, StepKind.RETURN, doer, act.at, act.why, when=when)
        edits = [Edit.of(RecordKind.ABSENCE, made, record.revision)]
        edits += self._whole_journey(frozen.brief, absence, doer, act, when or act.at)
        return self._restored(frozen, absence, edits, doer, act, seen)

    # what the verbs share

    def _unchanged(self, frozen: FrozenBrief, absence: Absence, seen: Seen | None) -> None:
        """Raises Refused where anything that bears on the decision has changed since it was looked at."""
        if seen is None or seen.revision == frozen.revision:
            return
        with self.store.read(self.office) as desk:
            told = list(since(desk, frozen.brief, absence, seen.revision))
        if told:
            raise Refused(f"您查看之后情况有变：{'；'.join(told)}。请重新查看后再定。")

    def _restored(
        self, frozen: FrozenBrief, absence: Absence, edits: list[Edit], doer: Doer, act: Act, seen: str | None
    ) -> Done:
        slip, head = self.ground.way_back(absence, edits, act.at), self.store.head(self.office)
        if seen is not None:
            check_shown(slip.moves if slip is not None else (), seen)
        return self.ground.written(frozen, absence, edits, slip, doer, act, head)

    def _whole_journey(self, brief: Brief, absence: Absence, doer: Doer, act: Act, when: datetime) -> Iterator[Edit]:
        for one in chain(brief, absence):
            if one.id != absence.id and one.returned_at is None:
                step = AbsenceStep(kind=StepKind.RETURN, by=doer.title, at=act.at, why=act.why, leader=doer.speaker)
                made = ended(one, when).model_copy(update={"steps": (*one.steps, step)})
                yield Edit.of(RecordKind.ABSENCE, made, self.ground.record(one.id).revision)
