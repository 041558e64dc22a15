"""The rulebook that tests read: what is shipped, and the small frameworks of tests/fixtures on top."""

from functools import cache
from pathlib import Path

from jixiao.core.scoring.framework import Framework
from jixiao.rulebook_loader import load_rulebook

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "src" / "jixiao" / "rulebook"
FIXTURES = ROOT / "tests" / "fixtures"
RULE_FOLDERS = (SHIPPED / "frameworks", FIXTURES / "frameworks")
BOOK = load_rulebook(extra=[FIXTURES])


@cache
def framework_named(name: str) -> Framework:
    """A framework, built once per run."""
    return BOOK.framework(name)
