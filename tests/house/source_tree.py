"""Where things stand in the tree, and how a scanner reads them. The house tests share this.

A scanner takes a root and returns its findings, one sentence each; an empty list is a pass. Each house test
runs its scanner twice: over the project, where it must find nothing, and over a wrong tree, where it must.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "jixiao"
CORE = PACKAGE / "core"
FRAMEWORKS = PACKAGE / "rulebook" / "frameworks"


def modules(root: Path) -> list[Path]:
    """Every Python file under `root`, sorted; without migrations, which Django writes and nobody changes afterwards."""
    return sorted(path for path in root.rglob("*.py") if "__pycache__" not in path.parts and not is_migration(path))


def is_migration(path: Path) -> bool:
    """Whether a file is a migration of the database, such as `migrations/0001_initial.py`."""
    return path.parent.name == "migrations" and path.name[:4].isdigit()


def parsed(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file under `root`: its path from `root` and its syntax tree."""
    for path in modules(root):
        yield path.relative_to(root).as_posix(), ast.parse(path.read_text("utf-8"), str(path))


def imported_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every imported module, wherever the import stands: its line and full name.

    `from a import b` counts as `a.b`, because `b` may be a module; a relative import keeps its leading dots.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            prefix = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{prefix}.{alias.name}") for alias in node.names)


def rule_files(frameworks: Path) -> list[Path]:
    """The files of a rulebook that carry rules: one per indicator, without framework.yaml and the cases."""
    return sorted(
        path
        for path in frameworks.glob("*/*.yaml")
        if path.name != "framework.yaml" and not path.name.endswith(".cases.yaml")
    )


def write(root: Path, files: dict[str, str]) -> Path:
    """A small tree for a scanner to try itself on: path from `root` to text. Returns `root`."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root
