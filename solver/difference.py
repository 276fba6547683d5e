"""Two plans of one brief: which rules' words appear, disappear or change their price, and what else moves."""

from collections import defaultdict
from collections.abc import Iterator

from models.audit import Audit, Finding, Verdict
from models.brief import Brief
from models.plan import Plan
from models.reasons import Difference, FindingChange, Move, MoveKind
from models.spans import HalfDay
from solver.telling import day_zh, name_of

_Key = tuple[str, str, str | None]


def difference(brief: Brief, before: Plan, said_before: Audit, after: Plan, said_after: Audit) -> Difference:
    """The second plan against the first."""
    return Difference(
        cost_before=said_before.cost,
        cost_after=said_after.cost,
        findings=tuple(_findings(said_before, said_after)),
        moves=tuple(moves(brief, before, after)),
    )


def _findings(before: Audit, after: Audit) -> Iterator[FindingChange]:
    """Words that differ in verdict or price, the dearest first; kept ones without a price are not news."""
    old, new = _by_key(before), _by_key(after)
    changed = []
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key, []), new.get(key, [])
        if _weight(was) == _weight(now):
            continue
        one = (now or was)[0]
        change = FindingChange(
            code=one.code,
            article=one.article,
            subject=key[1],
            seat=one.seat,
            before=_sentence(was),
            after=_sentence(now),
            cost_before=sum(f.cost for f in was),
            cost_after=sum(f.cost for f in now),
        )
        changed.append(change)
    yield from sorted(changed, key=lambda c: (-abs(c.cost_after - c.cost_before), c.code, c.subject, c.seat or ""))


def _by_key(audit: Audit) -> dict[_Key, list[Finding]]:
    table: dict[_Key, list[Finding]] = defaultdict(list)
    for finding in audit.findings:  # stretches of research are told by whose they are: their names change
        subject = finding.subject.split("/")[1] if finding.subject.startswith("research/") else finding.subject
        table[finding.code, subject, finding.seat].append(finding)
    return table


def _weight(found: list[Finding]) -> tuple[int, list[str]]:
    """What matters of a rule's words on one subject: their price, and every verdict but a kept one."""
    return sum(f.cost for f in found), sorted(f.verdict for f in found if f.verdict is not Verdict.KEPT)


def _sentence(found: list[Finding]) -> str | None:
    telling = [f for f in found if f.cost or f.verdict is not Verdict.KEPT] or found
    return "；".join(dict.fromkeys(f.sentence for f in telling)) or None


def moves(brief: Brief, before: Plan, after: Plan) -> Iterator[Move]:
    """What is elsewhere, or with somebody else, in the second plan."""
    was = {b.event: b for b in before.bookings}
    now = {b.event: b for b in after.bookings}
    takers_before = {(s.event, s.seat): s.taken_by for s in before.seats}
    for event in brief.events:
        one, other = was.get(event.id), now.get(event.id)
        name = f"「{event.title}」"
        if one is None and other is None:
            continue
        if one is None and other is not None:
            when = f"{day_zh(other.start)} {other.start:%H:%M}"
            yield Move(kind=MoveKind.ADDED, subject=event.id, sentence=f"{name}安排在{when}")
            continue
        if one is not None and other is None:
            yield Move(kind=MoveKind.DROPPED, subject=event.id, sentence=f"{name}不再安排")
            continue
        assert one is not None  # the two cases above are spent
        assert other is not None
        if one.start != other.start:
            far = "" if HalfDay.of(one.start) != HalfDay.of(other.start) else "（同一半天内）"
            sentence = (
                f"{name}由{day_zh(one.start)} {one.start:%H:%M}改到{day_zh(other.start)} {other.start:%H:%M}{far}"
            )
            yield Move(kind=MoveKind.MOVED, subject=event.id, sentence=sentence)
        for seating in (s for s in after.seats if s.event == event.id):
            old = takers_before.get((event.id, seating.seat))
            if old != seating.taken_by:
                names = [brief.zh(p) if p else "空缺" for p in (old, seating.taken_by)]
                sentence = f"{name}的席位由{names[0]}改为{names[1]}"
                yield Move(kind=MoveKind.RESEATED, subject=event.id, sentence=sentence)
    yield from _research(brief, before, after)
    yield from _agenda(brief, before, after)


def _research(brief: Brief, before: Plan, after: Plan) -> Iterator[Move]:
    halves_before = {(b.leader, h) for b in before.research for h in b.halves()}
    halves_after = {(b.leader, h) for b in after.research for h in b.halves()}
    for leader in brief.leaders:
        gone = sorted(h for who, h in halves_before - halves_after if who == leader.id)
        come = sorted(h for who, h in halves_after - halves_before if who == leader.id)
        words = [f"让出{'、'.join(h.zh for h in gone)}"] if gone else []
        words += [f"改在{'、'.join(h.zh for h in come)}"] if come else []
        if words:
            sentence = f"{leader.title}调研{'，'.join(words)}"
            yield Move(kind=MoveKind.RESEARCH, subject=leader.id, sentence=sentence)


def _agenda(brief: Brief, before: Plan, after: Plan) -> Iterator[Move]:
    on_before, on_after = ({t.item for t in plan.agenda} for plan in (before, after))
    for item in brief.agenda:
        if (item.id in on_before) != (item.id in on_after):
            word = "列入会议" if item.id in on_after else "不再上会"
            yield Move(kind=MoveKind.AGENDA, subject=item.id, sentence=f"{name_of(brief, item.id)}{word}")
