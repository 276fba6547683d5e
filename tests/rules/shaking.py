"""Case sheets shaken: one or two facts of a case changed by chance, so that each bound is met from both sides.

A time moves by a minute, half an hour, half a day, a day or a week; a number by one; a yes becomes a no; a word or a
post another of its kind, a leader another leader; what need not be there goes; of a list one falls out.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import Enum
from random import Random
from typing import Any

from pydantic import ValidationError

from models.brief import Brief
from models.errors import RichengError
from models.people import Post
from models.plan import Plan

Place = tuple[dict[Any, Any] | list[Any], Any]  # a container, and what is changed in it
STEPS = [timedelta(minutes=m) for m in (1, 30, 12 * 60, 24 * 60, 7 * 24 * 60)]
UNTOUCHED = {"id", "calendar", "as_of_digest", "digest", "brief", "title", "proof"}
POLICY_SHARE = 0.15
TRIES = 6


def shake(brief: Brief, plan: Plan, rng: Random) -> tuple[Brief, Plan] | None:
    """The brief and the plan with a few facts changed; none where no try comes to a brief and a plan."""
    for _ in range(TRIES):
        facts, choices = _loose(brief.model_dump(by_alias=True)), _loose(plan.model_dump(by_alias=True))
        people = [leader.id for leader in brief.leaders]
        for _ in range(rng.randint(1, 2)):
            found = list(_places(_some(facts, choices, rng)))
            if found:
                _change(*rng.choice(found), people, rng)
        try:
            shaken = Brief.model_validate(facts)
            changed = Plan.model_validate({**choices, "brief": shaken.digest, "proof": None})
        except (ValidationError, RichengError):
            continue
        if _is_let_in(shaken):
            return shaken, changed
    return None


def _is_let_in(brief: Brief) -> bool:
    """Whether intake would let it in: one head and one executive deputy at most, a ledger of a year planned, one
    research plan a leader."""
    posts = [leader.post for leader in brief.leaders]
    years = range(brief.horizon.first.year, brief.horizon.last.year + 1)
    planning = [plan.leader for plan in brief.research]
    alone = max(posts.count(Post.HEAD), posts.count(Post.EXECUTIVE_DEPUTY)) <= 1
    return alone and brief.ledger.year in years and len(set(planning)) == len(planning)


def _some(facts: dict[str, Any], choices: dict[str, Any], rng: Random) -> Any:
    """Some part of the facts, or of the plan."""
    if rng.random() < POLICY_SHARE:
        return facts["policy"]
    parts = [part for name, part in facts.items() if name not in ("policy", "calendar", "horizon") and part]
    return rng.choice([*(part for part in parts if isinstance(part, dict | list)), choices, choices])


def _loose(value: Any) -> Any:
    """A dump whose every part can be changed."""
    if isinstance(value, dict):
        return {key: _loose(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset) and not hasattr(value, "_fields"):
        return [_loose(part) for part in value]
    return value


def _places(part: Any) -> Iterator[Place]:
    """Everything in it that could be changed."""
    rows = part.items() if isinstance(part, dict) else enumerate(part)
    for key, value in rows:
        if key in UNTOUCHED:
            continue
        if isinstance(value, list) and value:
            yield part, key
        if isinstance(value, dict | list):
            yield from _places(value)
        elif value is not None:
            yield part, key


def _change(where: Any, key: Any, people: list[str], rng: Random) -> None:
    value = where[key]
    if isinstance(value, list):
        value.pop(rng.randrange(len(value)))
    elif _is_word(value, people) or (isinstance(where, dict) and value is not True and rng.random() < 0.15):
        where[key] = None
    else:
        where[key] = _other(value, people, rng)


def _is_word(value: Any, people: list[str]) -> bool:
    return isinstance(value, str) and not isinstance(value, Enum) and value not in people


def _other(value: Any, people: list[str], rng: Random) -> Any:
    """Another value of its kind."""
    sign = rng.choice((-1, 1))
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        return rng.choice([other for other in type(value) if other is not value] or [value])
    if isinstance(value, int):
        return value + sign
    if isinstance(value, datetime):
        return value + sign * rng.choice(STEPS)
    if isinstance(value, date):
        return value + sign * timedelta(days=rng.choice((1, 1, 7)))
    if isinstance(value, time):
        return time(max(0, min(23, value.hour + sign)), value.minute)
    return rng.choice(people) if value in people else value
