"""A coverage slip where there is no plan to judge by: none is published or given, and no fresh one comes about."""

from models.reasons import Stuck
from models.slip import Colour, Slip
from solver.search import NoAnswer


def without_plan(slip: Slip, why: Stuck | NoAnswer) -> Slip:
    """The slip by the rules alone, with why there is no plan. Musts that clash as it is break whatever moves: red. An
    undecided search leaves it to a person: never better than amber. No stretch is called green without a plan.

    slip: of an empty plan of the horizon.
    """
    unsaid = {"before": (), "after": ()}
    who = slip.asked.title
    if isinstance(why, Stuck):
        told = tuple(cause.sentence for conflict in why.conflicts for cause in conflict.causes)
        headline = f"{who}：不宜批准：现有的必办事项本就互相冲突，排不出方案，请先解开冲突"
        return slip.model_copy(
            update={
                **unsaid, "verdict": Colour.RED, "headline": headline,
                "conflict": why.conflicts[0] if why.conflicts else None,
                "reasons": tuple(dict.fromkeys((*told, *slip.reasons))),
            }
        )  # fmt: skip
    colour = max(slip.verdict, Colour.AMBER, key=lambda one: one.rank)
    headline = f"{who}：须由人决定：没有得到可供核对的方案，席位未核"
    return slip.model_copy(
        update={**unsaid, "verdict": colour, "headline": headline, "reasons": (why.why, *slip.reasons)}
    )
