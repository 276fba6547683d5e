"""All chapters together."""

from models.brief import Brief
from models.plan import Plan
from tests.oracle import (
    chapter_02,
    chapter_03,
    chapter_07,
    chapter_08,
    chapter_08_items,
    chapter_10,
    chapter_11,
    chapter_11_away,
    chapter_12,
    house,
    house_seats,
    leave,
    meetings,
    other_papers,
    papers,
    variants,
    variants_people,
    variants_week,
)
from tests.oracle.world import World

Word = tuple[str, str]  # rule code, subject

CHAPTERS = (
    chapter_02,
    chapter_03,
    chapter_07,
    chapter_08,
    chapter_08_items,
    chapter_10,
    chapter_11,
    chapter_11_away,
    chapter_12,
    house,
    house_seats,
    leave,
    meetings,
    other_papers,
    papers,
    variants,
    variants_people,
    variants_week,
)
SILENT = (
    chapter_02,
    chapter_03,
    chapter_08_items,
    chapter_11,
    chapter_11_away,
    chapter_12,
    house_seats,
    meetings,
    other_papers,
    papers,
    variants,
    variants_people,
)


def judge(brief: Brief, plan: Plan) -> set[Word]:
    """What the plan breaks: (rule code, event, leader, block, item or ``event:leader``)."""
    world = World(brief, plan)
    return {word for chapter in CHAPTERS for word in chapter.broken(world)}


def opened(brief: Brief, plan: Plan) -> set[Word]:
    """What the plan leaves empty because the law has no answer: (rule code, event)."""
    world = World(brief, plan)
    return {word for chapter in SILENT for word in chapter.left_open(world)}
