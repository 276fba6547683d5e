"""Who is in charge, minute by minute: a second reading of articles 5, 7, 8 and 65. No half-day is ever formed."""

from models.brief import Brief
from models.people import Post
from tests.oracle.outings import Absentees
from tests.oracle.world import day_of

NOBODY = ""


class Minutes:
    """Absences of a brief marked once; then every minute is asked by itself."""

    def __init__(self, brief: Brief) -> None:
        self.brief, self.away = brief, Absentees(brief)
        self.posts = {leader.id: leader.post for leader in brief.leaders}
        self.words: list[tuple[str, int, int]] = []
        marks = Absentees(brief.model_copy(update={"absences": ()}))
        for delegation in brief.delegations:
            if self.posts.get(delegation.by) is Post.HEAD:
                first, last = marks.add(brief.leaders[0].id, delegation.span.start, delegation.span.end, "word")
                self.words.append((delegation.to, first, last))

    def works(self, leader: str) -> tuple[str, ...]:
        """What of a leader's work is asked about."""
        known = next(k for k in self.brief.leaders if k.id == leader)
        paired = any(p.a == leader or (p.b == leader and p.mutual) for p in self.brief.pairs)
        if known.post is Post.HEAD:
            return (NOBODY,)
        if known.post is Post.OFFICE_DIRECTOR or known.post in self.brief.policy.cover.scope or paired:
            return known.portfolios or (NOBODY,)
        return ()

    def who(self, leader: str, work: str, minute: int) -> str:
        """Who is in charge of a leader's work in a minute, nobody where the law has no answer."""
        gone = self.away.at(leader, minute)
        if not gone:
            return leader
        if self.posts[leader] is Post.HEAD:
            return self._president(minute)
        bs = self._bs(leader, work, minute)
        if self.posts[leader] is Post.OFFICE_DIRECTOR and not bs:
            return self._listed(leader, minute)
        cover = self.brief.policy.cover
        if work in cover.excluded_portfolios or not any(kind in cover.trigger for kind, _ in gone):
            return NOBODY
        most = cover.long_absence_days
        long = most is not None and any(days > most for _, days in gone)
        for person in (*bs, *self._cs(leader, bs, minute)):
            if not self.away.at(person, minute) and (not long or self._entrusted(person, minute)):
                return person
        return NOBODY

    def _president(self, minute: int) -> str:
        for person, post in self.posts.items():
            if post is Post.EXECUTIVE_DEPUTY:
                word = not self.brief.policy.cover.head_needs_delegation or self._entrusted(person, minute)
                return person if word and not self.away.at(person, minute) else NOBODY
        return NOBODY

    def _listed(self, leader: str, minute: int) -> str:
        for absence in self.brief.absences:
            if absence.leader == leader and absence.approval.state.value == "approved":
                alone = Absentees(self.brief.model_copy(update={"absences": (absence,)}))
                if alone.at(leader, minute):
                    for name in absence.acting:
                        if name not in self.posts or not self.away.at(name, minute):
                            return name
        return NOBODY

    def _bs(self, leader: str, work: str, minute: int | None) -> list[str]:
        found = []
        for pair in self.brief.pairs:
            day = day_of(minute) if minute is not None else pair.first
            if day < pair.first or (pair.last is not None and day > pair.last):
                continue
            if minute is not None and work and pair.portfolios and work not in pair.portfolios:
                continue
            if pair.a == leader:
                found.append(pair.b)
            elif pair.b == leader and pair.mutual:
                found.append(pair.a)
        return found

    def _cs(self, leader: str, bs: list[str], minute: int) -> list[str]:
        """C steps in where there are Bs that day and every one of them is away."""
        if not bs or not all(self.away.at(b, minute) for b in bs):
            return []
        rule, found = self.brief.policy.cover.fallback.value, []
        if rule == "named":
            found = [p.c for p in self.brief.pairs if p.c is not None and leader in (p.a, p.b)]
        wanted = {"exec_deputy": Post.EXECUTIVE_DEPUTY, "office_director": Post.OFFICE_DIRECTOR}.get(rule)
        found += [person for person, post in self.posts.items() if post is wanted]
        ever = self._bs(leader, NOBODY, None)
        return [c for c in found if c != leader and c not in ever]

    def _entrusted(self, person: str, minute: int) -> bool:
        return any(to == person and first <= minute < last for to, first, last in self.words)
