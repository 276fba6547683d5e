"""Questions in limited children: answered, refused, ended; one that goes astray stops nobody else."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.jobs.asking import Asking, ChildBroke, Rooms
from api.jobs.inside import GIB, ChildLimits
from models.errors import BadInput, Busy, Fault, Unanswered

WORDS = "a title that nobody may read"


def total(*numbers: int) -> int:
    return sum(numbers)


def until_there(file: str) -> str:
    while not Path(file).exists():
        time.sleep(0.01)
    return "there"


def greedy(size: int) -> int:
    return len(bytearray(size))


def refused() -> None:
    raise BadInput([Fault("event", "没有这一项")])


def faulty() -> None:
    raise ZeroDivisionError(WORDS)


def test_an_answer_comes_back_whole():
    assert Asking().ask(total, 1, 2, 3) == 6


def test_our_own_errors_are_raised_here_and_faults_by_their_kind_alone(caplog):
    with pytest.raises(BadInput, match="没有这一项"):
        Asking().ask(refused)
    with pytest.raises(ChildBroke, match=r"^ZeroDivisionError$"):
        Asking().ask(faulty)
    assert "in faulty" in caplog.text
    assert WORDS not in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of memory there")
def test_out_of_memory_and_out_of_time_are_no_answer():
    with pytest.raises(Unanswered, match="内存"):
        Asking(limits=ChildLimits(seconds=60, memory=2 * GIB)).ask(greedy, 3 * GIB)
    with pytest.raises(Unanswered, match="时限"):
        Asking(limits=ChildLimits(seconds=0.5)).ask(until_there, "/nowhere/at/all")


@contextmanager
def stuck(asking: Asking, file: Path, count: int = 1) -> Iterator[list[object]]:
    """Questions that are not answered until we say so; their answers afterwards."""
    answers: list[object] = []
    asked = [
        threading.Thread(target=lambda: answers.append(asking.ask(until_there, str(file)))) for _ in range(count)
    ]
    for thread in asked:
        thread.start()
    while asking.at_work < count:
        time.sleep(0.01)
    try:
        yield answers
    finally:
        file.touch()
        for thread in asked:
            thread.join()


def test_a_stuck_question_keeps_its_own_place_and_no_other(tmp_path: Path):
    asking = Asking(Rooms(at_once=2))
    with stuck(asking, tmp_path / "go on") as answers:
        assert asking.ask(total, 1, 2) == 3
        assert answers == []
    assert answers == ["there"]
    assert asking.at_work == 0


def test_whoever_finds_no_place_is_sent_away(tmp_path: Path):
    asking = Asking(Rooms(at_once=1, waiting=1, patience=0.2))
    with stuck(asking, tmp_path / "go on"), pytest.raises(Busy):  # its patience is over
        asking.ask(total, 1)
    assert asking.ask(total, 1) == 1
    full = Asking(Rooms(at_once=1, waiting=0, patience=1e6))
    with stuck(full, tmp_path / "go on again"), pytest.raises(Busy):  # it does not even wait
        full.ask(total, 1)
