"""What a rule is, and the sheet through which it speaks to the solver.

A rule has two faces. `constrain` shapes the sheet; `audit` judges any plan without it. The sheet speaks in
half-days and seats; its base variable is joint: `takes(event, seat, person, start)`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import ClassVar, NamedTuple, Protocol

from models.agenda import AgendaItem
from models.audit import Finding, Verdict
from models.brief import Brief
from models.decided import Waiver
from models.events import Event
from models.leave import LeaveWish, PlacedLeave
from models.people import LeaderId, Post
from models.plan import Plan
from models.seats import ConcreteSeat
from models.spans import HalfDay, Span

Lit = int
TRUE: Lit = 0
FALSE: Lit = -1


def no(lit: Lit) -> Lit:
    """The negation of a literal."""
    return -lit - 1


class Strength(StrEnum):
    """How strongly a rule binds, from its wording."""

    MUST = "must"
    IN_PRINCIPLE = "in_principle"
    COST = "cost"
    SILENT = "silent"

    @property
    def zh(self) -> str:
        """The strength as people read it."""
        return {"must": "必须", "in_principle": "原则上", "cost": "尽量", "silent": "未规定"}[self.value]


class Article(NamedTuple):
    """A place in the rule book: article 43 is Article(43)."""

    number: int

    @property
    def zh(self) -> str:
        """第四十三条."""
        return f"第{_numeral(self.number)}条"


def _numeral(n: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(n, 10)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")


class Fact(NamedTuple):
    """Why a constraint or a cost is there: the rule's code and the subject it speaks of.

    subject: an event, seat, leader or item by its id; facts name conflicts and itemise cost.
    """

    rule: str
    subject: str


class Block(NamedTuple):
    """A possible stretch of research: `lit` is true when it is chosen."""

    lit: Lit
    start: HalfDay
    half_days: int


class Leave(NamedTuple):
    """A possible place of a leave: `lit` is true when it is chosen, and the leader is then away by `absence`."""

    lit: Lit
    start: HalfDay
    absence: PlacedLeave


class Sheet(Protocol):
    """The model as rules see it. Widen the questions, never the verbs."""

    @property
    def brief(self) -> Brief:
        """The brief that is planned."""

    @property
    def events(self) -> Sequence[Event]:
        """Events with a possible start in the horizon."""

    def starts(self, event: Event) -> Sequence[HalfDay]:
        """Half-days in which the event may start."""

    def at(self, event: Event, start: HalfDay) -> Lit:
        """The event is held, starting in this half-day."""

    def left_out(self, event: Event) -> Lit:
        """The event is not held."""

    def keeps_start(self, event: Event) -> Lit:
        """The event is held at its published minute; FALSE where none is published or possible."""

    def halves(self, event: Event, start: HalfDay) -> Sequence[HalfDay]:
        """Half-days that the event touches if it starts in this one."""

    def times(self, event: Event, start: HalfDay) -> Sequence[Span]:
        """Exact times in this half-day that every rule admits, in order and all as long."""

    def takes(self, event: Event, seat: ConcreteSeat, person: LeaderId, start: HalfDay) -> Lit:
        """The person takes the seat of the event that starts in this half-day."""

    def empty(self, event: Event, seat: ConcreteSeat, start: HalfDay) -> Lit:
        """The event starts in this half-day and nobody takes the seat."""

    def takers(self, event: Event, seat: ConcreteSeat) -> Sequence[LeaderId]:
        """Everybody who could take the seat: its options, and whoever a decision in the brief names."""

    def blocks(self, person: LeaderId) -> Sequence[Block]:
        """Every possible stretch of research of a leader."""

    @property
    def wishes(self) -> Sequence[LeaveWish]:
        """Leave that is ours to place."""

    def leaves(self, wish: LeaveWish) -> Sequence[Leave]:
        """Every possible place of a leave."""

    def denied(self, wish: LeaveWish) -> Lit:
        """The leave is not placed."""

    def away(self, person: LeaderId, half: HalfDay) -> Sequence[Lit]:
        """Literals of which one is true just when the person is away then, and no more than one: constant where
        the brief says so, none where he is in town whatever is decided, else every leave that would cover it."""

    def tabled(self, item: AgendaItem, event: Event, start: HalfDay) -> Lit:
        """The item is on the agenda of the meeting that starts in this half-day."""

    def meetings(self, item: AgendaItem) -> Sequence[Event]:
        """Meetings on whose agenda the item could be."""

    def either(self, lits: Sequence[Lit]) -> Lit:
        """Any of them is true: a literal that counts several choices once."""

    def split(self, lit: Lit, other: Lit) -> tuple[Lit, Lit]:
        """The first without the second, and both."""

    def require(self, lits: Iterable[Lit], because: Fact) -> None:
        """All are true."""

    def forbid(self, lits: Iterable[Lit], because: Fact) -> None:
        """None is true."""

    def imply(self, when_all: Iterable[Lit], then_any: Iterable[Lit], because: Fact) -> None:
        """If all of the first are true, at least one of the second is (none given: not all of the first)."""

    def at_most_one(self, lits: Iterable[Lit], because: Fact) -> None:
        """At most one is true."""

    def one_of(self, lits: Sequence[Lit], because: Fact) -> Lit:
        """At most one is true; answers the literal that one of them is, which the relaxation knows as their sum."""

    def exactly_one(self, lits: Iterable[Lit], because: Fact) -> None:
        """Exactly one is true."""

    def between(
        self,
        low: int | None,
        lits: Sequence[Lit],
        high: int | None,
        because: Fact,
        weights: Sequence[int] | None = None,
    ) -> None:
        """The (weighted) number of true literals lies in [low, high]."""

    def charge(
        self,
        price: int,
        lits: Sequence[Lit],
        because: Fact,
        *,
        above: int | None = None,
        below: int | None = None,
        weights: Sequence[int] | None = None,
    ) -> None:
        """Cost: the price for each true literal; with `above` (`below`), for each one over (short of) it."""

    def charge_spread(
        self, price: int, groups: Sequence[Sequence[Lit]], because: Fact, *, total: int, unless: Sequence[Lit]
    ) -> None:
        """Cost: the price for each one that the group with most true literals has more than that with fewest.

        total: how many are true in all groups together, as long as none of `unless` is: where it cannot be shared out
        evenly the relaxation learns that there is a difference.
        """


class Rule(ABC):
    """One article or clause.

    code: the rule book's row in digits (``43-b``), or ``house-…`` for ours. reading: how we understand the
    article, in our own words, in Chinese. rows: rows of `rules.book` it answers for; none given: its own code.
    approver: whose waiver the rule bows to (a post); empty: nobody's, it may not be waived.
    """

    code: ClassVar[str]
    article: ClassVar[Article | None]
    title: ClassVar[str]
    reading: ClassVar[str]
    strength: ClassVar[Strength]
    settings: ClassVar[tuple[str, ...]] = ()
    rows: ClassVar[tuple[str, ...]] = ()
    approver: ClassVar[str] = ""

    def constrain(self, sheet: Sheet) -> None:
        """Shape the sheet: speak of decisions only; what given facts alone break is for `audit` to say.

        A rule that speaks of exact minutes alone has its word in `admits` instead.
        """
        return

    @abstractmethod
    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        """Judge any plan of the brief, all of it, without the solver."""

    def admits(self, brief: Brief, event: Event, span: Span) -> bool:
        """The rule's word on exact minutes of an event that we place; most rules have none."""
        return True

    def admitted(self, brief: Brief, event: Event, spans: Sequence[Span]) -> Sequence[Span]:
        """Of an event's times within one half-day, those that the rule admits: `admits` asked for all of them at
        once, which a rule may answer quicker than one by one."""
        return [span for span in spans if self.admits(brief, event, span)]

    def waived(self, brief: Brief, subject: str) -> Waiver | None:
        """The waiver for a subject, if it is of the post that the rule bows to, or of the head."""
        waiver = brief.waiver(self.code, subject)
        posts = [post for post in Post if post is Post.HEAD or post.zh == self.approver]
        return waiver if waiver and any(brief.holds(waiver.approver, post) for post in posts) else None

    @property
    def source(self) -> str:
        """How sentences cite it: 第四十三条, or 本办 for a house rule."""
        return self.article.zh if self.article else "内部安排"

    def kept(self, subject: str, sentence: str, cost: int = 0, seat: str | None = None) -> Finding:
        """A finding that the rule is kept (at a cost, for a rule that prices)."""
        return self._finding(Verdict.KEPT, subject, sentence, cost, seat)

    def bent(self, subject: str, sentence: str, cost: int = 0, seat: str | None = None) -> Finding:
        """A finding that the rule is bent by a named person's leave."""
        return self._finding(Verdict.BENT, subject, sentence, cost, seat)

    def broken(
        self, subject: str, sentence: str, seat: str | None = None, *, given: bool = False, cost: int = 0
    ) -> Finding:
        """A finding that the rule is broken; given: by facts of the brief alone, at a cost that says how far."""
        finding = self._finding(Verdict.BROKEN, subject, sentence, cost, seat)
        return finding.model_copy(update={"given": True}) if given else finding

    def open(self, subject: str, sentence: str, cost: int = 0, seat: str | None = None) -> Finding:
        """A finding that the law has no answer."""
        return self._finding(Verdict.OPEN, subject, sentence, cost, seat)

    def _finding(self, verdict: Verdict, subject: str, sentence: str, cost: int, seat: str | None) -> Finding:
        text = f"{sentence}（{self.source}）"
        return Finding(
            verdict=verdict, code=self.code, article=self.source, subject=subject, sentence=text, cost=cost,
            seat=seat,
        )  # fmt: skip
