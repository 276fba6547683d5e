"""Research that goes on from one publication to the next keeps its name."""

from collections.abc import Sequence

from models.brief import Brief
from models.research import ResearchBlock, Stretch, identify


def continued(brief: Brief, stretches: Sequence[Stretch]) -> tuple[ResearchBlock, ...]:
    """Planned stretches as blocks: ids of the published blocks they continue, else numbers never used."""
    blocks = brief.published.research if brief.published else ()
    used = {(leader, brief.ledger.year): n for leader, n in brief.ledger.research_numbers.items()}
    for block in blocks:
        year, n = map(int, block.id.rsplit("/", 2)[1:])  # its name's: it may have been published across the new year
        used[block.leader, year] = max(used.get((block.leader, year), 0), n)
    topics = {plan.leader: plan.topics for plan in brief.research}
    return _visiting(brief, identify(stretches, [b for b in blocks if b.start.day in brief.horizon], used, topics))


def _visiting(brief: Brief, blocks: Sequence[ResearchBlock]) -> tuple[ResearchBlock, ...]:
    """Each block with the next unit of its leader's plan that he has not visited yet; a kept one stays."""
    year = brief.horizon.first.year
    left = {
        plan.leader: [u for u in dict.fromkeys(plan.units) if u not in brief.ledger.units_visited(plan.leader, year)]
        for plan in brief.research
    }
    for block in blocks:
        if block.unit in left.get(block.leader, ()):
            left[block.leader].remove(block.unit)
    found = []
    for block in blocks:
        more = left.get(block.leader)
        unit = block.unit or (more.pop(0) if more else "")
        found.append(block if unit == block.unit else block.model_copy(update={"unit": unit}))
    return tuple(found)
