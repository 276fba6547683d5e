"""Several absences at once: what one opens by itself, and what two open only together (articles 7 and 8)."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from models.absences import Absence, Approval, ApprovalState
from models.brief import Brief
from models.in_charge import Charge, holes
from models.spans import DateRange, Frozen, HalfDay

Hole = tuple[str, str, int]


class Together(Frozen):
    """Two requests that leave work to nobody only if both are granted."""

    one: str
    other: str
    sentences: tuple[str, ...]


def as_approved(absence: Absence) -> Absence:
    """The absence as if it had been granted."""
    return absence.model_copy(update={"approval": Approval(state=ApprovalState.APPROVED, by="区长")})


def with_these(brief: Brief, absences: Iterable[Absence]) -> Brief:
    """The brief with these absences granted, in the place of what it says of them."""
    mine = {absence.id: as_approved(absence) for absence in absences}
    others = tuple(absence for absence in brief.absences if absence.id not in mine)
    return brief.model_copy(update={"absences": (*others, *mine.values())})


def without(brief: Brief, absences: Iterable[Absence]) -> Brief:
    """The brief without these absences."""
    gone = {absence.id for absence in absences}
    return brief.model_copy(update={"absences": tuple(a for a in brief.absences if a.id not in gone)})


def opened(brief: Brief, absence: Absence) -> tuple[str, ...]:
    """What granting one leaves to nobody that somebody is in charge of now, one sentence a stretch."""
    days = _days([absence])
    before, after = _holes(without(brief, [absence]), days), _holes(with_these(brief, [absence]), days)
    return tuple(_told({hole: after[hole] for hole in after.keys() - before.keys()}))


def judged_together(brief: Brief, requests: Iterable[Absence]) -> tuple[Together, ...]:
    """Overlapping requests judged as one: every two of them that open something only together."""
    asked = sorted(requests, key=lambda a: (a.requested_at, a.id))
    found = []
    for one, other in combinations(asked, 2):
        if not one.span.widened().overlaps(other.span.widened()):
            continue
        days, base = _days([one, other]), without(brief, [one, other])
        alone = [_holes(with_these(base, some), days) for some in ([], [one], [other])]
        both = _holes(with_these(base, [one, other]), days)
        new = {hole: told for hole, told in both.items() if not any(hole in known for known in alone)}
        if new:
            found.append(Together(one=one.id, other=other.id, sentences=tuple(_told(new))))
    return tuple(found)


def _days(absences: list[Absence]) -> DateRange:
    halves = [half for absence in absences for half in (absence.halves[0], absence.halves[-1])]
    return DateRange(first=min(halves).day, last=max(halves).day)


def _holes(brief: Brief, days: DateRange) -> dict[Hole, Charge]:
    return {
        (stint.charge.owner, stint.charge.work, index): stint.charge
        for stint in holes(brief, days)
        for index in range(stint.first.index, stint.last.index + 1)
    }


def _told(found: dict[Hole, Charge]) -> Iterator[str]:
    """Half-days in a row with one sentence before them."""
    runs: list[tuple[Hole, Hole]] = []
    for hole in sorted(found):
        if (
            runs
            and runs[-1][1][:2] == hole[:2]
            and runs[-1][1][2] + 1 == hole[2]
            and found[runs[-1][1]] == found[hole]
        ):
            runs[-1] = (runs[-1][0], hole)
        else:
            runs.append((hole, hole))
    for (_, _, first), last in runs:
        start, end = HalfDay.at_index(first).zh, HalfDay.at_index(last[2]).zh
        yield f"{start if start == end else f'{start}至{end}'}：{found[last].sentence}"
