"""What the tests of the columnar engines share."""

import pytest

from benchmarks.synthetic import FRAMEWORK
from jixiao.core.scoring.framework import Framework
from jixiao.rulebook_loader import load_rulebook


@pytest.fixture(scope="session")
def framework() -> Framework:
    """The framework that the made-up rows and the oracle are for."""
    return load_rulebook().framework(FRAMEWORK)
