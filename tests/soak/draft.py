"""A brief in the making: themes add to it by chance."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from models.absences import Absence, AbsenceKind, Approval, ApprovalState, OthersLeave
from models.agenda import AgendaItem
from models.brief import Brief
from models.decided import Decision, Waiver
from models.events import Duty, Event, Fixed, Host, Kind, Role, Seat, Who, Window
from models.leave import LeaveWish
from models.ledger import Ledger
from models.people import Delegation, DeputyPair, Leader, LeaderId
from models.spans import Span
from models.workdays import DayException
from tests.builders import CALENDAR, at, days, event
from tests.house.tiny import policy, tiny_brief, waiver

HOURS = ("08:30", "09:00", "10:30", "12:30", "14:30", "15:00", "17:00", "19:00")
NEW_YEAR = DayException(day=date(2027, 1, 1), work=False, name="元旦", source="国务院")
AREAS = ("compound", "district", "district", "city", "province")


@dataclass
class Draft:
    """What a brief will hold. days: the horizon's, as `tests.builders` writes them; settings: of the policy, by
    section; done: half-days of research in the ledger; more: fields of the brief as they are."""

    rng: Random
    leaders: tuple[Leader, ...]
    days: tuple[str, ...]
    events: list[Event] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    pairs: list[DeputyPair] = field(default_factory=list)
    delegations: list[Delegation] = field(default_factory=list)
    agenda: list[AgendaItem] = field(default_factory=list)
    leave: list[OthersLeave] = field(default_factory=list)
    wishes: list[LeaveWish] = field(default_factory=list)
    decided: list[Decision] = field(default_factory=list)
    waived: dict[tuple[str, str], Waiver] = field(default_factory=dict)
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    done: dict[LeaderId, int] = field(default_factory=dict)
    ledger: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def people(self) -> list[LeaderId]:
        """Everybody's id."""
        return [leader.id for leader in self.leaders]

    @property
    def deputies(self) -> list[LeaderId]:
        """Deputies' ids, the executive one's too."""
        return [leader.id for leader in self.leaders if leader.post.is_deputy]

    @property
    def head(self) -> LeaderId | None:
        """The head's id, if there is one."""
        return next((leader.id for leader in self.leaders if leader.post.value == "head"), None)

    def chance(self, share: float) -> bool:
        """True so often."""
        return self.rng.random() < share

    def set(self, section: str, **changes: Any) -> None:
        """Settings of one section of the policy."""
        self.settings.setdefault(section, {}).update(changes)

    def waive(self, rule: str, subject: str, share: float = 1.0) -> None:
        """The head's waiver, so often."""
        if self.chance(share):
            self.waived[rule, subject] = waiver(rule, subject)

    # Times ------------------------------------------------------------------------------------------------

    def day(self) -> str:
        """Any day of the horizon."""
        return self.rng.choice(self.days)

    def moment(self, on: str | None = None) -> datetime:
        """Any of the usual beginnings."""
        return at(f"{on or self.day()} {self.rng.choice(HOURS)}")

    def fixed(self, on: str | None = None, minutes: int | None = None) -> Fixed:
        """A time that the host set."""
        start = self.moment(on)
        return Fixed(start=start, end=start + timedelta(minutes=minutes or self.rng.choice((45, 60, 90, 120, 240))))

    def window(self, half_days: int | None = None) -> Window:
        """A time for us to place: within a half-day, a day, or whatever is left and beyond."""
        first = at(f"{self.day()} {self.rng.choice(('00:00', '00:00', '13:00'))}")
        end = at(f"{self.days[-1]} 00:00") + timedelta(days=1)
        reach = self.rng.choice(
            (timedelta(hours=13), timedelta(days=1), end - first, end - first + timedelta(days=1))
        )
        last = max(first + timedelta(hours=11), first + reach)
        if half_days is not None or self.chance(0.3):
            many = half_days or self.rng.choice((1, 1, 2))
            last = max(last, first + timedelta(hours=14 * many))
            return Window(earliest=first, latest=last, half_days=many)
        return Window(earliest=first, latest=last, minutes=self.rng.choice((60, 120, 180, 240)))

    def when(self, set_by_host: float = 0.5) -> Fixed | Window:
        """Either."""
        return self.fixed() if self.chance(set_by_host) else self.window()

    def stretch(self, hours: Sequence[int] = (3, 9, 27)) -> Span:
        """A stretch of an absence, an entrustment."""
        start = at(f"{self.day()} {self.rng.choice(('08:00', '14:00'))}")
        return Span(start=start, end=start + timedelta(hours=self.rng.choice(hours)))

    # Things -----------------------------------------------------------------------------------------------

    def name(self, prefix: str = "e") -> str:
        """The next id of an event."""
        return f"{prefix}{len(self.events)}"

    def seat(self, id: str, who: LeaderId | tuple[LeaderId, ...] | None = None, **more: Any) -> Seat:
        """A seat of somebody's, of one of several, or of whoever has a portfolio."""
        given: dict[str, Any] = {"role": self.rng.choice((Role.ATTEND, Role.ATTEND, Role.SPEAKER))}
        given["required"] = self.chance(0.8)
        if who is None and self.chance(0.1):
            owner = Who(portfolio=self.rng.choice(("city", "farm", "water", "police")))
        elif who is None and self.chance(0.35):
            owner = Who(any_of=tuple(self.rng.sample(self.people, min(len(self.people), self.rng.randint(1, 3)))))
        elif isinstance(who, tuple):
            owner = Who(any_of=who)
        else:
            owner = Who(leader=who or self.rng.choice(self.people))
        return Seat(id=id, who=owner, **(given | more))

    def seats(self, most: int = 2) -> list[Seat]:
        """One seat, or some."""
        return [self.seat(f"s{n}") for n in range(self.rng.randint(1, most))]

    def add(self, kind: Kind, seats: Sequence[Seat] | None = None, when: Fixed | Window | None = None, **more: Any):
        """An event of a kind; what is not said is drawn."""
        given: dict[str, Any] = {
            "kind": kind,
            "area": self.rng.choice(AREAS),
            "duty": self.rng.choice((Duty.WANTED, Duty.WANTED, Duty.MUST)),
            "priority": self.rng.randint(1, 3),
            "portfolio": self.rng.choice((None, None, "city", "farm")),
            "host": self.rng.choice((*[Host.OWN] * 6, Host.SUPERIOR, Host.PARTY_COMMITTEE)),
            "summoned": self.chance(0.06),
            "venue": self.rng.choice(("", "", "一会议室")),
        } | more
        made = event(given.pop("id", self.name()), seats or self.seats(), when or self.when(), **given)
        self.events.append(made)
        return made

    def away(self, who: LeaderId | None = None, span: Span | None = None, **more: Any) -> Absence:
        """An absence, mostly approved; sometimes late, or of a kind that lets nobody act."""
        state = self.rng.choice((*[ApprovalState.APPROVED] * 5, ApprovalState.REQUESTED))
        kinds = (*[AbsenceKind.TRIP] * 3, AbsenceKind.ANNUAL_LEAVE, AbsenceKind.TRAINING, AbsenceKind.SICK_LEAVE)
        given: dict[str, Any] = {
            "id": f"a{len(self.absences)}",
            "leader": who or self.rng.choice(self.people),
            "kind": self.rng.choice(kinds),
            "span": span or self.stretch(),
            "requested_at": at("11-10 09:00"),
            "approval": Approval(state=state, by="区长", at=at(self.rng.choice(("11-12 09:00", "11-25 09:00")))),
        }
        self.absences.append(Absence(**(given | more)))
        return self.absences[-1]

    def entrust(self, to: LeaderId, span: Span | None = None) -> None:
        """The head's word that somebody acts."""
        if self.head is not None and to != self.head:
            id = f"d{len(self.delegations)}"
            self.delegations.append(Delegation(id=id, by=self.head, to=to, span=span or self.stretch((9, 27, 51))))

    def brief(self) -> Brief:
        """What has been put together."""
        done = {person: self.done.get(person, 42) for person in self.people}
        given: dict[str, Any] = {
            "leaders": self.leaders,
            "pairs": tuple(self.pairs),
            "absences": tuple(self.absences),
            "delegations": tuple(self.delegations),
            "agenda": tuple(self.agenda),
            "leave": tuple(self.wishes),
            "others_leave": tuple(leave for leave in self.leave if leave.event in {e.id for e in self.events}),
            "waivers": tuple(self.waived.values()),
            "ledger": Ledger(year=2026, research=done, **self.ledger),
            "policy": policy(**self.settings),
            "horizon": days(self.days[0], self.days[-1]),
        }
        if self.days[-1].startswith("2027"):
            given["calendar"] = CALENDAR.model_copy(update={"exceptions": (NEW_YEAR,)})
        return tiny_brief(self.events, self.days[0], self.days[-1], **(given | self.more))
