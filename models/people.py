"""Who leads: posts, portfolios, dated A/B pairs and delegations. No names of persons, ever."""

from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from models.spans import Frozen, HalfDay, Span

LeaderId = str
DepartmentId = str


class Post(StrEnum):
    """Posts of the government's leaders (articles 5, 7, 8 and 9)."""

    HEAD = "head"
    EXECUTIVE_DEPUTY = "executive_deputy"
    DEPUTY = "deputy"
    OFFICE_DIRECTOR = "office_director"

    @property
    def zh(self) -> str:
        """The post as the office says it."""
        return _POST_ZH[self]

    @property
    def is_deputy(self) -> bool:
        """Deputies of the head, the executive one included (article 7)."""
        return self in (Post.DEPUTY, Post.EXECUTIVE_DEPUTY)


_POST_ZH = {
    Post.HEAD: "区长",
    Post.EXECUTIVE_DEPUTY: "常务副区长",
    Post.DEPUTY: "副区长",
    Post.OFFICE_DIRECTOR: "政府办主任",
}


class Leader(Frozen):
    """One leader. The order of leaders in the brief is their order of precedence.

    title: what tables show (a post, never a personal name); portfolios: areas of work in the leader's charge.
    """

    id: LeaderId = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    post: Post
    title: str = Field(min_length=1, max_length=40)
    portfolios: tuple[str, ...] = ()


class Department(Frozen):
    """A department of the government (article 10). No person is named.

    heads: first persons: two where party and government posts are split. constituent: whether its heads are
    members of the plenary (article 42). under_head: led by the head himself, as audit is.
    """

    id: DepartmentId = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")
    name: str = Field(min_length=1, max_length=60)
    heads: int = Field(default=1, ge=1, le=2)
    constituent: bool = True
    under_head: bool = False


class DeputyPair(Frozen):
    """An A/B pair (AB角, article 7), in force from `first` to `last` (both included; none: open-ended).

    mutual: each covers the other; else only b covers a. c: who may stand in where both are away, if the policy
    lets the table name him. portfolios: the work that the pair is for, where one leader's is split between two
    covers; none: all of it.
    """

    a: LeaderId
    b: LeaderId
    first: date
    last: date | None = None
    mutual: bool = True
    c: LeaderId | None = None
    portfolios: tuple[str, ...] = Field(default=(), max_length=20)

    @model_validator(mode="after")
    def _two_people(self) -> "DeputyPair":
        if self.a == self.b:
            raise ValueError(f"AB角不能是同一人({self.a}),请改为两位不同的领导")
        if self.c in (self.a, self.b):
            raise ValueError("C角须是AB角之外的一位领导，请改正")
        if self.last is not None and self.last < self.first:
            raise ValueError("AB角的终止日期早于起始日期")
        return self

    def in_force(self, day: date) -> bool:
        """Whether the pair holds on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def is_for(self, work: str | None) -> bool:
        """Whether the pair covers a portfolio's work; work that is nobody's in particular is any pair's."""
        return not self.portfolios or work is None or work in self.portfolios

    def other(self, leader: LeaderId) -> LeaderId | None:
        """Who covers a member of the pair, none for anybody else."""
        if leader == self.b and not self.mutual:
            return None
        return {self.a: self.b, self.b: self.a}.get(leader)


class Delegation(Frozen):
    """The head's entrustment for a stretch of time (article 8), e.g. the executive deputy presides."""

    id: str
    by: LeaderId
    to: LeaderId
    span: Span
    scope: str = "主持区政府全面工作"

    def covers(self, half: HalfDay) -> bool:
        """Whether the delegation touches a half-day; like absences it is widened outward."""
        return self.span.start < half.end and half.start < self.span.end
