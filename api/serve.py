"""Serving: where the data lies, what is printed, and that whereabouts never leave the machine unguarded."""

import logging
import os
import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import uvicorn

from api import logs
from api.app import create_app
from api.auth import demo_tokens, require_key_for
from api.demo import DEMO_OFFICE, play, stock
from api.links import Links, keep_demo_links
from api.office import Office
from api.people import People
from api.settings import Settings, load
from api.vouching import Provider, Vouching
from api.worker import jobs_of
from models.accounts import Role
from models.brief import Office as OfficeName
from models.errors import Refused
from models.spans import OFFICE_TZ
from models.trail import Act
from store.base import Store
from store.sql import SqlStore

DEFAULT_PORT = 8000
DATABASE = "richeng.sqlite3"
NEWCOMER = "demo"


def default_data() -> Path:
    """RICHENG_DATA, else a folder `data` beside the program."""
    given = os.environ.get("RICHENG_DATA")
    return Path(given) if given else Path(__file__).resolve().parent.parent / "data"


def open_store(data: Path) -> Store:
    """The store of a data folder, which is made when it is not there, readable by its owner alone."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return SqlStore(f"sqlite:///{(data / DATABASE).resolve()}")


def serve(
    *, demo: bool, office_id: str | None, host: str, port: int, data: Path, tell: Callable[[str], None]
) -> None:
    """Serve one office until stopped.

    Tells, one a line, ``page: URL``, ``api: URL``, a one-time link to come in by (``sign-in: URL`` for the demo
    office; ``set-up: URL`` where nobody can sign in yet), and for the demo office ``feed <audience-id>: URL``.
    Raises Refused for a host beyond this machine without an access key, and for a port that is taken.
    """
    key = os.environ.get("RICHENG_ACCESS_KEY") or None
    require_key_for(host, key)
    if not demo and office_id is None:
        raise Refused("请用 --office 写明单位编号，或用 --demo 打开演示办公室。")
    logs.configure(logging.WARNING if demo else logging.INFO)
    listener = _listen(host, port)
    settings = load(data=data, host=host, port=port)
    vouching = vouching_of(settings)
    office = Office(_store(settings), DEMO_OFFICE if demo else office_id or "")
    if demo:
        play(office)
        stock(office)
    else:
        office.store.found(OfficeName(id=office.id, name=office.id), Act(by="system", at=now(), why="首次启动"))
    head = office.head()
    audiences = ["office", *(leader.id for leader in head.leaders)] if demo and head else []
    tokens = demo_tokens(data, audiences) if demo else {}
    keep_demo_links(Links(office.store, now), office.id, tokens)
    entry = entry_link(office.store, office.id, demo=demo)
    base = f"http://{_shown(host)}:{listener.getsockname()[1]}"
    tell(f"page: {base}/")
    tell(f"api: {base}/api")
    if entry is not None:
        tell(f"{'sign-in' if demo else 'set-up'}: {base}/enter/{entry}")
    for audience in audiences:
        tell(f"feed {audience}: {base}/feeds/{tokens[audience]}.ics")
    with jobs_of(settings, office.store, works=settings.works) as jobs:
        app = create_app(
            store=office.store,
            office_id=office.id,
            access_key=key,
            today=lambda: now().date(),
            now=now,
            demo_tokens=tokens,
            guests=demo,
            newcomer=NEWCOMER if demo and key is None else None,
            jobs=jobs,
            vouching=vouching,
        )
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5
        )
        uvicorn.Server(config).run(sockets=[listener])


def _store(settings: Settings) -> Store:
    """The store that the settings name."""
    return SqlStore(settings.url) if settings.database_url is not None else open_store(settings.data)


def vouching_of(settings: Settings) -> Vouching | None:
    """The identity system that the settings name, none where they name none. Raises Refused for half a name."""
    if settings.oidc_issuer is None:
        return None
    if settings.oidc_client is None:
        raise Refused("设置了 oidc_issuer，还须写明 oidc_client（本系统在统一身份认证系统中的编号）。")
    secret = settings.oidc_secret.get_secret_value() if settings.oidc_secret is not None else None
    return Vouching(Provider(settings.oidc_issuer, settings.oidc_client, secret), now)


def now() -> datetime:
    """The time on the office's clock."""
    return datetime.now(OFFICE_TZ)


def entry_link(store: Store, office: str, *, demo: bool) -> str | None:
    """A one-time link's secret while nobody can sign in; the demo's newcomer may do everything."""
    people = People(store, now)
    if demo:
        return people.first_link(office, NEWCOMER, "演示人员", Role.CLERK, Role.APPROVER, Role.ADMINISTRATOR)
    return people.first_link(office)


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket: the port is known, and callers wait in line, before anything is told."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise Refused(f"{host} 的端口 {port} 用不了（{error.strerror}）；请用 --port 换一个端口。") from None
    return listener


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::"):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
