"""What was read is kept: a record per content of file, rules and program, so that a second run reads only what changed.

Only the parent decides what is kept where; workers write a record beside its place and rename it, so that a record is
either whole or not there.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from jixiao import __version__
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.reports.facts.facts_json import Answer, answer
from jixiao.reports.facts.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

Whole = TypeVar("Whole")
Part = TypeVar("Part")
PACKAGE = Path(__file__).parent.parent
# The rooms whose code decides what the record of a reading says.
READING_ROOMS = (
    *("core", "documents", "rulebook_loader", "reports/facts/record.py", "reports/facts/pieces.py"),
    *("reports/facts/places.py", "reports/facts/facts_json.py"),
    *("usecases/reading.py", "usecases/knowing.py", "usecases/framework_match.py"),
)


class RecordMemory(Generic[Whole, Part]):
    """A folder of records of one kind, each with the part of it that an answer about many documents needs.

    `form` names the kind and its edition; `rooms` are the files and folders of the program whose code decides what a
    record says.
    """

    form: ClassVar[str]
    rooms: ClassVar[tuple[str, ...]]

    def __init__(self, folder: Path, rules: str, asked: str = "") -> None:
        """`rules` is the hash of the rules by which documents are read; `asked` is what else decides a record."""
        self.folder = folder
        self.rules = rules
        self.asked = asked

    def part(self, record: Whole) -> Part:
        """The part of a record that goes into the answer."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Make the folder; raises `InputFault` where nothing can be kept in it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                pass
        except OSError as error:
            what = Text("读取记录写不进去", "records cannot be kept there")
            remedy = Text("用 --out 指明可写的文件夹", "name a folder that can be written with --out")
            raise InputFault([Problem(what, str(self.folder), None, error.strerror, remedy)]) from None

    def key(self, path: Path) -> str:
        """The name of a file's record: it changes with content, file name, rules and program. Raises `OSError`."""
        engine = (__version__, engine_hash(self.rooms), _recognition())
        parts = (self.form, content_hash(path), path.name, self.rules, self.asked, *engine)
        return sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:40]

    def place(self, key: str) -> Path:
        """Where a record is kept."""
        return self.folder / f"{key}.json"

    def answer_place(self, key: str) -> Path:
        """Where its part of the answer is kept, so that an answer about many documents need not load them."""
        return self.folder / f"{key}.answer"

    def load(self, key: str) -> Whole | None:
        """A record; None where there is none, or none that can be used."""
        try:
            kept = json.loads(self.place(key).read_bytes())
        except (OSError, ValueError):
            return None
        return cast("Whole", kept["record"]) if isinstance(kept, dict) and kept.get("key") == key else None

    def answer(self, key: str) -> Part | None:
        """The part of the answer; None where there is none that can be used."""
        try:
            kept = json.loads(self.answer_place(key).read_bytes())
        except (OSError, ValueError):
            return None
        return cast("Part", kept["answer"]) if isinstance(kept, dict) and kept.get("key") == key else None

    def holds(self, key: str) -> bool:
        """Whether a record is there, from its first word to its last, and its answer with it."""
        if not self.answer_place(key).exists():
            return False
        head = self._head(key).encode()
        try:
            with self.place(key).open("rb") as file:
                begins = file.read(len(head)) == head
                file.seek(-2, os.SEEK_END)
                return begins and file.read() == b"}}"
        except OSError:
            return False

    def keep(self, key: str, record: Whole) -> None:
        """Keep a record and its answer, each whole or not at all; the record comes last and vouches for both."""
        self._write(self.answer_place(key), json.dumps({"key": key, "answer": self.part(record)}), key)
        self._write(self.place(key), f"{self._head(key)}{json.dumps(record)}}}", key)

    def _head(self, key: str) -> str:
        return f'{{"form_of_record": "{self.form}", "key": "{key}", "record": '

    def _write(self, place: Path, content: str, key: str) -> None:
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=f".{key}.")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(content)
            Path(name).chmod(0o644)
            Path(name).replace(place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def sweep(self, keys: Iterable[str]) -> None:
        """Remove what workers that were ended left half-written of these records."""
        for key in keys:
            for left in self.folder.glob(f".{key}.*"):
                with suppress(OSError):
                    left.unlink()


class ReadingMemory(RecordMemory[Record, Answer]):
    """The records of `jixiao facts`."""

    form = "jixiao/reading/2"
    rooms = READING_ROOMS

    def part(self, record: Record) -> Answer:
        """The document's part of the answer."""
        return answer(record)


@cache
def _recognition() -> str:
    """Whether pictures can be read: what was read without it is read again when it is there."""
    return "with pictures" if find_spec("rapidocr") is not None else "text only"


def content_hash(path: Path) -> str:
    """The hash of a file's content."""
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def rules_hash(folders: Iterable[Path]) -> str:
    """One hash over every rule file of the folders, with its place in them."""
    return _hash_of_files((folder, path) for folder in folders for path in sorted(folder.rglob("*.yaml")))


@cache
def engine_hash(rooms: tuple[str, ...]) -> str:
    """One hash over the code of some rooms: a development version works anew when it has changed."""
    paths = [PACKAGE / name for name in rooms]
    found = [one for path in paths for one in ([path] if path.is_file() else sorted(path.rglob("*.py")))]
    return _hash_of_files((PACKAGE, path) for path in found)


def _hash_of_files(files: Iterable[tuple[Path, Path]]) -> str:
    digest = sha256()
    for folder, path in files:
        name = path.relative_to(folder).as_posix()
        digest.update(f"{name}\n{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
