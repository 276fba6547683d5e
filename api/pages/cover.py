"""The page 值守与补位: who presides now, two weeks of absences and cover, and the question whether one may travel.

The page is made here, its parts also one by one, so that the script changes a part and never builds one.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from fastapi.responses import HTMLResponse

from api.absence_looks import Looks
from api.absence_roll import AbsenceView, Reader, Roll
from api.desk import Desk
from api.gate import Principal
from api.in_charge import IN_CHARGE_ID, facts
from api.pages.fill import TEMPLATES
from api.pages.shell import page
from models.absence_steps import NEEDS_REASON, Phase, StepKind
from models.absences import AbsenceKind
from models.brief import Brief
from models.in_charge import InCharge, Stint, in_charge, timeline
from models.people import Leader
from models.permissions import Permission
from models.records import RecordKind
from models.slip import Slip, Stretch
from models.spans import DateRange, HalfDay
from render.slip_words import SlipPaper, slip_paper
from render.weeks import WEEKDAYS

DAYS = 14
OVER = (Phase.REFUSED, Phase.WITHDRAWN, Phase.CANCELLED, Phase.RETURNED)
PATHS = {
    StepKind.CONFIRM: "answer", StepKind.DECLINE: "answer", StepKind.APPROVE: "decision", StepKind.REFUSE: "decision",
    StepKind.CANCEL: "cancellation", StepKind.RETURN: "return",
}  # fmt: skip
LOOKED_AT = {StepKind.APPROVE: "outlook", StepKind.CANCEL: "way-back", StepKind.RETURN: "way-back"}


class Run(NamedTuple):
    """Half-days in a row of one leader's line. state: away, hole, acting, pending, or empty for in town."""

    state: str
    length: int
    text: str
    said: str


class Line(NamedTuple):
    """A leader's line of the timeline."""

    title: str
    runs: tuple[Run, ...]


class Day(NamedTuple):
    """A column of two half-days."""

    day: date
    weekday: str
    off: bool


class Live(NamedTuple):
    """What changes with every step: who presides, the timeline, and the absences that one may know of."""

    at: datetime
    now: InCharge
    days: tuple[Day, ...]
    lines: tuple[Line, ...]
    stints: tuple[Stint, ...]
    mine: tuple[AbsenceView, ...]
    others: tuple[AbsenceView, ...]
    over: tuple[AbsenceView, ...]
    late: tuple[str, ...]


class Action(NamedTuple):
    """A step that the reader may take, as a form. looks_at: what is shown before it; body: what is sent besides."""

    label: str
    article: str
    path: str
    body: dict[str, object]
    looks_at: str
    reason: bool
    bars: tuple[str, ...]
    strong: bool


def live_of(desk: Desk, who: Principal, reader: Reader) -> Live:
    """The page's facts as they stand now. Raises BadInput for faults of the records."""
    at = desk.now()
    days = DateRange(first=HalfDay.of(at).day, last=HalfDay.of(at).day + timedelta(days=DAYS - 1))
    brief = facts(desk.store, who.office, days, at)
    known = Roll(desk.store, who.office, at).views(reader) if who.may(Permission.AWAY) else []
    stints = timeline(brief, days)
    open_now = [view for view in known if view.phase not in OVER]
    over = [view for view in known if view.phase in OVER]
    return Live(
        at=at,
        now=in_charge(brief, at),
        days=tuple(Day(day, WEEKDAYS[day.weekday()][-1], not brief.calendar.is_workday(day)) for day in days.days()),
        lines=tuple(_line(brief, leader, days, stints, open_now) for leader in brief.leaders),
        stints=stints,
        mine=tuple(view for view in open_now if asked_of(view)),
        others=tuple(view for view in open_now if not asked_of(view)),
        over=tuple(sorted(over, key=lambda view: -view.first.index))[:20],
        late=tuple(alarm for view in open_now for alarm in view.alarms),
    )


def asked_of(view: AbsenceView) -> bool:
    """Whether an absence waits for the reader: for more than what he may also undo."""
    optional = {StepKind.WITHDRAW, StepKind.CANCEL, StepKind.RETURN}
    late = view.phase is Phase.OVERDUE
    return any(step.kind not in optional or (late and step.kind is StepKind.RETURN) for step in view.mine)


def _line(brief: Brief, leader: Leader, days: DateRange, stints: tuple[Stint, ...], known: list[AbsenceView]) -> Line:
    halves = [half for day in days.days() for half in (HalfDay(day, False), HalfDay(day, True))]
    told = [_cell(brief, leader, half, stints, known) for half in halves]
    runs = []
    for (state, text), run in groupby(enumerate(told), key=lambda one: one[1]):
        there = [halves[n] for n, _ in run]
        when = there[0].zh if len(there) == 1 else f"{there[0].zh}至{there[-1].zh}"
        runs.append(Run(state, len(there), text, f"{leader.title}{when}{text}" if state else f"{when}在岗"))
    return Line(leader.title, tuple(runs))


def _cell(
    brief: Brief, leader: Leader, half: HalfDay, stints: tuple[Stint, ...], known: list[AbsenceView]
) -> tuple[str, str]:
    here = [stint.charge for stint in stints if stint.first <= half <= stint.last]
    if brief.absences_at(leader.id, half):
        own = [charge for charge in here if charge.owner == leader.id]
        if any(charge.hole is not None for charge in own):
            return "hole", "外出，无人代"
        by = dict.fromkeys(charge.by_title for charge in own)
        return "away", f"外出，{'、'.join(by)}代" if by else "外出"
    acting = dict.fromkeys(charge.owner_title for charge in here if charge.by == leader.id)
    if acting:
        return "acting", f"代{'、'.join(acting)}"
    asked = [v for v in known if v.leader == leader.id and v.phase is Phase.REQUESTED and v.first <= half <= v.last]
    return ("pending", "待批") if asked else ("", "")


def cover_page(desk: Desk, who: Principal, reader: Reader) -> HTMLResponse:
    """The whole page; of an office that has no leaders yet, what to do first."""
    with desk.store.read(who.office) as room:
        has_leaders = bool(room.records.ids(RecordKind.LEADER))
    if not has_leaders:
        return page(desk, who, "cover", "cover_none.html", {})
    live = live_of(desk, who, reader)
    with_question = who.may(Permission.AWAY)
    brief = facts(desk.store, who.office, DateRange(first=live.at.date(), last=live.at.date()), live.at)
    asks_for = [(k.id, k.title) for k in brief.leaders if reader.office or k.id == reader.leader]
    told = {
        "live": live, "asks": with_question and bool(asks_for), "leaders": asks_for,
        "kinds": [(kind.value, kind.zh) for kind in AbsenceKind], "first": live.at.date() + timedelta(days=1),
        "may_link": who.may(Permission.LINKS), "in_charge": IN_CHARGE_ID,
    }  # fmt: skip
    return page(desk, who, "cover", "cover.html", told)


def cover_live(desk: Desk, who: Principal, reader: Reader) -> str:
    """The part that changes."""
    return TEMPLATES.get_template("cover_live.html").render(live=live_of(desk, who, reader))


def slip_part(
    slip: Slip, paper: SlipPaper, query: str, millis: float, *, asks: bool = False, exact: bool = True
) -> str:
    """The slip. query: of its files' addresses; asks: whether it can be put as a request from here; exact: whether
    the re-plan is in it."""
    parts = [part for part in paper.parts if part.title != "完全无碍的最近日期"]
    green = [_stretch(one) for one in (*slip.before, *slip.after)]
    return TEMPLATES.get_template("cover_slip.html").render(
        slip=slip, paper=paper, parts=parts, green=green, query=query, millis=round(millis), asks=asks, exact=exact
    )


class Green(NamedTuple):
    """A green stretch as a button. start, end: as date and time fields have them."""

    zh: str
    start: str
    end: str


def _stretch(one: Stretch) -> Green:
    start, end = one.first, one.last
    begins = f"{start.day.isoformat()}T{'13:00' if start.pm else '08:30'}"
    return Green(one.zh, begins, f"{end.day.isoformat()}T{'18:00' if end.pm else '12:00'}")


def card_part(desk: Desk, who: Principal, looks: Looks, id: str) -> str:
    """One absence: how it stands, what is missing, what was done, and what one may do."""
    view = looks.view(id)
    return TEMPLATES.get_template("cover_card.html").render(view=view, actions=tuple(actions(view)))


def actions(view: AbsenceView) -> Iterator[Action]:
    """What the reader may do, each as a form."""
    for step in view.mine:
        body: dict[str, object] = {}
        if step.kind in (StepKind.CONFIRM, StepKind.DECLINE):
            body["can"] = step.kind is StepKind.CONFIRM
        elif step.kind in (StepKind.APPROVE, StepKind.REFUSE):
            body["approve"] = step.kind is StepKind.APPROVE
        elif step.kind not in PATHS:
            body["kind"] = step.kind.value
        if step.in_name_of is not None:
            body["in_name_of"] = step.in_name_of
        label = f"登记{step.in_name_of_zh}的意见：{step.zh}" if step.in_name_of else step.zh
        yield Action(
            label=label, article=step.article, path=PATHS.get(step.kind, "steps"), body=body,
            looks_at=LOOKED_AT.get(step.kind, ""), reason=step.kind in NEEDS_REASON, bars=step.bars,
            strong=step.kind in (StepKind.APPROVE, StepKind.CONFIRM),
        )  # fmt: skip


def look_part(looks: Looks, id: str, kind: str, n: int) -> str:
    """What a step would bring with it, and the form that takes it. n: which of the reader's actions it is."""
    view = looks.view(id)
    known = tuple(actions(view))
    action = known[n] if 0 <= n < len(known) and known[n].looks_at == kind else None
    template = TEMPLATES.get_template("cover_look.html")
    if kind == "outlook":
        look = looks.outlook(id)
        return template.render(
            view=view, action=action, objections=look.objections, together=look.together, slip=look.slip,
            stuck=look.stuck, seen=look.seen.model_dump(mode="json"), granting=True,
        )  # fmt: skip
    back = looks.way_back(id)
    return template.render(
        view=view, action=action, objections=(), together=(), slip=back.slip, stuck="", seen=back.seen, granting=False
    )


def paper_of(slip: Slip, brief: Brief) -> SlipPaper:
    """The slip in words."""
    return slip_paper(slip, brief.office.name, brief.as_of)
