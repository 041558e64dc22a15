"""Many tasks on all cores, each within its time and memory; a task that hangs or dies takes nothing else with it.

Every worker is a process of its own, so that one which does not answer can be ended and replaced: a pool that shares
its queue cannot do that. Three things guard against a bad file: the deadline that the parent keeps, an alarm inside
the worker should the parent be gone, and a limit on the memory that the worker may take beyond what it holds already.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

Task = TypeVar("Task")
Result = TypeVar("Result")

MEBIBYTE = 1 << 20
STARTING_SECONDS = 60
# Libraries with threads that Python does not see.
THREADED = frozenset({"polars", "duckdb", "numpy", "onnxruntime", "cv2"})
# Loaded once in the process from which workers are forked, so that each starts with them. Libraries that start threads
# or hold devices do not belong here: they do not survive a fork.
PRELOADED = ("jixiao.usecases.reading_warm",)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one task may take: seconds, and mebibytes beyond what its worker holds before it begins."""

    seconds: int = 120
    mebibytes: int = 300


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task gave no result; `own` where that is a fault of jixiao and not of what it was given."""

    why: Text
    own: bool = False


@dataclass
class _Worker(Generic[Task]):
    """A process with the line to it, and what it is at."""

    process: BaseProcess
    line: Connection
    deadline: float
    started: bool = False
    number: int | None = None

    def give(self, number: int, task: Task, seconds: int) -> None:
        """Hand over a task; its time runs from now."""
        self.number = number
        self.deadline = time.monotonic() + seconds
        self.line.send((number, task))

    def end(self) -> None:
        """End the process whatever it is at."""
        with suppress(OSError):
            self.line.close()
        self.process.kill()
        self.process.join()


@dataclass
class _Run(Generic[Task, Result]):
    """One call of `run_all`: the tasks that wait, the workers, the results so far."""

    tasks: Sequence[Task]
    work: Callable[[Task], Result]
    allowance: Allowance
    advance: Callable[[int], None]
    context: BaseContext
    workers: list[_Worker[Task]] = field(default_factory=list)
    results: dict[int, Result | Failure] = field(default_factory=dict)
    given: int = 0

    def loop(self, jobs: int) -> None:
        """Work until every task has its result."""
        for _ in range(min(jobs, len(self.tasks))):
            self.workers.append(self._hired())
        while len(self.results) < len(self.tasks):
            busy = [worker for worker in self.workers if worker.number is not None or not worker.started]
            nearest = min(worker.deadline for worker in busy)
            ready = wait([worker.line for worker in busy], max(0.0, nearest - time.monotonic()))
            now = time.monotonic()
            for worker in busy:
                if worker.line in ready:
                    self._hear(worker)
                elif worker.deadline <= now:
                    self._replace(worker, _took_too_long(self.allowance))

    def _hired(self) -> _Worker[Task]:
        ours, theirs = self.context.Pipe()
        arguments = (theirs, self.work, self.allowance)
        process = self.context.Process(target=_serve, args=arguments, daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours, time.monotonic() + STARTING_SECONDS)

    def _next(self, worker: _Worker[Task]) -> None:
        worker.number = None
        if self.given < len(self.tasks):
            number = self.given
            self.given += 1
            worker.give(number, self.tasks[number], self.allowance.seconds)

    def _hear(self, worker: _Worker[Task]) -> None:
        try:
            message = worker.line.recv()
        except (EOFError, OSError):
            worker.process.join(5)
            self._replace(worker, _died(worker.process.exitcode))
            return
        if not worker.started:
            worker.started = True
            self._next(worker)
            return
        answer, fit = cast("tuple[Result | Failure, bool]", message)
        self._note(worker, answer)
        if fit:
            self._next(worker)
        else:
            self._dismiss(worker)

    def _replace(self, worker: _Worker[Task], why: Text) -> None:
        if not worker.started:
            raise RuntimeError(f"the processes that read do not start: {why.en}")
        self._note(worker, Failure(why))
        self._dismiss(worker)

    def _dismiss(self, worker: _Worker[Task]) -> None:
        worker.end()
        self.workers.remove(worker)
        if self.given < len(self.tasks):
            self.workers.append(self._hired())

    def _note(self, worker: _Worker[Task], answer: Result | Failure) -> None:
        if worker.number is not None:
            self.results[worker.number] = answer
            self.advance(len(self.results))
        worker.number = None


def run_all(
    tasks: Sequence[Task],
    work: Callable[[Task], Result],
    *,
    jobs: int | None = None,
    allowance: Allowance | None = None,
    advance: Callable[[int], None] | None = None,
    preloaded: Sequence[str] = PRELOADED,
) -> list[Result | Failure]:
    """The result of every task, in the order of the tasks; a task that fails gives a `Failure`, the others go on.

    `work` is a function of a module (or a `partial` of one), since it travels to other processes. `jobs` defaults to
    all cores. `advance` is told how many tasks are done. `preloaded` names the modules with which workers start. When
    the call is interrupted every worker is ended first.
    """
    if not tasks:
        return []
    context = _context(preloaded)
    run: _Run[Task, Result] = _Run(tasks, work, allowance or Allowance(), advance or (lambda done: None), context)
    try:
        run.loop(max(1, jobs or cores()))
    finally:
        for worker in run.workers:
            worker.end()
    return [run.results[number] for number in range(len(tasks))]


def cores() -> int:
    """The cores that this process may use."""
    with suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context(preloaded: Sequence[str]) -> BaseContext:
    """Where workers come from.

    Forked from this process when it has no threads that a fork would leave behind, which is fastest: it loads what
    workers need, once. Else forked from a clean process that loads it, else started anew.
    """
    methods = multiprocessing.get_all_start_methods()
    if sys.platform == "linux" and threading.active_count() == 1 and not THREADED & sys.modules.keys():
        for name in preloaded:
            import_module(name)
        return multiprocessing.get_context("fork")
    if "forkserver" in methods:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(preloaded))
        return context
    return multiprocessing.get_context("spawn")


def _serve(line: Connection, work: Callable[[Task], Result], allowance: Allowance) -> None:
    """A worker: take a task, answer, until the line is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the parent's to handle
    sys.stdout = sys.stderr
    os.dup2(2, 1)  # whatever a library prints must not get between the parent's results
    line.send(None)  # up and ready: the time of the first task begins now
    while True:
        try:
            _, task = line.recv()
        except (EOFError, OSError):
            return
        _limit(allowance)
        answer, fit = _answer(work, task)
        _alarm(0)
        try:
            line.send((answer, fit))
        except (BrokenPipeError, OSError):
            return
        if not fit:
            return


def _answer(work: Callable[[Task], Result], task: Task) -> tuple[Result | Failure, bool]:
    """The result or why there is none, and whether the worker may go on: after a shortage of memory it may not."""
    try:
        return work(task), True
    except InputFault as fault:
        return Failure(Text(fault.said("zh"), fault.said("en"))), True
    except OSError as error:
        told = f"{error.strerror or error} {error.filename or ''}".strip()
        return Failure(Text(f"读写出错：{told}", f"reading or keeping it failed: {told}")), True
    except MemoryError:
        return Failure(_TOO_LARGE), False
    except BaseException as error:  # some libraries raise from roots of their own
        return Failure(_own_fault(error), own=True), isinstance(error, Exception)


def _limit(allowance: Allowance) -> None:
    """Let the worker take so much more memory than it holds now, and no longer than twice the time."""
    _alarm(2 * allowance.seconds + 10)
    held = _held()
    if held is None:
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = held + allowance.mebibytes * MEBIBYTE
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _held() -> int | None:
    """The bytes of private memory that this process holds; None where the system does not tell."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123
            line = next((one for one in status if one.startswith("VmData:")), None)
    except OSError:
        return None
    return None if line is None else int(line.split()[1]) * 1024


def _alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(seconds)


_TOO_LARGE = Text(
    "需要的内存超过了每份文件的上限；可用 --memory 放宽",
    "it needs more memory than a file may take; --memory allows more",
)


def _took_too_long(allowance: Allowance) -> Text:
    return Text(
        f"超过 {allowance.seconds} 秒仍未读完，已停止；可用 --seconds 放宽",
        f"not read within {allowance.seconds} seconds and stopped; --seconds allows more",
    )


def _died(code: int | None) -> Text:
    name = ""
    if code is not None and code < 0:
        with suppress(ValueError):
            name = signal.Signals(-code).name
    told = name or str(code)
    return Text(
        f"读取时进程意外结束（{told}），文件可能已损坏，或需要的内存超过上限；可用 --memory 放宽后再试",
        f"the process that read it ended ({told}); the file may be damaged or need more memory: try more --memory",
    )


def _own_fault(error: BaseException) -> Text:
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{os.path.basename(place.tb_frame.f_code.co_filename)}:{place.tb_lineno}" if place else "?"  # noqa: PTH119
    told = f"{type(error).__name__}, {where}: {str(error)[:200]}"
    return Text(f"jixiao 自身的错误（{told}）", f"a fault of jixiao itself ({told})")
