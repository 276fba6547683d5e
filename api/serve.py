"""Serving: where the data lies, what is printed, and that whereabouts never leave the machine unguarded."""

import os
import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import uvicorn

from api.app import create_app
from api.auth import FeedTokens, demo_tokens, require_key_for
from api.demo import DEMO_OFFICE, play
from api.office import Office
from models.errors import Refused
from models.spans import OFFICE_TZ
from store.base import Store
from store.sql import SqlStore

DEFAULT_PORT = 8000
DATABASE = "richeng.sqlite3"


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

    Tells, one a line, ``page: URL``, ``api: URL`` and (for the demo office alone) ``feed <audience-id>: URL``.
    Raises Refused for a host beyond this machine without an access key, and for a port that is taken.
    """
    key = os.environ.get("RICHENG_ACCESS_KEY") or None
    require_key_for(host, key)
    if not demo and office_id is None:
        raise Refused("请用 --office 写明单位编号，或用 --demo 打开演示办公室。")
    listener = _listen(host, port)
    office = Office(open_store(data), DEMO_OFFICE if demo else office_id or "")
    if demo:
        play(office)
    head = office.head()
    audiences = ["office", *(leader.id for leader in head.leaders)] if demo and head else []
    tokens = demo_tokens(data, audiences) if demo else FeedTokens({})
    app = create_app(
        store=office.store,
        office_id=office.id,
        tokens=tokens,
        access_key=key,
        today=lambda: datetime.now(OFFICE_TZ).date(),
    )
    base = f"http://{_shown(host)}:{listener.getsockname()[1]}"
    tell(f"page: {base}/")
    tell(f"api: {base}/api")
    for audience in audiences:
        tell(f"feed {audience}: {base}/feeds/{tokens.token_of(audience)}/richeng.ics")
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5
    )
    uvicorn.Server(config).run(sockets=[listener])


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
