"""Small rooms, small files, small functions, and names that say what is inside."""

import ast
from collections import Counter
from pathlib import Path

from tests.house.source_tree import FRAMEWORKS, PACKAGE, ROOT, modules, parsed, rule_files, write

MODULE_LINES = 400
FUNCTION_LINES = 40
RULE_FILE_LINES = 60
FOLDER_MODULES = 18
# Names under which anything may be put, and so everything will be.
NAMELESS = frozenset({"utils", "util", "helpers", "helper", "misc", "common", "stuff"})


def long_modules(root: Path) -> list[str]:
    """Modules that want to be two."""
    counted = ((path, len(path.read_text("utf-8").splitlines())) for path in modules(root))
    return [
        f"{path.relative_to(root)} has {lines} lines, at most {MODULE_LINES}"
        for path, lines in counted
        if lines > MODULE_LINES
    ]


def long_functions(root: Path) -> list[str]:
    """Functions that want to be two. Counted from `def` to the last line; decorators do not count."""
    return [
        f"{path}:{node.lineno} {node.name} has {lines} lines, at most {FUNCTION_LINES}"
        for path, tree in parsed(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]


def crowded_folders(root: Path) -> list[str]:
    """Folders that want a sub-folder. `__init__.py` does not count."""
    crowd = Counter(path.parent for path in modules(root) if path.name != "__init__.py")
    return sorted(
        f"{folder.relative_to(root)} holds {count} modules, at most {FOLDER_MODULES}"
        for folder, count in crowd.items()
        if count > FOLDER_MODULES
    )


def nameless_modules(root: Path) -> list[str]:
    """Modules and packages whose name says nothing: `decimal_utils.py` is fine, `utils.py` is not."""
    return [
        f"{path.relative_to(root)}: name the topic"
        for path in modules(root)
        if NAMELESS & {path.stem, path.parent.name}
    ]


def undocumented_modules(root: Path) -> list[str]:
    """Modules that do not say what they are."""
    return [
        f"{path} has no module docstring: say what it holds and why"
        for path, tree in parsed(root)
        if not ast.get_docstring(tree)
    ]


def long_rule_files(frameworks: Path) -> list[str]:
    """Rules that cannot be read on one screen."""
    counted = ((path, len(path.read_text("utf-8").splitlines())) for path in rule_files(frameworks))
    return [
        f"{path.relative_to(frameworks)} has {lines} lines, at most {RULE_FILE_LINES}"
        for path, lines in counted
        if lines > RULE_FILE_LINES
    ]


def test_modules_are_short():
    assert long_modules(PACKAGE) == []


def test_functions_are_short():
    assert long_functions(PACKAGE) == []


def test_folders_are_not_crowded():
    assert crowded_folders(PACKAGE) == []


def test_names_say_what_is_inside():
    rooms = [PACKAGE, *(ROOT / name for name in ("tests", "tools", "benchmarks"))]
    assert [finding for room in rooms for finding in nameless_modules(room)] == []


def test_every_module_says_what_it_is():
    assert undocumented_modules(PACKAGE) == []


def test_a_rule_fits_on_one_screen():
    assert long_rule_files(FRAMEWORKS) == []


def test_a_long_module_is_found(tmp_path: Path):
    write(tmp_path, {"fits.py": "x = 1\n" * MODULE_LINES, "long.py": "x = 1\n" * (MODULE_LINES + 1)})
    assert long_modules(tmp_path) == ["long.py has 401 lines, at most 400"]


def test_a_long_function_is_found_and_its_decorators_do_not_count(tmp_path: Path):
    body = "    x = 1\n"
    fits = "@cache\n@cache\ndef fits():\n" + body * (FUNCTION_LINES - 1)
    long = "class Room:\n    async def long(self):\n" + "    " * 1 + body * FUNCTION_LINES
    write(tmp_path, {"fits.py": fits, "long.py": long.replace("\n    x", "\n        x")})
    assert long_functions(tmp_path) == ["long.py:2 long has 41 lines, at most 40"]


def test_a_crowded_folder_is_found(tmp_path: Path):
    names = [f"room/m{n}.py" for n in range(FOLDER_MODULES + 1)]
    write(tmp_path, dict.fromkeys([*names, "room/__init__.py", "other/one.py"], ""))
    assert crowded_folders(tmp_path) == ["room holds 19 modules, at most 18"]


def test_a_name_without_a_topic_is_found(tmp_path: Path):
    write(tmp_path, dict.fromkeys(["utils.py", "helpers/dates.py", "decimal_utils.py"], ""))
    assert nameless_modules(tmp_path) == ["helpers/dates.py: name the topic", "utils.py: name the topic"]


def test_a_module_without_a_docstring_is_found(tmp_path: Path):
    write(tmp_path, {"mute.py": "x = 1\n", "empty.py": "", "says.py": '"""Says."""\n'})
    assert [finding.split()[0] for finding in undocumented_modules(tmp_path)] == ["empty.py", "mute.py"]


def test_migrations_are_left_alone(tmp_path: Path):
    write(tmp_path, {"migrations/0001_initial.py": "x = 1\n" * 500, "migrations/moves.py": "x = 1\n" * 500})
    assert long_modules(tmp_path) == ["migrations/moves.py has 500 lines, at most 400"]
    assert [finding.split()[0] for finding in undocumented_modules(tmp_path)] == ["migrations/moves.py"]


def test_a_long_rule_is_found_and_cases_may_be_long(tmp_path: Path):
    lines = "a: 1\n" * (RULE_FILE_LINES + 1)
    write(tmp_path, {"city/rule.yaml": lines, "city/rule.cases.yaml": lines, "city/framework.yaml": lines})
    assert long_rule_files(tmp_path) == ["city/rule.yaml has 61 lines, at most 60"]
