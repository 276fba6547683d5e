"""What the rule verdict stands on, told seat by seat, function by function and hole by hole."""

from collections.abc import Iterator

from models.people import LeaderId
from models.slip import (
    BlockedDay,
    Colour,
    FunctionSlip,
    Hole,
    HoleKind,
    Load,
    Outcome,
    Proposal,
    ResearchSlip,
    SeatSlip,
    Stint,
    Trip,
)
from models.spans import HalfDay
from solver.cover_index import Row
from solver.cover_verdict import Answer, CoverIndex
from solver.travel_papers import FUNCTIONS, SIGN, function_of


class Cover:
    """One question over one index."""

    def __init__(self, index: CoverIndex, trip: Trip, stretch: int) -> None:
        self.index = index
        self.brief = index.brief
        self.trip = trip
        self.who = trip.leader
        self.stretch = stretch
        self.long = index.is_long(trip.leader, stretch)
        self.rows = index.touched(trip.leader, stretch)
        self.answers = [index.answer(row, self.who, stretch, trip.kind, self.long) for row in self.rows]
        self.law = "第八条" if self.who == self.brief.head else "第七条"

    def zh(self, leader: LeaderId | None) -> str:
        """A title; nobody's is empty."""
        return self.brief.zh(leader) if leader else ""

    # seats

    def seats(self) -> Iterator[SeatSlip]:
        """Every seat of his in the stretch."""
        for row, answer in zip(self.rows, self.answers, strict=True):
            outcome = self._outcome(row, answer)
            taker = answer.free[0] if answer.free else None
            blocked = self._blocked(row, answer) if outcome is Outcome.BUSY else ()
            asks = outcome is Outcome.OPEN or (outcome is Outcome.BUSY and not self.index.movable(row))
            yield SeatSlip(
                event=row.event.id, title=row.event.title, seat=row.seat.key, role=row.seat.role.value,
                start=row.booking.start, end=row.booking.end, function=function_of(row.event.kind),
                must=self.brief.is_must(row.event), movable=self.index.movable(row), colour=answer.colour,
                outcome=outcome, taker=taker, taker_title=self.zh(taker), article=self._article(row, answer),
                sentence=self._sentence(row, answer, outcome, blocked), blocked_by=blocked,
                proposals=tuple(self.proposals(row)) if asks else (),
            )  # fmt: skip

    def _outcome(self, row: Row, answer: Answer) -> Outcome:
        if answer.free or not row.seat.required:
            return Outcome.COVERED
        if answer.lawful:
            return Outcome.BUSY
        seat = row.seat
        personal = seat.member or row.event.kind.facts.personal or (seat.owner is not None and len(seat.options) == 1)
        chairs = seat.owner == self.brief.head and self.who == self.brief.head and answer.colour is Colour.RED
        return Outcome.NOBODY if chairs or (personal and seat.owner == self.who) else Outcome.OPEN

    def _article(self, row: Row, answer: Answer) -> str:
        if answer.owed or row.seat.member:
            return "第四十七条"
        if answer.colour is Colour.RED:
            return "第六条"
        if row.event.kind.facts.personal:
            return "第三十九条"
        return self.law if row.seat.owner is not None else "第六十一条"

    def _blocked(self, row: Row, answer: Answer) -> tuple[str, ...]:
        found = {o.subject: None for p in answer.lawful for o in self.index.in_the_way(row, p)}
        return tuple(found)

    def _sentence(self, row: Row, answer: Answer, outcome: Outcome, blocked: tuple[str, ...]) -> str:
        what, seat = f"「{row.event.title}」{row.booking.start:%m月%d日 %H:%M}", row.seat
        article = self._article(row, answer)
        owed = "；会期已公布，须区长准假（第四十七条）" if answer.owed else ""
        if not seat.required:
            return f"{what}：可列席，缺席不影响"
        if outcome is Outcome.COVERED:
            role = "代" if seat.owner == self.who else "改由其出席，可"
            return f"{what}：由{self.zh(answer.free[0])}{role}{seat.role.zh}（{article}）{owed}"
        if outcome is Outcome.BUSY:
            names = "、".join(self._title(subject) for subject in blocked)
            people = "、".join(self.zh(p) for p in answer.lawful)
            return f"{what}：{people}可代，但同时有{names}，须挪动或请区长定（{article}）{owed}"
        if outcome is Outcome.NOBODY:
            moved = "可改期" if self.index.movable(row) else "时间由主办方定，不能改期"
            word = "须本人到会，他人不得顶替" if seat.member else "须本人到场，他人不得代"
            return f"{what}：{word}，{moved}（{article}）{owed}"
        if seat.owner not in (None, self.who):
            return f"{what}：本是代{self.zh(seat.owner)}，代行不得再转，请区长指定（第七条）{owed}"
        return f"{what}：没有可依规代行的人，请改期或由区长指定（{article}）{owed}"

    def _title(self, subject: str) -> str:
        event = self.brief.event_by_id.get(subject)
        return f"「{event.title}」" if event else "调研"

    def proposals(self, row: Row | None = None, mask: int = 0, of: LeaderId | None = None) -> Iterator[Proposal]:
        """Who could be asked: the policy's C, the executive deputy, then in order of precedence."""
        owner = of or (row.seat.owner if row else None) or self.who
        mask = row.mask if row else mask
        brief = self.brief
        thirds = [p for p in self.index.actors(owner) if p not in self.index.partners.get(owner, {})]
        order = [*thirds, brief.executive_deputy, *(k.id for k in brief.leaders if k.post.is_deputy)]
        if row is not None and row.seat.owner is None:
            order = [*row.seat.options]
        for person in dict.fromkeys(order):
            if person is None or person in (owner, self.who) or self.index.away.get(person, 0) & mask:
                continue
            free = not (
                self.index.in_the_way(row, person) if row else any(m & mask for _, m in self.index.diary[person])
            )
            word = "期间没有冲突" if free else "另有安排，须先挪动"
            why = "本单位规定的C角" if person in thirds else "请区长指定"
            yield Proposal(
                leader=person, title=self.zh(person), free=free, sentence=f"{self.zh(person)}：{why}，{word}"
            )

    # research, meetings without leave

    def research(self) -> Iterator[ResearchSlip]:
        """His research in the stretch."""
        for block in self.index.plan.research:
            hit = [h for h in block.halves() if self.index.mask([h]) & self.stretch]
            if block.leader == self.who and hit:
                words = "、".join(h.zh for h in hit)
                yield ResearchSlip(id=block.id, halves=tuple(hit), sentence=f"{words}的调研须另择时间（第六十六条）")

    def blocked_days(self) -> Iterator[BlockedDay]:
        """Meetings from which there is no leave in principle."""
        for row in self.rows:
            if row.event.kind.facts.heads_meeting and row.seat.owner == self.who:
                when = row.booking.start.date()
                sentence = f"{when:%m月%d日}「{row.event.title}」原则上不得请假，不能出席的须向区长请假（第四十七条）"
                if self.who == self.brief.head:
                    sentence = f"{when:%m月%d日}「{row.event.title}」由区长召集，区长外出须改期（第六条、第四十七条）"
                yield BlockedDay(event=row.event.id, title=row.event.title, day=when, sentence=sentence)

    # functions

    def functions(self) -> Iterator[FunctionSlip]:
        """For each of the five functions who acts."""
        stints = tuple(self._stints())
        for name in FUNCTIONS:
            items = self._papers() if name == SIGN else self._items(name)
            yield FunctionSlip(
                name=name, article=self.law, stints=stints, items=tuple(items), sentence=self._acts(name, stints)
            )

    def _items(self, name: str) -> list[str]:
        pairs = zip(self.rows, self.answers, strict=True)
        return [r.event.id for r, a in pairs if function_of(r.event.kind) == name and a.lawful]

    def _papers(self) -> list[str]:
        return [
            paper.id
            for paper in self.brief.signing
            if paper.owner == self.who and paper.signed_at is None
            and self.index.mask([HalfDay.of(paper.due)]) & self.stretch
        ]  # fmt: skip

    def _acts(self, name: str, stints: tuple[Stint, ...]) -> str:
        if not self.index.needs_cover(self.who):
            return f"{name}：由其报办公室的代为主持工作的负责人办理（第六十五条）"
        words = []
        for stint in stints:
            when = stint.first.zh if stint.first == stint.last else f"{stint.first.zh}至{stint.last.zh}"
            words.append(f"{when}由{stint.taker_title}代行" if stint.taker else f"{when}待定，请区长指定")
        only = "，只限紧急公文，不急的待其返回或报区长" if name == SIGN else ""
        return f"{name}：{'；'.join(words)}{only}（{self.law}）"

    def _stints(self) -> Iterator[Stint]:
        index, who = self.index, self.who
        acts = index.acts(self.trip.kind, who) and (who == self.brief.head or not index.is_excluded(who))
        bits = index.full if self.long else index.long.get(who, 0)
        left = self.stretch
        found: list[tuple[int, LeaderId | None]] = []
        for person in index.actors(who) if acts and index.needs_cover(who) else ():
            mine = left & index.covered(who, person, bits)
            found.append((mine, person))
            left &= ~mine
        found.append((left, None))
        runs = [(run, actor) for mask, actor in found for run in index.runs(mask)]
        for (first, last), actor in sorted(runs, key=lambda r: r[0][0].index):
            yield Stint(first=first, last=last, taker=actor, taker_title=self.zh(actor))

    # partners and holes

    def loads(self) -> Iterator[Load]:
        """His partners' own half-days in the stretch."""
        index = self.index
        takes: dict[LeaderId, list[str]] = {}
        clashes: dict[LeaderId, list[str]] = {}
        for row, answer in zip(self.rows, self.answers, strict=True):
            if answer.free and row.seat.required:
                takes.setdefault(answer.free[0], []).append(row.event.id)
            for other in answer.lawful:
                if other not in answer.free:
                    clashes.setdefault(other, []).append(row.event.id)
        backing = [p for p in index.actors(self.who) if index.partners.get(self.who, {}).get(p, 0) & self.stretch]
        if self.who == self.brief.head:
            backing = list(index.actors(self.who))
        for person in dict.fromkeys([*backing, *takes]):
            own = [(o.subject, m) for o, m in index.diary[person] if m & self.stretch]
            busy = 0
            for _, mask in own:
                busy |= mask & self.stretch
            away = index.away.get(person, 0) & self.stretch
            mine, hit = takes.get(person, []), clashes.get(person, [])
            sentence = f"{self.zh(person)}期间自有{len(own)}项安排，代行{len(mine)}项，撞期{len(hit)}项"
            sentence += f"，外出{away.bit_count()}个半天" if away else "，全程在汴"
            yield Load(
                leader=person, title=self.zh(person), away=tuple(index.halves(away)), busy=tuple(index.halves(busy)),
                own=tuple(s for s, _ in own), takes=tuple(mine), clashes=tuple(hit), sentence=sentence,
            )  # fmt: skip

    def holes(self) -> Iterator[Hole]:
        """Where cover runs out, his own and that of those for whom he acts."""
        index, who = self.index, self.who
        for first, last in index.runs(self.stretch & index.hole(who, self.trip.kind, self.long)):
            kind, word = self._why(index.stretch(first, last))
            yield self._hole(kind, who, first, last, self.law, word)
        for other, mask in index.second(who).items():
            for first, last in index.runs(self.stretch & mask):
                if other == self.brief.head:
                    word = "区长其时也外出，常务副区长不在则无人受托主持全面工作"
                    yield self._hole(HoleKind.HEAD_AND_EXECUTIVE, other, first, last, "第八条", word)
                else:
                    word = f"{self.zh(other)}其时也外出，本由其代行，补位的补位条文没有规定"
                    yield self._hole(HoleKind.COVER_OF_COVER, other, first, last, "第七条", word)
        for code, mask in index.refused(who, self.trip.kind).items():
            for first, last in index.runs(self.stretch & mask):
                word = {
                    "variant-leave-blackout": "碰到本单位规定的不得外出的时段",
                    "variant-both-away": "AB角不得同时外出",
                    "variant-not-together": "规定的几位领导不得同时外出",
                }[code]
                yield self._hole(HoleKind.REFUSED, who, first, last, "第六十五条", word, ask=False)
        if index.late(self.trip.kind, self.stretch):
            halves = index.halves(self.stretch)
            word = "未在本单位规定的工作日数以前提出"
            yield self._hole(HoleKind.REFUSED, who, halves[0], halves[-1], "第六十五条", word, ask=False)

    def _why(self, mask: int) -> tuple[HoleKind, str]:
        index, who, brief = self.index, self.who, self.brief
        if who == brief.head:
            deputy = brief.executive_deputy
            if deputy is None:
                return HoleKind.NO_PARTNER, "没有常务副区长"
            if index.away.get(deputy, 0) & mask:
                return HoleKind.HEAD_AND_EXECUTIVE, "常务副区长其时也外出"
            return HoleKind.NOT_ENTRUSTED, "区长尚未委托常务副区长主持全面工作"
        if not index.acts(self.trip.kind, who):
            return HoleKind.NOT_A_TRIGGER, f"{self.trip.kind.zh}不属B角代行的情形"
        if index.is_excluded(who):
            return HoleKind.EXCLUDED, "其分管工作按规定不由他人代行"
        here = [p for p, force in index.partners.get(who, {}).items() if force & mask]
        if not here:
            return HoleKind.NO_PARTNER, "当日没有有效的B角"
        if any(not index.away.get(p, 0) & mask for p in here):
            return HoleKind.NOT_ENTRUSTED, "外出时间长，B角代行须区长另行委托"
        return HoleKind.PARTNER_AWAY, f"B角{'、'.join(self.zh(p) for p in here)}也外出"

    def _hole(
        self,
        kind: HoleKind,
        of: LeaderId,
        first: HalfDay,
        last: HalfDay,
        article: str,
        word: str,
        *,
        ask: bool = True,
    ) -> Hole:
        mask = self.index.stretch(first, last)
        when = first.zh if first == last else f"{first.zh}至{last.zh}"
        end = "列为待定，请区长指定" if ask else "请改期，或报区长同意"
        return Hole(
            kind=kind, of=of, first=first, last=last, article=article,
            sentence=f"{when}：{word}，{end}（{article}）",
            proposals=tuple(self.proposals(mask=mask, of=of)) if ask else (),
        )  # fmt: skip
