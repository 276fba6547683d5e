"""What stands beside the week: what a person must decide, what changed, how research goes, and why this day."""

from collections import Counter
from collections.abc import Iterable, Sequence

from models.audience import Audience
from models.audit import Finding, Verdict
from models.events import Kind
from models.people import LeaderId, Post
from models.plaintext import one_line
from models.publication import Change, ChangeKind, Entry, Publication
from models.spans import Frozen
from models.views import changes_for, entries_for
from render.weeks import WEEKDAYS, IsoWeek, hour, span_zh

STANDING_ARTICLES = ("43-", "45-", "47-")


class Names(dict[LeaderId, str]):
    """Leaders' titles by id, without what they are besides (兼……); an id that nobody has stands for itself."""

    def __missing__(self, leader: LeaderId) -> str:
        return leader

    @classmethod
    def of(cls, publication: Publication) -> "Names":
        """The titles of a publication's leaders."""
        full = {leader.id: one_line(leader.title) for leader in publication.leaders}
        short = {leader: title.partition("（")[0] or title for leader, title in full.items()}
        once = Counter(short.values())
        return cls({leader: short[leader] if once[short[leader]] == 1 else title for leader, title in full.items()})

    def all(self, leaders: Iterable[LeaderId]) -> str:
        """Several titles in a row."""
        return "、".join(self[leader] for leader in leaders)


class Why(Frozen):
    """One rule's word: verdict, article and whole sentence."""

    verdict: Verdict
    verdict_zh: str
    article: str
    code: str
    sentence: str


class Ask(Frozen):
    """An open seat: somebody has to say who goes. line: the item's."""

    line: str
    when: str
    title: str
    seats: tuple[str, ...]
    why: tuple[Why, ...] = ()


class ChangeLine(Frozen):
    """One change: 改期 冬灌部署会 12月9日 09:00—10:00 → 12月10日 09:00—10:00."""

    kind: ChangeKind
    kind_zh: str
    title: str
    before: str = ""
    after: str = ""
    seats: str = ""


class Changes(Frozen):
    """What this version changed: counts over all of it, lines for this week. since: the version before."""

    since: int
    counts: tuple[tuple[str, int], ...]
    lines: tuple[ChangeLine, ...]
    elsewhere: int = 0


class Progress(Frozen):
    """A leader's research of the year, in half-days. due: where one should be."""

    leader: LeaderId
    title: str
    year: int
    done: int
    planned: int
    quota: int
    due: int

    @property
    def days(self) -> str:
        """Done and planned, in days."""
        return f"{(self.done + self.planned) / 2:g}"

    @property
    def quota_days(self) -> str:
        """What the year asks for, in days."""
        return f"{self.quota / 2:g}"

    @property
    def behind(self) -> str:
        """By how many days one is behind, empty where one is not."""
        short = self.due - self.done - self.planned
        return f"{short / 2:g}" if short > 0 else ""


class Unplaced(Frozen):
    """A wish that found no place, and why."""

    subject: str
    title: str
    reason: str


class DayReason(Frozen):
    """Why a standing meeting stands on its day."""

    line: str
    title: str
    when: str
    why: tuple[Why, ...]


class Aside(Frozen):
    """All that stands beside the week. left_here: how many of those left out, at their head, are this week's."""

    asks: tuple[Ask, ...] = ()
    bent: tuple[Why, ...] = ()
    broken: tuple[Why, ...] = ()
    changes: Changes | None = None
    research: tuple[Progress, ...] = ()
    left_out: tuple[Unplaced, ...] = ()
    left_here: int = 0
    reasons: tuple[DayReason, ...] = ()


def aside(
    publication: Publication, audience: Audience, week: IsoWeek, names: Names, plans: Sequence[Publication]
) -> Aside:
    """What stands beside the week, for one audience. Rules' words, and what was left out, are the Office's alone."""
    seen = entries_for(publication, audience)
    here = sorted((e for e in seen if e.span.overlaps(week.span)), key=lambda e: (e.start, e.id))
    ruled = rulings(here, plans)
    asks = tuple(ask for e in here if (ask := _ask(audience, e, names, ruled)))
    common = Aside(
        asks=asks,
        changes=changed(publication, audience, names, week),
        research=_research(publication, audience, names, week.year),
    )
    if not audience.is_office:
        return common
    left = [each for plan in plans for each in plan.left_out]
    mine = [each for each in left if each.day in week.days()]
    others = [each for each in left if each.day not in week.days()]
    return common.model_copy(
        update={
            "bent": whys(f for f in ruled if f.verdict is Verdict.BENT),
            "broken": whys(f for f in ruled if f.verdict is Verdict.BROKEN),
            "left_out": tuple(
                Unplaced(subject=each.subject, title=one_line(each.title), reason=each.reason)
                for each in (*mine, *others)
            ),
            "left_here": len(mine),
            "reasons": tuple(r for e in here if (r := _reason(e, ruled))),
        }
    )


def rulings(entries: Iterable[Entry], plans: Sequence[Publication]) -> tuple[Finding, ...]:
    """What the rules say of items, each by the newest plan that has a word on it; and of the leaders besides."""
    ids = {entry.id for entry in entries}
    known = {entry.id for plan in plans for entry in plan.entries}
    found: dict[str, list[Finding]] = {}
    for plan in plans:
        own: dict[str, list[Finding]] = {}
        for finding in plan.audit.findings if plan.audit else ():
            if finding.subject in ids or finding.subject not in known:
                own.setdefault(finding.subject, []).append(finding)
        found = {**own, **found}
    return tuple(finding for findings in found.values() for finding in findings)


def open_seats(entry: Entry, ruled: Iterable[Finding]) -> tuple[str, ...]:
    """Keys of the seats for which a person has to name somebody.

    A body's member who is away is simply absent (nobody sits for him), unless a rule asks for a decision.
    """
    asked = {f.seat for f in ruled if f.subject == entry.id and f.verdict is Verdict.OPEN}
    empty = [seat for seat in entry.seats if seat.taken_by is None and seat.required]
    return tuple(seat.key for seat in empty if seat.key in asked or ":" not in seat.key)


def whys(findings: Iterable[Finding]) -> tuple[Why, ...]:
    """Findings as people read them, each word once."""
    said = (
        Why(verdict=f.verdict, verdict_zh=f.verdict.zh, article=f.article, code=f.code, sentence=f.sentence)
        for f in findings
    )
    return tuple(dict.fromkeys(said))


def is_loose(entry: Entry) -> bool:
    """Whether it is told in half-days and not in minutes: research that fills them."""
    return entry.whole_half_days and entry.kind is Kind.RESEARCH


def day_time(entry: Entry) -> str:
    """周四 14:30, or 周四上午 where minutes say nothing."""
    first = next(iter(entry.span.half_days()))
    day = WEEKDAYS[first.day.weekday()]
    return f"{day}{'下午' if first.pm else '上午'}" if is_loose(entry) else f"{day} {hour(entry.start)}"


def _ask(audience: Audience, entry: Entry, names: Names, ruled: Sequence[Finding]) -> Ask | None:
    keys = open_seats(entry, ruled)
    if not keys:
        return None
    seats = [seat for seat in entry.seats if seat.key in keys]
    words = dict.fromkeys(f"{names[s.owner]}的{s.role.zh}席位" if s.owner else f"{s.role.zh}人选" for s in seats)
    found = [f for f in ruled if f.verdict is Verdict.OPEN and f.subject == entry.id] if audience.is_office else []
    return Ask(line=entry.id, when=day_time(entry), title=one_line(entry.title), seats=tuple(words), why=whys(found))


def changed(publication: Publication, audience: Audience, names: Names, week: IsoWeek | None) -> Changes | None:
    """What this version changed, with lines for one week or for all time; none for the first version."""
    if publication.previous is None:
        return None
    told = changes_for(publication, audience)
    counts = [(kind.zh, sum(c.kind is kind for c in told)) for kind in ChangeKind]
    here = [c for c in told if week is None or any(e.span.overlaps(week.span) for e in _sides(c))]
    return Changes(
        since=publication.number - 1,
        counts=tuple((zh, n) for zh, n in counts if n),
        lines=tuple(_change(c, audience, names) for c in here),
        elsewhere=len(told) - len(here),
    )


def _sides(change: Change) -> list[Entry]:
    return [entry for entry in (change.before, change.after) if entry is not None]


def _change(change: Change, audience: Audience, names: Names) -> ChangeLine:
    """A change in words: the times where it moved, the people where they changed."""
    before, after = change.before, change.after
    same_time = change.kind in (ChangeKind.RESEATED, ChangeKind.EDITED)
    seats = ""
    if change.kind is ChangeKind.RESEATED and before and after and audience.may_read(after):
        old = {seat.key: seat.taken_by for seat in before.seats}
        moved = [(old.get(seat.key), seat.taken_by) for seat in after.seats if old.get(seat.key) != seat.taken_by]
        seats = "；".join(f"{names[a] if a else '待定'} → {names[b] if b else '待定'}" for a, b in moved)
    return ChangeLine(
        kind=change.kind,
        kind_zh=change.kind.zh,
        title=one_line(_sides(change)[-1].title),
        before="" if same_time or before is None else span_zh(before.span, is_loose(before)),
        after="" if after is None else span_zh(after.span, is_loose(after)),
        seats=seats,
    )


def _research(publication: Publication, audience: Audience, names: Names, year: int) -> tuple[Progress, ...]:
    """The year's, everybody's for the Office, the head and the office director; for others their own."""
    posts = {leader.id: leader.post for leader in publication.leaders}
    sees_all = audience.leader is None or posts.get(audience.leader) in (Post.HEAD, Post.OFFICE_DIRECTOR)
    return tuple(
        Progress(title=names[line.leader], **dict(line))
        for line in publication.research
        if line.year == year and (sees_all or line.leader == audience.leader)
    )


def _reason(entry: Entry, ruled: Sequence[Finding]) -> DayReason | None:
    if entry.kind is not Kind.STANDING:
        return None
    mine = [f for f in ruled if f.subject == entry.id and f.code.startswith(STANDING_ARTICLES)]
    if not mine:
        return None
    return DayReason(line=entry.id, title=one_line(entry.title), when=day_time(entry), why=whys(mine))
