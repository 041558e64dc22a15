"""A rule that changes its meaning changes its version, and the lock knows both."""

from pathlib import Path

import pytest

from tests.house.source_tree import PACKAGE, write
from tools.rules_lock import (
    RuleFileFault,
    broken_promises,
    read_entry,
    read_lock,
    read_rulebook,
    unlocked,
    write_lock,
)

RULE = "frameworks/city/rate.yaml"
FIRST = "id: rate\nversion: 1\nmax: '6.00'\n"


def test_every_rule_is_locked_at_its_version():
    rulebook = PACKAGE / "rulebook"
    rules, lock = read_rulebook(rulebook), read_lock(rulebook)
    assert [*broken_promises(rules, lock), *unlocked(rules, lock)] == []


def locked(root: Path) -> Path:
    write(root, {RULE: FIRST, "frameworks/city/rate.cases.yaml": "cases: []\n"})
    assert write_lock(root) == []
    return root


def findings(root: Path) -> list[str]:
    rules, lock = read_rulebook(root), read_lock(root)
    return [*broken_promises(rules, lock), *unlocked(rules, lock)]


def test_a_locked_rulebook_passes(tmp_path: Path):
    assert findings(locked(tmp_path)) == []


def test_a_new_rule_must_be_locked(tmp_path: Path):
    write(locked(tmp_path), {"frameworks/city/new.yaml": FIRST})
    assert findings(tmp_path) == ["city/new: new, not in the lock; run `make rules-lock`"]


@pytest.mark.parametrize("text", [FIRST.replace("6.00", "6.0"), FIRST.replace("'", ""), FIRST + "note: x\n"])
def test_a_change_under_the_old_version_is_refused(tmp_path: Path, text: str):
    write(locked(tmp_path), {RULE: text})
    before = read_lock(tmp_path)
    for found in (findings(tmp_path), write_lock(tmp_path)):
        assert len(found) == 1
        assert found[0].startswith("city/rate: changed, but is still version 1; raise its version")
    assert read_lock(tmp_path) == before


def test_a_change_with_a_raised_version_is_locked(tmp_path: Path):
    write(locked(tmp_path), {RULE: FIRST.replace("6.00", "5.00").replace("version: 1", "version: 2")})
    assert findings(tmp_path) == ["city/rate: version 2 is not in the lock; run `make rules-lock`"]
    assert write_lock(tmp_path) == []
    assert findings(tmp_path) == []


def test_a_version_does_not_go_back(tmp_path: Path):
    write(tmp_path, {RULE: FIRST.replace("version: 1", "version: 2")})
    write_lock(tmp_path)
    write(tmp_path, {RULE: FIRST})
    assert [line.split(";")[0] for line in write_lock(tmp_path)] == ["city/rate: version 1 is below the locked 2"]


def test_a_rule_that_is_gone_is_noticed(tmp_path: Path):
    (locked(tmp_path) / RULE).unlink()
    assert [line.split(";")[0] for line in findings(tmp_path)] == ["city/rate: in the lock but not in the rulebook"]


@pytest.mark.parametrize(
    "text", ["# why\nversion: 1\nmax: \"6.00\"\nid: 'rate'\n", "{id: rate, max: '6.00', version: 1}"]
)
def test_another_spelling_of_the_same_content_is_no_change(tmp_path: Path, text: str):
    write(locked(tmp_path), {RULE: text})
    assert findings(tmp_path) == []


@pytest.mark.parametrize("text", ["id: rate\n", "version: one\n", "version: 0\n", "- version: 1\n", ""])
def test_a_rule_without_a_version_is_refused(tmp_path: Path, text: str):
    write(tmp_path, {RULE: text})
    with pytest.raises(RuleFileFault):
        read_entry(tmp_path / RULE)
