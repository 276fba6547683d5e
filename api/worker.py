"""A worker: takes runs from the queue and solves them, until it is told to end."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from api.jobs.child import warm
from api.jobs.desk_jobs import DeskJobs
from api.jobs.durable import Durable, QueueSettings
from api.jobs.work import Workshop
from api.settings import MIB, Settings
from models.errors import Refused
from store.base import Store
from store.sql import SqlStore


def queue_of(settings: Settings, store: Store, *, works: bool) -> Durable:
    """The durable queue of this process, not yet launched."""
    shop = Workshop(
        store, settings.worker, lease=settings.lease, threads=settings.threads, memory=settings.solve_memory * MIB
    )
    return Durable(QueueSettings(settings.url, works=works, solves=settings.solves), shop)


@contextmanager
def jobs_of(settings: Settings, store: Store, *, works: bool) -> Iterator[DeskJobs]:
    """Jobs over a store, with the queue launched behind them until the end."""
    queue = queue_of(settings, store, works=works)
    queue.launch()
    try:
        yield DeskJobs(store, queue.bring)
    finally:
        queue.close()


def work_until_told(settings: Settings, tell: Callable[[str], None]) -> None:
    """Take runs until SIGTERM or Ctrl-C. What is under way then goes to another worker after the lease.

    Tells ``worker: NAME`` once it is ready. Raises Refused for a file that is not there, since a worker alone would
    only make an empty one.
    """
    if settings.is_embedded and not (settings.data / "richeng.sqlite3").exists() and settings.database_url is None:
        raise Refused(f"{settings.data} 中还没有数据库；请先启动一次服务，或用 RICHENG_DATABASE_URL 指明数据库。")
    ended = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, on_signal)
    store = SqlStore(settings.url)
    try:
        warm()
        with jobs_of(settings, store, works=True):
            tell(f"worker: {settings.worker}")
            ended.wait()
    finally:
        store.close()
