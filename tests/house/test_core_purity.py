"""The core is a calculator: standard library only, no floats, no clock, no files, no network."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source_tree import CORE, imported_names, parsed, write

# Modules of the standard library that reach the clock, files, the network, other processes or chance.
OUTSIDE_WORLD = frozenset(
    {
        *("time", "locale", "platform", "getpass", "random", "secrets", "uuid", "logging"),
        *("os", "io", "pathlib", "glob", "shutil", "tempfile", "fileinput", "sqlite3"),
        *("socket", "ssl", "http", "urllib", "ftplib", "smtplib"),
        *("subprocess", "multiprocessing", "threading", "asyncio", "signal"),
    }
)
CLOCK_CALLS = frozenset({"now", "today", "utcnow"})
# Modules whose numbers divide exactly or, for Decimal, under a stated context.
EXACT_DIVISION = ("fractions.Fraction",)


def foreign_imports(root: Path) -> list[str]:
    """Imports of the core that are neither the standard library nor the core itself."""
    return [
        f"{path}:{line} imports {name}: the core stands on the standard library alone"
        for path, tree in parsed(root)
        for line, name in imported_names(tree)
        if not name.startswith("jixiao.core.") and name.split(".")[0] not in sys.stdlib_module_names
    ]


def outside_world(root: Path) -> list[str]:
    """Clock calls, `open`, and imports through which the outside world would get into a result."""
    return sorted(
        f"{path}:{line} {what}"
        for path, tree in parsed(root)
        for line, what in (*_world_imports(tree), *_world_calls(tree))
    )


def _world_imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for line, name in imported_names(tree):
        if name.split(".")[0] in OUTSIDE_WORLD:
            yield line, f"imports {name}: pass in what the core needs, it fetches nothing itself"


def _world_calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Attribute(attr=attr) if attr in CLOCK_CALLS:
                yield node.lineno, f"asks the clock ({attr}): pass the day in as as_of"
            case ast.Name(id="open" | "input" | "print" as name):
                yield node.lineno, f"calls {name}: the core reads and writes nothing"


def inexact_numbers(root: Path) -> list[str]:
    """Float literals, the name `float`, the builtin `round`, and divisions that could make a float."""
    return sorted(f"{path}:{line} {what}" for path, tree in parsed(root) for line, what in _inexact(tree))


def _inexact(tree: ast.AST) -> Iterator[tuple[int, str]]:
    exact = any(name in EXACT_DIVISION for _, name in imported_names(tree))
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex() as value):
                yield node.lineno, f"holds the float {value}: write a Decimal from a string, or integers"
            case ast.Name(id="float" | "complex" as name):
                yield node.lineno, f"names {name}: numbers of the core are exact"
            case ast.Name(id="round"):
                yield (
                    node.lineno,
                    "uses the builtin round (half to even): the kernel rounds half up, in one place",
                )
            case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()) if not exact:
                yield (
                    node.lineno,
                    "divides with /: int / int is a float. Multiply crosswise, use // or a Fraction",
                )


def test_the_core_imports_the_standard_library_and_itself_only():
    assert foreign_imports(CORE) == []


def test_the_core_has_no_clock_no_files_and_no_network():
    assert outside_world(CORE) == []


def test_the_core_computes_without_floats():
    assert inexact_numbers(CORE) == []


@pytest.mark.parametrize(
    "line",
    [
        "import yaml",
        "from pydantic import BaseModel",
        "import jixiao.reports",
        "from jixiao import reports",
        "from . import kernel",
        "def late():\n    import polars\n",
    ],
)
def test_a_foreign_import_is_found_wherever_it_stands(tmp_path: Path, line: str):
    assert len(foreign_imports(write(tmp_path, {"bad.py": line}))) == 1


def test_the_standard_library_and_the_core_are_welcome(tmp_path: Path):
    good = "import re\nfrom decimal import Decimal\nfrom jixiao.core.kernel import units\n"
    assert foreign_imports(write(tmp_path, {"good.py": good})) == []


@pytest.mark.parametrize(
    "line",
    [
        "import time",
        "from pathlib import Path",
        "import urllib.request",
        "from datetime import date\nday = date.today()",
        "import datetime\nmoment = datetime.datetime.now()",
        "text = open('facts.yaml').read()",
    ],
)
def test_the_outside_world_is_found(tmp_path: Path, line: str):
    assert len(outside_world(write(tmp_path, {"bad.py": line}))) == 1


def test_dates_that_are_passed_in_are_welcome(tmp_path: Path):
    good = "from datetime import date\ndef age(born: date, day: date) -> int:\n    return (day - born).days\n"
    assert outside_world(write(tmp_path, {"good.py": good})) == []


@pytest.mark.parametrize(
    "line",
    [
        "rate = 0.5",
        "rate = 1e3",
        "rate = float('1')",
        "def f(x: float) -> int: ...",
        "x = round(5)",
        "x = 1 / 3",
        "x = 9\nx /= 3",
    ],
)
def test_inexact_numbers_are_found(tmp_path: Path, line: str):
    assert len(inexact_numbers(write(tmp_path, {"bad.py": line}))) == 1


def test_exact_numbers_are_welcome(tmp_path: Path):
    good = "from fractions import Fraction\nx = Fraction(1) / 3\ny = 7 // 2\nz = '0.5'\n"
    assert inexact_numbers(write(tmp_path, {"good.py": good})) == []
