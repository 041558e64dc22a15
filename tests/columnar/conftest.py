"""What the tests of the columnar engines share."""

from pathlib import Path

import pytest

from benchmarks.synthetic import FRAMEWORK
from jixiao.core.scoring.framework import Framework
from jixiao.rulebook_loader import load_rulebook

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A million rows take a minute: they run when asked for (`pytest -m slow`), and with `make bench`."""
    if "slow" in (config.option.markexpr or ""):
        return
    skip = pytest.mark.skip(reason="takes a minute: pytest -m slow")
    for item in items:
        if item.path.is_relative_to(HERE) and item.get_closest_marker("slow"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def framework() -> Framework:
    """The framework that the made-up rows and the oracle are for."""
    return load_rulebook().framework(FRAMEWORK)
