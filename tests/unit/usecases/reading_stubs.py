"""Work for the pool to do: good, slow, hungry and wicked."""

import os
import re
import signal
import sys
import time
from decimal import Decimal
from hashlib import sha256

from jixiao.core.document.block import Paragraph
from jixiao.core.document.document_text import DocumentText
from jixiao.core.document.figure import Figure
from jixiao.core.document.statement import Identity, StatedFact, Statements
from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.reports.facts.record import fact_record
from jixiao.rulebook_loader import Rulebook
from jixiao.usecases.reading import ReadingOrder, ReadingTask
from jixiao.usecases.reading_memory import ReadingMemory


def do(task: str) -> str:
    """What the words of the task ask for; any other word comes back in capitals."""
    word, _, rest = task.partition(" ")
    match word:
        case "sleep":
            time.sleep(float(rest))
        case "hang":
            while True:
                pass
        case "eat":
            return str(len(bytearray(int(rest) << 20)))
        case "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leave":
            sys.exit(3)
        case "refuse":
            raise InputFault([Problem(Text("不是文书", "no document"), rest)])
        case "stumble":
            raise ZeroDivisionError("oh")
        case "print":
            print("noise on the standard output")
            os.write(1, b"more noise\n")
    return task.upper()


def keep_plainly(order: ReadingOrder, task: ReadingTask) -> int:
    """The work of a worker with a reader that knows three words and no more; `BAD` in a file is refused."""
    text = task.path.read_text("utf-8")
    if "HANG" in text:
        do("hang")
    if "BAD" in text:
        do(f"refuse {task.path.name}")
    facts = [_fact(found) for found in re.finditer(r"(年初预算|全年支出|其他)(\d[\d,.]*)万元", text)]
    digest = sha256(text.encode()).hexdigest()
    document = DocumentText(task.path.name, digest, "text", text, (Paragraph(0, len(text)),))
    statements = Statements(Identity("accounts", "示例区示范局", "示例区", 2023, "示例区示范局决算"), tuple(facts))
    record = fact_record(document, statements, Rulebook(order.rule_folders).vocabulary)
    ReadingMemory(order.folder, order.rules).keep(task.key, record)
    return len(facts)


def _fact(found: re.Match[str]) -> StatedFact:
    concept = {"年初预算": "initial_budget", "全年支出": "expenditure"}.get(found[1])
    number = Decimal(found[2].replace(",", ""))
    figure = Figure(found.start(2), found.end(2), number, "万元")
    return StatedFact(figure, concept, found[1], "万元", "2023", "text", "sentences/plain:one")
