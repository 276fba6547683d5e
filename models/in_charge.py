"""Who is in charge: for any instant who presides, who acts for whom in which work, and where nobody does.

Articles 7, 8 and 65, half-day by half-day as absences count; a pure function of a brief. Cover is one step deep: who
acts for somebody is in town himself, and nobody acts for one who should have been acting.
"""

from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby
from typing import Literal

from pydantic import Field

from models.absences import Absence
from models.brief import Brief
from models.people import Leader, LeaderId, Post
from models.policy_people import Fallback
from models.seats import thirds
from models.slip import HoleKind
from models.spans import DateRange, Frozen, HalfDay, Instant


class Way(StrEnum):
    """How somebody is in charge of a work: it is his, he was entrusted with all of it (8), he is B, C (7), or on the
    office director's list (65); or nobody is."""

    SELF = "self"
    ENTRUSTED = "entrusted"
    PARTNER = "partner"
    THIRD = "third"
    LISTED = "listed"
    NOBODY = "nobody"

    @property
    def zh(self) -> str:
        """As the timeline says it."""
        return _WAY_ZH[self]


_WAY_ZH = {
    Way.SELF: "本人",
    Way.ENTRUSTED: "受托主持",
    Way.PARTNER: "B角代行",
    Way.THIRD: "C角代行",
    Way.LISTED: "按名单代行",
    Way.NOBODY: "待定",
}


class Charge(Frozen):
    """Who is in charge of a leader's work. work: one portfolio, empty: all that he does. by: none for nobody, or for
    a post outside the leaders on the director's list (then `by_title` names it). proposals: whom a person could
    ask where the law has no answer, the executive deputy first, then by precedence (article 7)."""

    owner: LeaderId
    owner_title: str
    work: str
    way: Way
    by: LeaderId | None
    by_title: str
    article: str
    hole: HoleKind | None = None
    sentence: str
    proposals: tuple[LeaderId, ...] = ()


class Stint(Frozen):
    """A charge that holds over half-days in a row, both included."""

    first: HalfDay
    last: HalfDay
    charge: Charge

    @property
    def zh(self) -> str:
        """The half-days as people say them."""
        return self.first.zh if self.first == self.last else f"{self.first.zh}至{self.last.zh}"


class InCharge(Frozen):
    """The answer for one instant. presiding: of the whole government's work; acting: for everybody else who is away;
    holes: those of both that nobody is in charge of."""

    schema_: Literal["richeng.in-charge/1"] = Field(default="richeng.in-charge/1", alias="schema")
    at: Instant
    half: HalfDay
    presiding: Charge | None
    acting: tuple[Charge, ...]
    holes: tuple[Charge, ...]


def in_charge(brief: Brief, at: Instant) -> InCharge:
    """Who is in charge at an instant; no presiding leader in a brief without a head."""
    half = HalfDay.of(at)
    presiding = charge(brief, brief.leader_by_id[brief.head], "", half) if brief.head else None
    acting = tuple(row for row in _away(brief, half) if row.owner != brief.head)
    holes = tuple(row for row in (presiding, *acting) if row is not None and row.way is Way.NOBODY)
    return InCharge(at=at, half=half, presiding=presiding, acting=acting, holes=holes)


def timeline(brief: Brief, days: DateRange) -> tuple[Stint, ...]:
    """Who acts for whom on these days, as long as it stays so; only what is not a leader's own doing."""
    halves = tuple(days.half_days())
    found: list[Stint] = []
    for leader in brief.leaders:
        row = brief.absences_by_half.get(leader.id, {})
        gone = [half for half in halves if half.index in row]
        for work in works(brief, leader) if gone else ():
            told = [(half, charge(brief, leader, work, half)) for half in gone]
            runs = groupby(enumerate(told), key=lambda r: (r[1][0].index - r[0], r[1][1]))
            for (_, same), run in runs:
                there = [half for _, (half, _) in run]
                found.append(Stint(first=there[0], last=there[-1], charge=same))
    order = {leader.id: n for n, leader in enumerate(brief.leaders)}
    return tuple(sorted(found, key=lambda s: (s.first, order[s.charge.owner], s.charge.work)))


def holes(brief: Brief, days: DateRange) -> tuple[Stint, ...]:
    """Stints in which nobody is in charge."""
    return tuple(stint for stint in timeline(brief, days) if stint.charge.way is Way.NOBODY)


def works(brief: Brief, leader: Leader) -> tuple[str, ...]:
    """What of a leader's work needs somebody in charge: each portfolio by itself, all of it as one where he has none
    or is the head; nothing of one for whom no article asks for cover."""
    paired = any(pair.other(leader.id) is not None for pair in brief.pairs)
    asked = leader.post in (Post.HEAD, Post.OFFICE_DIRECTOR, *brief.policy.cover.scope) or paired
    if not asked:
        return ()
    return ("",) if leader.post is Post.HEAD else leader.portfolios or ("",)


def charge(brief: Brief, leader: Leader, work: str, half: HalfDay) -> Charge:
    """Who is in charge of a leader's work in a half-day."""
    absences = brief.absences_at(leader.id, half)
    if not absences:
        said = f"{leader.title}在岗"
        return _told(
            brief, leader, work, Way.SELF, leader.id, "第五条" if leader.post is Post.HEAD else "第七条", said
        )
    if leader.id == brief.head:
        return _for_head(brief, leader, half)
    if leader.post is Post.OFFICE_DIRECTOR and not _partners(brief, leader.id, work, half):
        return _for_director(brief, leader, work, absences, half)
    return _for_deputy(brief, leader, work, absences, half)


def is_entrusted(brief: Brief, person: LeaderId, half: HalfDay) -> bool:
    """Whether the head has entrusted somebody with a half-day (article 8)."""
    return any(d.by == brief.head and d.to == person and d.covers(half) for d in brief.delegations)


def _away(brief: Brief, half: HalfDay) -> Iterator[Charge]:
    for leader in brief.leaders:
        if brief.absences_at(leader.id, half):
            yield from (charge(brief, leader, work, half) for work in works(brief, leader))


def _for_head(brief: Brief, head: Leader, half: HalfDay) -> Charge:
    deputy = brief.executive_deputy
    if deputy is None:
        return _hole(brief, head, "", half, HoleKind.NO_PARTNER, "区长外出，没有常务副区长", "第八条")
    if brief.absences_at(deputy, half):
        word = f"区长和{brief.zh(deputy)}都外出"
        return _hole(brief, head, "", half, HoleKind.HEAD_AND_EXECUTIVE, word, "第八条")
    if brief.policy.cover.head_needs_delegation and not is_entrusted(brief, deputy, half):
        word = f"区长外出，尚未委托{brief.zh(deputy)}主持全面工作"
        return _hole(brief, head, "", half, HoleKind.NOT_ENTRUSTED, word, "第八条")
    said = f"区长外出，{brief.zh(deputy)}主持区政府全面工作"
    return _told(brief, head, "", Way.ENTRUSTED, deputy, "第八条", said)


def _for_director(brief: Brief, director: Leader, work: str, absences: tuple[Absence, ...], half: HalfDay) -> Charge:
    """The first on the list that he filed who is no absent leader."""
    listed = [name.strip() for absence in absences for name in absence.acting if name.strip()]
    here = [name for name in listed if name not in brief.leader_by_id or not brief.absences_at(name, half)]
    if not here:
        word = "名单上的都外出" if listed else "尚未报代行名单"
        kind = HoleKind.PARTNER_AWAY if listed else HoleKind.NO_PARTNER
        return _hole(brief, director, work, half, kind, f"{director.title}外出，{word}", "第六十五条")
    said = f"{director.title}外出，由{brief.zh(here[0])}代为主持办公室工作"
    by = here[0] if here[0] in brief.leader_by_id else None
    made = _told(brief, director, work, Way.LISTED, by, "第六十五条", said)
    return made.model_copy(update={"by_title": brief.zh(here[0])})


def _for_deputy(brief: Brief, leader: Leader, work: str, absences: tuple[Absence, ...], half: HalfDay) -> Charge:
    policy, who = brief.policy.cover, f"{leader.title}外出"
    if not any(absence.kind in policy.trigger for absence in absences):
        word = f"{leader.title}{absences[0].kind.zh}，不属B角代行的情形"
        return _hole(brief, leader, work, half, HoleKind.NOT_A_TRIGGER, word)
    if work in policy.excluded_portfolios:
        return _hole(brief, leader, work, half, HoleKind.EXCLUDED, f"{who}，{work}按规定不由他人代行")
    partners = _partners(brief, leader.id, work, half)
    if not partners:
        return _hole(brief, leader, work, half, HoleKind.NO_PARTNER, f"{who}，当日没有有效的B角")
    long = any(_is_long(brief, absence) for absence in absences)
    here = [p for p in partners if not brief.absences_at(p, half)]
    entrusted = [p for p in here if not long or is_entrusted(brief, p, half)]
    if entrusted:
        said = f"{who}，{_of(work)}由B角{brief.zh(entrusted[0])}代行"
        return _told(brief, leader, work, Way.PARTNER, entrusted[0], "第七条", said)
    if here:
        word = f"{who}时间长，B角{brief.zh(here[0])}代行须区长另行委托"
        return _hole(brief, leader, work, half, HoleKind.NOT_ENTRUSTED, word)
    for third in _thirds(brief, leader.id):
        if not brief.absences_at(third, half) and (not long or is_entrusted(brief, third, half)):
            said = f"{who}，B角{_names(brief, partners)}也外出，{_of(work)}由C角{brief.zh(third)}代行"
            return _told(brief, leader, work, Way.THIRD, third, "第七条", said)
    return _hole(brief, leader, work, half, *_second_order(brief, who, partners, half))


def _second_order(brief: Brief, who: str, partners: list[LeaderId], half: HalfDay) -> tuple[HoleKind, str]:
    """B is away too; if somebody stands in for B, that one would be the cover of a cover."""
    stand_ins = [
        row.by_title
        for partner in partners
        for work in works(brief, brief.leader_by_id[partner])
        if (row := _simple(brief, partner, work, half)) is not None
    ]
    names = _names(brief, partners)
    if stand_ins:
        more = "、".join(dict.fromkeys(stand_ins))
        return HoleKind.COVER_OF_COVER, f"{who}，B角{names}也外出并由{more}代行，补位的补位条文没有规定"
    return HoleKind.PARTNER_AWAY, f"{who}，B角{names}也外出"


def _simple(brief: Brief, owner: LeaderId, work: str, half: HalfDay) -> Charge | None:
    """Who stands in as B for one who is away, without asking what lies behind."""
    absences = brief.absences_at(owner, half)
    partners = [p for p in _partners(brief, owner, work, half) if not brief.absences_at(p, half)]
    if not partners or not any(absence.kind in brief.policy.cover.trigger for absence in absences):
        return None
    leader = brief.leader_by_id[owner]
    return _told(brief, leader, work, Way.PARTNER, partners[0], "第七条", "")


def _partners(brief: Brief, owner: LeaderId, work: str, half: HalfDay) -> list[LeaderId]:
    """His Bs of the day for a work, in the order of the table."""
    rows = (p for p in brief.pairs if p.in_force(half.day) and p.is_for(work or None))
    found = (pair.other(owner) for pair in rows)
    return list(dict.fromkeys(p for p in found if p is not None and p in brief.leader_by_id))


def _thirds(brief: Brief, owner: LeaderId) -> list[LeaderId]:
    """Whom the policy lets act where every B is away: nobody who is his B on any other day."""
    if brief.policy.cover.fallback is Fallback.NONE:
        return []
    mine = {pair.other(owner) for pair in brief.pairs}
    named = thirds(owner, brief.leaders, brief.pairs, brief.policy)
    return [p for p in dict.fromkeys(named) if p not in mine and p != owner and p in brief.leader_by_id]


def _is_long(brief: Brief, absence: Absence) -> bool:
    most, halves = brief.policy.cover.long_absence_days, absence.halves
    return most is not None and (halves[-1].day - halves[0].day).days + 1 > most


def _told(brief: Brief, leader: Leader, work: str, way: Way, by: LeaderId | None, article: str, said: str) -> Charge:
    title = brief.zh(by) if by is not None else ""
    return Charge(
        owner=leader.id, owner_title=leader.title, work=work, way=way, by=by, by_title=title, article=article,
        sentence=f"{said}（{article}）",
    )  # fmt: skip


def _hole(
    brief: Brief, leader: Leader, work: str, half: HalfDay, kind: HoleKind, word: str, article: str = "第七条"
) -> Charge:
    here = [k for k in brief.leaders if k.id != leader.id and not brief.absences_at(k.id, half)]
    ranked = sorted(here, key=lambda k: k.post is not Post.EXECUTIVE_DEPUTY)
    proposals = tuple(k.id for k in ranked if k.post.is_deputy)
    made = _told(brief, leader, work, Way.NOBODY, None, article, f"{word}，待区长指定")
    return made.model_copy(update={"hole": kind, "proposals": proposals})


def _names(brief: Brief, people: list[LeaderId]) -> str:
    return "、".join(map(brief.zh, people))


def _of(work: str) -> str:
    return f"分管的{work}" if work else "其工作"
