"""The greedy clerk: leave, meetings, fixed times by priority, research, windows; nothing is ever taken back."""

from benchmarks.peers.diary import Diary
from benchmarks.peers.report import Report
from benchmarks.peers.tables import SLOTS, Leave, Meeting, Tables

SACRED = 10**6  # what is pinned weighs more than anything


def by_clerk(tables: Tables) -> Diary:
    """A whole plan, in about a hundredth of a second for a district's year."""
    diary = Diary(tables)
    leave_fixed(diary)
    for leave in tables.leaves:
        _go(diary, leave)
    for leader, half in sorted(tables.pinned_research):
        diary.do_research(leader, half)
    for event in tables.events:
        if event.held is not None:
            diary.fit(event)
    for meeting in sorted(tables.meetings, key=lambda m: (m.held is None, m.gap_after is None and m.gap_days == 0)):
        _meet(diary, meeting)
    fixed = [e for e in tables.events if e.slot is not None and e.held is None]
    for event in sorted(fixed, key=lambda e: -e.weight):
        diary.fit(event)
    for leader in range(tables.leader_count):
        _research(diary, leader)
    windows = [e for e in tables.events if e.slot is None]
    for event in sorted(windows, key=lambda e: (-e.weight, len(e.halves))):
        diary.fit(event)
    return diary


def leave_fixed(diary: Diary) -> None:
    """Leave that the frozen past has begun."""
    for leave in diary.tables.leaves:
        if leave.held:
            diary.take_leave(leave, leave.starts[0])


def _go(diary: Diary, leave: Leave) -> None:
    """On the days whose fixed events only he can attend weigh least."""
    if leave.held:
        return
    lost = [0] * diary.tables.day_count
    for event in diary.tables.events:
        if event.slot is not None and any({o.leader for o in seat} == {leave.leader} for seat in event.seats):
            lost[event.halves[0] // 2] += event.weight if event.held is None else SACRED
    starts = [s for s in leave.starts if diary.can_leave(leave, s)]
    if starts:
        diary.take_leave(leave, min(starts, key=lambda s: sum(lost[s : s + leave.days])))


def _meet(diary: Diary, meeting: Meeting) -> None:
    """In the half-day where it costs least: leaders away, and fixed events that it drives out."""
    tables = diary.tables
    lost = dict.fromkeys(meeting.halves, 0)
    for event in tables.events:
        if event.slot is not None and event.halves[0] in lost:
            lost[event.halves[0]] += event.weight
    slots = range(SLOTS - meeting.duration + 1) if meeting.held is None else (meeting.held % SLOTS,)
    places = [(h, s) for h in meeting.halves for s in slots if diary.can_meet(meeting, h, s)]
    absent: int = tables.weights["meeting_absent"]

    def price(place: tuple[int, int]) -> int:
        return absent * (tables.leader_count - len(diary.present(place[0]))) + lost[place[0]]

    if places:
        diary.hold(meeting, *min(places, key=price))


def _research(diary: Diary, leader: int) -> None:
    """Month by month the longest free run, up to an even share of what is left; then wherever some is missing."""
    tables = diary.tables
    target = tables.people[leader]["research_half_days"]
    months: dict[int, list[int]] = {}
    for h in range(tables.half_count):
        months.setdefault(tables.of(h, "month"), []).append(h)
    for n, halves in enumerate(months.values()):
        missing = target - len(diary.research[leader])
        for h in _run(diary, leader, halves, -(-missing // (len(months) - n))):
            if diary.can_research(leader, h):  # the run before it may reach up to it
                diary.do_research(leader, h)
    for h in range(tables.half_count):
        if len(diary.research[leader]) < target and diary.can_research(leader, h):
            diary.do_research(leader, h)


def _run(diary: Diary, leader: int, halves: list[int], wanted: int) -> list[int]:
    """The first run of `wanted` half-days that research may take, or else the longest."""
    best: list[int] = []
    run: list[int] = []
    for h in halves:
        run = [*run, h] if diary.can_research(leader, h) else []
        if len(run) > len(best):
            best = run
        if len(best) >= min(wanted, diary.tables.rules["research_run_max"]):
            return best[: max(0, wanted)]
    return best


def main() -> None:
    """One run."""
    report = Report()
    plan = by_clerk(report.tables).plan()
    report.tell(report.now(), plan)
    report.close(plan)


if __name__ == "__main__":
    main()
