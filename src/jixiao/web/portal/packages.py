"""Scripts of others that pages load: the very files that are needed, from where npm put them (package-lock.json).

Where they are not installed nothing is served, and pages show the table behind each picture instead.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.checks import CheckMessage

# Where a file is served -> where it stands below node_modules.
FILES = {"packages/echarts.js": "echarts/dist/echarts.min.js"}
FOLDER = Path(__file__).parents[4] / "node_modules"


class PackageStorage(FileSystemStorage):
    """Opens a file by the name under which it is served."""

    prefix = ""

    def path(self, name: str) -> str:
        """Where the file stands."""
        return str(FOLDER / FILES[name])


class PackageFinder(BaseFinder):
    """Finds the files of packages for the server of static files."""

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        self.storage = PackageStorage(FOLDER)

    def check(self, **_kwargs: object) -> list[CheckMessage]:
        """Nothing can be wrong: a package that is missing is not served."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: object) -> str | list[str]:
        """Where a file stands, or nothing; a list where all places are asked for."""
        found = [str(FOLDER / FILES[path])] if path in FILES and (FOLDER / FILES[path]).is_file() else []
        return found if find_all else next(iter(found), [])

    def list(self, _ignore_patterns: object) -> Iterator[tuple[str, PackageStorage]]:
        """Every file that is there, with the storage that opens it."""
        for name, place in FILES.items():
            if (FOLDER / place).is_file():
                yield name, self.storage
