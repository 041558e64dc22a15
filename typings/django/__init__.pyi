"""Django as far as its type cannot be any: everything else is unknown to mypy and passes."""

from typing import Any

def __getattr__(name: str) -> Any: ...
