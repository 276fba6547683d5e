"""One tree of domain errors. Every message is Chinese, names the thing, the place and the way out.

RichengError
├── BadInput             faults in what was handed in, all of them at once, each with its place
├── DateOutsideCalendar  a day that the working calendar does not reach
├── TooLarge             refused before anything is built
├── Refused              the office may not do that (publishing a broken plan, a stale head, …)
│   ├── Stale            what one wanted to change has been changed by somebody else
│   └── KeyReused        an idempotency key came back with another request
├── Unanswered           no answer within the limits of time or memory, which is not an answer of "no"
│   └── Busy             too many wait for theirs already
├── Unknown              there is no such office, record, run, …
└── DamagedRecord        something stored is no longer what was sealed
"""

from dataclasses import dataclass
from datetime import date


class RichengError(Exception):
    """Base of all domain errors.

    message: what went wrong and the way out, in Chinese.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Fault:
    """One fault of an input.

    path: where it stands, as in ``events[12].seats[0].who``.
    message: what is wrong and the way out, in Chinese.
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}：{self.message}"


class BadInput(RichengError):
    """An input with faults; all are named, each with its place."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))

    def __reduce__(self) -> tuple[type["BadInput"], tuple[list[Fault]]]:
        return BadInput, (list(self.faults),)


class DateOutsideCalendar(RichengError):
    """A day outside the working calendar."""

    def __init__(self, day: date, first: date, last: date) -> None:
        super().__init__(
            f"{day.isoformat()} 不在工作日历 {first.isoformat()} 至 {last.isoformat()} 之内；"
            "请延长日历范围，或录入该年的放假通知。"
        )
        self._given = (day, first, last)
        self.day = day

    def __reduce__(self) -> tuple[type["DateOutsideCalendar"], tuple[date, date, date]]:
        return DateOutsideCalendar, self._given


class TooLarge(RichengError):
    """More than the service takes at once; refused before anything is built."""


class Refused(RichengError):
    """A deed that the rules of the office do not allow; nothing was changed."""


@dataclass(frozen=True)
class Conflict:
    """A thing that is not as its writer saw it. expected, current: revisions; none: there is none living."""

    subject: str
    expected: int | None
    current: int | None

    def __str__(self) -> str:
        seen = f"第{self.expected}稿" if self.expected else "尚无此项时"
        now = f"目前是第{self.current}稿" if self.current else "目前没有这一项"
        return f"{self.subject}（修改依据的是{seen}，{now}）"


class Stale(Refused):
    """Somebody else has changed it in the meantime; all that is stale is named, nothing was changed."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        told = "；".join(map(str, conflicts[:5])) + (f"；另有{len(conflicts) - 5}项" if len(conflicts) > 5 else "")
        super().__init__(f"其他人已先作修改：{told}。请刷新后在最新内容上重新修改。")
        self.conflicts = tuple(conflicts)

    def __reduce__(self) -> tuple[type["Stale"], tuple[list[Conflict]]]:
        return Stale, (list(self.conflicts),)


class KeyReused(Refused):
    """The same idempotency key was used for a different request."""


class Unanswered(RichengError):
    """A question that was not answered within its limits; nothing is said of what the answer would have been."""


class Busy(Unanswered):
    """Too many wait for an answer; nothing was begun."""


class Unknown(RichengError):
    """There is no such thing in this office."""


class DamagedRecord(RichengError):
    """A stored record whose content no longer matches its seal."""
