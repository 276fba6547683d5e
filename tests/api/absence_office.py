"""An office with a published week, and absences asked for in it: what the verbs on absences are tried on."""

from collections.abc import Callable
from typing import Any

from api.absences import Absences
from api.drafting import append
from api.records import freeze_brief
from models.absence_deeds import Doer
from models.absences import Absence, Approval, ApprovalState
from models.assembly import edits_of
from models.brief import Brief
from models.events import Duty, Event, Kind
from models.people import Leader, Post
from models.plan import Plan
from models.policy import Policy
from models.publication import Publication
from models.sealing import seal
from models.spans import Span
from models.trail import Act
from rules import audit
from store.base import Store
from tests.builders import DEP_A, DEP_B, EXEC, HEAD, OFFICE, at, booking, brief, days, event, fixed, leader, window
from tests.builders import plan as drawn

DIRECTOR = leader("director", Post.OFFICE_DIRECTOR)
PEOPLE = (HEAD, EXEC, DEP_A, DEP_B, DIRECTOR)
CLERK = Doer(title="文员", office=True)
THE_HEAD = Doer(title="区长", leader="head")
QUIET: dict[str, Any] = {
    "research": {"applies_to": []}, "cover": {"everyone_paired": False}, "week": {"late": "open"},
    "meeting": {"approval_kinds": []}, "standing": {"per_month_min": 0},
}  # fmt: skip


def of(known: Leader) -> Doer:
    """A leader by himself."""
    return Doer(title=known.title, leader=known.id)


def act(doer: Doer, when: str, why: str = "因公") -> Act:
    """His deed."""
    return Act(by=doer.leader or "clerk", at=at(when), why=why)


def week_of(events: tuple[Event, ...], **policy: Any) -> Brief:
    """The week from 14 to 18 December, as it stood on 27 November."""
    settings = {**QUIET, **policy}
    return brief(
        events, leaders=PEOPLE, horizon=days("12-14", "12-18"), policy=Policy.model_validate(settings),
        ledger={"year": 2026, "meetings": [{"id": "standing/2026-12/1", "on": "2026-12-08"}]},
    )  # fmt: skip


def own(id: str = "talk") -> Event:
    """A talk of dep-a's that nobody else can hold and that has the whole week to lie in."""
    return event(id, ("dep-a",), window("12-14 00:00", "12-19 00:00", minutes=60), kind=Kind.TALK, duty=Duty.MUST)


def guests(id: str = "guests", who: str = "dep-a", on: str = "12-15") -> Event:
    """A visit whose time its host set."""
    return event(id, (who,), fixed(f"{on} 15:00", f"{on} 16:30"), kind=Kind.SUPERIOR, duty=Duty.MUST)


def office(store: Store, made: Brief, *bookings: Any) -> Absences:
    """The brief's facts as records, with these bookings published; and its absences."""
    act = Act(by="clerk", at=made.as_of, why="导入")
    store.found(OFFICE, act)
    with store.write(OFFICE.id, act) as desk:
        desk.records.edit(edits_of(made, {}, (), None))
    if bookings:
        publish(store, made, lambda now: drawn(now, bookings))
    return Absences(store, OFFICE.id)


def publish(store: Store, made: Brief, plan: Callable[[Brief], Plan]) -> Publication:
    """A plan of the records as they stand, published."""
    now = freeze_brief(store, OFFICE.id, made.horizon, made.as_of).brief
    drawn_up = plan(now)
    sealed = seal(
        brief=now, plan=drawn_up, audit=audit(now, drawn_up), previous=store.head(OFFICE.id), sealed_at=now.as_of,
        proposed_by="文员", signed_by="政府办主任", reason="周安排",
    )  # fmt: skip
    with store.write(OFFICE.id, Act(by="clerk", at=now.as_of, why="发布")) as desk:
        append(desk, sealed, now)
    return sealed


def wanted(id: str, who: str, start: str, end: str, **more: Any) -> Absence:
    """A request that is whole."""
    return Absence(
        id=id, leader=who, kind=more.pop("kind", "trip"), span=Span(start=at(start), end=at(end)), place="省城",
        contact="见报备单", requested_at=at("11-27 09:00"), approval=Approval(state=ApprovalState.REQUESTED), **more,
    )  # fmt: skip


def asked(absences: Absences, id: str, who: str, start: str, end: str, **more: Any) -> Absence:
    """Asked for by the Office on 1 December."""
    return absences.ask(wanted(id, who, start, end, **more), CLERK, act(CLERK, "12-01 09:00")).absence


__all__ = [
    "CLERK", "OFFICE", "THE_HEAD", "act", "asked", "booking", "guests", "of", "office", "own", "publish", "wanted",
    "week_of",
]  # fmt: skip
