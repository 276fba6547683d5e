"""What rules on paperwork have in common: steps that have to be done, in order, before an event is held.

Paperwork is given, not decided: such a rule constrains nothing. What is missing can still be supplied, so it is open
and stands in nobody's way, until the event's time has come; what was done too late, or out of order, is broken.
"""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from models.audit import Finding
from models.brief import Brief
from models.clearances import Clearance, Step
from models.docket import Held, held
from models.people import Post
from models.plan import Plan
from models.spans import Instant
from rules.base import Rule


class Need(NamedTuple):
    """A step that has to be done. by: only holders of these posts may; none given: anybody. numbered: the paper
    has to have a number."""

    step: Step
    by: tuple[Post, ...] = ()
    numbered: bool = False


class State(NamedTuple):
    """How it stands with some needs: what is missing, and what is wrong beyond repair, in Chinese."""

    missing: str
    wrong: str


def state_of(brief: Brief, needs: Sequence[Need], done: Sequence[Clearance], start: Instant) -> State:
    """How it stands with the needs of something that starts at an instant."""
    missing: list[str] = []
    wrong: list[str] = []
    before: Clearance | None = None
    for need in needs:
        found = next((c for c in done if c.step is need.step), None)
        if found is None or (need.by and not any(brief.holds(found.by, post) for post in need.by)):
            missing.append(need.step.zh)
            continue
        if need.numbered and not found.no:
            missing.append(f"{need.step.zh}（缺编号）")
        if found.at > start:
            wrong.append(f"{need.step.zh}补办于事后")
        elif before is not None and found.at < before.at:
            wrong.append(f"{need.step.zh}在{before.step.zh}之前")
        before = found
    if missing and brief.is_past(start):
        wrong.append(f"事前没有{'、'.join(missing)}")
    return State("、".join(missing), "、".join(wrong))


class Clearing(Rule):
    """A rule on the paperwork of events."""

    @abstractmethod
    def needs(self, brief: Brief, row: Held) -> Sequence[Need]:
        """What an event that is held needs; nothing where the rule does not speak of it."""

    def done(self, brief: Brief, row: Held) -> Sequence[Clearance]:
        """The paperwork there is."""
        return row.event.clearances

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        for row in held(brief, plan):
            needs = self.needs(brief, row)
            if needs:
                state = state_of(brief, needs, self.done(brief, row), row.span.start)
                yield from self.judge(brief, row, state)

    def judge(self, brief: Brief, row: Held, state: State) -> Iterator[Finding]:
        """The finding on one event."""
        what = f"「{row.event.title}」"
        if state.wrong:
            yield self.broken(row.event.id, f"{what}{state.wrong}，请说明并更正记录", given=True)
        elif state.missing:
            yield self.open(row.event.id, f"{what}尚缺{state.missing}，请在发布之前补办")
        else:
            yield self.kept(row.event.id, f"{what}手续齐备")
