"""Research at the grassroots (article 66): topics, blocks and the blocks' lasting identity."""

from collections.abc import Sequence

from pydantic import Field

from models.people import LeaderId
from models.spans import Frozen, HalfDay


class ResearchPlan(Frozen):
    """A leader's research plan of the year: the key topics, in order, and grassroots units that he is to visit."""

    leader: LeaderId
    topics: tuple[str, ...] = ()
    units: tuple[str, ...] = Field(default=(), max_length=200, exclude_if=lambda units: not units)


class ResearchBlock(Frozen):
    """Whole half-days in a row for research. id: ``research/{leader}/{year}/{n}``; unit: whom he visits."""

    id: str
    leader: LeaderId
    start: HalfDay
    half_days: int = Field(ge=1, le=60)
    topic: str = ""
    unit: str = Field(default="", exclude_if=lambda unit: not unit)

    def halves(self) -> list[HalfDay]:
        """Every half-day of the block, in order."""
        return [self.start.shifted(n) for n in range(self.half_days)]

    def overlap(self, start: HalfDay, half_days: int) -> int:
        """Half-days shared with another stretch."""
        first = max(self.start.index, start.index)
        last = min(self.start.index + self.half_days, start.index + half_days)
        return max(0, last - first)


Stretch = tuple[LeaderId, HalfDay, int]


def identify(
    stretches: Sequence[Stretch],
    published: Sequence[ResearchBlock],
    used: dict[tuple[LeaderId, int], int],
    topics: dict[LeaderId, tuple[str, ...]],
) -> tuple[ResearchBlock, ...]:
    """Give planned stretches the ids of the last published blocks they continue.

    A stretch is matched to a block of the same leader (and year): same start first, then the largest overlap,
    then the nearest start, then the lower n. What is left takes the next n never used (`used` holds the
    highest n per leader and year); a published block without a stretch is simply not in the answer.
    """
    free = {block.id: block for block in published}
    ids: dict[Stretch, ResearchBlock] = {}

    def n_of(block: ResearchBlock) -> int:
        return int(block.id.rsplit("/", 1)[1])

    def year_of(block: ResearchBlock) -> int:
        return int(block.id.rsplit("/", 2)[1])

    def closeness(stretch: Stretch, block: ResearchBlock) -> tuple[bool, int, int, int]:
        _, start, length = stretch
        return (
            start != block.start,
            -block.overlap(start, length),
            abs(start.index - block.start.index),
            n_of(block),
        )

    ordered = sorted(stretches, key=lambda s: (s[0], s[1].index))
    pairs = sorted(
        (
            (closeness(stretch, block), stretch[0], stretch[1].index, stretch, block.id)
            for stretch in ordered
            for block in published
            if block.leader == stretch[0] and block.start.day.year == stretch[1].day.year
        ),
        key=lambda row: row[:3],
    )
    for _, _, _, stretch, block_id in pairs:
        if stretch not in ids and block_id in free:
            ids[stretch] = free.pop(block_id)
    highest = dict(used)
    for block in published:
        key = (block.leader, year_of(block))
        highest[key] = max(highest.get(key, 0), n_of(block))
    answer = []
    for stretch in ordered:
        leader, start, length = stretch
        old = ids.get(stretch)
        if old is not None:
            answer.append(old.model_copy(update={"start": start, "half_days": length}))
            continue
        key = (leader, start.day.year)
        highest[key] = n = highest.get(key, 0) + 1
        mine = topics.get(leader, ())
        topic = mine[(n - 1) % len(mine)] if mine else ""
        answer.append(
            ResearchBlock(
                id=f"research/{leader}/{key[1]}/{n}",
                leader=leader,
                start=start,
                half_days=length,
                topic=topic,
            )
        )
    return tuple(answer)
