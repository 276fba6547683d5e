"""Addresses of calendars: one for each subscriber and audience, shown once, rotated and revoked."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from api.conditions import IdempotencyKey, Why, act_of, given_key, once, request_sha
from api.desk import Desk
from api.gate import ABSENT, Principal
from api.in_charge import IN_CHARGE_ID
from api.paging import Cursor, Limit, Page, page
from models.accounts import FeedLink, FeedRead
from models.audience import OFFICE_ID
from models.errors import BadInput, Fault, Unknown
from models.permissions import Permission
from models.spans import Frozen, Instant
from store.desk import Desk as Room

Id = Annotated[str, Path(min_length=1, max_length=80)]
OfAudience = Annotated[str | None, Query(max_length=40, description="office 或领导编号；不写即全部")]


class NewLink(Frozen):
    """An address to be made. title: whose device it is for."""

    audience: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1, max_length=60)


class LinkView(Frozen):
    """An address. address: shown this once. read_at, reads: when and how often it was last read."""

    id: str
    audience: str
    title: str
    created_by: str
    created_at: Instant
    read_at: Instant | None
    reads: int
    revoked_at: Instant | None
    follows: str | None
    address: str | None = None

    @classmethod
    def of(cls, link: FeedLink, address: str | None = None) -> "LinkView":
        """The link as it is told."""
        names = [name for name in cls.model_fields if name != "address"]
        return cls(**{name: getattr(link, name) for name in names}, address=address)


def router(desk: Desk) -> APIRouter:
    """Routes of addresses; a leader sees those of his own calendar."""
    routes = APIRouter(prefix="/api/offices/{office}/links", tags=["links"])
    Who = Annotated[Principal, Depends(desk.gate.needs(Permission.LINKS))]

    @routes.get("")
    def links(
        office: str, who: Who, audience: OfAudience = None, limit: Limit = 50, cursor: Cursor = None
    ) -> Page[LinkView]:
        """All addresses, oldest first, also those that are revoked."""
        desk.links.write_notes(at_once=True)
        with desk.store.read(office) as room:
            found = [LinkView.of(link) for link in room.feed_links.all(audience) if _sees(who, link)]
        found.sort(key=_age)
        return page(found, cursor, limit, _age)

    @routes.post("", status_code=201, response_model=LinkView)
    def create_link(
        office: str, given: NewLink, who: Who, request: Request, key: IdempotencyKey = None, why: Why = None
    ) -> Response:
        """Make an address; it is shown this once."""
        head = desk.of(office).shelf.head()
        known = {OFFICE_ID, IN_CHARGE_ID, *(leader.id for leader in (head.leaders if head else ()))}
        if given.audience not in known or not (given.audience == IN_CHARGE_ID or who.sees(given.audience)):
            said = f"没有这位读者，或者您看不到；请写 office、领导编号，或“谁在主持”的 {IN_CHARGE_ID}"
            raise BadInput([Fault("audience", said)])
        asked = request_sha("POST", request.scope["path"], given)
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:

            def make() -> tuple[LinkView, dict[str, str]]:
                made, token = desk.links.mint(room, who.id, given.audience, given.title)
                return LinkView.of(made, str(request.url_for("feed", token=token))), {}

            return once(room, who, given_key(key), asked, make, secret="address")

    @routes.post("/{id}/rotate", status_code=201, response_model=LinkView)
    def rotate_link(
        office: str, id: Id, who: Who, request: Request, key: IdempotencyKey = None, why: Why = None
    ) -> Response:
        """Make a new address in place of one, which ends at once."""
        asked = request_sha("POST", request.scope["path"], None)
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:

            def make() -> tuple[LinkView, dict[str, str]]:
                old = _mine(room, who, id)
                made, token = desk.links.mint(room, who.id, old.audience, old.title, follows=old.id)
                return LinkView.of(made, str(request.url_for("feed", token=token))), {}

            return once(room, who, given_key(key), asked, make, secret="address")

    @routes.delete("/{id}", status_code=204)
    def revoke_link(office: str, id: Id, who: Who, why: Why = None) -> None:
        """End an address."""
        with desk.store.write(office, act_of(who, desk.now(), why)) as room:
            room.feed_links.revoke(_mine(room, who, id).id)

    @routes.get("/{id}/reads")
    def reads(office: str, id: Id, who: Who) -> tuple[FeedRead, ...]:
        """When an address was read, as noted in the trail."""
        desk.links.write_notes(at_once=True)
        with desk.store.read(office) as room:
            return room.trail.reads(_mine(room, who, id).id)

    return routes


def _age(view: LinkView) -> tuple[str, str]:
    return view.created_at.isoformat(), view.id


def _sees(who: Principal, link: FeedLink) -> bool:
    """Whether an address is of a calendar that one may see; of who is in charge, those that one made oneself."""
    return who.sees(link.audience) or (link.audience == IN_CHARGE_ID and link.created_by == who.id)


def _mine(room: Room, who: Principal, id: str) -> FeedLink:
    """A living link of a calendar that one may see. Raises Unknown."""
    found = next((link for link in room.feed_links.all() if link.id == id and link.revoked_at is None), None)
    if found is None or not _sees(who, found):
        raise Unknown(ABSENT)
    return found
