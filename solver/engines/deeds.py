"""What there is to do on a sheet, in the order in which a clerk would: what must be, what gathers most, leave, fixed
times, research, windows; each by what it costs to leave it undone."""

from collections import Counter
from collections.abc import Iterator

from models.events import Event
from rules.base import Block, Leave, Lit
from solver.engines.core import Core
from solver.engines.greedy import Deed, Way
from solver.sheet import CpSheet

_Ranked = tuple[int, int, int, Event]  # less its price, how much choice there is, its number


class Deeds:
    """The moves on a sheet, as columns of its core."""

    def __init__(self, sheet: CpSheet, core: Core) -> None:
        self.sheet, self._column = sheet, core.column.tolist()
        self._lost: Counter[int] = Counter()
        self._lost_by: Counter[tuple[str, int]] = Counter()
        self._settled, self._cost = core.value.tolist(), core.rows.cost.tolist()

    def all(self) -> Iterator[Deed]:
        """All deeds in order."""
        sheet = self.sheet
        fixed: list[_Ranked] = []
        gathering: list[_Ranked] = []
        loose: list[_Ranked] = []
        for n, event in enumerate(sheet.events):
            large = 2 * len(sheet.brief.seats_by_event[event.id]) > len(sheet.brief.leaders)
            kind = gathering if large else fixed if len(sheet.starts(event)) == 1 else loose
            kind.append((-self._price(event), self._choice(event), n, event))
        for price, _, _, event in fixed:
            self._weigh(event, -price)
        dear = max((price for price, *_ in gathering), default=-(1 << 31))
        first = sorted(f for f in fixed if f[0] <= dear)
        yield from (Deed(self._ways(event)) for *_, event in (*first, *sorted(gathering)))
        for wish in sheet.wishes:
            leaves = sorted(sheet.leaves(wish), key=lambda leave: self._lost_to(wish.leader, leave))
            yield Deed([w for leave in leaves if (w := self._way([leave.lit]))])
        yield from (Deed(self._ways(event)) for *_, event in sorted(f for f in fixed if f[0] > dear))
        for leader in sheet.brief.leaders:
            yield Deed([w for block in self._blocks(leader.id) if (w := self._way([block.lit]))], all=True)
        yield from (Deed(self._ways(event)) for *_, event in sorted(loose))

    def _weigh(self, event: Event, price: int) -> None:
        """What is lost where an event of fixed time has to give."""
        for half in self.sheet.halves(event, self.sheet.starts(event)[0]):
            self._lost[half.index] += price
            for seat in self.sheet.brief.seats_by_event[event.id]:
                takers = self.sheet.takers(event, seat)
                for taker in takers:
                    self._lost_by[taker, half.index] += price // len(takers)

    def _lost_to(self, leader: str, leave: Leave) -> int:
        """What he would attend while this leave lasts, by his share among those who could."""
        return sum(self._lost_by[leader, half.index] for half in leave.absence.halves)

    def _choice(self, event: Event) -> int:
        """How many ways there are to fill its seats, roughly: the fewer, the sooner its turn."""
        seats = self.sheet.brief.seats_by_event[event.id]
        least = min((len(self.sheet.takers(event, seat)) for seat in seats), default=1)
        return least * len(self.sheet.starts(event))

    def _price(self, event: Event) -> int:
        """What leaving it out costs; the most where that is not allowed."""
        own = self._column[self.sheet.left_out(event)]
        return self._cost[own] if own >= 0 else 1 << 30

    def _blocks(self, leader: str) -> list[Block]:
        """Long ones first, and those of a length spread over the horizon."""
        blocks = self.sheet.blocks(leader)
        origin = self.sheet.brief.horizon.first.toordinal() * 2
        return sorted(blocks, key=lambda b: (-b.half_days, _scattered(b.start.index - origin)))

    def _way(self, lits: list[Lit], each: tuple[tuple[int, ...], ...] = ()) -> Way | None:
        """None where one of them is settled not to be."""
        own = []
        for lit in lits:
            column = self._column[lit]
            if column >= 0:
                own.append(column)
            elif lit <= 0 or not self._settled[lit]:
                return None
        return Way(tuple(dict.fromkeys(own)), each)

    def _ways(self, event: Event) -> list[Way]:
        """Its half-days, those first where it costs least."""
        sheet = self.sheet
        found: list[tuple[int, int, Way]] = []
        for start in sheet.starts(event):
            seats = sheet.brief.seats_by_event[event.id]
            at, each = sheet.at(event, start), []
            cost = self._lost[start.index] if 2 * len(seats) > len(sheet.brief.leaders) else 0
            for seat in seats:
                lits = [sheet.takes(event, seat, person, start) for person in sheet.takers(event, seat)]
                empty = sheet.empty(event, seat, start)
                row = sorted((c for lit in lits if (c := self._free(lit)) >= 0), key=lambda c: self._cost[c])
                row += [c for c in (self._free(empty),) if c >= 0]
                if self._column[at] not in row and row:
                    each.append(tuple(row))
                    cost += self._cost[row[0]]
            way = self._way([at], tuple(sorted(each, key=len)))
            if way is not None:
                own = self._column[at]
                found.append((cost + (self._cost[own] if own >= 0 else 0), len(found), way))
        return [way for *_, way in sorted(found)]

    def _free(self, lit: Lit) -> int:
        return self._column[lit] if lit > 0 else -1


def _scattered(n: int) -> int:
    """An order in which the first numbers lie far apart: their bits turned round."""
    return int(f"{n:010b}"[::-1], 2)
