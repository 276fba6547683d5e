"""The composition root of what is served: a store and a key, put behind routes.

Feeds carry their key in the address, so whoever runs this turns the server's access log off.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from api import errors
from api.auth import Door
from api.description import describe
from api.desk import Desk
from api.gate import Gate
from api.guards import Guards
from api.jobs.desk_jobs import DeskJobs
from api.links import Links
from api.measures import Measures
from api.pages.fill import STATIC
from api.people import People
from api.routes import (
    absence_steps,
    absences,
    agenda,
    board,
    by_hand,
    collect,
    cover,
    documents,
    drafts,
    feed_links,
    feeds,
    in_charge,
    month,
    publications,
    reasons,
    records,
    request,
    research,
    runs,
    service,
    session,
    settings,
    subscriptions,
    trail,
    trail_page,
    vouched,
    week,
)
from api.routes import door as door_routes
from api.routes import people as people_routes
from api.shelf import Shelves
from api.vouching import Vouching
from models.spans import OFFICE_TZ
from store.base import Store

BODY_LIMIT = 8 * 1024 * 1024


def create_app(
    *,
    store: Store,
    office_id: str,
    access_key: str | None,
    today: Callable[[], date],
    now: Callable[[], datetime] = lambda: datetime.now(OFFICE_TZ),
    demo_tokens: Mapping[str, str] | None = None,
    guests: bool = True,
    newcomer: str | None = None,
    jobs: DeskJobs | None = None,
    vouching: Vouching | None = None,
) -> FastAPI:
    """The pages of one office, and the API and feeds of all in a store, as an ASGI app.

    access_key: whoever shows it may read. guests: without a key, whether anybody may; then the app answers to this
    machine's own names alone. today: what day it is, for the week to open with. demo_tokens: the demo office's feed
    tokens by audience, which its pages show. newcomer: the login by which anybody on this machine may walk into the
    demo. jobs: where runs go; without, they wait for whoever sweeps the store. vouching: the identity system that may
    vouch for people.
    """
    shelves = Shelves(store)
    door = Door(access_key, guests=guests)
    gate, people, links = Gate(store, office_id, door, now), People(store, now), Links(store, now)
    runner = jobs or DeskJobs(store, now=now)
    desk = Desk(shelves[office_id], shelves, gate, people, links, demo_tokens or {}, today, now)
    app = FastAPI(
        title="日程",
        version="1",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    measures = Measures()
    app.add_middleware(Guards, body_limit=BODY_LIMIT, own_names_only=access_key is None and guests, measures=measures)
    errors.register(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for routes in (
        feeds.router(desk),
        service.router(desk, lambda: app.openapi(), measures),
        session.router(desk, newcomer, vouched=vouching is not None),
        publications.router(desk),
        records.router(desk),
        drafts.router(desk, runner),
        reasons.router(desk),
        runs.router(desk, runner),
        people_routes.router(desk),
        feed_links.router(desk),
        trail.router(desk),
        documents.router(desk),
        door_routes.router(desk),
        board.router(desk),
        by_hand.router(desk),
        month.router(desk),
        week.router(desk),
        cover.router(desk),
        absence_steps.router(desk),
        absences.router(desk),
        in_charge.router(desk),
        agenda.router(desk),
        collect.router(desk),
        request.router(desk),
        research.router(desk),
        subscriptions.router(desk),
        settings.router(desk),
        trail_page.router(desk),
    ):
        app.include_router(routes)
    if vouching is not None:
        app.include_router(vouched.router(desk, vouching))
    describe(app)
    return app
