"""Themes of the three meetings, their agendas and their members, and of research."""

from datetime import date, timedelta
from typing import Any

from models.agenda import AgendaItem, Category, Gates, ResearchNeed
from models.events import Body, Cover, Duty, Event, Kind, Role, Seat, Who
from models.ledger import MeetingHeld, StudyDone
from tests.builders import at, day
from tests.house.tiny import standing_meeting
from tests.soak.draft import Draft

PLENARY = Seat(id="members", who=Who(members_of=Body.PLENARY), cover=Cover.NONE)


def standing(draft: Draft) -> None:
    """A standing meeting, its members' leave, its items, and how other governments hold theirs (43, 45, 47)."""
    many = draft.rng.choice((1, 1, 2))
    for n in range(1, many + 1):
        made = _standing(draft, n)
        draft.waive("43-b", made.id, 0.25)
        for person in draft.deputies:
            draft.waive("47-a", f"{made.id}:{person}", 0.1)
    for _ in range(draft.rng.randint(0, 2)):
        draft.away()
    for n in range(draft.rng.choice((0, 1, 1, 2)) if many == 1 else 0):
        draft.agenda.append(_item(draft, f"i{n}", Kind.STANDING))
    if draft.chance(0.3) and draft.head:
        draft.set("standing", chair_when_head_away=draft.rng.choice(("exec_deputy", "any_entrusted")))
        draft.away(draft.head, draft.stretch((9, 27)))
        draft.entrust(draft.rng.choice(draft.deputies), draft.stretch((27, 51)))
    elif draft.chance(0.4):
        draft.entrust(draft.rng.choice(draft.deputies))
    ways: tuple[dict[str, Any], ...] = (
        {"min_gap_days": draft.rng.choice((2, 3)), "preferred_weekday": draft.rng.choice(("thu", "fri"))},
        {
            "quorum": {
                "share": draft.rng.choice(("1/2", "2/3", "1/1")),
                "of": draft.rng.choice(("members", "deputies")),
            }
        },
        {"session": draft.rng.choice(("pm", "any")), "per_month_min": draft.rng.choice((1, 2))},
        {"per_year_max": draft.rng.choice((1, 2)), "preferred_ordinal": [2]},
        {"topic_owner_required": True},
    )
    for changes in draft.rng.sample(ways, draft.rng.choice((0, 1, 2, 3))):
        draft.set("standing", **changes)
    if draft.chance(0.5):
        held = day(draft.days[0]) - timedelta(days=draft.rng.randint(1, 9))
        draft.ledger["meetings"] = (MeetingHeld(id="standing/2026-11/1", on=held),)


def _standing(draft: Draft, n: int) -> Event:
    """A standing meeting of half a day, placed by us or by its host, due now or later."""
    first, last = at(f"{max(draft.days[0], '12-01')} 00:00"), at(f"{draft.days[-1]} 00:00")
    later = timedelta(days=draft.rng.choice((1, 1, 5)))
    on = draft.rng.choice([day for day in draft.days if day.startswith("12")])
    start = at(f"{on} {draft.rng.choice(('08:30', '14:30'))}")
    fixed = {"start": start, "end": start + timedelta(minutes=210)}
    window = {"earliest": first, "latest": last + later, "half_days": 1}
    when = fixed if draft.chance(0.2) else window
    made = standing_meeting(f"standing/2026-12/{n}")
    made = made.model_copy(update={"when": Event.model_validate(made.model_dump() | {"when": when}).when})
    draft.events.append(made)
    return made


def _item(draft: Draft, id: str, meeting: Kind) -> AgendaItem:
    """An item that is in time for some day of the horizon, and more often than not has one thing amiss."""
    on = day(draft.rng.choice((draft.days[0], draft.days[0], draft.days[-1])))
    amiss = draft.rng.choice(("read", "consulted", "agreed", "printed", "approved", "late", *["nothing"] * 6))
    reviewed = on - timedelta(days=6 if amiss == "late" else 7)
    begun = min(draft.rng.choice((date(2026, 11, 20), date(2026, 12, 1), date(2026, 12, 2))), reviewed)
    printed = on - timedelta(days=draft.rng.choice((3, 4)) if amiss == "printed" else 5)
    gates = Gates(
        submitted=begun,
        deputy_read=begun - timedelta(days=1) if amiss == "read" else begun,
        consulted=None if amiss == "consulted" else begun,
        review_done=reviewed,
        deputy_agreed=reviewed,
        head_agreed=on - timedelta(days=5) if amiss == "agreed" else reviewed,
        print_approved=printed + timedelta(days=1) if amiss == "approved" else printed,
        papers_printed=printed,
    )
    need = ResearchNeed(leader=draft.rng.choice(draft.people), topic="产业") if draft.chance(0.35) else None
    if need is not None and draft.chance(0.3):
        on_day = day(draft.days[0]) - timedelta(days=draft.rng.choice((-1, 0, 1)))
        draft.ledger["studies"] = (StudyDone(leader=need.leader, topic="产业", on=on_day),)
    return AgendaItem(
        id=id, title=f"议题{id}", owner=draft.rng.choice(draft.people), meeting=meeting, gates=gates,
        priority=draft.rng.randint(1, 3), category=Category.MONEY, needs_research=need, major=draft.chance(0.35),
    )  # fmt: skip


def agendas(draft: Draft) -> None:
    """An office meeting and perhaps a second or a special one, with items that follow one another (6, 43, 45)."""
    chair = [draft.seat("chair", draft.head or draft.people[0], role=Role.CHAIR, required=True)]
    kinds = (Kind.OFFICE, draft.rng.choice((Kind.STANDING, Kind.STANDING, Kind.OFFICE, Kind.SPECIAL)))
    for kind in kinds:
        if kind is Kind.STANDING:
            _standing(draft, 1)
        else:
            draft.add(kind, chair, draft.when(0.4), duty=Duty.WANTED)
    draft.agenda += [_item(draft, "i0", Kind.OFFICE), _item(draft, "i1", kinds[1])]
    draft.set("standing", topic_owner_required=draft.chance(0.4))
    if draft.chance(0.6):
        draft.agenda[1] = draft.agenda[1].model_copy(update={"follows": "i0"})
    for item in draft.agenda:
        for code in ("45-g", "45-h", "variant-topic-call"):
            draft.waive(code, item.id, 0.1)
    if draft.chance(0.5):
        draft.set("agenda", topic_call_day=1)
    elif draft.chance(0.5):
        draft.set("agenda", topic_call_weekday=draft.rng.choice(("mon", "wed")))
    if draft.chance(0.3):
        draft.set("agenda", late_item="head_may_allow")


def week(draft: Draft) -> None:
    """What a week is open for: items that came in late, weeks that are frozen, weeks without meetings (62, 48)."""
    draft.more["as_of"] = at("12-03 09:00")
    for _ in range(draft.rng.randint(1, 2)):
        received = at(draft.rng.choice(("12-02 09:00", "12-03 15:00", "12-01 09:00")))
        draft.add(Kind.WORK, draft.seats(1), draft.window(half_days=1), received_at=received, duty=Duty.WANTED)
        for code in ("variant-week-collected", "variant-week-frozen"):
            draft.waive(code, draft.events[-1].id, 0.15)
    if draft.days[-1] == "12-31":
        draft.set("nomeeting", weeks_per_year_min=1)
    elif draft.chance(0.5):
        draft.set("week", collect_until=draft.rng.choice(("wed 12:00", "thu 12:00")))
    else:
        change = draft.rng.choice(("office_updates", "no_changes"))
        draft.set("week", freeze=draft.rng.choice(("wed 12:00", "fri 12:00")), change_rule=change)


def plenary(draft: Draft) -> None:
    """A plenary with its members and observers, some of them away, one perhaps told to take another's seat (42)."""
    head = draft.head or draft.people[0]
    chair = Seat(id="chair", role=Role.CHAIR, who=Who(leader=head), cover=Cover.NONE)
    when = draft.rng.choice((draft.fixed(minutes=120), draft.window(half_days=1)))
    draft.events.append(
        standing_meeting("plenary/2026/1", title="全体会议", kind=Kind.PLENARY, seats=(chair, PLENARY), when=when)
    )
    for _ in range(draft.rng.randint(1, 2)):
        draft.away()
    if draft.chance(0.5):
        draft.add(Kind.WORK)
    if draft.chance(0.3):
        draft.set("plenary", per_year_min=1)


def research(draft: Draft) -> None:
    """Half-days owed for the year, the quarter, a stay, and what is not to be crowded (66)."""
    draft.done = {person: draft.rng.choice((40, 41, 42)) for person in draft.people}
    draft.set("research", block_max=draft.rng.choice((1, 2, 2, 3)))
    if draft.chance(0.6):
        draft.add(draft.rng.choice((Kind.SYMPOSIUM, Kind.WORK, Kind.RESEARCH)), draft.seats(1), draft.fixed())
    if draft.chance(0.3):
        draft.away()
    ways: tuple[dict[str, Any], ...] = (
        {"quarter_min": draft.rng.choice((1, 2))},
        {"stay_days_min": 1, "stay_unit": draft.rng.choice(("workday", "natural_day"))},
        {"month_max": draft.rng.choice((1, 2))},
        {"run_max": 1},
    )
    for changes in draft.rng.sample(ways, draft.rng.choice((0, 1, 1, 2))):
        draft.set("research", **changes)


def research_under_way(draft: Draft) -> None:
    """The same in the course of the year: a price for falling behind."""
    research(draft)
    draft.done = {person: draft.rng.choice((0, 20, 34)) for person in draft.people}
