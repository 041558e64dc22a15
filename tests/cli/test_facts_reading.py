"""`jixiao facts` with everything in place: a document in, its facts out, in processes of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran

ACCOUNTS = """示例市示例区教育示范中心2023年度部门决算

一、收支情况

示例市示例区教育示范中心2023年年初预算为1,300.00万元，支出决算为1,269.06万元，完成年初预算的97.62%。
"""


def test_a_document_in_its_facts_out(jixiao: Callable[..., Ran], tmp_path: Path):
    file = tmp_path / "决算.txt"
    file.write_text(ACCOUNTS, "utf-8")
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    ran = jixiao("facts", tmp_path / "坏.pdf", file, "--json", "--text", "--out", tmp_path / "out")
    assert ran.code == 0
    (read,) = ran.document["documents"]
    assert [Path(one["path"]).name for one in ran.document["failures"]] == ["坏.pdf"]
    assert [read[key] for key in ("kind", "period", "text")] == ["accounts", "2023", ACCOUNTS]
    found = {fact["printed"]: fact for fact in read["facts"]}
    assert {"1,300.00", "1,269.06", "97.62"} <= found.keys()
    assert found["1,300.00"]["value"] == "13000000.00"
    for fact in read["facts"]:
        source = fact["source"]
        assert ACCOUNTS[source["start"] : source["end"]] == source["quote"]


SHARED = Path(__file__).resolve().parents[3] / "shared" / "documents"


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the published documents are not beside the project")
def test_published_documents_are_read_within_the_limits(jixiao: Callable[..., Ran], tmp_path: Path):
    files = sorted(SHARED.glob("*.pdf"))
    first = jixiao("facts", *files, "--json", "--out", tmp_path / "one", "--jobs", 1)
    second = jixiao("facts", *files, "--json", "--out", tmp_path / "two", "--jobs", 2)
    assert first.code == second.code == 0
    assert first.document["failures"] == []
    assert [one["path"] for one in first.document["documents"]] == [str(path) for path in files]
    assert first.out == second.out
