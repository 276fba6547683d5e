"""The roll of absences: how each stands now, and what of it a reader may know and do. Knows no HTTP.

Kind, place, contact and reason are for the Office, the leader himself, the head, the office director and whoever may
approve; B knows when he is wanted, no more. To everybody else it is not there: who is out, and who acts for
him, is told by who is in charge.
"""

from datetime import datetime

from api.drafting import instant_for
from api.records import freeze_brief
from models.absence_life import OFFICE, Life, life, partners
from models.absence_steps import AbsenceStep, Phase, StepKind
from models.absences import Absence, AbsenceKind
from models.approvers import approvers
from models.brief import Brief
from models.errors import Unknown
from models.people import Leader, LeaderId, Post
from models.records import RecordKind
from models.slip import Paper
from models.spans import DateRange, Frozen, HalfDay, Instant
from store.base import Store


class Reader(Frozen):
    """Who looks. office: one of the Office's staff; leader: the same as a leader; decides: may put on record what
    somebody else decided on paper."""

    office: bool = False
    leader: LeaderId | None = None
    decides: bool = False


class Doable(Frozen):
    """A step that the reader may take. in_name_of: whose word it is put on record as, none: the reader's own. bars:
    what stands in the way for now."""

    kind: StepKind
    zh: str
    article: str
    sentence: str
    in_name_of: LeaderId | None
    in_name_of_zh: str
    bars: tuple[str, ...]


class AbsenceView(Frozen):
    """An absence as a reader may know it; what he may not know is none or empty. waits_for: who may take the next
    steps, in words. mine: what the reader may do now."""

    id: str
    revision: int
    leader: LeaderId
    leader_zh: str
    first: HalfDay
    last: HalfDay
    when_zh: str
    phase: Phase
    phase_zh: str
    until: Instant
    partners: tuple[LeaderId, ...]
    extends: str | None
    whole: bool
    kind: AbsenceKind | None
    kind_zh: str
    start: Instant | None
    end: Instant | None
    requested_at: Instant | None
    place: str
    contact: str
    reason: str
    purpose: str
    transport: str
    companions: str
    plan_line: str | None
    acting: tuple[str, ...]
    missing: tuple[Paper, ...]
    alarms: tuple[str, ...]
    steps: tuple[AbsenceStep, ...]
    mine: tuple[Doable, ...]


class Roll:
    """Every absence of an office at an instant, read once."""

    def __init__(self, store: Store, office: str, at: datetime) -> None:
        """Raises Unknown for no such office, BadInput for faults of the records."""
        self.at = at
        self.brief, self.revisions = people_brief(store, office, at)

    def get(self, id: str) -> Absence:
        """An absence. Raises Unknown."""
        found = next((one for one in self.brief.absences if one.id == id), None)
        if found is None:
            raise Unknown(f"没有编号为 {id} 的外出，请核对。")
        return found

    def told(self, id: str, who: Reader) -> AbsenceView:
        """One as a reader may know it. Raises Unknown also for what is not his to know."""
        view = self.view(self.get(id), who)
        if view is None:
            raise Unknown(f"没有编号为 {id} 的外出，请核对。")
        return view

    def views(self, who: Reader) -> list[AbsenceView]:
        """All that the reader may know of, by their first half-day."""
        found = (self.view(absence, who) for absence in self.brief.absences)
        return sorted((v for v in found if v is not None), key=lambda v: (v.first.index, v.leader, v.id))

    def view(self, absence: Absence, who: Reader) -> AbsenceView | None:
        """One, none where it is not the reader's to know."""
        brief, now = self.brief, life(self.brief, absence, self.at)
        covers = partners(brief, absence)
        whole = reads_all(brief, absence, who, self.at)
        if not whole and who.leader not in covers:
            return None
        halves = absence.halves
        return AbsenceView(
            id=absence.id,
            revision=self.revisions.get(absence.id, 1),
            leader=absence.leader,
            leader_zh=brief.zh(absence.leader),
            first=halves[0],
            last=halves[-1],
            when_zh=halves[0].zh if len(halves) == 1 else f"{halves[0].zh}至{halves[-1].zh}",
            phase=now.phase,
            phase_zh=now.phase_zh,
            until=now.until,
            partners=covers,
            extends=absence.extends,
            whole=whole,
            kind=absence.kind if whole else None,
            kind_zh=absence.kind.zh if whole else "外出",
            start=absence.span.start if whole else None,
            end=absence.span.end if whole else None,
            requested_at=absence.requested_at if whole else None,
            place=absence.place if whole else "",
            contact=absence.contact if whole else "",
            reason=absence.reason if whole else "",
            purpose=absence.purpose if whole else "",
            transport=absence.transport if whole else "",
            companions=absence.companions if whole else "",
            plan_line=absence.plan_line if whole else None,
            acting=absence.acting if whole else (),
            missing=now.missing if whole else (),
            alarms=now.alarms if whole else (),
            steps=absence.steps if whole else tuple(s for s in absence.steps if s.leader == who.leader),
            mine=tuple(doable(brief, now, who)),
        )


def people_brief(store: Store, office: str, at: datetime) -> tuple[Brief, dict[str, int]]:
    """A brief of today with every absence, pair and delegation there is, and the revisions of the absences."""
    today = HalfDay.of(at).day
    brief = freeze_brief(store, office, DateRange(first=today, last=today), instant_for(store, office, at)).brief
    with store.read(office) as desk:
        records = {kind: desk.records.all(kind) for kind in _ALWAYS}
    more = {kind.facts.section: tuple(r.read(kind.facts.model) for r in records[kind]) for kind in _ALWAYS}
    return brief.model_copy(update=more), {r.id: r.revision for r in records[RecordKind.ABSENCE]}


_ALWAYS = (RecordKind.LEADER, RecordKind.PAIR, RecordKind.DELEGATION, RecordKind.ABSENCE, RecordKind.TRAVEL_PLAN)


def chiefs(store: Store, office: str) -> tuple[LeaderId, ...]:
    """The head and the office director, to whom every absence is known."""
    with store.read(office) as desk:
        leaders = [record.read(Leader) for record in desk.records.all(RecordKind.LEADER)]
    return tuple(one.id for one in leaders if one.post in (Post.HEAD, Post.OFFICE_DIRECTOR))


def reads_all(brief: Brief, absence: Absence, who: Reader, at: datetime) -> bool:
    """Whether an absence is the reader's to know whole."""
    if who.office or who.leader in (absence.leader, brief.head):
        return who.office or who.leader is not None
    known = brief.leader_by_id.get(who.leader or "")
    if known is None:
        return False
    return known.post is Post.OFFICE_DIRECTOR or known.id in {one.leader for one in approvers(brief, absence, at)}


WORDS = frozenset({StepKind.CONFIRM, StepKind.DECLINE, StepKind.APPROVE, StepKind.REFUSE})


def doable(brief: Brief, now: Life, who: Reader) -> list[Doable]:
    """The next steps that the reader may take: as himself, for the Office, or as another's word put on record."""
    found = []
    for step in now.next:
        own = (who.office and OFFICE in step.who) or (who.leader is not None and who.leader in step.who)
        if step.kind in WORDS and OFFICE in step.who and not who.decides:
            own = who.leader is not None and who.leader in step.who
        names: list[LeaderId | None] = [None] if own else []
        if not own and who.decides and step.kind in WORDS:
            names = [name for name in step.who if name in brief.leader_by_id]
        found += [
            Doable(
                kind=step.kind, zh=step.kind.zh, article=step.article, sentence=step.sentence, in_name_of=name,
                in_name_of_zh=brief.zh(name) if name else "", bars=step.bars,
            )
            for name in names
        ]  # fmt: skip
    return found
