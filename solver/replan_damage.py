"""What no longer stands as published, read from the brief and its publication alone.

The publication is audited under the facts as they are now: whatever breaks a rule, has lost its event, or is asked
for and has no place yet, is damaged. The days, events and leaders around it are what a re-plan may touch first.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from models.audit import Audit, Finding, Verdict
from models.brief import Brief
from models.events import Event, Fixed
from models.people import LeaderId
from models.plan import Plan
from models.replan import Damage
from models.spans import Span
from rules import audit
from rules.base import Rule
from solver.telling import day_zh, name_of, span_zh, when_zh


class Damaged(NamedTuple):
    """events, leaders: by id; spans: when it is; told: in Chinese, each subject once."""

    events: frozenset[str]
    leaders: frozenset[LeaderId]
    spans: tuple[Span, ...]
    told: tuple[Damage, ...]

    def days(self) -> set[date]:
        """Every day that it touches."""
        return {half.day for span in self.spans for half in span.half_days()}


def damaged(brief: Brief, plan: Plan, rules: Sequence[Rule], said: Audit | None = None) -> Damaged:
    """What is damaged of the published plan. said: its audit under the brief, if at hand."""
    found = said or audit(brief, plan, tuple(rules))
    events: dict[str, None] = {}
    leaders: dict[LeaderId, None] = {}
    spans: list[Span] = []
    told: list[Damage] = []
    booked = {b.event: b.span for b in plan.bookings}
    for damage, touched, people, when in (
        *_gone(brief, plan),
        *_put_off(brief, booked),
        *_broken(brief, plan, found.findings),
        *_new(brief, booked),
        *_decided(brief, booked),
    ):
        told.append(damage)
        events.update(dict.fromkeys(touched))
        leaders.update(dict.fromkeys(people))
        spans += when
    for id in events:
        spans += [booked[id]] if id in booked else []
        leaders.update(dict.fromkeys(_people(brief, plan, id)))
    unique = {damage.subject: damage for damage in reversed(told)}
    return Damaged(frozenset(events), frozenset(leaders), tuple(spans), tuple(reversed(unique.values())))


_Found = tuple[Damage, Iterable[str], Iterable[LeaderId], list[Span]]


def _broken(brief: Brief, plan: Plan, findings: Iterable[Finding]) -> Iterator[_Found]:
    """What breaks a rule as it stands; what facts alone break is nobody's to arrange."""
    blocks = {block.id: block for block in plan.research}
    items = {tabling.item: tabling.event for tabling in plan.agenda}
    for finding in findings:
        if finding.verdict is not Verdict.BROKEN or finding.given:
            continue
        subject = finding.subject.partition(":")[0].partition("@")[0]
        damage = Damage(subject=subject, sentence=finding.sentence)
        if subject in brief.event_by_id:
            yield damage, [subject], [], []
        elif subject in blocks:
            block = blocks[subject]
            yield damage, [], [block.leader], [Span(start=block.halves()[0].start, end=block.halves()[-1].end)]
        elif subject in items:
            yield damage, [items[subject]], [], []
        elif subject in brief.leader_by_id:
            yield damage, [], [subject], []
        else:
            yield damage, [], [], []


def _gone(brief: Brief, plan: Plan) -> Iterator[_Found]:
    """Published events that the brief no longer asks for."""
    for booking in plan.bookings:
        if booking.event not in brief.event_by_id:
            people = [s.taken_by for s in plan.seats if s.event == booking.event and s.taken_by is not None]
            known = [person for person in people if person in brief.leader_by_id]
            sentence = f"{day_zh(booking.start)} {booking.start:%H:%M}原有的一项（{booking.event}）已不再办"
            yield Damage(subject=booking.event, sentence=sentence), [], known, [booking.span]


def _put_off(brief: Brief, booked: dict[str, Span]) -> Iterator[_Found]:
    """Published events whose host has since set another time."""
    for id, span in booked.items():
        event = brief.event_by_id.get(id)
        if event is not None and isinstance(event.when, Fixed) and event.when.span != span:
            sentence = f"{name_of(brief, id)}由主办方改到{span_zh(event.when.span)}（原为{span_zh(span)}）"
            yield Damage(subject=id, sentence=sentence), [id], [], [span, event.when.span]


def _new(brief: Brief, booked: dict[str, Span]) -> Iterator[_Found]:
    """Events that neither have a place nor were left out when the publication was made."""
    known = set(brief.published.left_out) if brief.published else set()
    for event in brief.in_scope:
        if event.id in booked or brief.is_over(event) or (event.id in known and not brief.is_must(event)):
            continue
        when = [_inside(brief, event)] if event.when.span.minutes <= 2 * 1440 or brief.is_must(event) else []
        sentence = f"{name_of(brief, event.id)}还没有位置（{when_zh(event)}）"
        yield Damage(subject=event.id, sentence=sentence), [event.id], [], when


def _inside(brief: Brief, event: Event) -> Span:
    span, all_days = event.when.span, brief.horizon.span
    return Span(start=max(span.start, all_days.start), end=min(span.end, all_days.end))


def _decided(brief: Brief, booked: dict[str, Span]) -> Iterator[_Found]:
    """Seats for which a person has since named somebody else, and waivers that have become of use."""
    for (id, seat), decision in brief.decided.items():
        if id in booked and brief.published_seats.get((id, seat)) != decision.taken_by:
            sentence = f"{name_of(brief, id)}的席位已由{decision.by}指定{brief.zh(decision.taken_by)}"
            yield Damage(subject=id, sentence=sentence), [id], [decision.taken_by], []
    for waiver in brief.waivers:
        id = waiver.subject.partition(":")[0]
        if id in brief.event_by_id and id not in booked and id in {e.id for e in brief.in_scope}:
            sentence = f"{waiver.approver}已准予变通：{name_of(brief, waiver.subject)}"
            yield Damage(subject=id, sentence=sentence), [id], [], []


def _people(brief: Brief, plan: Plan, id: str) -> Iterator[LeaderId]:
    """Who sits, or could sit, at an event."""
    for seat in brief.seats_by_event.get(id, ()):
        who = plan.takers.get((id, seat.key))
        yield from (person for person in (who, seat.owner) if person is not None)
