"""Reading many documents at once, and only those that changed since the last time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.text import Text
from jixiao.usecases.reading import ReadingOrder, ReadingTask, keep_reading
from jixiao.usecases.reading_memory import ReadingMemory, rules_hash
from jixiao.usecases.reading_pool import Allowance, Failure, run_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from jixiao.core.kernel.text import Language
    from jixiao.reports.facts.facts_json import Answer
    from jixiao.reports.facts.record import Record
    from jixiao.rulebook_loader import Rulebook


@dataclass(frozen=True)
class ManyRead:
    """What became of the files of a call: records by file in the order of the call, and what could not be read."""

    memory: ReadingMemory
    keys: dict[Path, str]
    failures: dict[Path, Text]
    fresh: int

    @property
    def unchanged(self) -> int:
        """Files whose record was there already."""
        return len(self.keys) - self.fresh

    def records(self) -> Iterator[tuple[str, Record]]:
        """Every record with the path of its file, one after another, so that many need the memory of one."""
        for path, key in self.keys.items():
            record = self.memory.load(key)
            if record is None:
                raise RuntimeError(f"the record of {path} is gone: {self.memory.place(key)}")
            yield _written(path), record

    def answers(self) -> Iterator[tuple[str, Answer]]:
        """The part of every document in the answer."""
        for path, key in self.keys.items():
            part = self.memory.answer(key)
            if part is None:
                raise RuntimeError(f"the answer about {path} is gone: {self.memory.answer_place(key)}")
            yield _written(path), part

    def text(self, path: str) -> str:
        """The text of a document, by its path as it is written."""
        key = next(key for place, key in self.keys.items() if _written(place) == path)
        record = self.memory.load(key)
        return "" if record is None else record["text"]

    def failed(self, language: Language) -> list[tuple[str, str]]:
        """The files that could not be read, each with the reason."""
        return [(_written(path), why.said(language)) for path, why in self.failures.items()]


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
    rules = rules_hash(rulebook.folders)
    memory = ReadingMemory(folder, rules)
    memory.prepare()
    keys, failures = _keys(files, memory)
    # By key: the same file under two paths is read once.
    tasks = {key: ReadingTask(path, key) for path, key in keys.items() if not memory.holds(key)}
    limits = allowance or Allowance()
    order = ReadingOrder(folder, tuple(rulebook.folders), rules, limits.seconds)
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
        )
    finally:
        memory.sweep(tasks)
    broken = {key: one.why for key, one in zip(tasks, answers, strict=True) if isinstance(one, Failure)}
    failures |= {path: broken[key] for path, key in keys.items() if key in broken}
    good = {path: key for path, key in keys.items() if key not in broken}
    in_order = {path: failures[path] for path in files if path in failures}
    return ManyRead(memory, good, in_order, len(tasks) - len(broken))


def _written(path: Path) -> str:
    """A path as text that a file can hold, whatever bytes its name is made of."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _keys(files: Sequence[Path], memory: ReadingMemory) -> tuple[dict[Path, str], dict[Path, Text]]:
    keys: dict[Path, str] = {}
    failures: dict[Path, Text] = {}
    for path in files:
        try:
            keys[path] = memory.key(path)
        except InputFault as fault:
            failures[path] = Text(fault.said("zh"), fault.said("en"))
        except OSError as error:
            failures[path] = _not_opened(error)
    return keys, failures


def _not_opened(error: OSError) -> Text:
    if isinstance(error, FileNotFoundError):
        return Text("没有这个文件", "no such file")
    if isinstance(error, PermissionError):
        return Text("没有权限读取", "it may not be read")
    return Text(f"打不开：{error.strerror}", f"it cannot be opened: {error.strerror}")
