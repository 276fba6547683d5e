"""Entries made from a plan: what the calendar holds on the days that the plan decides."""

from collections.abc import Iterator

from models.brief import Brief
from models.docket import held
from models.errors import Refused
from models.events import Kind, Role
from models.occupations import is_whole, whole_span
from models.plan import BookingState, Plan
from models.publication import Entry, EntrySeat, Publication
from models.research import ResearchBlock
from models.spans import HalfDay, Instant, Span

RESEARCH = "research/"
ABSENCE = "absence/"
RESEARCH_TITLE = "调研"


def planned_entries(brief: Brief, plan: Plan, previous: Publication | None, sealed_at: Instant) -> tuple[Entry, ...]:
    """The entries of a plan's bookings and research blocks. Raises Refused for a plan that is not of the brief."""
    _belongs(brief, plan)
    before = {entry.id: entry for entry in previous.entries} if previous else {}
    made = [*_events(brief, plan), *(_research(brief, block) for block in plan.research)]
    return tuple(_settled(entry, before.get(entry.id), sealed_at) for entry in made)


def _belongs(brief: Brief, plan: Plan) -> None:
    ids = [booking.event for booking in plan.bookings]
    unknown = [i for i in ids if i not in brief.event_by_id]
    reserved = [i for i in ids if i.startswith((RESEARCH, ABSENCE))]
    twice = [i for i in dict.fromkeys(ids) if ids.count(i) > 1]
    seats = {(event, seat.key) for event, rows in brief.seats_by_event.items() for seat in rows}
    strange = [f"{s.event} {s.seat}" for s in plan.seats if (s.event, s.seat) not in seats]
    blocks = [block.id for block in plan.research]
    days = [(b.event, b.start.date()) for b in plan.bookings] + [(b.id, b.start.day) for b in plan.research]
    outside = [i for i, day in days if day not in brief.horizon]
    for subjects, what in (
        (unknown, "方案安排了摘要中没有的事项：{}。请核对事项编号"),
        (reserved, "事项编号不得以 research/ 或 absence/ 开头：{}。请改用别的编号"),
        (twice, "方案把同一事项安排了两次：{}。请只留一次"),
        (strange, "方案填写了摘要中没有的席位：{}。请核对席位编号"),
        ([i for i in dict.fromkeys(blocks) if blocks.count(i) > 1], "调研编号重复：{}。请各用不同编号"),
        (outside, "方案把事项排到了本次日期范围之外：{}。请调整日期范围，或改排"),
    ):
        if subjects:
            raise Refused(f"不能发布：{what.format('、'.join(subjects))}。")


def _events(brief: Brief, plan: Plan) -> Iterator[Entry]:
    states = {booking.event: booking.state for booking in plan.bookings}
    for event, span, _, seats in held(brief, plan):
        yield Entry(
            id=event.id,
            title=event.title,
            kind=event.kind,
            start=span.start,
            end=span.end,
            whole_half_days=is_whole(event),
            venue=event.venue,
            area=event.area,
            organiser=event.organiser,
            note=event.note,
            state=states[event.id],
            firmness=event.firmness,
            secrecy=event.secrecy,
            knows=event.knows or (),
            provisional=is_provisional(brief, span),
            announced_at=brief.as_of,
            seats=tuple(
                EntrySeat(
                    key=seat.key,
                    role=seat.role,
                    owner=seat.owner,
                    taken_by=taker,
                    acting_for=None if taker in (None, seat.owner) else seat.owner,
                    required=seat.required,
                )
                for seat, taker in seats
            ),
        )


def _research(brief: Brief, block: ResearchBlock) -> Entry:
    span = whole_span(brief, block.start, block.half_days)
    seat = EntrySeat(key="leader", role=Role.ATTEND, owner=block.leader, taken_by=block.leader)
    return Entry(
        id=block.id,
        title=f"{RESEARCH_TITLE}：{block.topic}" if block.topic else RESEARCH_TITLE,
        kind=Kind.RESEARCH,
        start=span.start,
        end=span.end,
        whole_half_days=True,
        area="district",
        state=BookingState.PLANNED,
        provisional=is_provisional(brief, span),
        announced_at=brief.as_of,
        seats=(seat,),
    )


def _settled(entry: Entry, before: Entry | None, sealed_at: Instant) -> Entry:
    """The entry with its state and the instant since which its time has been announced.

    Issued is what went out with its week and has kept its time, whatever the plan calls it.
    """
    same_time = before is not None and before.span == entry.span
    state = entry.state
    if state is not BookingState.FIXED:
        went_out = same_time and before is not None and before.state is BookingState.ISSUED
        state = BookingState.ISSUED if went_out else BookingState.PLANNED
    announced_at = before.announced_at if before is not None and same_time else sealed_at
    return entry.model_copy(update={"state": state, "announced_at": announced_at})


def is_provisional(brief: Brief, span: Span) -> bool:
    """Whether a stretch touches a day whose official notice has not come."""
    days = {half.day for half in span.half_days()}
    return any(brief.calendar.covers(day) and brief.calendar.is_provisional(day) for day in days)


def block_of(entry: Entry) -> ResearchBlock | None:
    """The research block that an entry shows, none for events."""
    if not entry.id.startswith(RESEARCH):
        return None
    halves = list(entry.span.half_days())
    return ResearchBlock(
        id=entry.id,
        leader=entry.seats[0].taken_by or "",
        start=HalfDay.of(entry.start),
        half_days=len(halves),
        topic=entry.title.removeprefix(RESEARCH_TITLE).removeprefix("："),
    )
