"""A mixed integer program in rows and columns, and nothing of any solver: HiGHS and SCIP read the same one."""

from collections.abc import Iterable

INF = float("inf")


class Program:
    """Minimise cost over columns between 0 and an upper bound, each row between two bounds."""

    def __init__(self) -> None:
        self.offset = 0.0
        self.cost: list[float] = []
        self.upper: list[float] = []
        self.integer: list[bool] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.start: list[int] = [0]
        self.index: list[int] = []
        self.value: list[float] = []

    def column(self, cost: float = 0, upper: float = 1, *, integer: bool = True) -> int:
        """A new column's number; a Boolean unless told otherwise."""
        self.cost.append(cost)
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.cost) - 1

    def row(self, terms: Iterable[tuple[int, float]], low: float = -INF, high: float = INF) -> None:
        """low <= sum of coefficient * column <= high; columns that come twice are added up."""
        summed: dict[int, float] = {}
        for column, factor in terms:
            summed[column] = summed.get(column, 0) + factor
        self.index += summed
        self.value += summed.values()
        self.start.append(len(self.index))
        self.low.append(low)
        self.high.append(high)

    def at_most_one(self, columns: Iterable[int]) -> None:
        """Of these Booleans."""
        chosen = list(columns)
        if len(chosen) > 1:
            self.row([(c, 1) for c in chosen], high=1)
