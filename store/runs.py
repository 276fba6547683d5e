"""Plans in the making: runs, drafts, and what was answered under idempotency keys."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.exc import IntegrityError

from models.digest import canonical, digest_of
from models.errors import Conflict, KeyReused, Refused, Stale
from models.runs import KeptReply, PlanDraft, PlanRun, RunState
from store.ground import Room
from store.people import value_of, values_of
from store.tables import DRAFTS, REPLIES, RUNS


class Runs(Room):
    """Runs of the solver. What a worker says counts only while its fence is the run's own."""

    def get(self, id: str) -> PlanRun | None:
        """A run, none where there is none such."""
        row = self.ground.row(RUNS, RUNS.c.id == id)
        return run_of(row) if row else None

    def all(self, limit: int = 50) -> tuple[PlanRun, ...]:
        """The runs last asked for, newest first."""
        rows = sorted(self.ground.rows(RUNS), key=lambda row: (row.asked_at, row.id), reverse=True)
        return tuple(run_of(row) for row in rows[:limit])

    def ask(self, run: PlanRun) -> None:
        """Keep a new run. Raises Refused for an id that is taken."""
        try:
            with self.ground.connection.begin_nested():
                self.ground.add(RUNS, _run_row(run))
        except IntegrityError:
            raise Refused(f"排定任务编号 {run.id} 已经用过，请另取一个。") from None
        self.ground.tell("run.asked", f"run/{run.id}", after=run.brief)

    def take(self, id: str, worker: str, at: datetime) -> PlanRun | None:
        """Take a run to work on it, also from a worker who has fallen silent; none where it is over or unknown."""
        run = self.get(id)
        if run is None or run.state.is_over:
            return None
        changes = {"state": RunState.RUNNING, "worker": worker, "beat_at": at, "fence": run.fence + 1}
        taken = run.model_copy(update=changes)
        return taken if self._save(taken, run.fence) else None

    def report(self, run: PlanRun) -> bool:
        """Write how a run stands, by whoever has taken it; whether he still may: a later taker has its own fence.

        What its user has asked for meanwhile (to stop, to cancel) stays asked for.
        """
        now = self.get(run.id)
        if now is None or now.state.is_over or now.fence != run.fence:
            return False
        wishes = {"stop_wanted": now.stop_wanted, "cancel_wanted": now.cancel_wanted}
        saved = self._save(run.model_copy(update=wishes), run.fence)
        if saved and run.state.is_over:
            self.ground.tell(f"run.{run.state}", f"run/{run.id}", after=run.best.digest if run.best else "")
        return saved

    def wish(self, id: str, *, cancel: bool) -> PlanRun | None:
        """Ask a run to stop and keep its best, or to be cancelled; as it stands, none where it is over or unknown."""
        run = self.get(id)
        if run is None or run.state.is_over:
            return None
        wished = run.model_copy(update={"cancel_wanted" if cancel else "stop_wanted": True})
        self._save(wished, run.fence)
        self.ground.tell("run.cancel_wanted" if cancel else "run.stop_wanted", f"run/{id}")
        return wished

    def _save(self, run: PlanRun, fence: int) -> bool:
        return self.ground.change(RUNS, _run_row(run), RUNS.c.id == run.id, RUNS.c.fence == fence) == 1


class Drafts(Room):
    """Plans at hand that are not published yet."""

    def get(self, id: str) -> PlanDraft | None:
        """A draft, none where there is none such."""
        row = self.ground.row(DRAFTS, DRAFTS.c.id == id)
        return PlanDraft.model_validate_json(row.body) if row else None

    def all(self) -> tuple[PlanDraft, ...]:
        """All drafts, newest first."""
        rows = sorted(self.ground.rows(DRAFTS), key=lambda row: (row.at, row.id), reverse=True)
        return tuple(PlanDraft.model_validate_json(row.body) for row in rows)

    def put(self, draft: PlanDraft, *, expecting: int | None) -> PlanDraft:
        """Write a draft; as it stands now, with its new revision. expecting: as for records. Raises Stale."""
        before = self.get(draft.id)
        current = before.revision if before else None
        if current != expecting:
            raise Stale([Conflict(f"draft/{draft.id}", expecting, current)])
        made = draft.model_copy(update={"revision": (current or 0) + 1})
        row = {"id": made.id, "revision": made.revision, "at": made.at, "body": canonical(made).decode()}
        if before is None:
            self.ground.add(DRAFTS, row)
        elif self.ground.change(DRAFTS, row, DRAFTS.c.id == made.id, DRAFTS.c.revision == expecting) != 1:
            raise Stale([Conflict(f"draft/{draft.id}", expecting, None)])
        self.ground.tell("draft.put", f"draft/{made.id}", digest_of(before) if before else "", digest_of(made))
        return made

    def drop(self, id: str, *, expecting: int) -> None:
        """Drop a draft. Raises Stale."""
        if self.ground.remove(DRAFTS, DRAFTS.c.id == id, DRAFTS.c.revision == expecting) != 1:
            now = self.get(id)
            raise Stale([Conflict(f"draft/{id}", expecting, now.revision if now else None)])
        self.ground.tell("draft.dropped", f"draft/{id}")


class Replies(Room):
    """Idempotency keys: the deed and its key come true together, so a lost reply can be asked for again."""

    def claim(self, principal: str, key: str, request: str) -> KeptReply | None:
        """Take a key for a request (its SHA-256), to be answered at this desk; none: it was free.

        Else what was answered then. Raises KeyReused where the key was used for another request, Refused where
        the first is still at work.
        """
        kept = self._get(principal, key)
        if kept is None:
            reply = KeptReply(principal=principal, key=key, request=request, at=self.ground.act.at)
            try:
                with self.ground.connection.begin_nested():
                    self.ground.add(REPLIES, values_of(reply, REPLIES))
                return None
            except IntegrityError:
                kept = self._get(principal, key)
        return _matching(kept, request)

    def earlier(self, principal: str, key: str, request: str) -> KeptReply | None:
        """What was answered under a key, none where it is free; for those who look before they work. Raises as
        `claim`."""
        kept = self._get(principal, key)
        return None if kept is None else _matching(kept, request)

    def answer(self, principal: str, key: str, status: int, body: str, headers: dict[str, str] | None = None) -> None:
        """Keep what was answered under a key that was claimed."""
        values = {"status": status, "body": body, "headers": headers or {}}
        self.ground.change(REPLIES, values, REPLIES.c.principal == principal, REPLIES.c.key == key)

    def forget(self, before: datetime) -> int:
        """Drop keys of before an instant; how many."""
        return self.ground.remove(REPLIES, REPLIES.c.at < before)

    def _get(self, principal: str, key: str) -> KeptReply | None:
        row = self.ground.row(REPLIES, REPLIES.c.principal == principal, REPLIES.c.key == key)
        return value_of(KeptReply, row) if row else None


def _matching(kept: KeptReply | None, request: str) -> KeptReply:
    if kept is None or kept.request != request:
        raise KeyReused("这个 Idempotency-Key 已用于另一个请求；请为新的请求换一个。")
    if kept.status is None:
        raise Refused("同一请求正在办理，请稍候再查看结果。")
    return kept


def run_of(row: Row[Any]) -> PlanRun:
    """The run that a row keeps."""
    return PlanRun.model_validate_json(row.body)


def _run_row(run: PlanRun) -> dict[str, Any]:
    names = ("id", "state", "fence", "worker", "asked_at", "beat_at")
    return {**{name: getattr(run, name) for name in names}, "body": canonical(run).decode()}
