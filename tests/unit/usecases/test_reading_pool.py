"""The pool: order, limits, and that one bad task takes nothing else with it."""

import sys
import time

import pytest

from jixiao.usecases.reading_pool import Allowance, Failure, run_all
from tests.unit.usecases.reading_stubs import do

LITTLE = Allowance(seconds=2, mebibytes=200)


def reason(result: object) -> str:
    assert isinstance(result, Failure), result
    return result.why.en


def test_results_come_in_the_order_of_the_tasks():
    tasks = ["sleep 0.2", "a", "b", "c", "d"]
    assert run_all(tasks, do, jobs=2) == [task.upper() for task in tasks]


def test_no_tasks_no_processes():
    assert run_all([], do) == []


def test_bad_tasks_are_told_and_the_others_go_on():
    told = run_all(["refuse x.pdf", "a", "stumble", "b", "leave", "c", "die", "d"], do, jobs=2, allowance=LITTLE)
    assert told[1::2] == ["A", "B", "C", "D"]
    assert reason(told[0]) == "x.pdf: no document"
    assert "ZeroDivisionError, reading_stubs.py" in reason(told[2])
    assert "SystemExit" in reason(told[4])
    assert "SIGSEGV" in reason(told[6])
    assert [isinstance(one, Failure) and one.own for one in told[::2]] == [False, True, True, False]


def test_a_task_that_hangs_is_ended_and_its_worker_replaced():
    begun = time.perf_counter()
    told = run_all(["hang", "a", "hang", "b"], do, jobs=1, allowance=Allowance(seconds=1))
    assert told[1::2] == ["A", "B"]
    assert reason(told[0]).startswith("not read within 1 seconds")
    assert time.perf_counter() - begun < 15


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is limited on Linux only")
def test_a_task_that_eats_too_much_memory_is_refused_it():
    told = run_all(["eat 100", "eat 900", "a"], do, jobs=1, allowance=LITTLE)
    assert told[0] == str(100 << 20)
    assert "needs more memory" in reason(told[1])
    assert told[2] == "A"


def test_what_a_library_prints_stays_out_of_the_results(capfd: pytest.CaptureFixture[str]):
    assert run_all(["print"], do, jobs=1) == ["PRINT"]
    assert capfd.readouterr().out == ""


def test_progress_is_told():
    done: list[int] = []
    run_all(["a", "b", "c"], do, jobs=2, advance=done.append)
    assert done == [1, 2, 3]


def test_an_interrupt_ends_every_worker():
    import multiprocessing

    def interrupt(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_all(["a", "sleep 60"], do, jobs=2, advance=interrupt)
    assert multiprocessing.active_children() == []
