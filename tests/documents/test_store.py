"""The store of originals."""

import hashlib
import json
from pathlib import Path

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.documents.store import ORIGINS, Store

CONTENT = "示例区审计局 2024 年度部门决算".encode()
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def test_an_original_is_kept_under_its_hash(tmp_path: Path):
    source = tmp_path / "a.txt"
    source.write_bytes(CONTENT)
    store = Store(tmp_path / "store")
    assert store.keep(source, "https://example.invalid/a") == DIGEST
    assert (tmp_path / "store" / DIGEST[:2] / DIGEST).read_bytes() == CONTENT
    assert store.content(DIGEST) == CONTENT
    assert store.origins(DIGEST) == ["https://example.invalid/a"]


def test_the_same_content_is_written_once_and_every_origin_is_noted_once(tmp_path: Path):
    store = Store(tmp_path)
    store.keep(CONTENT, "甲")
    before = store.path(DIGEST).stat().st_mtime_ns
    for came_from in ("乙", "甲", "乙"):
        Store(tmp_path).keep(CONTENT, came_from)
    assert store.path(DIGEST).stat().st_mtime_ns == before
    lines = [json.loads(line) for line in (tmp_path / ORIGINS).read_text("utf-8").splitlines()]
    assert lines == [{"sha256": DIGEST, "bytes": len(CONTENT), "from": came_from} for came_from in ("甲", "乙")]
    assert store.origins("0" * 64) == []


def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        Store(tmp_path).keep(CONTENT, "甲")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_changed_original_is_noticed(tmp_path: Path):
    store = Store(tmp_path)
    store.keep(CONTENT, "甲")
    store.path(DIGEST).chmod(0o644)
    store.path(DIGEST).write_bytes(b"x")
    with pytest.raises(InputFault, match="has been changed"):
        store.content(DIGEST)


def test_a_missing_original_says_so(tmp_path: Path):
    with pytest.raises(InputFault, match="no such original"):
        Store(tmp_path).content(DIGEST)


def test_a_hash_is_no_way_out_of_the_folder(tmp_path: Path):
    with pytest.raises(ValueError, match="not a SHA-256"):
        Store(tmp_path).path("../../etc/passwd")


def test_a_line_that_was_cut_off_hides_no_other(tmp_path: Path):
    store = Store(tmp_path)
    store.keep(CONTENT, "甲")
    with (tmp_path / ORIGINS).open("a", encoding="utf-8") as file:
        file.write('{"sha256": "\n[]\n')
    assert Store(tmp_path).origins(DIGEST) == ["甲"]
