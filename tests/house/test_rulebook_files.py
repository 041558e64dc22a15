"""Every rule has its cases beside it, and no cases have lost their rule."""

from pathlib import Path

from tests.house.source_tree import FRAMEWORKS, rule_files, write


def missing_cases(frameworks: Path) -> list[str]:
    """Rules without a case file beside them."""
    return [
        f"{path.relative_to(frameworks)} has no {path.stem}.cases.yaml beside it"
        for path in rule_files(frameworks)
        if not path.with_name(f"{path.stem}.cases.yaml").exists()
    ]


def orphaned_cases(frameworks: Path) -> list[str]:
    """Case files whose rule is gone or was renamed."""
    return [
        f"{path.relative_to(frameworks)} belongs to no rule"
        for path in sorted(frameworks.glob("*/*.cases.yaml"))
        if not path.with_name(path.name.replace(".cases.yaml", ".yaml")).exists()
    ]


def nameless_frameworks(frameworks: Path) -> list[str]:
    """Folders with rules but without a framework.yaml."""
    folders = {path.parent for path in rule_files(frameworks)}
    return [f"{one.name} has no framework.yaml" for one in sorted(folders) if not (one / "framework.yaml").exists()]


def test_every_rule_has_its_cases():
    assert missing_cases(FRAMEWORKS) == []


def test_all_cases_have_their_rule():
    assert orphaned_cases(FRAMEWORKS) == []


def test_every_framework_describes_itself():
    assert nameless_frameworks(FRAMEWORKS) == []


def test_missing_and_orphaned_cases_are_found(tmp_path: Path):
    names = [
        "city/framework.yaml",
        "city/a.yaml",
        "city/a.cases.yaml",
        "city/b.yaml",
        "city/c.cases.yaml",
        "town/d.yaml",
    ]
    write(tmp_path, dict.fromkeys(names, ""))
    assert missing_cases(tmp_path) == [
        "city/b.yaml has no b.cases.yaml beside it",
        "town/d.yaml has no d.cases.yaml beside it",
    ]
    assert orphaned_cases(tmp_path) == ["city/c.cases.yaml belongs to no rule"]
    assert nameless_frameworks(tmp_path) == ["town has no framework.yaml"]
