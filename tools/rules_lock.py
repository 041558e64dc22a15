"""Keeps the versions of the rules honest: `make rules-lock`.

rules.lock.json remembers, for each file of a framework, each table layout and each relation, its version and a hash
of what it says. When what a file says changes, its version must rise with it, so that a score, a fact and a finding can
name the very rule that made them. This script writes the lock; it refuses while a rule has changed under its old
version. The comparison is a house test, tests/house/test_rule_versions.py.
"""

import hashlib
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

RULEBOOK = Path(__file__).resolve().parents[1] / "src" / "jixiao" / "rulebook"
LOCK_NAME = "rules.lock.json"
HOW_TO_RAISE = "raise its version, write a fragment in changes/ with the days affected, then run `make rules-lock`"
HOW_TO_LOCK = "run `make rules-lock`"


@dataclass(frozen=True)
class Entry:
    """What the lock remembers of a rule: its version and the SHA-256 of what it says."""

    version: int
    sha256: str


class RuleFileFault(ValueError):
    """A rule file from which no version can be read."""


def canonical(node: yaml.Node) -> object:
    """A composed YAML node as plain data, the same for every spelling of the same content.

    Scalars keep their type and exact text (`1.00` is not `1.0`, `"1"` is not `1`); comments, line breaks, the
    kind of quotes and the order of keys do not count.
    """
    match node:
        case yaml.MappingNode():
            pairs = ((key.value, canonical(value)) for key, value in node.value)
            return {"map": sorted(pairs, key=lambda pair: str(pair[0]))}
        case yaml.SequenceNode():
            return [canonical(item) for item in node.value]
        case _:
            return f"{node.tag} {node.value}"


def read_entry(path: Path) -> Entry:
    """Version and hash of a rule file.

    Raises:
        RuleFileFault: the file is no mapping, or carries no `version:` with a whole number from 1 on.
    """
    root = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise RuleFileFault(f"{path.name}: a rule file is a mapping of keys")
    versions = [value for key, value in root.value if key.value == "version"]
    if len(versions) != 1 or not versions[0].value.isdecimal() or int(versions[0].value) < 1:
        raise RuleFileFault(f"{path.name}: write `version: 1`, a whole number that rises with every change of meaning")
    root.value = [(key, value) for key, value in root.value if key.value != "version"]
    text = json.dumps(canonical(root), ensure_ascii=False, separators=(",", ":"))
    return Entry(int(versions[0].value), hashlib.sha256(text.encode()).hexdigest())


def read_rulebook(rulebook: Path) -> dict[str, Entry]:
    """Every file of every framework except the cases, every table layout and relation: `<folder>/<file name>`."""
    patterns = ("frameworks/*/*.yaml", "layouts/tables/*.yaml", "relations/*.yaml")
    paths = [path for pattern in patterns for path in sorted(rulebook.glob(pattern))]
    return {
        f"{path.parent.name}/{path.stem}": read_entry(path) for path in paths if not path.name.endswith(".cases.yaml")
    }


def read_lock(rulebook: Path) -> dict[str, Entry]:
    """What the lock remembers; nothing when there is no lock yet."""
    path = rulebook / LOCK_NAME
    if not path.exists():
        return {}
    return {rule: Entry(**entry) for rule, entry in json.loads(path.read_text("utf-8")).items()}


def broken_promises(rules: Mapping[str, Entry], lock: Mapping[str, Entry]) -> list[str]:
    """Rules that must not be locked as they are: changed under their version, or back at an earlier one."""
    found = []
    for rule, entry in rules.items():
        old = lock.get(rule)
        if old is None or entry == old or entry.version > old.version:
            continue
        if entry.version < old.version:
            found.append(f"{rule}: version {entry.version} is below the locked {old.version}; {HOW_TO_RAISE}")
        else:
            found.append(f"{rule}: changed, but is still version {old.version}; {HOW_TO_RAISE}")
    return found


def unlocked(rules: Mapping[str, Entry], lock: Mapping[str, Entry]) -> list[str]:
    """Rules that may be locked as they are but are not yet, and locked rules that are gone."""
    new = [f"{rule}: new, not in the lock; {HOW_TO_LOCK}" for rule in rules if rule not in lock]
    raised = [
        f"{rule}: version {entry.version} is not in the lock; {HOW_TO_LOCK}"
        for rule, entry in rules.items()
        if rule in lock and entry.version > lock[rule].version
    ]
    gone = [
        f"{rule}: in the lock but not in the rulebook; write a fragment in changes/, then {HOW_TO_LOCK}"
        for rule in lock
        if rule not in rules
    ]
    return [*new, *raised, *gone]


def write_lock(rulebook: Path) -> list[str]:
    """Write the lock, or refuse.

    Returns:
        The broken promises; while there are any, the lock stays as it is.
    """
    rules = read_rulebook(rulebook)
    broken = broken_promises(rules, read_lock(rulebook))
    if not broken:
        content = {rule: {"version": one.version, "sha256": one.sha256} for rule, one in sorted(rules.items())}
        (rulebook / LOCK_NAME).write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    return broken


def main() -> int:
    """Write the lock of this project's rulebook; 0 when written, 1 when refused."""
    broken = write_lock(RULEBOOK)
    print("\n".join(broken) or f"{len(read_lock(RULEBOOK))} rules locked", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
