"""Minutes: the second stage. Each day's items of ours get exact times, or cuts go back to the sheet.

Leaders who share an item are placed together; those who do not are placed apart. The search is exhaustive, in a
fixed order (earliest first), so the same choices always give the same minutes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.brief import Brief
from models.occupations import Occupation, carried, clash
from models.people import LeaderId
from models.spans import HalfDay, Span

BEFORE = "before@"  # no event's id holds an @


class Chosen(NamedTuple):
    """An event, or a stretch of research, as the sheet chose it: its half-day, who takes which seat, and where and
    when it could be to the minute."""

    id: str
    start: HalfDay
    takers: tuple[tuple[str, LeaderId], ...]
    spots: tuple[Occupation, ...]

    @property
    def people(self) -> frozenset[LeaderId]:
        """Everybody who has to be there."""
        return frozenset(person for _, person in self.takers)


class Impossible(NamedTuple):
    """Choices that cannot be placed together; without any one of them the others can. people: whom they share."""

    ids: tuple[str, ...]
    people: frozenset[LeaderId]


@dataclass(frozen=True)
class Placed:
    """Exact times by id, and what cannot be placed."""

    times: dict[str, Span]
    impossible: tuple[Impossible, ...]


def place(brief: Brief, chosen: Sequence[Chosen], before: Sequence[Chosen] | None = None) -> Placed:
    """Find exact times for all that was chosen, or the smallest groups that have none. before: what runs into the
    horizon, where the caller has worked it out (`running_in`)."""
    fixed = [c for c in chosen if len(c.spots) == 1]
    ours = [c for c in chosen if len(c.spots) > 1]
    times = {c.id: c.spots[0].span for c in fixed}
    impossible: list[Impossible] = []
    before = running_in(brief) if before is None else before
    around = _by_person_and_day([*fixed, *before])
    days: dict[int, list[Chosen]] = defaultdict(list)
    for choice in ours:
        days[choice.start.day.toordinal()].append(choice)
    for day in sorted(days):
        for group in _components(days[day]):
            near = _near(group, around, day)
            found = _search(brief, group, near)
            if found is None:
                impossible.append(_smallest(brief, group, near))
            else:
                times.update(found)
    impossible.extend(_fixed_clashes(brief, around, before))
    return Placed(times, tuple(impossible))


def running_in(brief: Brief) -> list[Chosen]:
    """What runs into the horizon, as placement sees it: settled, and the only one under its name (cuts that name it
    speak of the others alone)."""
    people: dict[Occupation, list[LeaderId]] = defaultdict(list)
    for leader, there in carried(brief):
        people[there].append(leader)
    return [
        Chosen(f"{BEFORE}{there.subject}", HalfDay.of(there.span.start), tuple(("", p) for p in own), (there,))
        for there, own in people.items()
    ]


def _by_person_and_day(chosen: Iterable[Chosen]) -> dict[tuple[LeaderId, int], list[Chosen]]:
    table: dict[tuple[LeaderId, int], list[Chosen]] = defaultdict(list)
    for choice in chosen:
        span = choice.spots[0].span
        for day in range(span.start.toordinal(), span.end.toordinal() + 1):
            for person in choice.people:
                table[person, day].append(choice)
    return table


def _near(group: Sequence[Chosen], around: dict[tuple[LeaderId, int], list[Chosen]], day: int) -> list[Chosen]:
    """What is settled of the group's people on the day and the days beside it, each once."""
    people = sorted({person for choice in group for person in choice.people})
    found = {
        choice.id: choice
        for person in people
        for beside in (day - 1, day, day + 1)
        for choice in around.get((person, beside), ())
    }
    return list(found.values())


def _components(day: Sequence[Chosen]) -> Iterator[list[Chosen]]:
    """Groups of a day's choices linked by shared people."""
    left = list(day)
    while left:
        group = [left.pop(0)]
        people = set(group[0].people)
        grown = True
        while grown:
            joining = [c for c in left if c.people & people]
            grown = bool(joining)
            for choice in joining:
                left.remove(choice)
                group.append(choice)
                people |= choice.people
        yield group


def _search(brief: Brief, group: Sequence[Chosen], near: Sequence[Chosen]) -> dict[str, Span] | None:
    """Times for a group beside what is settled, by exhaustive search; none: there are none."""
    travel = brief.policy.travel
    options: dict[str, list[Occupation]] = {}
    for choice in group:
        settled = [c.spots[0] for c in near if c.people & choice.people and c.id != BEFORE + choice.id]
        options[choice.id] = [s for s in choice.spots if not any(clash(travel, s, o) for o in settled)]
    order = sorted(group, key=lambda c: (len(options[c.id]), c.id))
    placed: list[tuple[Chosen, Occupation]] = []

    def descend(depth: int) -> bool:
        if depth == len(order):
            return True
        choice = order[depth]
        rivals = [spot for other, spot in placed if other.people & choice.people]
        for spot in options[choice.id]:
            if not any(clash(travel, spot, rival) for rival in rivals):
                placed.append((choice, spot))
                if descend(depth + 1):
                    return True
                placed.pop()
        return False

    return {choice.id: spot.span for choice, spot in placed} if descend(0) else None


def _smallest(brief: Brief, group: Sequence[Chosen], near: Sequence[Chosen]) -> Impossible:
    """Shrink a group without a placement by leaving out one choice after the other."""
    ours, settled = list(group), list(near)
    for choice in list(ours):
        rest = [c for c in ours if c is not choice]
        if rest and _search(brief, rest, settled) is None:
            ours = rest
    for choice in list(settled):
        rest = [c for c in settled if c is not choice]
        if _search(brief, ours, rest) is None:
            settled = rest
    return _impossible([*ours, *settled])


def _impossible(core: Sequence[Chosen]) -> Impossible:
    shared = {p for c in core for p in c.people if sum(p in other.people for other in core) > 1}
    return Impossible(tuple(sorted(c.id for c in core)), frozenset(shared))


def _fixed_clashes(
    brief: Brief, around: dict[tuple[LeaderId, int], list[Chosen]], before: Sequence[Chosen]
) -> Iterator[Impossible]:
    """What is settled and clashes all the same: the sheet excludes most of it, this is the second look. What runs
    into the horizon is nobody's choice: where it clashes among itself, the audit tells it."""
    given = {choice.id for choice in before}
    seen: set[tuple[str, str]] = set()
    for row in around.values():
        for index, one in enumerate(row):
            for other in row[index + 1 :]:
                key = (one.id, other.id)
                if given and (given.issuperset(key) or BEFORE + one.id == other.id):
                    continue
                if key not in seen and clash(brief.policy.travel, one.spots[0], other.spots[0]):
                    seen.add(key)
                    yield _impossible([one, other])
