"""What is committed holds on every machine: no registry, no path of one machine, no private reference."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.source_tree import ROOT, write

# Put together from halves, so that this file does not find itself.
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "registry." + "npmjs.org",
    "registry." + "yarnpkg.com",
    "deb.debian" + ".org",
    "proxy.golang" + ".org",
    "conda." + "anaconda.org",
    "npm" + "mirror.com",
]
FOLDERS = ["work", "farm", "tmp", "opt", "root"]
FORBIDDEN = {
    "the host of a package registry": re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE),
    "a path of one machine": re.compile(rf"(?:^|[^A-Za-z0-9_.~)}}\]-])/(?:{'|'.join(FOLDERS)})/|bash_" + "jobs"),
    "a number that only one tracker can resolve": re.compile(
        r"\b(?:issue|issues|pull request|ticket|session)\s+#?\d+\b|\(#\d+\)", re.IGNORECASE
    ),
}


def tracked(root: Path) -> list[Path]:
    """Every committed or staged file that is there."""
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := root / name).is_file()]


def unwelcome_words(root: Path, files: list[Path]) -> list[str]:
    """Lines of text files that match a forbidden pattern. Binary files are passed over."""
    findings = []
    for path in files:
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        findings += [
            f"{path.relative_to(root)}:{number} has {what}: {match[0].strip()}"
            for number, line in enumerate(lines, 1)
            for what, pattern in FORBIDDEN.items()
            if (match := pattern.search(line))
        ]
    return findings


def test_tracked_files_hold_on_every_machine():
    assert unwelcome_words(ROOT, tracked(ROOT)) == []


@pytest.mark.parametrize(
    "line",
    [
        f"--index-url https://{REGISTRIES[0]}/simple",
        f"# from https://FILES.{REGISTRIES[1].upper()}/x.whl",
        "/" + "work/main/x.py",
        "open('/" + "tmp/x')",
        "see issue " + "12",
        "fixed (" + "#7)",
    ],
)
def test_unwelcome_words_are_found(tmp_path: Path, line: str):
    write(tmp_path, {"bad.txt": f"fine\n{line}\n"})
    assert [finding.split(" ")[0] for finding in unwelcome_words(tmp_path, [tmp_path / "bad.txt"])] == ["bad.txt:2"]


def test_other_words_are_welcome(tmp_path: Path):
    good = "https://a.gov.cn/work/2022/\ncolor: #333;\n#!/usr/bin/env bash\nvar/work/x\n/workbook/\nsessions\n"
    (tmp_path / "image.png").write_bytes(b"\x89PNG\xff")
    write(tmp_path, {"good.txt": good})
    assert unwelcome_words(tmp_path, [tmp_path / "good.txt", tmp_path / "image.png"]) == []
