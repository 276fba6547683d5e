"""A failing case made small, and kept: a file in fixtures/soak that the tests try again for ever."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from models.brief import Brief
from models.policy import Policy
from tests.soak.cases import case_of, without_events
from tests.soak.laws import Inquest

FOLDER = Path(__file__).parents[2] / "fixtures" / "soak"
LISTS = ("absences", "agenda", "pairs", "delegations", "decisions", "pins", "waivers", "others_leave", "leave")
MOST_TRIES = 400

Ask = Callable[[Inquest], str | None]


class Kept(NamedTuple):
    """A case on file. law: which it broke; seed: of its chances; why: what was wrong."""

    law: str
    seed: int
    why: str
    brief: Brief

    def written(self) -> str:
        """As its file has it."""
        plain = self.brief.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        told = {"law": self.law, "seed": self.seed, "why": self.why, "brief": plain}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def kept(path: Path) -> Kept:
    """Read a case on file."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return Kept(told["law"], told["seed"], told["why"], Brief.model_validate(told["brief"]))


def told_by(ask: Ask, brief: Brief, seed: int) -> str | None:
    """What a law says of a brief; what it raises is said too."""
    try:
        return ask(Inquest(case_of(brief, seed)))
    except Exception as fault:  # whatever goes wrong is the finding
        return f"raised {fault!r}"


def smallest(ask: Ask, brief: Brief, seed: int) -> Brief:
    """The brief with everything taken away that it fails without."""
    tries = 0
    going = True
    while going:
        going = False
        for smaller in _smaller(brief):
            tries += 1
            if tries > MOST_TRIES:
                return brief
            if told_by(ask, smaller, seed):
                brief, going = smaller, True
                break
    return brief


def _smaller(brief: Brief) -> Iterator[Brief]:
    """The brief with one thing less."""

    def but(**changes: Any) -> Brief:
        return brief.model_copy(update=changes)

    if len(brief.events) > 1:
        yield from (without_events(brief, {event.id}) for event in brief.events)
    if brief.published is not None:
        yield but(published=None)
        for n in range(len(brief.published.research)):
            rows = (*brief.published.research[:n], *brief.published.research[n + 1 :])
            yield but(published=brief.published.model_copy(update={"research": rows}))
    for name in LISTS:
        rows = getattr(brief, name)
        yield from (but(**{name: (*rows[:n], *rows[n + 1 :])}) for n in range(len(rows)))
    plain = Policy()
    for section in Policy.model_fields:
        if section != "plan" and getattr(brief.policy, section) != getattr(plain, section):
            yield but(policy=brief.policy.model_copy(update={section: getattr(plain, section)}))
    for event in brief.events:
        for n in range(len(event.seats) if len(event.seats) > 1 else 0):
            fewer = event.model_copy(update={"seats": (*event.seats[:n], *event.seats[n + 1 :])})
            keys = {seat.key for seat in but(events=(fewer,)).seats_by_event[event.id]}
            named = {d.seat for d in brief.decisions if d.event == event.id}
            named |= {pin.seat for pin in brief.pins if pin.event == event.id and pin.seat is not None}
            if named <= keys:
                yield but(events=tuple(fewer if e.id == event.id else e for e in brief.events))
