"""Keeping house: what is kept no longer than the office has said (`policy.keep`) is erased, and the trail says so."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.absences import Absence
from models.policy import Policy
from models.policy_keep import KeepPolicy
from models.records import Edit, Record, RecordKind
from models.retention import silenced
from models.trail import Act
from store.base import Store
from store.desk import Desk

SYSTEM = "system"
WHY = "按保存期限清理"
REPLIES = timedelta(days=2)  # how long a lost reply may be asked for again


@dataclass(frozen=True)
class Tidied:
    """How much was erased: absences silenced, old revisions of absences, briefs, lines on feed reads, sessions that
    had ended, idempotency keys."""

    absences: int
    revisions: int
    briefs: int
    feed_reads: int
    sessions: int
    keys: int


def tidy(store: Store, office: str, now: datetime) -> Tidied:
    """Erase what an office need not keep any more, all of it or nothing. Raises Unknown."""
    with store.write(office, Act(by=SYSTEM, at=now, why=WHY)) as desk:
        keep = keep_policy(desk, now)
        then = now - timedelta(days=keep.absence_days)
        ended = [edit for record in desk.records.all(RecordKind.ABSENCE) if (edit := _silencing(record, then))]
        desk.records.edit(ended)
        last = desk.trail.last_before(now - timedelta(days=keep.feed_read_days))
        return Tidied(
            absences=len(ended),
            revisions=desk.records.erase(RecordKind.ABSENCE, then),
            briefs=desk.briefs.erase_older(now - timedelta(days=keep.brief_days)),
            feed_reads=desk.trail.erase_reads(last),
            sessions=desk.sessions.forget(now),
            keys=desk.replies.forget(now - REPLIES),
        )


def keep_policy(desk: Desk, now: datetime) -> KeepPolicy:
    """What the policy in force says; the program's own where the office has none yet."""
    known = [record.read(Policy) for record in desk.records.all(RecordKind.POLICY)]
    begun = [policy for policy in known if policy.effective_from <= now.date()]
    return max(begun, key=lambda policy: policy.effective_from, default=Policy()).keep


def _silencing(record: Record, then: datetime) -> Edit | None:
    absence = record.read(Absence)
    quiet = silenced(absence)
    if absence.span.end >= then or quiet == absence:
        return None
    return Edit.of(RecordKind.ABSENCE, quiet, expecting=record.revision)
