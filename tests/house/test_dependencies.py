"""Every library that the code imports is declared, and every declared one says why it is there."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.house.source_tree import PACKAGE, ROOT, imported_names, parsed, write

# A line inside a list of pyproject.toml that declares a requirement, and what follows it on the line.
DECLARATION = re.compile(r'^\s+"(?P<name>[A-Za-z0-9_.-]+)[^"]*",?(?P<rest>.*)$')


def normal(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(pyproject: Path) -> set[str]:
    """The distributions that a pyproject.toml requires, extras included."""
    project = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    extras = project.get("optional-dependencies", {}).values()
    requirements = [*project.get("dependencies", ()), *(one for extra in extras for one in extra)]
    return {normal(re.split(r"[\[<>=!~; ]", requirement)[0]) for requirement in requirements}


def undeclared_imports(root: Path, known: set[str]) -> list[str]:
    """Third-party imports under `root` whose distribution is not among the `known` ones."""
    distributions = packages_distributions()
    findings = []
    for path, tree in parsed(root):
        for line, name in imported_names(tree):
            top = name.split(".")[0]
            if top in ("", "jixiao") or top in sys.stdlib_module_names:
                continue
            # Not installed (an extra): the distribution is taken to bear the name of the module.
            if not known & {normal(one) for one in distributions.get(top, [top])}:
                findings.append(f"{path}:{line} imports {top}: declare it in pyproject.toml and say why")
    return findings


def unexplained(text: str, names: set[str]) -> list[str]:
    """Declared requirements without a comment on their line."""
    lines = (DECLARATION.match(line) for line in text.splitlines())
    found = {normal(line["name"]): line["rest"] for line in lines if line and normal(line["name"]) in names}
    silent = {name for name in names if not found.get(name, "").strip().startswith("#")}
    return [f"{name}: say behind it, in a comment, why it is there" for name in sorted(silent)]


def test_every_import_is_declared():
    assert undeclared_imports(PACKAGE, declared(ROOT / "pyproject.toml")) == []


def test_every_dependency_says_why():
    pyproject = ROOT / "pyproject.toml"
    assert unexplained(pyproject.read_text("utf-8"), declared(pyproject)) == []


def test_every_development_dependency_says_why():
    lines = [line for path in (ROOT / "requirements").glob("*.in") for line in path.read_text("utf-8").splitlines()]
    silent = [line for line in lines if line and not line.startswith(("#", "-c")) and "  # " not in line]
    assert [line for line in silent if not line.startswith("types-")] == []


def test_an_undeclared_import_is_found(tmp_path: Path):
    write(
        tmp_path,
        {"bad.py": "import os\nimport yaml\nimport pytest\nfrom jixiao import core\nimport nowhere.at_all\n"},
    )
    assert undeclared_imports(tmp_path, {"pyyaml"}) == [
        "bad.py:3 imports pytest: declare it in pyproject.toml and say why",
        "bad.py:5 imports nowhere: declare it in pyproject.toml and say why",
    ]


@pytest.mark.parametrize(
    ("line", "silent"),
    [('  "PyYAML>=6",', True), ('  "PyYAML>=6",  # reads the rulebook', False), ("", True)],
)
def test_a_dependency_without_a_reason_is_found(line: str, silent: bool):
    assert bool(unexplained(f"dependencies = [\n{line}\n]\n", {"pyyaml"})) is silent
