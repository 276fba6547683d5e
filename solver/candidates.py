"""What could be done about a conflict: repairs that are worth trying, with whom to ask and at what price."""

from collections.abc import Iterable, Iterator

from models.brief import Brief
from models.events import Event, Fixed, Host
from models.people import LeaderId, Post
from models.reasons import CauseKind, Conflict, Wish
from models.repairs import Repair, RepairKind
from models.seats import ConcreteSeat
from solver.edits import opened
from solver.telling import absence_zh, name_of

OFFICE_DIRECTOR = "政府办主任"
_HOSTS = {
    Host.SUPERIOR: "上级主办单位",
    Host.PARTY_COMMITTEE: "区委办公室",
    Host.JOINT: "联合主办单位",
    Host.SUBORDINATE: "申请单位",
    Host.EXTERNAL: "对方单位",
}


class Candidates:
    """Repairs that speak to the facts and rules of one conflict."""

    def __init__(self, brief: Brief, conflict: Conflict, wish: Wish | None) -> None:
        self.brief, self.conflict, self.wish = brief, conflict, wish
        self.weights = brief.policy.weights

    def all(self) -> Iterator[Repair]:
        """In no order; a move's new time is found when it is verified."""
        brief = self.brief
        for fact in self.conflict.facts:
            if fact.approver:
                sentence = f"{fact.sentence}：请{fact.approver}准予变通"
                yield self._repair(RepairKind.WAIVE, fact.subject, sentence, fact.approver, rule=fact.rule)
        for cause in self.conflict.causes:
            match cause.kind:
                case CauseKind.ABSENCE:
                    absence = next(a for a in brief.absences if a.id == cause.id)
                    who = absence.approval.by or Post.HEAD.zh
                    sentence = f"{absence_zh(brief, absence)}改期或取消，须{who}同意"
                    yield self._repair(RepairKind.BACK, absence.id, sentence, who)
                case CauseKind.PIN:
                    yield from self._unpin(cause.id, cause.sentence)
                case CauseKind.DECISION:
                    event, _, seat = cause.id.partition("/")
                    yield self._repair(RepairKind.UNPIN, event, f"撤销：{cause.sentence}", Post.HEAD.zh, seat=seat)
                case CauseKind.EVENT:
                    yield from self._about(brief.event_by_id[cause.id], asked=False)
                case CauseKind.WISH if self.wish is not None and self.wish.event is not None:
                    yield from self._about(brief.event_by_id[self.wish.event], asked=True)
                case _:
                    pass

    def _unpin(self, id: str, sentence: str) -> Iterator[Repair]:
        event = id.partition("#")[0]
        for pin in self.brief.pins:
            if pin.event == event and (pin.start is not None or pin.seat is not None):
                seat = None if pin.start is not None else pin.seat
                yield self._repair(
                    RepairKind.UNPIN, event, f"取消钉住（{sentence}），须{pin.by}同意", pin.by, seat=seat
                )

    def _about(self, event: Event, *, asked: bool) -> Iterator[Repair]:
        """What can be done about one event. asked: it is what the wish is about."""
        host = _HOSTS.get(event.host, OFFICE_DIRECTOR)
        fixed = isinstance(event.when, Fixed)
        free = opened(self.brief, event)
        if free is not None and not (asked and self._at_a_time()):
            kind = RepairKind.MOVE if fixed else RepairKind.WIDEN
            yield self._repair(kind, event.id, f"{name_of(self.brief, event.id)}改期", host)
        for seat in self.brief.seats_by_event[event.id]:
            if seat.required and not seat.member:
                yield from self._others(event, seat)
        if not asked:
            sentence = f"{name_of(self.brief, event.id)}本期不办，须{host}同意"
            yield self._repair(RepairKind.DROP, event.id, sentence, host)

    def _at_a_time(self) -> bool:
        return self.wish is not None and (self.wish.half is not None or self.wish.start is not None)

    def _others(self, event: Event, seat: ConcreteSeat) -> Iterator[Repair]:
        """Others for a seat: by consent where the law asks for it, else by the head's word."""
        brief = self.brief
        wanted = (
            self.wish.leader if self.wish and self.wish.event == event.id and self.wish.seat == seat.key else None
        )
        ceremony = event.kind in brief.policy.ceremony.kinds and any(f.rule == "61-c" for f in self.conflict.facts)
        order = [
            *seat.options,
            brief.executive_deputy,
            *(p for p in brief.leader_by_id if p != brief.head),
            brief.head,
        ]
        people = dict.fromkeys(p for p in order if p is not None and p != seat.owner)
        if ceremony:
            agreed = {c.leader for c in event.application.consents} if event.application else set()
            for person in (wanted,) if wanted else seat.options:
                if person not in agreed:
                    sentence = f"{name_of(brief, event.id)}由{OFFICE_DIRECTOR}征求{brief.zh(person)}同意"
                    yield self._repair(
                        RepairKind.CONSENT, event.id, sentence, OFFICE_DIRECTOR, seat=seat.key, leader=person
                    )
            return
        for person in (wanted,) if wanted else people:
            if person == seat.owner or not self._free(event, person):
                continue
            sentence = f"{name_of(brief, event.id)}由{Post.HEAD.zh}指定{brief.zh(person)}出席"
            yield self._repair(RepairKind.SEND, event.id, sentence, Post.HEAD.zh, seat=seat.key, leader=person)

    def _free(self, event: Event, person: LeaderId) -> bool:
        """Whether a leader is in town at a fixed event and has no fixed must of his own then."""
        if not isinstance(event.when, Fixed):
            return True
        if self.brief.is_away(person, event.when.span.half_days()):
            return False
        return not any(
            other.id != event.id and isinstance(other.when, Fixed) and other.when.span.overlaps(event.when.span)
            for other in self._musts_of(person)
        )

    def _musts_of(self, person: LeaderId) -> Iterable[Event]:
        for event in self.brief.events:
            if self.brief.is_must(event):
                seats = self.brief.seats_by_event[event.id]
                if any(seat.owner == person and seat.required for seat in seats):
                    yield event

    def _repair(self, kind: RepairKind, subject: str, sentence: str, who: str, **more: str | None) -> Repair:
        weights = self.weights
        price = {
            RepairKind.MOVE: weights.moved,
            RepairKind.WIDEN: weights.reseated,
            RepairKind.BACK: weights.moved_issued,
            RepairKind.UNPIN: weights.moved,
            RepairKind.CONSENT: 0,
            RepairKind.WAIVE: weights.reseated,
            RepairKind.SEND: weights.reseated,
            RepairKind.DROP: weights.open_seat,
        }[kind]
        if kind in (RepairKind.MOVE, RepairKind.WIDEN) and self.brief.is_issued(subject):
            price = weights.moved_issued
        return Repair.model_validate(
            {"kind": kind, "subject": subject, "sentence": sentence, "who": who, "price": price, **more}
        )
