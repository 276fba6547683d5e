"""Meetings: all leaders in town are there, enough of them, with somebody to chair; and they are apart."""

from collections.abc import Iterator

from benchmarks.leadplan.base import BenchRule, is_away, starts
from benchmarks.leadplan.brief import name
from models.audit import Finding
from models.brief import Brief
from models.plan import Plan
from rules.base import FALSE, TRUE, Sheet

HEAD, EXEC = 0, 1


class Attendance(BenchRule):
    """Who is in town sits in; each leader away has his price; more than half are in town, the head or the exec
    among them."""

    code = "bench-attendance"
    title = "会议到会"

    def constrain(self, sheet: Sheet) -> None:
        events = {event.id: event for event in sheet.events}
        count = len(self.instance.leaders)
        price = self.instance.weights["meeting_absent"]
        for meeting in self.instance.meetings:
            event, because = events[meeting.id], self.fact(meeting.id)
            seats = sheet.brief.seats_by_event[meeting.id]
            for start in sheet.starts(event):
                empties = [sheet.empty(event, seat, start) for seat in seats]
                if FALSE in empties:  # no minute of the half-day is admitted
                    continue
                for k, empty in enumerate(empties):
                    away = sheet.away(name(k), start)
                    if TRUE in away:
                        continue  # 65-b keeps him from the seat
                    if away:
                        sheet.imply([empty], away, because)
                    else:
                        sheet.forbid([empty], because)
                sheet.charge(price, empties, because)
                most = (count - 1) // 2
                sheet.between(None, empties, most, because)
                chairs = [empties[k] for k in (HEAD, EXEC) if k < count]
                if len(chairs) == 2:
                    sheet.at_most_one(chairs, because)

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        away = is_away(brief, plan)
        meetings = {m.id for m in self.instance.meetings}
        count = len(self.instance.leaders)
        for id, half, takers in starts(brief, plan):
            if id not in meetings:
                continue
            out = [k for k in range(count) if away[k][half]]
            yield self.kept(id, f"{id}缺{len(out)}人", self.instance.weights["meeting_absent"] * len(out))
            if any((taker is None) != (k in out) for k, taker in enumerate(takers)):
                yield self.broken(id, f"{id}在岗的没有到会，或外出的到了会")
            if 2 * (count - len(out)) <= count:
                yield self.broken(id, f"{id}到会不过半")
            if {HEAD, EXEC} <= set(out):
                yield self.broken(id, f"{id}无人主持")


class Apart(BenchRule):
    """A meeting comes so many days after another, where both are held."""

    code = "bench-apart"
    title = "会议的间隔"

    def constrain(self, sheet: Sheet) -> None:
        events = {event.id: event for event in sheet.events}
        for meeting in self.instance.meetings:
            if meeting.after not in events:
                continue
            own, other = events[meeting.id], events[meeting.after]
            first = sheet.brief.horizon.first.toordinal()
            for day in range(meeting.first, meeting.last + 1):
                mine = [sheet.at(own, s) for s in sheet.starts(own) if s.day.toordinal() - first <= day]
                late = [
                    sheet.at(other, s) for s in sheet.starts(other) if s.day.toordinal() - first > day - meeting.gap
                ]
                if mine and late:
                    sheet.at_most_one([*mine, *late], self.fact(meeting.id))

    def audit(self, brief: Brief, plan: Plan) -> Iterator[Finding]:
        day = {id: half // 2 for id, half, _ in starts(brief, plan)}
        for meeting in self.instance.meetings:
            if meeting.id in day and meeting.after in day and day[meeting.id] < day[meeting.after] + meeting.gap:
                yield self.broken(meeting.id, f"{meeting.id}与{meeting.after}相隔不足")
