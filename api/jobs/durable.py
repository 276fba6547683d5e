"""The durable queue: DBOS, which nobody else imports. It carries `office, run, attempt` to a worker, and no more.

SQLite in a file of its own when embedded, PostgreSQL (schema `dbos`) with any number of workers: one code path. What
it keeps is portable JSON, never pickle; it tells nobody outside. Our runs say how things stand, so that whatever it
loses is handed out again, and what it brings twice is taken once.
"""

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID

from api.jobs.lease import Carriage, Sweeper
from api.jobs.work import Workshop
from models.runs import PlanRun
from store.job_engine import job_url, open_job_engine

APP = "richeng"
QUEUE = "plans"
CONTRACT = "plans-1"  # what workers of one kind understand; raise it when the arguments of `_carry` change
log = logging.getLogger("richeng")

Work = Callable[[str, str, int], str]


@dataclass(frozen=True)
class QueueSettings:
    """url: the store's. works: whether this process takes runs; solves: how many at once. poll: seconds between two
    looks at the queue. schema: where PostgreSQL keeps it."""

    url: str
    works: bool = True
    solves: int = 1
    poll: float = 1.0
    schema: str = "dbos"


@dataclass
class _Shop:
    """The one workshop of this process: the library's functions are global, so is what they work with."""

    work: Work | None = None


_SHOP = _Shop()


@DBOS.step(name="work")
def _work(office: str, run: str, attempt: int) -> str:
    if _SHOP.work is None:
        raise RuntimeError("no workshop in this process")
    return _SHOP.work(office, run, attempt)


@DBOS.workflow(name="carry", max_recovery_attempts=10)
def _carry(office: str, run: str, attempt: int) -> str:
    return _work(office, run, attempt)


class Durable:
    """The queue of this process, from launch to close; a process has one at a time."""

    _only = threading.Lock()

    def __init__(self, settings: QueueSettings, shop: Workshop) -> None:
        self.settings, self.shop = settings, shop
        self.sweeper = Sweeper(shop.store, self, shop.lease, shop.now)

    def launch(self) -> None:
        """Begin: recover what this worker had, take what waits, sweep. Raises RuntimeError for a second one."""
        if not self._only.acquire(blocking=False):
            raise RuntimeError("this process has its queue already")
        settings = self.settings
        try:
            self._engine = open_job_engine(job_url(settings.url))
            _SHOP.work = self.shop.work
            DBOS(config=self._config())
            if not settings.works:
                DBOS.listen_queues([])
            DBOS.launch()
            DBOS.register_queue(
                QUEUE,
                worker_concurrency=settings.solves,
                polling_interval_sec=settings.poll,
                on_conflict="always_update",
            )
            self.sweeper.start()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End: what is under way is left, and taken up by others once it has been silent for the lease."""
        self.shop.leaving.set()
        self.sweeper.close()
        with contextlib.suppress(Exception):
            DBOS.destroy()
        _SHOP.work = None
        self._engine.dispose()
        if self._only.locked():
            self._only.release()

    def bring(self, office: str, run: PlanRun) -> None:
        """Hand a run's next attempt in. What fails here the next sweep makes good."""
        try:
            self.hand(office, run.id, run.fence + 1)
        except Exception as fault:
            log.error("queue: %s", type(fault).__name__)

    def hand(self, office: str, run: str, attempt: int) -> None:
        """Queue an attempt; a second time nothing happens."""
        with SetWorkflowID(_name(office, run, attempt)):
            DBOS.enqueue_workflow(QUEUE, _carry, office, run, attempt)

    def where(self, office: str, run: str, attempt: int) -> Carriage:
        """Where it is."""
        status = DBOS.get_workflow_status(_name(office, run, attempt))
        if status is None:
            return Carriage.UNKNOWN
        return STATES.get(status.status, Carriage.OVER)

    def again(self, office: str, run: str, attempt: int) -> None:
        """Queue an attempt again whose worker died before it took the run."""
        DBOS.resume_workflow(_name(office, run, attempt), queue_name=QUEUE)

    def _config(self) -> DBOSConfig:
        return DBOSConfig(
            name=APP,
            system_database_url=job_url(self.settings.url).replace("postgresql+psycopg://", "postgresql://"),
            system_database_engine=self._engine,
            dbos_system_schema=self.settings.schema,
            application_version=CONTRACT,
            executor_id=self.shop.name,
            serializer=DBOSPortableJSONSerializer(),
            log_level="WARNING",
            enable_otlp=False,
            use_listen_notify=False,
            run_migrations=True,
        )


STATES = {"ENQUEUED": Carriage.WAITING, "DELAYED": Carriage.WAITING, "PENDING": Carriage.TAKEN}


def _name(office: str, run: str, attempt: int) -> str:
    return f"{office}.{run}.{attempt}"
