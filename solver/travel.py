"""May they travel? The coverage slip: the rule verdict on bitmaps first, then the smallest re-plan, exactly."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from models.audit import Finding, Verdict
from models.brief import Brief
from models.errors import BadInput, Fault
from models.events import EventId
from models.people import LeaderId
from models.plan import Plan
from models.reasons import Clash, MoveKind
from models.replan import judged_of
from models.slip import Asked, Basis, Colour, Judged, Need, Outcome, Replan, Slip, Stretch, Trip
from models.spans import DateRange, HalfDay, Span
from rules import RULES, audit
from rules.base import Rule
from solver.cover_verdict import CoverIndex
from solver.difference import moves
from solver.travel_cover import Cover
from solver.travel_papers import deputy_would_do, missing, pending, plan_line
from solver.travel_replan import (
    ASKED,
    MARGIN,
    Attempt,
    Trial,
    base_of,
    given_conflict,
    is_paper,
    need_of,
    objections,
    patched,
    smallest,
    trial_of,
    waivable,
)
from solver.travel_scene import Scene, merged, months_around, narrowed

NEAREST = 3

__all__ = ["Travel", "judged_of"]


class Travel:
    """Questions on one brief and one plan of it; the tables are kept, so ask as often as you like."""

    def __init__(self, brief: Brief, plan: Plan, basis: Basis, rules: Sequence[Rule] = RULES) -> None:
        self.brief = brief.narrowed(plan.horizon)
        self.plan = plan
        self.basis = basis
        self.rules = tuple(rules)
        self._scenes: dict[DateRange, Scene] = {}

    @cached_property
    def index(self) -> CoverIndex:
        """The bitmaps."""
        return CoverIndex(self.brief, self.plan)

    @cached_property
    def base(self) -> Brief:
        """The brief with the judged plan as its published one."""
        return base_of(self.brief, self.plan, published=self.basis is Basis.PUBLISHED)

    def scene(self, halves: Sequence[HalfDay]) -> Scene:
        """What a re-plan around these half-days is worked out on; kept for the next question."""
        days = months_around(self.brief.horizon, halves[0].day - MARGIN, halves[-1].day + MARGIN)
        if days not in self._scenes:
            self._scenes[days] = Scene(*narrowed(self.base, self.plan, days), self.rules)
        return self._scenes[days]

    def stretch(self, trip: Trip) -> int:
        """The half-days of a question. Raises BadInput for an unknown leader or a time out of the horizon."""
        faults = []
        if trip.leader not in self.brief.leader_by_id:
            known = "、".join(f"{k.id}（{k.title}）" for k in self.brief.leaders)
            faults.append(Fault("--leader", f"没有编号为 {trip.leader} 的领导，请改用其中之一：{known}"))
        if trip.end <= trip.start:
            faults.append(Fault("--to", "结束时间须晚于开始时间（--from），请改正"))
            raise BadInput(faults)
        span = Span(start=trip.start, end=trip.end).widened()
        if not self.brief.horizon.span.holds(span):
            days = f"{self.brief.horizon.first} 至 {self.brief.horizon.last}"
            faults.append(Fault("--from/--to", f"所问时段超出方案的范围 {days}，请改在其内，或换一份摘要"))
        if faults:
            raise BadInput(faults)
        halves = list(span.half_days())
        return self.index.stretch(halves[0], halves[-1])

    def rule_verdict(self, trip: Trip) -> Colour:
        """Green, amber or red by the rules on the judged plan alone."""
        return self.index.verdict(trip.leader, self.stretch(trip), trip.kind)

    def nearest(self, trip: Trip) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
        """The nearest green stretches of the same length before and after, apart from one another."""
        mask = self.stretch(trip)
        length, first = mask.bit_count(), (mask & -mask).bit_length() - 1
        starts = list(self.index.green_starts(trip.leader, length, trip.kind))
        before = _apart([s for s in reversed(starts) if s < first], length)
        after = _apart([s for s in starts if s > first], length)
        return tuple(self._told(s, length) for s in before), tuple(self._told(s, length) for s in after)

    def slip(self, trip: Trip, *, exact: bool = True) -> Slip:
        """The whole answer; without `exact` the rule verdict stands and no re-plan is worked out."""
        mask = self.stretch(trip)
        cover = Cover(self.index, trip, mask)
        colour = self.index.verdict(trip.leader, mask, trip.kind)
        seats = tuple(cover.seats())
        trial = trial_of(self.base, trip)
        halves = self.index.halves(mask)
        days = (halves[-1].day - halves[0].day).days + 1
        holes, research = tuple(cover.holes()), tuple(cover.research())
        before, after = self.nearest(trip)
        slip = Slip(
            brief=self.brief.digest, verdict=colour, rule_verdict=colour, headline="",
            asked=self._asked(trip, halves),
            judged=self._judged(), reasons=(), clashes=seats, research=research,
            functions=tuple(cover.functions()),
            partner_takes=tuple(s.event for s in seats if s.outcome is Outcome.COVERED and s.taker),
            nobody_takes=tuple(s.event for s in seats if s.outcome is Outcome.NOBODY),
            loads=tuple(cover.loads()), holes=holes, blocked_days=tuple(cover.blocked_days()),
            missing=tuple(missing(trial.brief, trial.absence, self.rules)),
            pending=tuple(pending(self.brief, trial.absence, days)),
            travel_plan=plan_line(self.brief, trial.absence),
            deputy_would_do=tuple(deputy_would_do(self.index, trial.absence, mask)), notes=tuple(self._notes(trip)),
            before=before, after=after,
        )  # fmt: skip
        told = [s.sentence for s in seats if s.colour is not Colour.GREEN]
        told += [r.sentence for r in research] + [h.sentence for h in holes]
        slip = slip.model_copy(update={"reasons": tuple(dict.fromkeys(told))})
        if exact:
            scene = self.scene(halves)
            slip = self._exact(slip, scene, trial_of(scene.base, trip), cover)
        return _headed(slip)

    # the exact part

    def _exact(self, slip: Slip, scene: Scene, trial: Trial, cover: Cover) -> Slip:
        if slip.rule_verdict is Colour.GREEN:
            against = objections(trial, scene.said, patched(scene.plan, cover.who, _taken(slip)), self.rules)
            if not against:
                return slip
            words = (*slip.reasons, *(f.sentence for f in against))
            slip = slip.model_copy(update={"verdict": Colour.AMBER, "reasons": tuple(dict.fromkeys(words))})
        damaged = {s.event for s in slip.clashes} | {b for s in slip.clashes for b in s.blocked_by}
        attempt = smallest(trial, scene.plan, damaged, self.rules)
        if attempt.plan is None:
            if attempt.conflict is None:
                return slip.model_copy(update={"needs": attempt.needs, "notes": (*slip.notes, attempt.undecided)})
            facts = tuple(cause.sentence for cause in attempt.conflict.causes if cause.id != ASKED)
            return slip.model_copy(
                update={
                    "verdict": Colour.RED, "conflict": attempt.conflict,
                    "reasons": tuple(dict.fromkeys((*facts, *slip.reasons))),
                }
            )  # fmt: skip
        return self._replanned(slip, scene, trial, attempt, attempt.plan)

    def _replanned(self, slip: Slip, scene: Scene, trial: Trial, attempt: Attempt, plan: Plan) -> Slip:
        said = scene.said
        verdict = audit(trial.brief, plan, self.rules)
        known = {(f.code, f.subject, f.seat) for f in said.findings if f.verdict in (Verdict.BROKEN, Verdict.OPEN)}
        new = [
            f for f in verdict.findings if (f.code, f.subject, f.seat) not in known and not is_paper(f, self.rules)
        ]
        waived = {(need.rule, need.subject) for need in attempt.needs}
        needs = list(attempt.needs)
        for finding in new:
            if finding.verdict is Verdict.BROKEN:
                who = waivable(finding.code, self.rules)
                subject = _subject(finding, trial)
                if (finding.code, subject) in waived:
                    continue
                if not who:
                    return self._red(slip, trial, finding)
                needs.append(_waived(finding, subject, who))
            elif finding.verdict is Verdict.OPEN and finding.seat is not None:
                needs.append(
                    Need(
                        rule=finding.code, subject=f"{finding.subject}/{finding.seat}", article=finding.article,
                        who="区长", sentence=finding.sentence,
                    )
                )  # fmt: skip
        told = tuple(moves(trial.brief, scene.plan, plan))
        added = verdict.cost - said.cost
        real = [m for m in told if m.kind is not MoveKind.RESEATED]
        words = f"须挪动{len(real)}处、换人{len(told) - len(real)}处" if told else "不须挪动任何事项"
        where = "全期重排" if attempt.whole else f"只动{attempt.first:%m月%d日}至{attempt.last:%m月%d日}及受影响事项"
        replan = Replan(
            first=attempt.first, last=attempt.last, whole=attempt.whole, added_cost=added, moves=told,
            plan=merged(self.plan, plan),
            sentence=f"{words}（{where}，其余不动），代价增加{added}",
        )  # fmt: skip
        amber = max(slip.verdict, Colour.AMBER, key=lambda colour: colour.rank) if told or needs else slip.verdict
        amber = Colour.AMBER if amber is Colour.RED else amber
        unique = tuple({(n.rule, n.subject): n for n in needs}.values())
        return slip.model_copy(update={"verdict": amber, "replan": replan, "needs": unique})

    def _red(self, slip: Slip, trial: Trial, finding: Finding) -> Slip:
        reasons = tuple(dict.fromkeys((finding.sentence, *slip.reasons)))
        conflict = given_conflict(trial, finding, self.rules)
        return slip.model_copy(update={"verdict": Colour.RED, "conflict": conflict, "reasons": reasons})

    # words

    def _asked(self, trip: Trip, halves: list[HalfDay]) -> Asked:
        widened = (trip.start, trip.end) != (halves[0].start, halves[-1].end)
        when = halves[0].zh if len(halves) == 1 else f"{halves[0].zh}至{halves[-1].zh}"
        sentence = f"按半天计：{when}，共{len(halves)}个半天"
        if widened:
            sentence += f"（所报{trip.start:%m-%d %H:%M}至{trip.end:%m-%d %H:%M}已向外取整，第六十五条）"
        return Asked(
            leader=trip.leader, title=self.brief.zh(trip.leader), start=trip.start, end=trip.end, kind=trip.kind,
            kind_zh=trip.kind.zh, place=trip.place, first=halves[0], last=halves[-1], half_days=len(halves),
            widened=widened, sentence=sentence,
        )  # fmt: skip

    def _judged(self) -> Judged:
        published = self.brief.published
        if self.basis is Basis.PUBLISHED and published is not None:
            sentence = f"依据第{published.number}版（已公布）核对"
            return Judged(basis=self.basis, number=published.number, digest=published.digest, sentence=sentence)
        return Judged(basis=self.basis, number=None, digest=self.plan.digest, sentence=f"依据{self.basis.zh}核对")

    def _notes(self, trip: Trip) -> Iterator[str]:
        brief, span = self.brief, Span(start=trip.start, end=trip.end)
        for absence in brief.absences:
            if absence.leader == trip.leader and absence.span.widened().overlaps(span.widened()):
                word = {"approved": "已批准", "requested": "已申请待批", "refused": "未获批准", "cancelled": "已取消"}
                state = word[absence.approval.state.value]
                yield f"与{absence.span.start:%m月%d日}起的外出（{state}）重叠，请核对是否同一次或延期（第六十五条）"
        booked = {b.event for b in self.plan.bookings}
        new = [e for e in brief.events if e.id not in booked and brief.is_must(e) and span.overlaps(e.when.span)]
        if new:
            names = "、".join(f"「{e.title}」" for e in new[:5])
            yield f"另有{len(new)}项必办事项尚未排入所依据的方案：{names}，请先重排"
        if brief.is_past(trip.start):
            yield "所问时段在摘要时刻之前已经开始"

    def _told(self, start: int, length: int) -> Stretch:
        first = HalfDay.at_index(self.index.base + start)
        last = first.shifted(length - 1)
        calendar = self.brief.calendar
        worked = sum(calendar.is_workday(first.shifted(n).day) for n in range(length))
        zh = first.zh if length == 1 else f"{first.zh}至{last.zh}"
        return Stretch(first=first, last=last, worked=worked, zh=zh)


def _apart(starts: list[int], length: int) -> list[int]:
    """The first few, none overlapping another."""
    found: list[int] = []
    for start in starts:
        if len(found) < NEAREST and all(abs(start - other) >= length for other in found):
            found.append(start)
    return found


def _taken(slip: Slip) -> dict[tuple[EventId, str], LeaderId]:
    return {(s.event, s.seat): s.taker for s in slip.clashes if s.taker is not None}


def _subject(finding: Finding, trial: Trial) -> str:
    """What a waiver of the finding has to name."""
    return f"{finding.subject}:{trial.absence.leader}" if finding.code == "47-a" else finding.subject


def _waived(finding: Finding, subject: str, who: str) -> Need:
    clash = Clash(
        rule=finding.code, subject=subject, article=finding.article, sentence=finding.sentence, approver=who
    )
    return need_of(clash)


def _headed(slip: Slip) -> Slip:
    who = slip.asked.title
    if slip.verdict is Colour.GREEN:
        word = "可以批准：席位和分管工作都有人依规代行，已排的不动"
    elif slip.verdict is Colour.RED:
        word = "不宜批准：无论怎样挪动，都有必办事项不能依规办成"
    else:
        told = len(slip.replan.moves) if slip.replan else 0
        asks = len(slip.needs) + len(slip.holes)
        words = [f"变动{told}处"] * bool(told) + [f"由人决定{asks}处"] * bool(asks)
        word = f"可以批准，但须{'、'.join(words) or '由人决定'}"
    return slip.model_copy(update={"headline": f"{who}：{word}"})
