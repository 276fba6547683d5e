"""A coverage check from the command line: the question read, the plan it is judged against chosen, the slip made."""

from collections.abc import Callable
from datetime import datetime

from api.jobs import plan_in_child
from models.absences import AbsenceKind
from models.brief import Brief
from models.errors import BadInput, Fault
from models.plan import Plan
from models.reasons import Stuck
from models.slip import Basis, Slip, Trip
from models.spans import in_office_zone
from solver.search import NoAnswer
from solver.travel import Travel, judged_of
from solver.travel_unplanned import without_plan

Fresh = Callable[[Brief], Plan | Stuck | NoAnswer]


def read_trip(leader: str, start: str, end: str, kind: str, place: str) -> Trip:
    """The question. Raises BadInput with every fault."""
    faults: list[Fault] = []
    times = [_instant(text, option, faults) for text, option in ((start, "--from"), (end, "--to"))]
    wanted = kind.replace("-", "_").replace(".", "_")
    if wanted not in list(AbsenceKind):
        known = "、".join(f"{k.value}（{k.zh}）" for k in AbsenceKind)
        faults.append(Fault("--kind", f"没有“{kind}”这种外出，请改用其中之一：{known}"))
    if len(place) > 100:
        faults.append(Fault("--place", "地点最多 100 个字，请缩短"))
    first, last = times
    if first is not None and last is not None and last <= first:
        faults.append(Fault("--to", "结束时间须晚于开始时间（--from），请改正"))
    if faults or first is None or last is None:
        raise BadInput(faults)
    return Trip(leader=leader, start=first, end=last, kind=AbsenceKind(wanted), place=place)


def _instant(text: str, option: str, faults: list[Fault]) -> datetime | None:
    try:
        if "T" not in text.strip() and " " not in text.strip():
            raise ValueError
        return in_office_zone(datetime.fromisoformat(text.strip()))
    except (ValueError, OverflowError):
        faults.append(Fault(option, f"“{text[:40]}”不是时刻，请写作 2026-12-08T08:30 的样子"))
        return None


def in_child(brief: Brief) -> Plan | Stuck | NoAnswer:
    """A fresh plan, made in a limited child process."""
    return plan_in_child(brief).result


def choose(brief: Brief, plan: Plan | None, fresh: Fresh = in_child) -> tuple[Plan, Basis] | Stuck | NoAnswer:
    """The published plan, else the one given, else a fresh one; why there is none where there is none."""
    if brief.published is not None and (published := judged_of(brief.published, brief)) is not None:
        return published, Basis.PUBLISHED
    if plan is not None:
        return plan, Basis.PLAN
    made = fresh(brief)
    return (made, Basis.FRESH) if isinstance(made, Plan) else made


def precheck(brief: Brief, trip: Trip) -> None:
    """Name a bad question before anything is planned for it. Raises BadInput."""
    Travel(brief, Plan(brief=brief.digest, horizon=brief.horizon), Basis.FRESH).stretch(trip)


def slip_of(brief: Brief, plan: Plan, basis: Basis, trip: Trip) -> Slip:
    """The slip."""
    return Travel(brief, plan, basis).slip(trip)


def answered(brief: Brief, plan: Plan | None, trip: Trip, fresh: Fresh = in_child) -> Slip:
    """The slip of a good question, always: where nothing is published or given and no fresh plan comes about, it is
    told by the rules alone, and says why."""
    chosen = choose(brief, plan, fresh)
    if isinstance(chosen, tuple):
        return slip_of(brief, *chosen, trip)
    bare = Travel(brief, Plan(brief=brief.digest, horizon=brief.horizon), Basis.FRESH)
    return without_plan(bare.slip(trip, exact=False), chosen)
