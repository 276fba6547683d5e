"""Sealing: a plan and its audit become the office's whole new calendar; a week's arrangement goes out.

Publishing a plan decides the days of its horizon and carries all others over. An entry belongs to the day on
which it starts. Nothing broken, and nothing that the law leaves open, is sealed without a named person's word.
"""

import re
from datetime import date, datetime, timedelta

from models.audience import OFFICE_ID
from models.audit import Audit, Finding, Verdict
from models.brief import Brief
from models.changes import changes
from models.entries import block_of, planned_entries
from models.errors import Refused
from models.feed_ledger import with_feeds
from models.people import Leader
from models.plan import BookingState, LeaveStart, Plan, Seating, Tabling
from models.publication import NEWEST, AgendaLine, AwayView, Entry, Publication, PublicationKind
from models.published import Published, PublishedBooking
from models.retention import without_long_past
from models.sealed_facts import absences, agenda, days, provisional, research
from models.spans import DateRange, in_office_zone

NAMED = 5  # how many findings a refusal spells out


def seal(
    *,
    brief: Brief,
    plan: Plan,
    audit: Audit,
    previous: Publication | None,
    sealed_at: datetime,
    proposed_by: str,
    signed_by: str,
    reason: str,
) -> Publication:
    """The publication of a plan on top of the previous one.

    Raises Refused, naming what stands in the way: an audit of something else, findings that are broken or
    open and undecided, a brief that was frozen before the previous publication, a plan not of the brief.
    """
    sealed_at = in_office_zone(sealed_at)
    _judged(brief, plan, audit)
    _in_line(brief, previous)
    said = (sealed_at, proposed_by, signed_by, reason)
    made = _laid_out(brief, plan, audit, previous, *said)
    since = min(sealed_at - timedelta(days=brief.policy.keep.calendar_days), brief.horizon.span.start)
    return with_feeds(without_long_past(made, since), previous, since)


def previewed(brief: Brief, plan: Plan, audit: Audit, previous: Publication | None, at: datetime) -> Publication:
    """What sealing a plan would publish, lawful or not: to be looked at, never to be kept. It bears no signature and
    no feeds. Raises Refused for a plan that is not of the brief."""
    return _laid_out(brief, plan, audit, previous, in_office_zone(at), "", "", "")


def _laid_out(
    brief: Brief,
    plan: Plan,
    audit: Audit,
    previous: Publication | None,
    sealed_at: datetime,
    proposed_by: str,
    signed_by: str,
    reason: str,
) -> Publication:
    """The plan's days on top of the previous publication's others."""
    planned = planned_entries(brief, plan, previous, sealed_at)
    ids = {entry.id for entry in planned}
    old = previous.entries if previous else ()
    carried = [e for e in old if e.start.date() not in brief.horizon and e.id not in ids]
    entries = tuple(sorted([*carried, *planned], key=lambda e: (e.start, e.id)))
    away = absences(brief, plan, previous)
    lines = agenda(brief, plan, previous, {entry.id for entry in carried})
    return Publication(
        office=brief.office,
        number=previous.number + 1 if previous else 1,
        previous=previous.digest if previous else None,
        kind=PublicationKind.PLAN,
        sealed_at=sealed_at,
        proposed_by=proposed_by,
        signed_by=signed_by,
        reason=reason,
        covers=brief.horizon,
        brief=brief.digest,
        plan=plan,
        audit=audit,
        leaders=_leaders(brief, previous, entries, away, lines),
        entries=entries,
        absences=away,
        days=days(brief, previous),
        provisional=provisional(brief, previous),
        agenda=lines,
        research=research(brief, plan, previous),
        left_out=plan.left_out,
        issued_weeks=previous.issued_weeks if previous else (),
        changes=changes(old, entries, brief.horizon),
        reads_ahead=brief.policy.privacy.horizon_days,
    )


def issue_week(
    previous: Publication, week: str, sealed_at: datetime, proposed_by: str, signed_by: str, reason: str
) -> Publication:
    """The publication by which a week's arrangement (``2026-W49``) goes out: what was planned is issued.

    A week that has gone out may go out again for what has been added to it since. Raises Refused for a week
    that does not exist, holds nothing, or holds nothing that has not gone out.
    """
    covers = _week(week)
    inside = [entry for entry in previous.entries if entry.start.date() in covers]
    if not inside:
        raise Refused(f"{week} 这一周没有任何安排，不能印发；请先发布包含这一周的方案。")
    if week in previous.issued_weeks and all(e.state is not BookingState.PLANNED for e in inside):
        raise Refused(f"{week} 的周安排已经印发，其后没有新增安排，不必重复印发。")
    entries = tuple(
        entry.model_copy(update={"state": BookingState.ISSUED})
        if entry.start.date() in covers and entry.state is BookingState.PLANNED
        else entry
        for entry in previous.entries
    )
    draft = Publication.model_validate(
        {
            **{name: value for name, value in previous if name in Publication.model_fields},
            "schema_": NEWEST,
            "number": previous.number + 1,
            "previous": previous.digest,
            "kind": PublicationKind.ISSUE,
            "sealed_at": sealed_at,
            "proposed_by": proposed_by,
            "signed_by": signed_by,
            "reason": reason,
            "covers": covers,
            "entries": entries,
            "issued_weeks": tuple(sorted({*previous.issued_weeks, week})),
            "changes": changes(previous.entries, entries, covers),
        }
    )
    return with_feeds(draft, previous)


def published_of(publication: Publication) -> Published:
    """What the next brief has to know of a publication."""
    events = [entry for entry in publication.entries if block_of(entry) is None]
    return Published(
        number=publication.number,
        digest=publication.digest,
        bookings=tuple(
            PublishedBooking(event=e.id, start=e.start, end=e.end, state=e.state, announced_at=e.announced_at)
            for e in events
        ),
        seats=tuple(Seating(event=e.id, seat=s.key, taken_by=s.taken_by) for e in events for s in e.seats),
        research=tuple(block for entry in publication.entries if (block := block_of(entry)) is not None),
        leave=tuple(LeaveStart(absence=away.id, start=away.first) for away in publication.absences if away.placed),
        issued_weeks=publication.issued_weeks,
        agenda=tuple(Tabling(item=line.item, event=line.event) for line in publication.agenda),
        left_out=tuple(item.subject for item in publication.left_out),
    )


def _judged(brief: Brief, plan: Plan, audit: Audit) -> None:
    if plan.brief != brief.digest:
        raise Refused("不能发布：方案不是依据这份摘要排出的；请按当前摘要重新排定。")
    if audit.brief != brief.digest or audit.plan != plan.digest:
        raise Refused("不能发布：审核结论不是针对这份摘要和这份方案的；请重新审核后再发布。")
    if broken := audit.of(Verdict.BROKEN):
        told = _told([f.sentence for f in broken])
        raise Refused(f"不能发布：方案有{len(broken)}处违反规定：{told}。请改正；原则性规定可由有权的人准予变通。")
    undecided = [f for f in audit.of(Verdict.OPEN) if f.seat is not None and (f.subject, f.seat) not in brief.decided]
    if undecided:
        told = _told([f"{f.sentence.rstrip('。')}{where_to_decide(brief, f)}" for f in undecided])
        raise Refused(
            f"不能发布：有{len(undecided)}个席位待定：{told}。"
            "请逐一指定出席人并写明理由，或在发布时用 --decide 事项编号:席位编号=领导编号 指定。"
        )


def where_to_decide(brief: Brief, finding: Finding) -> str:
    """Where an officer writes down who takes a seat that is open; empty for all else, and for a decided seat."""
    if (
        finding.verdict is not Verdict.OPEN
        or finding.seat is None
        or (finding.subject, finding.seat) in brief.decided
    ):
        return ""
    return f'（待指定：在 decisions 写明 {{"event": "{finding.subject}", "seat": "{finding.seat}"}}）'


def _told(sentences: list[str]) -> str:
    more = f"；另有{len(sentences) - NAMED}处" if len(sentences) > NAMED else ""
    return "；".join(sentence.rstrip("。") for sentence in sentences[:NAMED]) + more


def _in_line(brief: Brief, previous: Publication | None) -> None:
    """The brief was frozen on top of the previous publication, and of the same office."""
    if previous is not None and previous.office.id != brief.office.id:
        raise Refused(f"不能发布：上一版属于 {previous.office.id}，摘要属于 {brief.office.id}；请核对单位。")
    known = (brief.published.number, brief.published.digest) if brief.published else None
    head = (previous.number, previous.digest) if previous else None
    if known != head:
        made_on = f"第{known[0]}版" if known else "尚无发布时"
        now_at = f"第{head[0]}版" if head else "尚无发布"
        raise Refused(f"不能发布：摘要依据的是{made_on}的安排，而目前是{now_at}；请刷新摘要后重新审核。")
    if any(leader.id == OFFICE_ID for leader in brief.leaders):
        raise Refused(f"领导编号不得用 {OFFICE_ID}，它是办公室日历的编号；请改用别的编号。")


def _leaders(
    brief: Brief,
    previous: Publication | None,
    entries: tuple[Entry, ...],
    away: tuple[AwayView, ...],
    lines: tuple[AgendaLine, ...],
) -> tuple[Leader, ...]:
    """The brief's leaders, and after them those of before whom something carried over still names."""
    named = {person for entry in entries for person in entry.people}
    named |= {person for view in away for person in (view.leader, *view.cover)}
    named |= {line.owner for line in lines}
    known = brief.leader_by_id
    former = [leader for leader in (previous.leaders if previous else ()) if leader.id not in known]
    return (*brief.leaders, *(leader for leader in former if leader.id in named))


def _week(week: str) -> DateRange:
    match = re.fullmatch(r"(\d{4})-W(\d{2})", week, re.ASCII)
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1) if match else None
    except ValueError:
        monday = None
    if monday is None:
        raise Refused(f"“{week}”不是一个周次；请写作 2026-W49 这样的形式。")
    return DateRange(first=monday, last=monday + timedelta(days=6))
