"""Whether a result still stands: re-audited on today's records, accepted only if nothing it rests on has changed.

A run is solved from a brief that was frozen before; meanwhile clerks go on editing. What the plan does not rest on
may have changed; what it does rest on may not, not even to something that would also be lawful.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from api.records import freeze_brief
from models.audit import Audit, Finding, Verdict
from models.brief import Brief
from models.digest import digest_of
from models.errors import BadInput, Refused, Unknown
from models.plan import Plan
from models.records import KINDS, RecordKind
from models.runs import PlanRun
from rules import audit
from store.base import Store

PAPERS = frozenset(  # papers about what is planned: the audit alone says whether they still will do
    {
        RecordKind.PROGRAMME,
        RecordKind.TRAVEL_PLAN,
        RecordKind.OTHERS_LEAVE,
        RecordKind.UNIT_LEAVE,
        RecordKind.SIGNING,
    }
)
OF_ITEM = frozenset({RecordKind.WAIVER, RecordKind.DECISION, RecordKind.PIN})
MOST_TOLD = 20


@dataclass(frozen=True)
class Landing:
    """A result on today's records. plan: under today's brief, where it is accepted. changed: what it rests on that is
    no longer so, in words; broken: what the audit holds against it now."""

    run: PlanRun
    brief: Brief
    revision: int
    plan: Plan | None
    verdict: Audit | None
    changed: tuple[str, ...] = ()
    broken: tuple[Finding, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Whether the plan may be worked on and published."""
        return self.plan is not None

    @property
    def sentence(self) -> str:
        """What an officer is told."""
        if self.is_accepted:
            return "结果依据的内容没有变化，已在当前记录上重新核对。"
        told = "；".join((*self.changed, *(finding.sentence for finding in self.broken))[:MOST_TOLD])
        return f"计算期间记录有变动，这个结果不能采用：{told}。请按当前记录重新排定。"


def land(store: Store, office: str, run: PlanRun) -> Landing:
    """Bring a run's plan onto today's records. Raises Refused for a run without one, Unknown where the brief that it
    was made from is kept no more."""
    if run.best is None or not run.state.is_over:
        raise Refused("这个排定任务还没有可用的方案；请等它算完，或停止并采用当前方案。")
    with store.read(office) as desk:
        raw = desk.briefs.get(run.brief)
    if raw is None:
        raise Unknown(f"排定任务 {run.id} 依据的摘要已按保存期限清除。")
    was = Brief.model_validate_json(raw)
    try:
        frozen = freeze_brief(store, office, run.horizon, run.as_of)
    except BadInput as fault:
        return Landing(run, was, run.input_revision, None, None, (f"当前记录有误：{fault.faults[0]}",))
    now = frozen.brief
    changed = tuple(rests_on(was, now, run.best)) if now.digest != was.digest else ()
    if changed:
        return Landing(run, now, frozen.revision, None, None, changed)
    plan = run.best.model_copy(update={"brief": now.digest})
    verdict = audit(now, plan)
    broken = tuple(f for f in verdict.findings if f.verdict is Verdict.BROKEN and not f.given)
    return Landing(run, now, frozen.revision, None if broken else plan, verdict, (), broken)


def rests_on(was: Brief, now: Brief, plan: Plan) -> Iterator[str]:
    """What a plan made from the one brief rests on and the other tells otherwise, each in words."""
    if (was.published.number if was.published else 0) != (now.published.number if now.published else 0):
        yield f"其间发布了第{now.published.number if now.published else 0}版安排"
    held = _held(plan)
    people = {seating.taken_by for seating in plan.seats} | {block.leader for block in plan.research}
    before, after = _sections(was), _sections(now)
    for kind in RecordKind:
        if kind in PAPERS:
            continue
        old, new = before[kind], after[kind]
        for id in sorted(old.keys() | new.keys()):
            if old.get(id) != new.get(id) and _is_held(kind, id, was, now, held, people):
                what = "新增" if id not in old else "删除" if id not in new else "修改"
                yield f"{what}了{kind.zh} {id}"


def _held(plan: Plan) -> frozenset[str]:
    """Ids of the events, items and leave that a plan decides."""
    return frozenset(
        (
            *(booking.event for booking in plan.bookings),
            *(tabling.item for tabling in plan.agenda),
            *(told.absence for told in plan.leave),
            *(out.subject for out in plan.left_out),
        )
    )


def _is_held(
    kind: RecordKind, id: str, was: Brief, now: Brief, held: frozenset[str], people: "set[str | None]"
) -> bool:
    """Whether the plan rests on a record that has changed. People, settings and the calendar carry everything."""
    if kind in (RecordKind.EVENT, RecordKind.AGENDA_ITEM, RecordKind.LEAVE_WISH):
        return id in held
    if kind in OF_ITEM:
        return any(part in held for part in (id, *id.split(":")))
    if kind is RecordKind.ABSENCE:
        return any(absence.leader in people for brief in (was, now) for absence in brief.absences if absence.id == id)
    return True


def _sections(brief: Brief) -> dict[RecordKind, dict[str, str]]:
    """What a brief says of each kind, by id, as fingerprints."""
    found: dict[RecordKind, dict[str, str]] = {}
    for kind, facts in KINDS.items():
        section = getattr(brief, facts.section)
        bodies = () if section is None else section if isinstance(section, tuple | list) else (section,)
        found[kind] = {facts.name(body): digest_of(body) for body in bodies}
    return found
