"""Steps in an absence's life over HTTP. By role as the permission table has it, by post as the law has it.

Every step is taken on the revision that was seen (If-Match); deciding hands back what was looked at.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from api.absence_looks import Looks, OutlookView, WayBackView
from api.absence_outlook import NOTHING, Seen
from api.absence_roll import AbsenceView
from api.conditions import IfMatch, etag, seen_revision
from api.desk import Desk
from api.gate import Principal
from api.routes.absences import Id, doer_of, reader_of
from models.absence_steps import StepKind
from models.errors import BadInput, Fault
from models.people import LeaderId
from models.permissions import STEPS, Permission
from models.spans import Frozen, Instant
from models.trail import Act

TAKEN = frozenset(kind for kind, (needs, _) in STEPS.items() if needs is Permission.AWAY) - {
    StepKind.REQUEST, StepKind.CANCEL, StepKind.RETURN,
}  # fmt: skip
Reason = Annotated[str, Field(max_length=200)]


class StepTaken(Frozen):
    """A step of the traveller's or the Office's: told, reported, withdrawn, reported back."""

    kind: StepKind
    why: Reason = ""


class Answer(Frozen):
    """B's word. in_name_of: whose word on paper is put on record, by the Office's approver."""

    can: bool
    why: Reason = ""
    in_name_of: LeaderId | None = Field(default=None, max_length=40)


class Decision(Frozen):
    """Approval or refusal. seen: what `outlook` showed; without it nothing is approved that objects to anything or
    moves anything. publish: false leaves the plan to be arranged later."""

    approve: bool
    why: Reason = ""
    in_name_of: LeaderId | None = Field(default=None, max_length=40)
    seen: Seen | None = None
    publish: bool = True


class Ending(Frozen):
    """Cancelled, or back (`when`, else now). seen: what `way-back` showed; without it nothing is moved back."""

    why: Reason = ""
    when: Instant | None = None
    seen: str | None = Field(default=None, max_length=64)


class StepDone(Frozen):
    """How the absence stands now, and the version by which the plan followed, none where nothing moved."""

    absence: AbsenceView
    publication: int | None


def router(desk: Desk) -> APIRouter:
    """Routes of steps."""
    routes = APIRouter(prefix="/api/offices/{office}/absences/{id:path}", tags=["absences"])
    Who = Annotated[Principal, Depends(desk.gate.needs(Permission.AWAY))]
    Partner = Annotated[Principal, Depends(desk.gate.needs(Permission.CONFIRM))]
    Decider = Annotated[Principal, Depends(desk.gate.needs(Permission.DECIDE))]

    def looks(office: str, who: Principal) -> Looks:
        return Looks(desk.store, office, desk.now(), reader_of(who))

    def act(who: Principal, why: str) -> Act:
        return Act(by=who.id, at=desk.now(), why=why)

    def told(office: str, id: str, who: Principal, response: Response, publication: int | None = None) -> StepDone:
        view = looks(office, who).view(id)
        response.headers["ETag"] = etag(view.revision)
        return StepDone(absence=view, publication=publication)

    @routes.post("/steps")
    def take_step(
        office: str, id: Id, given: StepTaken, who: Who, response: Response, seen: IfMatch = None
    ) -> StepDone:
        """Take one of the traveller's or the Office's steps: B told, reported, others told, withdrawn, and so on."""
        if given.kind not in TAKEN:
            raise BadInput([Fault("kind", f"“{given.kind.zh}”有自己的地址，请看接口说明")])
        expecting = seen_revision(seen)
        looks(office, who).verbs(id).step(id, given.kind, doer_of(who), act(who, given.why), expecting=expecting)
        return told(office, id, who, response)

    @routes.post("/answer")
    def answer_as_partner(
        office: str, id: Id, given: Answer, who: Partner, response: Response, seen: IfMatch = None
    ) -> StepDone:
        """B's own word: he can act meanwhile, or what is in the way. Nobody else's will do."""
        kind = StepKind.CONFIRM if given.can else StepKind.DECLINE
        expecting = seen_revision(seen)
        doer = doer_of(who, given.in_name_of)
        looks(office, who).verbs(id, whole=False).step(id, kind, doer, act(who, given.why), expecting=expecting)
        return told(office, id, who, response)

    @routes.get("/outlook")
    def outlook(office: str, id: Id, who: Decider) -> OutlookView:
        """What approving it would mean: objections, requests that clash only together, and the change slip."""
        return looks(office, who).outlook(id)

    @routes.post("/decision")
    def decide_absence(
        office: str, id: Id, given: Decision, who: Decider, response: Response, seen: IfMatch = None
    ) -> StepDone:
        """Approve, with the version that follows from it, or refuse. Whose word it must be goes by post."""
        expecting = seen_revision(seen)
        doer, deed = doer_of(who, given.in_name_of), act(who, given.why)
        known = looks(office, who).verbs(id)
        if not given.approve:
            known.step(id, StepKind.REFUSE, doer, deed, expecting=expecting)
            return told(office, id, who, response)
        done = known.grant(id, doer, deed, seen=given.seen, publish=given.publish, expecting=expecting)
        return told(office, id, who, response, done.publication)

    @routes.get("/way-back")
    def way_back(office: str, id: Id, who: Who) -> WayBackView:
        """What would go back where it stood if it were cancelled, or if he were back, now."""
        return looks(office, who).way_back(id)

    @routes.post("/cancellation")
    def cancel_absence(
        office: str, id: Id, given: Ending, who: Who, response: Response, seen: IfMatch = None
    ) -> StepDone:
        """Cancel before departure; what moved for it goes back as `way-back` showed."""
        expecting = seen_revision(seen)
        done = (
            looks(office, who)
            .verbs(id)
            .cancel(id, doer_of(who), act(who, given.why), seen=given.seen or NOTHING, expecting=expecting)
        )
        return told(office, id, who, response, done.publication)

    @routes.post("/return")
    def return_from_absence(
        office: str, id: Id, given: Ending, who: Who, response: Response, seen: IfMatch = None
    ) -> StepDone:
        """Back in town, with all that prolonged it; back early, he is in charge again and the rest goes back."""
        expecting = seen_revision(seen)
        done = (
            looks(office, who)
            .verbs(id)
            .come_back(
                id,
                doer_of(who),
                act(who, given.why),
                when=given.when,
                seen=given.seen or NOTHING,
                expecting=expecting,
            )
        )
        return told(office, id, who, response, done.publication)

    return routes
