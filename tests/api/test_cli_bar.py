"""The bar on a terminal: drawn where somebody looks, told of by the child, stopped by Ctrl-C."""

import io
import os
import signal

from rich.console import Console

from api.cli_bar import closeness, described, watched
from api.jobs.child import ChildLimits, How, Word, plan_in_child
from models.plan import Plan
from solver.engines.base import Progress
from tests.jobs.months import december


def test_nothing_is_drawn_where_nobody_looks():
    out = io.StringIO()
    with watched(lambda line: None, Console(file=out)) as onlooker:
        assert onlooker is None
    assert out.getvalue() == ""


def test_cost_bound_and_gap_are_drawn():
    out = io.StringIO()
    with watched(lambda line: None, Console(file=out, force_terminal=True, width=100)) as onlooker:
        assert onlooker is not None
        onlooker.told(Progress(1.0, None, 40, None))
        onlooker.told(Progress(2.0, 50, 40, 0.2))
        assert onlooker.word() is Word.GO_ON
    assert "代价50　下界40　相差20.0%" in out.getvalue()
    assert described(Progress(1.0, None, 40, None)) == "尚无方案　下界40"
    assert [closeness(Progress(0, o, 0, g)) for o, g in ((None, None), (4, 1.0), (4, 0.25), (4, 0.0))] == [
        0,
        0,
        0.75,
        1,
    ]


def test_ctrl_c_keeps_the_best():
    said: list[str] = []
    with watched(said.append, Console(file=io.StringIO(), force_terminal=True)) as onlooker:
        assert onlooker is not None
        told = onlooker.told

        def told_and_interrupted(progress: Progress) -> None:
            told(progress)
            if not said and progress.objective is not None:
                os.kill(os.getpid(), signal.SIGINT)

        onlooker.told = told_and_interrupted  # type: ignore[method-assign]
        answer = plan_in_child(december(), child=ChildLimits(seconds=120), onlooker=onlooker, how=How.LONG)
    assert isinstance(answer.result, Plan)
    assert said
