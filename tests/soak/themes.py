"""Themes of seats and of time: each adds to a draft what some articles speak of."""

from datetime import timedelta
from typing import Any

from models.absences import OthersLeave
from models.events import Duty, Host, Kind, Role, Secrecy
from models.policy_base import Weekday
from tests.builders import at
from tests.house.tiny import applied, decision, pair
from tests.house.tiny_leave import wish
from tests.soak.draft import Draft

PLAIN = (Kind.WORK, Kind.WORK, Kind.TALK, Kind.INSPECTION, Kind.RECEPTION, Kind.COORDINATION, Kind.COUNCIL)
IN_PERSON = (Kind.PETITION_RECEPTION, Kind.LETTERS)
GRASSROOTS = (Kind.SYMPOSIUM, Kind.INSPECTION, Kind.VISIT_MOBILISATION)


def duties(draft: Draft) -> None:
    """A few things to do, of any sort (2, 5, 39, 60, 65-g, 68)."""
    for _ in range(draft.rng.randint(1, 2)):
        kind = draft.rng.choice(PLAIN + IN_PERSON + GRASSROOTS)
        more: dict[str, Any] = {"companions": draft.rng.choice((0, 2, 5))} if kind in GRASSROOTS else {}
        made = draft.add(kind, **more)
        if draft.chance(0.3):
            knows = tuple(draft.rng.sample(draft.people, 1))
            draft.events[-1] = made.model_copy(update={"secrecy": Secrecy.RESTRICTED, "knows": knows})
    if draft.chance(0.3):
        draft.set("research", companions_max=3)
    if draft.chance(0.3):
        draft.away()


def cover(draft: Draft) -> None:
    """A deputy away, his seat, his Bs, perhaps a C (7)."""
    a = draft.rng.choice(draft.deputies)
    others = [person for person in draft.deputies if person != a]
    draft.add(draft.rng.choice((Kind.WORK, Kind.INSPECTION, Kind.TALK)), [draft.seat("s0", a, required=True)])
    if draft.chance(0.5):
        draft.add(Kind.WORK, [draft.seat("s0", draft.rng.choice(others or [a]))], draft.fixed())
    draft.away(a, draft.stretch((9, 27, 51)))
    for b in others[:2]:
        if draft.chance(0.6):
            draft.away(b)
    way = draft.rng.choice(("plain", "third", "named", "long", "clash", "excluded"))
    if way == "third":
        draft.set("cover", fallback=draft.rng.choice(("exec_deputy", "office_director")))
    elif way == "named":
        draft.set("cover", fallback="named")
    elif way == "long":
        draft.set("cover", long_absence_days=draft.rng.choice((1, 2)))
        if others and draft.chance(0.5):
            draft.entrust(others[0])
    elif way == "clash":
        draft.set("cover", trigger=["trip", "clash"])
        draft.add(Kind.WORK, [draft.seat("s0", a)], draft.fixed())
        draft.add(Kind.WORK, [draft.seat("s0", a)], draft.fixed())
    elif way == "excluded":
        draft.set("cover", excluded_portfolios=["city"])
    for n, b in enumerate(others[:2]):
        if draft.chance(0.85):
            last = draft.rng.choice((None, draft.days[0], "12-01"))
            draft.pairs.append(pair(a, b, last=last))
            if way == "named" and len(others) > 1:
                draft.pairs[-1] = draft.pairs[-1].model_copy(update={"c": others[1 - n]})
    if draft.chance(0.3) and len(others) > 1:
        draft.pairs.append(pair(others[0], others[1]))


def head_away(draft: Draft) -> None:
    """The head's own meeting and a seat of his, he himself away, somebody entrusted (6, 8)."""
    head, chair = draft.head or draft.people[0], Role.CHAIR
    if draft.chance(0.8):
        others = [draft.seat("s1", draft.rng.choice(draft.people[1:]))] if draft.chance(0.4) else []
        made = draft.add(
            Kind.OFFICE, [draft.seat("chair", head, role=chair, required=True), *others], draft.when(0.3)
        )
        if draft.chance(0.5):
            listed = draft.rng.choice((at(f"{draft.days[0]} 10:00"), at(f"{draft.days[-1]} 08:00"), None))
            draft.leave.append(OthersLeave(event=made.id, people=("某局",), listed_at=listed))
    if draft.chance(0.8):
        draft.add(draft.rng.choice((Kind.WORK, Kind.TALK, Kind.SUPERIOR)), [draft.seat("s0", head)])
    if draft.chance(0.4):
        draft.add(Kind.WORK, [draft.seat("s0", tuple(draft.people[:3]))], portfolio="city")
    draft.away(head, draft.stretch((9, 27, 51)))
    if draft.chance(0.6):
        draft.entrust(draft.rng.choice(draft.deputies))
    draft.set("cover", head_needs_delegation=draft.chance(0.6))


def ceremonies(draft: Draft) -> None:
    """Ceremonies with their applications and consents, and whose turn it is (61)."""
    kind = Kind.CEREMONY
    for _ in range(draft.rng.randint(1, 3)):
        most = len(draft.people)
        consenting = draft.rng.sample(draft.people, draft.rng.choice((most, draft.rng.randint(0, most))))
        asked = applied(*consenting) if draft.chance(0.85) else None
        made = draft.add(kind, when=draft.when(0.7), application=asked, host=Host.SUBORDINATE, summoned=False)
        for code in ("61-c", "61-d", "variant-apply-ahead"):
            draft.waive(code, made.id, 0.15)
    draft.ledger["ceremonies"] = {person: draft.rng.choice((0, 0, 1, 3)) for person in draft.deputies}
    draft.set("ceremony", leaders_max=draft.rng.choice((0, 1, 1, 2)))
    if draft.chance(0.4):
        draft.set("fairness", event_window=draft.rng.choice((2, 7)))
    if draft.chance(0.4):
        draft.set("ceremony", apply_days_before=draft.rng.choice((20, 21, 22)))


def receptions(draft: Draft) -> None:
    """Guests that a lower unit asks a leader for (63)."""
    asked = applied() if draft.chance(0.85) else None
    draft.add(Kind.RECEPTION, when=draft.when(0.3), host=Host.SUBORDINATE, application=asked)
    duties(draft)
    if draft.chance(0.8):
        draft.set("reception", request_days_before=draft.rng.choice((20, 21, 22)))


def emergency(draft: Draft) -> None:
    """Something has happened, and who is called is wanted elsewhere too (18)."""
    on = draft.day()
    start = at(f"{on} {draft.rng.choice(('08:30', '09:00', '14:30'))}")
    who = draft.rng.choice(draft.people)
    when = draft.fixed(on, 120).model_copy(update={"start": start, "end": start + timedelta(minutes=120)})
    others = [person for person in draft.people if person != who]
    listed = (who, draft.rng.choice(others)) if others and draft.chance(0.5) else who
    draft.add(Kind.EMERGENCY, [draft.seat("s0", listed, required=True)], when, area="district")
    beside = when.model_copy(update={"start": start + timedelta(minutes=30), "end": start + timedelta(minutes=150)})
    chaired = draft.head is not None and draft.chance(0.5)
    if chaired and draft.head:
        draft.add(Kind.OFFICE, [draft.seat("chair", draft.head, role=Role.CHAIR, required=True)], beside)
    if not chaired or draft.chance(0.4):
        draft.add(Kind.WORK, [draft.seat("s0", who, required=True)], beside)
    if draft.chance(0.5):
        draft.add(Kind.WORK)


def load(draft: Draft) -> None:
    """Our own meetings, with caps, quiet days and few speakers (48, and what other governments set)."""
    for _ in range(draft.rng.randint(1, 2)):
        speakers = [draft.seat(f"s{n}", role=Role.SPEAKER) for n in range(draft.rng.randint(1, 2))]
        kind = draft.rng.choice((Kind.WORK, Kind.SPECIAL, Kind.COORDINATION))
        made = draft.add(kind, speakers, host=draft.rng.choice((Host.OWN, Host.OWN, Host.SUPERIOR)))
        for code in ("variant-speakers", "variant-no-meeting", "variant-research-days"):
            draft.waive(code, made.id, 0.15)
    quiet = draft.rng.choice(("wed", "thu/am", "thu", "fri", "fri/pm"))
    exceptions = draft.rng.choice((["superior"], ["superior", "statutory", "emergency", "head_approves"]))
    ways: tuple[tuple[str, dict[str, Any]], ...] = (
        ("meeting", {"speakers_max": 1}),
        ("meeting", {"max_minutes": {"meeting.work": 60, "meeting.special": 90}}),
        ("meeting", {"per_month_max": 1}),
        ("meeting", {"hours_per_month_max": draft.rng.choice((1, 2, 3))}),
        ("nomeeting", {"days": [quiet], "exceptions": exceptions}),
        ("nomeeting", {"weeks": [draft.rng.randint(1, 4)]}),
        ("research", {"fixed_weekdays": [draft.rng.choice((Weekday.THU, Weekday.FRI)).value]}),
        ("load", {"weekly_minutes": draft.rng.choice((60, 120))}),
    )
    for section, changes in draft.rng.sample(ways, draft.rng.choice((1, 2, 3))):
        draft.set(section, **changes)


def leave(draft: Draft) -> None:
    """Leave that is ours to place, whose owner is wanted meanwhile, and what others say of being away (7, 47, 65)."""
    first, last = draft.days[0], draft.days[-1]
    for n in range(draft.rng.choice((1, 1, 2))):
        who = draft.rng.choice(draft.people)
        begins = draft.rng.choice((first, last))
        draft.wishes.append(
            wish(f"l{n}", who, draft.rng.choice((1, 1, 2)), begins, draft.rng.choice((last, "12-18")))
        )
        draft.add(draft.rng.choice((Kind.WORK, Kind.TALK)), [draft.seat("s0", who)], draft.fixed(minutes=90))
    if len(draft.deputies) > 1:
        draft.pairs.append(pair(*draft.deputies[:2]))
    if draft.chance(0.6):
        draft.away(draft.rng.choice(draft.deputies[:2]))
    if draft.chance(0.4):
        draft.entrust(draft.rng.choice(draft.deputies))
    ways: tuple[tuple[str, dict[str, Any]], ...] = (
        ("cover", {"both_away": "forbid_unless_head_approves"}),
        ("leave", {"not_together": [["head", "executive_deputy"], ["deputy"]]}),
        ("leave", {"blackout": [{"name": "汛期", "first": "12-11", "last": "12-31"}]}),
        ("leave", {"notice_workdays": draft.rng.choice((22, 23))}),
    )
    for section, changes in draft.rng.sample(ways, draft.rng.choice((1, 1, 2))):
        draft.set(section, **changes)
    for asked in draft.wishes:
        for code in ("variant-both-away", "variant-not-together", "variant-leave-notice", "variant-leave-blackout"):
            draft.waive(code, asked.id, 0.1)


def crowded(draft: Draft) -> None:
    """One leader's full day: roads, capacity, more than is comfortable."""
    who = draft.rng.choice(draft.people)
    draft.set("plan", crowded_above=draft.rng.choice((1, 2)), grid_minutes=60)
    for _ in range(draft.rng.randint(2, 4)):
        made = draft.add(Kind.WORK, [draft.seat("s0", who)], draft.when(0.7), duty=Duty.WANTED)
        if draft.chance(0.3):
            also = draft.seat("s1", draft.rng.choice((who, tuple(draft.people[:2]))), required=False)
            draft.events[-1] = made.model_copy(update={"seats": (*made.seats, also)})


def petitions(draft: Draft) -> None:
    """Letters and petitions, which nobody answers for another, and the month's time for them (39)."""
    draft.set("petition", half_days_per_month=draft.rng.choice((1, 2)))
    for _ in range(draft.rng.randint(1, 2)):
        when = draft.window(half_days=1) if draft.chance(0.4) else draft.fixed()
        made = draft.add(draft.rng.choice(IN_PERSON), when=when)
        if draft.chance(0.5):
            draft.decided.append(decision(made.id, made.seats[0].id, draft.rng.choice(draft.people)))
