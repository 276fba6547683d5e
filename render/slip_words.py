"""The coverage slip in words, as it is attached to the approval form; Word and PDF are filled from this alone."""

from collections.abc import Iterator
from datetime import datetime

from models.events import Role
from models.slip import Colour, Load, Outcome, SeatSlip, Slip, Stint
from models.spans import Frozen, HalfDay, Span, in_office_zone
from render.paper import Words
from render.weeks import WEEKDAYS, day_zh, halves_zh, hour

TITLE = "外出补位核对单"
MARK = "内部资料"
VERDICTS = {
    Colour.GREEN: "可以批准",
    Colour.AMBER: "可以批准，但有事项须先定",
    Colour.RED: "有必办事项冲突，不宜批准",
}
MOST_HALVES = 20
AWAY, BUSY, CLASH, TAKES = "外", "有", "冲", "代"
SIGNS = f"{AWAY}：外出；{BUSY}：本人另有安排；{TAKES}：可代行；{CLASH}：与代行相冲突；空白：可以调用。"


class Cover(Frozen):
    """Who acts: one seat, or one of the five functions over the stretch. open: nobody by the rules."""

    when: Words
    what: Words
    who: Words
    basis: Words
    open: bool = False


class Strip(Frozen):
    """One person's half-days, each told by one sign."""

    title: Words
    signs: tuple[Words, ...]


class Part(Frozen):
    """A heading and sentences below it."""

    title: Words
    lines: tuple[Words, ...]


class SlipPaper(Frozen):
    """The slip on one page. verdict: by rule, in words; colour: its colour; as_of: when the facts were frozen."""

    title: Words = TITLE
    mark: Words = MARK
    office: Words
    name: Words
    colour: Colour
    verdict: Words
    headline: Words
    facts: tuple[Words, ...]
    asked: tuple[tuple[Words, Words], ...]
    halves: tuple[Words, ...]
    strips: tuple[Strip, ...]
    signs: Words = SIGNS
    covers: tuple[Cover, ...]
    parts: tuple[Part, ...]
    boxes: tuple[Words, ...] = ("本人签字", "政府办主任意见", "区长批示")
    as_of: datetime


def slip_paper(slip: Slip, office: str, as_of: datetime) -> SlipPaper:
    """The slip, put into words for print. office: its name; as_of: when the brief was frozen."""
    asked = slip.asked
    frozen = in_office_zone(as_of)
    last_taker = "、".join(load.title for load in slip.loads) or "无"
    return SlipPaper(
        office=office,
        name=f"{TITLE}（{asked.title}，{halves_zh(asked.first, asked.last)}）",
        colour=slip.verdict,
        verdict=VERDICTS[slip.verdict],
        headline=slip.headline,
        facts=(office, slip.judged.sentence, f"情况截至{day_zh(frozen.date())}{frozen:%H:%M}"),
        asked=(
            ("领导", asked.title),
            ("时间", f"{halves_zh(asked.first, asked.last)}（{asked.half_days}个半天）"),
            ("事由地点", "，".join(part for part in (asked.kind_zh, asked.place) if part)),
            ("可以补位", last_taker),
        ),
        halves=tuple(_half(half) for half in _halves(slip)),
        strips=tuple(_strips(slip)),
        covers=(*map(_seat, slip.clashes), *_functions(slip)),
        parts=tuple(part for part in _parts(slip) if part.lines),
        as_of=as_of,
    )


def _halves(slip: Slip) -> tuple[HalfDay, ...]:
    """The stretch's half-days, none where they are too many for a line."""
    if slip.asked.half_days > MOST_HALVES:
        return ()
    first = slip.asked.first.index
    return tuple(HalfDay.at_index(n) for n in range(first, slip.asked.last.index + 1))


def _half(half: HalfDay) -> str:
    return f"{half.day.day}日{WEEKDAYS[half.day.weekday()][-1]}{'下' if half.pm else '上'}"


def _strips(slip: Slip) -> Iterator[Strip]:
    halves = _halves(slip)
    if halves:
        yield Strip(title=slip.asked.title, signs=tuple(AWAY for _ in halves))
        takes = {
            half
            for seat in slip.clashes
            if seat.outcome is Outcome.COVERED
            for half in (each.index for each in Span(start=seat.start, end=seat.end).half_days())
        }
        yield from (
            Strip(title=load.title, signs=tuple(_sign(load, half, takes) for half in halves)) for load in slip.loads
        )


def _sign(load: Load, half: HalfDay, takes: set[int]) -> str:
    if half in load.away:
        return AWAY
    if half in load.busy:
        return CLASH if load.clashes and half.index in takes else BUSY
    return TAKES if load.takes and half.index in takes else ""


def _seat(seat: SeatSlip) -> Cover:
    """A seat: who takes it, or why nobody does, and whom one could ask."""
    start = in_office_zone(seat.start)
    asked = "、".join(f"{n}. {p.title}{'（有空）' if p.free else ''}" for n, p in enumerate(seat.proposals, 1))
    return Cover(
        when=f"{day_zh(start.date())}（{WEEKDAYS[start.weekday()]}）{hour(start)}",
        what=f"{seat.title}（{Role(seat.role).zh}）",
        who=f"{seat.taker_title} 代" if seat.outcome is Outcome.COVERED else _why(seat),
        basis="；".join(part for part in (seat.article, f"可请：{asked}" if asked else "") if part),
        open=seat.outcome is not Outcome.COVERED,
    )


def _why(seat: SeatSlip) -> str:
    """Why nobody takes it; the item and its time already stand beside it."""
    return seat.sentence.partition("：")[2] if seat.sentence.startswith(f"「{seat.title}」") else seat.sentence


def _functions(slip: Slip) -> Iterator[Cover]:
    """Article 7's functions, those with the same taker over the same half-days in one row."""
    held: dict[tuple[Stint, str], list[str]] = {}
    for function in slip.functions:
        for stint in function.stints:
            held.setdefault((stint, function.article), []).append(function.name)
    for (stint, article), names in held.items():
        yield Cover(
            when=halves_zh(stint.first, stint.last),
            what="、".join(names),
            who=stint.taker_title or "待定",
            basis=article,
            open=stint.taker is None,
        )


def _parts(slip: Slip) -> Iterator[Part]:
    needs = [f"{need.sentence}（{need.who}，{need.article}）" for need in slip.needs]
    holes = [hole.sentence for hole in slip.holes]
    yield Part(title="须先定的事", lines=_once(slip.reasons, needs, holes))
    papers = [paper.sentence for paper in (*slip.missing, *slip.pending)]
    days = [day.sentence for day in slip.blocked_days]
    yield Part(title="还缺什么", lines=_once(papers, days, (slip.travel_plan,)))
    moves = [slip.replan.sentence, *(move.sentence for move in slip.replan.moves)] if slip.replan else []
    research = [block.sentence for block in slip.research]
    yield Part(title="须随之变动", lines=_once(moves, research))
    causes = [cause.sentence for cause in slip.conflict.causes] if slip.conflict else []
    yield Part(title="冲突所在", lines=_once(causes))
    free = [stretch.zh for stretch in (*slip.before, *slip.after)]
    yield Part(title="完全无碍的最近日期", lines=("；".join(free),) if free else ())
    yield Part(title="说明", lines=_once(slip.deputy_would_do, slip.notes))


def _once(*groups: "tuple[str, ...] | list[str]") -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for group in groups for line in group if line))
