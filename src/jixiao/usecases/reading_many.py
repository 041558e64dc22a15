"""Reading many documents at once, and only those that changed since the last time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.reports.facts.facts_json import Answer
from jixiao.reports.facts.record import Record
from jixiao.usecases.reading import ReadingOrder, ReadingTask, keep_reading
from jixiao.usecases.reading_memory import Part, ReadingMemory, Whole, rules_hash
from jixiao.usecases.reading_pool import PRELOADED, Allowance, Failure, run_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from jixiao.core.kernel.text import Language
    from jixiao.rulebook_loader import Rulebook
    from jixiao.usecases.reading_memory import RecordMemory


@dataclass(frozen=True)
class ManyKept(Generic[Whole, Part]):
    """What became of the files of a call: records by file in the order of the call, and what could not be read."""

    memory: RecordMemory[Whole, Part]
    keys: dict[Path, str]
    failures: dict[Path, Failure]
    fresh: int

    @property
    def unchanged(self) -> int:
        """Files whose record was there already."""
        return len(self.keys) - self.fresh

    def record(self, path: Path) -> Whole:
        """The record of a file."""
        record = self.memory.load(self.keys[path])
        if record is None:
            raise RuntimeError(f"the record of {path} is gone: {self.memory.place(self.keys[path])}")
        return record

    def answer(self, path: Path) -> Part:
        """The part of a document in the answer."""
        part = self.memory.answer(self.keys[path])
        if part is None:
            raise RuntimeError(f"the answer about {path} is gone: {self.memory.answer_place(self.keys[path])}")
        return part

    def records(self) -> Iterator[tuple[str, Whole]]:
        """Every record with the path of its file, one after another, so that many need the memory of one."""
        return ((written(path), self.record(path)) for path in self.keys)

    def answers(self) -> Iterator[tuple[str, Part]]:
        """The part of every document in the answer."""
        return ((written(path), self.answer(path)) for path in self.keys)

    def failed(self, language: Language) -> list[tuple[str, str]]:
        """The files that could not be read, each with the reason."""
        return [(written(path), one.why.said(language)) for path, one in self.failures.items()]


class ManyRead(ManyKept[Record, Answer]):
    """What became of the files of a reading."""

    def text(self, path: str) -> str:
        """The text of a document, by its path as it is written."""
        return self.record(next(one for one in self.keys if written(one) == path))["text"]


def read_many(
    files: Sequence[Path],
    rulebook: Rulebook,
    folder: Path,
    *,
    jobs: int | None = None,
    allowance: Allowance | None = None,
    advance: Callable[[int, int], None] | None = None,
    work: Callable[[ReadingOrder, ReadingTask], int] = keep_reading,
) -> ManyRead:
    """Read files on `jobs` cores and keep their records in `folder`; a file that cannot be read stops no other.

    `advance` is told how many of the files are done, and of how many.
    """
    memory = ReadingMemory(folder, rules_hash(rulebook.folders))
    kept = keep_many(files, rulebook, memory, work, jobs=jobs, allowance=allowance, advance=advance)
    return ManyRead(kept.memory, kept.keys, kept.failures, kept.fresh)


def keep_many(
    files: Sequence[Path],
    rulebook: Rulebook,
    memory: RecordMemory[Whole, Part],
    work: Callable[[ReadingOrder, ReadingTask], int],
    *,
    jobs: int | None = None,
    allowance: Allowance | None = None,
    advance: Callable[[int, int], None] | None = None,
    preloaded: Sequence[str] = PRELOADED,
) -> ManyKept[Whole, Part]:
    """Have every file whose record is not in a memory worked on; `work` reads it and keeps its record there."""
    memory.prepare()
    keys, failures = _keys(files, memory)
    # By key: the same file under two paths is read once.
    tasks = {key: ReadingTask(path, key) for path, key in keys.items() if not memory.holds(key)}
    limits = allowance or Allowance()
    order = ReadingOrder(memory.folder, tuple(rulebook.folders), memory.rules, limits.seconds)
    before = len(files) - len(tasks)
    tell = advance or (lambda done, of: None)
    tell(before, len(files))
    try:
        answers = run_all(
            list(tasks.values()),
            partial(work, order),
            jobs=jobs,
            allowance=limits,
            advance=lambda done: tell(before + done, len(files)),
            preloaded=preloaded,
        )
    finally:
        memory.sweep(tasks)
    broken = {key: one for key, one in zip(tasks, answers, strict=True) if isinstance(one, Failure)}
    failures |= {path: broken[key] for path, key in keys.items() if key in broken}
    good = {path: key for path, key in keys.items() if key not in broken}
    in_order = {path: failures[path] for path in files if path in failures}
    return ManyKept(memory, good, in_order, len(tasks) - len(broken))


def written(path: Path) -> str:
    """A path as text that a file can hold, whatever bytes its name is made of."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _keys(files: Sequence[Path], memory: RecordMemory[Whole, Part]) -> tuple[dict[Path, str], dict[Path, Failure]]:
    keys: dict[Path, str] = {}
    failures: dict[Path, Failure] = {}
    for path in files:
        try:
            keys[path] = memory.key(path)
        except InputFault as fault:
            failures[path] = Failure(Text(fault.said("zh"), fault.said("en")))
        except OSError as error:
            failures[path] = Failure(_not_opened(error))
    return keys, failures


def _not_opened(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError):
        return Text("没有这个文件", "no such file")
    if isinstance(error, PermissionError):
        return Text("没有权限读取", "it may not be read")
    return Text(f"打不开：{error.strerror}", f"it cannot be opened: {error.strerror}")
