"""Faults of records that point to one another: travel lines, extended absences, items taken up again, leave."""

from collections.abc import Iterator

from intake.checks import Faults, fault
from intake.draft import Draft
from intake.faults import Place
from models.brief import Brief


def check_records(draft: Draft, brief: Brief) -> Faults:
    """Everybody and everything that a record names is in the brief, and no record stands twice."""
    yield from _twice(draft)
    yield from _people(draft, brief)
    yield from _travel(draft)
    yield from _extended(draft)
    yield from _followed(draft)
    away = {absence.id for _, absence in draft.each("absences")}
    for n, wish in draft.each("leave"):
        if wish.id in away:
            yield fault(f"休假编号 {wish.id} 与 absences 中的一次外出相同，请另编一个", "leave", n, "id")
    events = set(brief.event_by_id) | draft.named["events"]
    for n, leave in draft.each("others_leave"):
        if leave.event not in events:
            yield fault(f"没有事项 {leave.event}，请改用 events 中的编号", "others_leave", n, "event")


def _twice(draft: Draft) -> Faults:
    for section, zh in (("unit_leaves", "单位请假"), ("signing", "待签公文")):
        seen: dict[str, int] = {}
        for n, item in draft.each(section):
            if (first := seen.setdefault(item.id, n)) != n:
                yield fault(f"{zh}编号 {item.id} 与 {section}[{first}] 重复，请另编一个", section, n, "id")
    years: dict[int, int] = {}
    lines: set[str] = set()
    for n, plan in draft.each("travel_plans"):
        if (first := years.setdefault(plan.year, n)) != n:
            yield fault(f"{plan.year}年的外出计划已写在 travel_plans[{first}]，请合并", "travel_plans", n, "year")
        for m, line in enumerate(plan.lines):
            if line.id in lines:
                yield fault(f"外出计划条目编号 {line.id} 重复，请另编一个", "travel_plans", n, "lines", m, "id")
            lines.add(line.id)


def _people(draft: Draft, brief: Brief) -> Faults:
    known = set(brief.leader_by_id) | draft.named["leaders"]
    if "leaders" in draft.faulty and not draft.items["leaders"]:
        return
    for leader, place in _named(draft):
        if leader is not None and leader not in known:
            yield fault(f"领导名单中没有 {leader}，请改用名单中的编号，或先在 leaders 中补上这位领导", *place)


def _named(draft: Draft) -> Iterator[tuple[str | None, Place]]:
    for n, plan in draft.each("travel_plans"):
        yield from ((x.leader, ("travel_plans", n, "lines", m, "leader")) for m, x in enumerate(plan.lines))
    for n, paper in draft.each("signing"):
        yield paper.owner, ("signing", n, "owner")
        yield paper.signed_by, ("signing", n, "signed_by")
    for n, item in draft.each("agenda"):
        if item.needs_research is not None:
            yield item.needs_research.leader, ("agenda", n, "needs_research", "leader")
    if targets := draft.singles.get("targets"):
        yield from ((x.leader, ("targets", "research", n, "leader")) for n, x in enumerate(targets.research))
    if ledger := draft.singles.get("ledger"):
        yield from ((x.leader, ("ledger", "studies", n, "leader")) for n, x in enumerate(ledger.studies))
        yield from ((leader, ("ledger", "units", leader)) for leader in ledger.units)


def _travel(draft: Draft) -> Faults:
    if not draft.sound("travel_plans"):
        return
    owner = {line.id: line.leader for _, plan in draft.each("travel_plans") for line in plan.lines}
    for n, absence in draft.each("absences"):
        if absence.plan_line is None:
            continue
        if absence.plan_line not in owner:
            yield fault(
                f"外出计划中没有条目 {absence.plan_line}，请改用 travel_plans 中的编号，或删去此项",
                "absences", n, "plan_line",
            )  # fmt: skip
        elif owner[absence.plan_line] != absence.leader:
            yield fault(f"外出计划条目 {absence.plan_line} 是另一位领导的，请核对", "absences", n, "plan_line")


def _extended(draft: Draft) -> Faults:
    known = {absence.id: absence for _, absence in draft.each("absences")}
    for n, absence in draft.each("absences"):
        if absence.extends is None or absence.extends in draft.named["absences"]:
            continue
        first = known.get(absence.extends)
        if first is None or first.leader != absence.leader:
            yield fault(
                f"本人没有编号为 {absence.extends} 的外出，请改用 absences 中的编号", "absences", n, "extends"
            )
        elif first.span.start >= absence.span.start:
            yield fault(f"延长的部分应晚于 {absence.extends} 开始，请核对时间", "absences", n, "extends")


def _followed(draft: Draft) -> Faults:
    known = {item.id for _, item in draft.each("agenda")} | draft.named["agenda"]
    for n, item in draft.each("agenda"):
        if item.follows is not None and (item.follows == item.id or item.follows not in known):
            yield fault(f"没有可承接的议题 {item.follows}，请改用 agenda 中的另一编号", "agenda", n, "follows")
