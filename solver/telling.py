"""Facts in Chinese: events with their time, absences, pins, and rules on a subject."""

from collections.abc import Iterable, Mapping, Sequence

from models.absences import Absence
from models.audit import Finding
from models.brief import Brief
from models.decided import Pin
from models.events import Event, Fixed, Kind
from models.people import LeaderId
from models.reasons import Blocker, Cite, Clash
from models.spans import HalfDay, Span
from rules.base import Fact, Rule

FRAME = frozenset({"house-one-booking"})  # what planning is; never a fact to give up


def clash_of(brief: Brief, rules: Mapping[str, Rule], fact: Fact) -> Clash:
    """A rule on its subject."""
    rule = rules[fact.rule]
    sentence = f"{name_of(brief, fact.subject)}：{rule.title}（{rule.source}）"
    return Clash(rule=fact.rule, subject=fact.subject, article=rule.source, sentence=sentence, approver=rule.approver)


def name_of(brief: Brief, subject: str) -> str:
    """A subject by its title: an event, an event's seat (``event:leader``), a leader, an item."""
    known, _, leader = subject.partition(":")
    event = brief.event_by_id.get(known)
    if event is not None:
        return f"「{event.title}」" + (brief.zh(leader) if leader else "")
    item = next((i for i in brief.agenda if i.id == subject), None)
    if item is not None:
        return f"议题「{item.title}」"
    return brief.zh(subject)


def span_zh(span: Span) -> str:
    """12月8日 09:00至11:00."""
    end = f"{span.end:%H:%M}" if span.end.date() == span.start.date() else f"{day_zh(span.end)} {span.end:%H:%M}"
    return f"{day_zh(span.start)} {span.start:%H:%M}至{end}"


def day_zh(moment: object) -> str:
    """12月8日."""
    return f"{moment.month}月{moment.day}日"  # type: ignore[attr-defined]


def halves_zh(span: Span) -> str:
    """12月8日上午至12月9日下午."""
    halves = list(span.half_days())
    return halves[0].zh if len(halves) == 1 else f"{halves[0].zh}至{halves[-1].zh}"


def when_zh(event: Event) -> str:
    """An event's time, or its window and length."""
    if isinstance(event.when, Fixed):
        return span_zh(event.when.span)
    length = f"{event.when.half_days}个半天" if event.when.half_days else f"{event.when.minutes}分钟"
    return f"{halves_zh(event.when.span)}之间，{length}"


def why_must(brief: Brief, event: Event) -> str:
    """Why an event has to be held."""
    if event.kind is Kind.STANDING:
        return "每月一次，第四十三条"
    if event.summoned:
        return "上级通知"
    if any(pin.event == event.id for pin in brief.pins):
        return "已钉住"
    if brief.is_issued(event.id):
        return "周安排已印发"
    return "区长召集" if event.kind.facts.heads_meeting else "必办"


def event_zh(brief: Brief, event: Event) -> str:
    """「全区大会」（必办；12月8日 09:00至11:00；区长、副区长甲）."""
    owners = [brief.zh(s.owner) for s in brief.seats_by_event[event.id] if s.required and s.owner is not None]
    several = [
        "、".join(brief.zh(p) for p in s.options) + "之一"
        for s in brief.seats_by_event[event.id]
        if s.required and s.owner is None
    ]
    people = "、".join(dict.fromkeys([*owners, *several]))
    return f"「{event.title}」须安排（{why_must(brief, event)}；{when_zh(event)}；{people}）"


def absence_zh(brief: Brief, absence: Absence) -> str:
    """副区长甲12月8日上午至12月9日下午外出（因公出差，区长批准）."""
    by = f"，{absence.approval.by}批准" if absence.approval.by else "，已批准"
    return f"{brief.zh(absence.leader)}{halves_zh(absence.span)}外出（{absence.kind.zh}{by}）"


def pin_zh(brief: Brief, pin: Pin) -> str:
    """An officer's word on an event."""
    title = brief.event_by_id[pin.event].title if pin.event in brief.event_by_id else pin.event
    if pin.start is not None:
        return f"「{title}」由{pin.by}钉在{day_zh(pin.start)} {pin.start:%H:%M}"
    return f"「{title}」由{pin.by}定由{brief.zh(pin.leader or '')}出席"


def away_in(brief: Brief, people: Iterable[LeaderId], halves: Sequence[HalfDay]) -> list[Absence]:
    """Approved absences of these people in these half-days, each once."""
    found = {a.id: a for person in people for half in halves for a in brief.absences_at(person, half)}
    return list(found.values())


def cite_of(finding: Finding) -> Cite:
    """A finding as a rule's word."""
    return Cite(
        code=finding.code,
        article=finding.article,
        subject=finding.subject,
        sentence=finding.sentence,
        cost=finding.cost,
        verdict=finding.verdict,
    )


def cites_of(brief: Brief, rules: Mapping[str, Rule], facts: Iterable[Fact]) -> tuple[Cite, ...]:
    """Facts as rules' words, the law first; what every plan rests on is not told."""
    told = sorted((f for f in facts if f.rule not in FRAME), key=lambda f: (rules[f.rule].article is None, f))
    return tuple(
        Cite(code=c.rule, article=c.article, subject=c.subject, sentence=c.sentence)
        for c in (clash_of(brief, rules, fact) for fact in told)
    )


def blockers_of(
    brief: Brief, rules: Mapping[str, Rule], clashes: Sequence[frozenset[Fact]], event: Event, half: HalfDay | None
) -> tuple[Blocker, ...]:
    """Clashes that keep an event from a half-day, one for each thing in the way, the law first."""
    by_subjects: dict[tuple[str, ...], Blocker] = {}
    halves = [half] if half else []
    for facts in sorted(clashes, key=lambda facts: (len(facts), sorted(facts))):
        known = {fact.subject.partition(":")[0] for fact in facts}
        others = tuple(sorted(e for e in known if e in brief.event_by_id and e != event.id))
        about = {f.subject.partition(":")[2] for f in facts} | known
        people = [person for person in brief.leader_by_id if person in about]
        owners = [s.owner for s in brief.seats_by_event[event.id] if s.required and s.owner is not None]
        away = away_in(brief, people if others else [*people, *owners], halves)
        if not others:
            away = away or away_in(brief, owners, halves)
        subjects = others or tuple(a.id for a in away) or tuple(sorted(known))
        if subjects in by_subjects:
            continue
        words = [event_zh(brief, brief.event_by_id[e]) for e in others]
        words += [absence_zh(brief, a) for a in away]
        cites = cites_of(brief, rules, facts)
        law = next((c for c in cites if c.code in rules and rules[c.code].article is not None), None) or cites[0]
        sentence = "；".join(words) if words else law.sentence
        if words and law.article not in sentence:
            sentence += f"，{rules[law.code].title}（{law.article}）"
        by_subjects[subjects] = Blocker(sentence=sentence, subjects=subjects, cites=cites)
    return tuple(by_subjects.values())
