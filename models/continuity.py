"""Research that goes on from one publication to the next keeps its name."""

from collections.abc import Sequence

from models.brief import Brief
from models.research import ResearchBlock, Stretch, identify


def continued(brief: Brief, stretches: Sequence[Stretch]) -> tuple[ResearchBlock, ...]:
    """Planned stretches as blocks: ids of the published blocks they continue, else numbers never used."""
    blocks = brief.published.research if brief.published else ()
    used = {(leader, brief.ledger.year): n for leader, n in brief.ledger.research_numbers.items()}
    for block in blocks:
        key = (block.leader, block.start.day.year)
        used[key] = max(used.get(key, 0), int(block.id.rsplit("/", 1)[1]))
    topics = {plan.leader: plan.topics for plan in brief.research}
    return identify(stretches, [b for b in blocks if b.start.day in brief.horizon], used, topics)
