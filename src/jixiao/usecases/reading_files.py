"""Which files a call means: files as named, folders with everything in them that can be read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# By these endings documents are found in folders; a file that is named itself is opened whatever it is called.
ENDINGS = frozenset(
    {".txt", ".md", ".markdown", ".csv", ".tsv", ".pdf", ".docx", ".docm", ".xlsx", ".xlsm", ".html", ".htm", ".xhtml"}
    | {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"}
    # Not read, but not passed over in silence either: their refusal says how to save them.
    | {".doc", ".xls", ".wps", ".et", ".ofd"}
)


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files to read: in the order of the call, those of a folder sorted by path, none of them twice."""
    found: dict[Path, Path] = {}
    for path in paths:
        for one in _below(path) if path.is_dir() else [path]:
            found.setdefault(Path(os.path.abspath(one)), one)  # noqa: PTH100 - links stay what they are
    return list(found.values())


def _below(folder: Path) -> list[Path]:
    files = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        files += [Path(root) / name for name in names if _is_document(name)]
    return sorted(files)


def _is_document(name: str) -> bool:
    """Whether a file of a folder is meant; hidden files and the lock files of office programs are not."""
    return not name.startswith((".", "~$")) and Path(name).suffix.lower() in ENDINGS
