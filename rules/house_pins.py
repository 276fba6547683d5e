"""Ours: what an officer pinned stays."""

from collections.abc import Iterator, Sequence

from models.audit import Finding
from models.brief import Brief
from models.docket import Held, held
from models.events import Event
from models.plan import Plan
from models.spans import Span
from rules.base import Fact, Rule, Sheet, Strength


class Pins(Rule):
    """A pinned time is its minute, a pinned seat its leader."""

    code = "house-pins"
    article = None
    title = "钉住的不动"
    reading = "经办人钉住的时间或人选照办；要动先取消钉住。"
    strength = Strength.MUST

    def admits(self, brief: Brief, event: Event, span: Span) -> bool:
        return all(p.start is None or p.start == span.start for p in brief.pins if p.event == event.id)

    def admitted(self, brief: Brief, event: Event, spans: Sequence[Span]) -> Sequence[Span]:
        return super().admitted(brief, event, spans) if any(pin.event == event.id for pin in brief.pins) else spans

    def constrain(self, sheet: Sheet) -> None:
        for pin in sheet.brief.pins:
            event = sheet.brief.event_by_id.get(pin.event)
            if event is None or pin.seat is None or pin.leader is None:
                continue
            for seat in sheet.brief.seats_by_event[event.id]:
                if seat.key == pin.seat and sheet.starts(event):
                    lits = [sheet.takes(event, seat, pin.leader, start) for start in sheet.starts(event)]
                    sheet.exactly_one([*lits, sheet.left_out(event)], Fact(self.code, event.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        rows = {row.event.id: row for row in held(brief, plan)}
        for pin in brief.pins:
            row = rows.get(pin.event)
            if row is None:
                continue  # a pinned event is a must: its absence is house-musts-held's word
            if pin.start is not None and row.span.start != pin.start:
                sentence = (
                    f"「{row.event.title}」已由{pin.by}钉在{pin.start:%m月%d日 %H:%M}，"
                    f"方案写的是{row.span.start:%m月%d日 %H:%M}"
                )
                yield self.broken(pin.event, sentence)
            elif pin.seat is not None and self._taker(row, pin.seat) != pin.leader:
                sentence = f"「{row.event.title}」的席位已由{pin.by}定为{brief.zh(pin.leader or '')}，方案写的是别人"
                yield self.broken(pin.event, sentence, seat=pin.seat)
            else:
                yield self.kept(pin.event, f"「{row.event.title}」按{pin.by}钉住的办")

    def _taker(self, row: Held, key: str) -> str | None:
        return next((taker for seat, taker in row.seats if seat.key == key), None)


RULE = Pins()
