"""Sample documents of a fictional department as files, whole or with one figure changed, and checks that crash."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from jixiao.core.audit.check import Check
from jixiao.core.audit.finding import Answer, Severity
from jixiao.core.audit.tie import Tie
from jixiao.core.kernel.text import Text
from jixiao.reports.samples.as_office import as_docx, as_xlsx
from jixiao.reports.samples.as_pdf import as_pdf
from jixiao.reports.samples.as_text import as_html, as_text
from jixiao.reports.samples.content import SampleDocument
from jixiao.reports.samples.documents import accounts, budget
from jixiao.reports.samples.self_evaluation import self_evaluation
from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.auditing import document
from jixiao.usecases.reading import ReadingOrder, ReadingTask

RULEBOOK = load_rulebook()
WRITERS: dict[str, Callable[[SampleDocument], bytes]] = {
    "txt": as_text,
    "html": as_html,
    "docx": as_docx,
    "xlsx": as_xlsx,
    "pdf": as_pdf,
}
SAMPLES: dict[str, Callable[[int], SampleDocument]] = {
    "accounts": accounts,
    "budget": budget,
    "self_evaluation": self_evaluation,
}
# A total of the text, and what a slip of the pen makes of it: two digits swapped.
RIGHT, WRONG = "支出决算为116016.12万元", "支出决算为116061.12万元"


def write(folder: Path, kind: str = "accounts", form: str = "txt", year: int = 2024, name: str = "") -> Path:
    """A sample document as a file; returns its path."""
    path = folder / f"{name or kind}.{form}"
    path.write_bytes(WRITERS[form](SAMPLES[kind](year)))
    return path


def write_wounded(folder: Path, name: str = "wounded") -> Path:
    """Final accounts in which one total of the text is wrong."""
    path = folder / f"{name}.txt"
    text = as_text(accounts()).decode()
    assert text.count(RIGHT) == 1
    path.write_text(text.replace(RIGHT, WRONG), "utf-8")
    return path


def crash(_subject: object) -> Iterable[Tie | Answer]:
    """The run of a check that is broken."""
    raise ZeroDivisionError("of our own making")


def crashing(scope: Any = "document") -> Check:
    """A check that crashes wherever it runs."""
    return Check("form.crashing", 1, Severity.ERROR, scope, Text("总会出错", "crashes"), "Crashes.", crash)


def keep_with_crash(only: tuple[str, ...], order: ReadingOrder, task: ReadingTask) -> int:
    """The work of a worker, with a check among the others that crashes."""
    ours = document.checks_of
    with patch.object(document, "checks_of", lambda rulebook: (*ours(rulebook), crashing())):
        return document.keep_audit(only, order, task)


def die(only: tuple[str, ...], order: ReadingOrder, task: ReadingTask) -> int:
    """The work of a worker that stumbles over itself before any check runs."""
    raise ZeroDivisionError("not the document's fault")
