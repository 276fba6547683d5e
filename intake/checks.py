"""Faults that only show when the parts of a brief are read together. Each names its place and the way out."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from intake.draft import Draft
from intake.faults import Place, place_of
from models.brief import Brief
from models.errors import Fault
from models.events import Application, Seat
from models.people import DeputyPair, Leader, Post
from models.policy import Policy
from models.seats import members, portfolio_owner

Faults = Iterator[Fault]
COUNTS = ("research", "ceremonies", "research_numbers", "research_stays", "research_quarter", "research_reports")
ONE_ID_EACH = {
    "leaders": "领导",
    "events": "事项",
    "absences": "外出请假",
    "leave": "休假",
    "agenda": "议题",
    "delegations": "委托",
}


def fault(message: str, *place: int | str) -> Fault:
    """A fault at a place."""
    return Fault(place_of(place), message)


def check_ids(draft: Draft, brief: Brief) -> Faults:
    """No id stands for two things."""
    for section, zh in ONE_ID_EACH.items():
        seen: dict[str, int] = {}
        for place, item in draft.each(section):
            if (first := seen.setdefault(item.id, place)) != place:
                yield fault(
                    f"{zh}编号 {item.id} 与 {section}[{first}] 重复，请另编一个，或删去其中一项", section, place, "id"
                )
    planned: dict[str, int] = {}
    for place, plan in draft.each("research"):
        if (first := planned.setdefault(plan.leader, place)) != place:
            yield fault(f"与 research[{first}] 是同一位领导的调研计划，请合并", "research", place, "leader")


def check_leaders(draft: Draft, brief: Brief) -> Faults:
    """One head, one executive deputy, and one leader for each portfolio (article 7)."""
    posts: dict[Post, int] = {}
    portfolios: dict[str, int] = {}
    for place, leader in draft.each("leaders"):
        if leader.post in (Post.HEAD, Post.EXECUTIVE_DEPUTY):
            first = posts.setdefault(leader.post, place)
            if first != place:
                yield fault(
                    f"{leader.post.zh}只能有一位，leaders[{first}] 已是，请改正岗位", "leaders", place, "post"
                )
        for name, times in Counter(leader.portfolios).items():
            first = portfolios.setdefault(name, place)
            if first != place or times > 1:
                yield fault(
                    f"分管工作「{name}」已写在 leaders[{first}] 名下，一项工作只归一位领导，请只留一处",
                    "leaders", place, "portfolios",
                )  # fmt: skip


def check_people(draft: Draft, brief: Brief) -> Faults:
    """Everybody named is one of the brief's leaders."""
    known = set(brief.leader_by_id) | draft.named["leaders"]
    if "leaders" in draft.faulty and not draft.items["leaders"]:
        return
    for leader, place in _named(draft):
        if leader is not None and leader not in known:
            yield fault(f"领导名单中没有 {leader}，请改用名单中的编号，或先在 leaders 中补上这位领导", *place)


def _named(draft: Draft) -> Iterator[tuple[str | None, Place]]:
    for n, event in draft.each("events"):
        for m, seat in enumerate(event.seats):
            yield seat.who.leader, ("events", n, "seats", m, "who", "leader")
            yield from ((one, ("events", n, "seats", m, "who", "any_of")) for one in seat.who.any_of or ())
        yield from ((one, ("events", n, "knows")) for one in event.knows or ())
        application: Application | None = event.application
        for m, consent in enumerate(application.consents if application else ()):
            yield consent.leader, ("events", n, "application", "consents", m, "leader")
    for section, names in (
        ("pairs", ("a", "b", "c")),
        ("delegations", ("by", "to")),
        ("absences", ("leader",)),
        ("leave", ("leader",)),
        ("agenda", ("owner",)),
        ("research", ("leader",)),
        ("decisions", ("taken_by",)),
        ("pins", ("leader",)),
    ):
        for n, item in draft.each(section):
            yield from ((getattr(item, name), (section, n, name)) for name in names)
    if ledger := draft.singles.get("ledger"):
        for name in COUNTS:
            yield from ((leader, ("ledger", name, leader)) for leader in getattr(ledger, name))


def check_pairs(draft: Draft, brief: Brief) -> Faults:
    """A pair stands once for each day."""
    seen: list[tuple[int, DeputyPair]] = []
    for n, pair in draft.each("pairs"):
        for first, other in seen:
            if {pair.a, pair.b} == {other.a, other.b} and _meet(pair, other):
                yield fault(
                    f"与 pairs[{first}] 是同一对AB角，日期重叠，请只留一条，或把前一条的终止日期改早", "pairs", n
                )
                break
        seen.append((n, pair))


def _meet(one: DeputyPair, other: DeputyPair) -> bool:
    return one.first <= (other.last or date.max) and other.first <= (one.last or date.max)


def check_seats(draft: Draft, brief: Brief) -> Faults:
    """Every seat is somebody's, and every event lies where we know the road."""
    areas = _areas(brief.policy)
    for n, event in draft.each("events"):
        if draft.sound("leaders", "policy"):
            for m, seat in enumerate(event.seats):
                if wrong := _nobodys(seat, brief.leaders, brief.policy):
                    yield fault(wrong, "events", n, "seats", m, "who")
        if draft.sound("policy") and event.area not in areas:
            yield fault(
                f"没有名为 {event.area} 的地点类别，请改用 {'、'.join(areas)} 之一，"
                "或在 policy.travel.minutes 中补上路程",
                "events", n, "area",
            )  # fmt: skip


def _nobodys(seat: Seat, leaders: tuple[Leader, ...], policy: Policy) -> str:
    who = seat.who
    if who.portfolio is not None and portfolio_owner(who.portfolio, leaders) is None:
        return f"没有领导分管「{who.portfolio}」，请改正名称，或在 leaders 中写明由谁分管"
    if who.members_of is not None and not members(who.members_of, leaders, policy):
        return f"领导名单中没有 {who.members_of.value} 的组成人员，请补上领导，或改写明具体领导"
    return ""


def _areas(policy: Policy) -> list[str]:
    table = policy.travel.minutes
    return sorted({*table, *(there for row in table.values() for there in row)})


def check_policy(draft: Draft, brief: Brief) -> Faults:
    """The road is known between any two areas in use, research being done in the district."""
    table = brief.policy.travel.minutes
    used = sorted({"district", *(e.area for e in brief.events)} & {*_areas(brief.policy), "district"})
    for i, here in enumerate(used):
        for there in used[i:]:
            if there not in table.get(here, {}) and here not in table.get(there, {}):
                yield fault(f"没有 {here} 到 {there} 的路程，请补上分钟数", "policy", "travel", "minutes")
    for here, row in table.items():
        for there, minutes in row.items():
            if not 0 <= minutes <= 24 * 60:
                yield fault("路程应在 0 至 1440 分钟之间，请改正", "policy", "travel", "minutes", here, there)


def check_ledger(draft: Draft, brief: Brief) -> Faults:
    """The ledger keeps a year of the horizon, and no count is below zero."""
    if not draft.sound("ledger"):
        return
    years = range(brief.horizon.first.year, brief.horizon.last.year + 1)
    if draft.sound("horizon") and brief.ledger.year not in years:
        yield fault(f"台账年度应为 {years[0]}，与排期一致，请改正", "ledger", "year")
    for name in COUNTS:
        for leader, count in getattr(brief.ledger, name).items():
            if count < 0:
                yield fault("次数不得小于 0，请改正", "ledger", name, leader)


CHECKS: tuple[Callable[[Draft, Brief], Faults], ...] = (
    check_ids,
    check_leaders,
    check_people,
    check_pairs,
    check_seats,
    check_policy,
    check_ledger,
)
