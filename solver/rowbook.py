"""The rows of a sheet as they are said: kept end to end in flat arrays, and told to CP-SAT only when it is asked.

Building a proto costs more than saying the rows; engines that work on arrays never need it.
"""

from array import array
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from ortools.sat.python import cp_model

from rules.base import Lit


class Shape(IntEnum):
    """What a row says of its literals."""

    EXACTLY_ONE = 0
    AT_MOST_ONE = 1
    ANY = 2
    ALL = 3
    LINEAR = 4


class Row(NamedTuple):
    """One row. weights, low, high: of a linear one, whose literals are none negated. given: it holds where this
    assumption does; none: always."""

    shape: Shape
    lits: list[Lit]
    weights: list[int]
    low: int
    high: int
    given: Lit | None


class Rowbook:
    """Variables and rows. Once the proto has been asked for, whatever is added goes there too.

    shapes: one a row; lits: of all rows, end to end; ends: where each row's end; weights, sides: of the linear rows
    alone, end to end (of sides: low, high); given: the assumption of each row that hangs on one.
    """

    def __init__(self) -> None:
        self.low: list[int] = []
        self.high: list[int] = []
        self.shapes = bytearray()
        self.lits = array("q")
        self.ends = array("q")
        self.weights = array("q")
        self.sides = array("q")
        self.given: dict[int, Lit] = {}
        self.cost: dict[int, int] = {}
        self.offset = 0
        self.assumptions: list[Lit] = []
        self._model: cp_model.CpModel | None = None

    def new(self, low: int = 0, high: int = 1) -> int:
        """A variable; its index."""
        self.low.append(low)
        self.high.append(high)
        if self._model is not None:
            self._model.proto.variables.add().domain.extend([low, high])
        return len(self.low) - 1

    def add(
        self,
        shape: Shape,
        lits: list[Lit],
        weights: list[int] | None = None,
        low: int = 0,
        high: int = 0,
        given: Lit | None = None,
    ) -> None:
        """A row."""
        if given is not None:
            self.given[len(self.shapes)] = given
        self.shapes.append(shape)
        self.lits.extend(lits)
        self.ends.append(len(self.lits))
        if shape is Shape.LINEAR:
            self.weights.extend(weights or ())
            self.sides.extend((low, high))
        if self._model is not None:
            _tell(self._model.proto, Row(shape, lits, weights or [], low, high, given))

    def close(self, cost: dict[int, int], offset: int, assumptions: Sequence[Lit]) -> None:
        """Prices and assumptions, which come last."""
        self.cost, self.offset, self.assumptions = cost, offset, list(assumptions)
        if self._model is not None:
            self._tell_end(self._model.proto)

    @property
    def model(self) -> cp_model.CpModel:
        """The same as CP-SAT's."""
        if self._model is None:
            self._model = cp_model.CpModel()
            proto = self._model.proto
            for low, high in zip(self.low, self.high, strict=True):
                proto.variables.add().domain.extend([low, high])
            for row in self._rows():
                _tell(proto, row)
            self._tell_end(proto)
        return self._model

    def _rows(self) -> Iterator[Row]:
        lits, weights = self.lits.tolist(), self.weights.tolist()
        begin = weighed = linear = 0
        for n, (shape, end) in enumerate(zip(self.shapes, self.ends, strict=True)):
            own, low, high = [], 0, 0
            if shape == Shape.LINEAR:
                own = weights[weighed : weighed + end - begin]
                low, high = self.sides[linear], self.sides[linear + 1]
                weighed, linear = weighed + end - begin, linear + 2
            yield Row(Shape(shape), lits[begin:end], own, low, high, self.given.get(n))
            begin = end

    def _tell_end(self, proto: cp_model.CpModelProto) -> None:
        if self.cost or self.offset:
            proto.objective.vars.extend(list(self.cost))
            proto.objective.coeffs.extend(list(self.cost.values()))
            proto.objective.offset = self.offset
        proto.assumptions.extend(self.assumptions)


def _tell(proto: cp_model.CpModelProto, row: Row) -> None:
    said = proto.constraints.add()
    if row.shape is Shape.EXACTLY_ONE:
        said.exactly_one.literals.extend(row.lits)
    elif row.shape is Shape.AT_MOST_ONE:
        said.at_most_one.literals.extend(row.lits)
    elif row.shape is Shape.ANY:
        said.bool_or.literals.extend(row.lits)
    elif row.shape is Shape.ALL:
        said.bool_and.literals.extend(row.lits)
    else:
        said.linear.vars.extend(row.lits)
        said.linear.coeffs.extend(row.weights)
        said.linear.domain.extend([row.low, row.high])
    if row.given is not None:
        said.enforcement_literal.append(row.given)
