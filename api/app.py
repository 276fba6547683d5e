"""The composition root of what is served: one office's store, tokens and key, put behind routes.

Feeds carry their key in the address, so whoever runs this turns the server's access log off.
"""

from collections.abc import Callable
from datetime import date

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from api import errors
from api.auth import Door, FeedTokens
from api.desk import Desk
from api.guards import Guards
from api.pages.fill import STATIC
from api.routes import door, feeds, publications, week
from api.shelf import Shelf
from store.base import Store

BODY_LIMIT = 8 * 1024 * 1024


def create_app(
    *, store: Store, office_id: str, tokens: FeedTokens, access_key: str | None, today: Callable[[], date]
) -> FastAPI:
    """The office's pages, API and feeds as an ASGI app.

    access_key: none only where nobody but this machine can connect (see api.auth.check_key); then the app answers
    to this machine's own names alone. today: what day it is, for the week to open with.
    """
    desk = Desk(Shelf(store, office_id), tokens, Door(access_key), today)
    app = FastAPI(title="日程", version="1", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.add_middleware(Guards, body_limit=BODY_LIMIT, own_names_only=access_key is None)
    errors.register(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for routes in (
        feeds.router(desk),
        publications.common(desk, app.openapi),
        publications.router(desk),
        door.router(desk),
        week.router(desk),
    ):
        app.include_router(routes)
    return app
