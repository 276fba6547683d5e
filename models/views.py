"""What one audience sees of a publication. Redaction (article 60) lives here and nowhere else.

Renderers take entries, absences and changes from these functions alone, never from the publication itself.
"""

from collections.abc import Iterator
from datetime import timedelta

from models.audience import Audience
from models.entries import ABSENCE
from models.events import Kind, Role, Secrecy
from models.plaintext import lines_of, one_line
from models.publication import AgendaLine, AwayView, Change, ChangeKind, Entry, EntrySeat, EntryView, Publication
from models.spans import HalfDay
from models.workdays import AWAITING_NOTICE

HIDDEN = "有安排"
TENTATIVE = "【暂定】"
AWAY = "外出"
OPEN_SEAT = "待定"
UNTITLED = "未命名事项"
CANCELLED = "【取消】"


def feed_name(publication: Publication, audience: Audience) -> str:
    """What an audience's calendar is called."""
    if audience.leader is None:
        return one_line(f"{publication.office.name}领导日程")
    return one_line(f"{publication.zh(audience.leader)}日程")


def views(publication: Publication, audience: Audience) -> tuple[EntryView, ...]:
    """What stands in an audience's own calendar, in order of start and uid.

    A leader's holds what he has a part in: seats he takes, seats of his that others take, and his absences; as far
    ahead as he reads.
    """
    own = audience.leader
    found = [
        entry_view(publication, entry, audience)
        for entry in publication.entries
        if audience.reaches(entry.start) and (own is None or has_part(entry, own))
    ]
    found += [
        away_view(publication, away, audience)
        for away in absences_for(publication, audience)
        if own is None or away.leader == own
    ]
    return tuple(sorted(found, key=lambda view: (view.start, view.uid)))


def entries_for(publication: Publication, audience: Audience) -> tuple[Entry, ...]:
    """Every entry of the office's calendar as an audience may see it, for tables of all leaders: as far ahead as it
    reads."""
    return tuple(redacted(entry, audience) for entry in publication.entries if audience.reaches(entry.start))


def absences_for(publication: Publication, audience: Audience) -> tuple[AwayView, ...]:
    """Every absence, for tables of all leaders: as far ahead as the audience reads."""
    return tuple(away for away in publication.absences if audience.reaches(away.first.start))


def changes_for(publication: Publication, audience: Audience) -> tuple[Change, ...]:
    """The publication's changes as an audience may see them; what looks the same on both sides is left out.

    Who may not read an item as it is now is not told what it was before either. What comes into the days that an
    audience reads is new to it; what leaves them is told with its new time: who knew of it must know.
    """
    found = []
    for change in publication.changes:
        before, after, kind = change.before, change.after, change.kind
        if before is not None and not audience.reaches(before.start):
            before, kind = None, ChangeKind.NEW
        if before is None and (after is None or not audience.reaches(after.start)):
            continue
        if after is not None:
            if before is not None:
                before = redacted(before, audience) if audience.may_read(after) else _hidden(before)
            after = redacted(after, audience)
        elif before is not None:
            before = redacted(before, audience)
        if before is None or after is None or _face(before) != _face(after):
            found.append(Change(kind=kind, before=before, after=after))
    return tuple(found)


def agenda_for(publication: Publication, audience: Audience) -> tuple[AgendaLine, ...]:
    """Agenda items for the Office, and for those who sit in the meeting."""
    shown = {entry.id for entry in publication.entries if _sees_agenda(entry, audience)}
    return tuple(line for line in publication.agenda if line.event in shown)


def _sees_agenda(entry: Entry, audience: Audience) -> bool:
    own = audience.leader
    return own is None or (has_part(entry, own) and audience.reaches(entry.start) and audience.may_read(entry))


def has_part(entry: Entry, leader: str) -> bool:
    """Whether a leader takes a seat of the entry, or owns one that another takes."""
    return any(
        leader == seat.taken_by or (leader == seat.owner and seat.taken_by is not None) for seat in entry.seats
    )


def redacted(entry: Entry, audience: Audience) -> Entry:
    """The entry itself where the audience may read it, else its time and whose it is, and nothing more."""
    return entry if audience.may_read(entry) else _hidden(entry)


def _hidden(entry: Entry) -> Entry:
    takers = dict.fromkeys(seat.taken_by for seat in entry.seats if seat.taken_by is not None)
    return Entry(
        id=entry.id,
        title=HIDDEN,
        kind=Kind.WORK,
        start=entry.start,
        end=entry.end,
        state=entry.state,
        firmness=entry.firmness,
        secrecy=Secrecy.RESTRICTED,
        provisional=entry.provisional,
        announced_at=entry.announced_at,
        seats=tuple(EntrySeat(key=taker, role=Role.ATTEND, owner=taker, taken_by=taker) for taker in takers),
    )


def _face(entry: Entry) -> Entry:
    return entry.model_copy(update={"state": "", "announced_at": None, "area": ""})


def entry_view(publication: Publication, entry: Entry, audience: Audience) -> EntryView:
    """One entry as an audience sees it, redacted first."""
    seen = redacted(entry, audience)
    hidden = seen is not entry
    title = HIDDEN if hidden else (one_line(seen.title) or UNTITLED) + _suffix(publication, seen, audience)
    return EntryView(
        uid=seen.id,
        title=f"{TENTATIVE if seen.is_tentative else ''}{title}",
        start=seen.start,
        end=seen.end,
        venue=one_line(seen.venue),
        status="TENTATIVE" if seen.is_tentative else "CONFIRMED",
        busy=audience.leader is None or any(seat.taken_by == audience.leader for seat in seen.seats),
        category="" if hidden else seen.kind.facts.zh,
        secrecy=seen.secrecy,
        lines=() if hidden else tuple(_lines(publication, seen, audience)),
    )


def _suffix(publication: Publication, entry: Entry, audience: Audience) -> str:
    """（由副区长乙代） on the owner's freed copy, （代副区长甲出席） on the taker's."""
    own = audience.leader
    if own is None:
        return ""
    taken = [seat for seat in entry.seats if seat.taken_by == own]
    if not taken:
        acting = dict.fromkeys(seat.taken_by for seat in entry.seats if seat.owner == own and seat.taken_by)
        names = "、".join(one_line(publication.zh(taker)) for taker in acting)
        return f"（由{names}代）" if names else ""
    parts = [f"代{one_line(publication.zh(s.acting_for))}{s.role.zh}" for s in taken if s.acting_for is not None]
    return f"（{'、'.join(parts)}）" if parts else ""


def _lines(publication: Publication, entry: Entry, audience: Audience) -> Iterator[str]:
    if entry.whole_half_days:
        yield f"时间：{_half_days(*_ends(entry))}"
    for role in Role:
        names = [_name(publication, seat) for seat in entry.seats if seat.role is role]
        present = list(dict.fromkeys(name for name in names if name))
        if present:
            yield f"{role.zh}：{'、'.join(present)}"
    if _sees_agenda(entry, audience):
        for number, line in enumerate(publication.agenda_of(entry.id), 1):
            unit = one_line(line.unit)
            yield f"议题{number}：{one_line(line.title)}{f'（{unit}）' if unit else ''}"
    if organiser := one_line(entry.organiser):
        yield f"承办：{organiser}"
    yield from (f"备注：{line}" for line in lines_of(entry.note))
    if entry.provisional:
        yield f"日期{AWAITING_NOTICE}"


def _name(publication: Publication, seat: EntrySeat) -> str:
    if seat.taken_by is None:
        return OPEN_SEAT if seat.required else ""
    name = one_line(publication.zh(seat.taken_by))
    return name if seat.acting_for is None else f"{name}（代{one_line(publication.zh(seat.acting_for))}）"


def _ends(entry: Entry) -> tuple[HalfDay, HalfDay]:
    return HalfDay.of(entry.start), HalfDay.of(entry.end - timedelta(microseconds=1))


def tombstone(view: EntryView, entry: Entry | None, audience: Audience) -> EntryView:
    """The last view of an item that left the audience's calendar, told as cancelled.

    entry: the item as it is now, if the calendar still holds it; one that the audience may no longer read
    loses its words here too.
    """
    title = view.title.removeprefix(CANCELLED).removeprefix(TENTATIVE)
    kept = {"title": f"{CANCELLED}{title}", "status": "CANCELLED", "busy": False, "lines": ()}
    if entry is not None and not audience.may_read(entry):
        kept |= {"title": f"{CANCELLED}{HIDDEN}", "venue": "", "category": "", "secrecy": Secrecy.RESTRICTED}
    return view.model_copy(update=kept)


def _half_days(first: HalfDay, last: HalfDay) -> str:
    count = last.index - first.index + 1
    return f"{first.zh}，1个半天" if count == 1 else f"{first.zh}至{last.zh}，共{count}个半天"


def away_view(publication: Publication, away: AwayView, audience: Audience) -> EntryView:
    """An absence over whole days: to the leader himself 外出, to the Office with who covers; never why or where."""
    title = AWAY
    if audience.leader != away.leader:
        cover = "、".join(one_line(publication.zh(leader)) for leader in away.cover)
        title = f"{one_line(publication.zh(away.leader))}{AWAY}{f'（补位：{cover}）' if cover else ''}"
    return EntryView(
        uid=f"{ABSENCE}{away.id}",
        title=title,
        start=HalfDay(away.first.day, False).start,
        end=HalfDay(away.last.day, True).end,
        all_day=True,
        status="CONFIRMED",
        busy=audience.leader == away.leader,
        lines=(f"时间：{_half_days(away.first, away.last)}",),
    )
