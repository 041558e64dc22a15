"""Files that cannot be scored, and what a batch leaves behind: the whole result or nothing."""

from pathlib import Path

import polars as pl
import pytest

from jixiao.columnar import sources
from jixiao.columnar.batch import EngineName, run_batch
from jixiao.columnar.engines import polars_engine
from jixiao.core.kernel.faults import InputFault
from jixiao.core.scoring.framework import Framework

GOOD = "unit,year,satisfaction\n甲,2022,0.95\n乙,2022,\n"


def parquet(path: Path, **columns: list[object]) -> Path:
    pl.DataFrame({"unit": ["1"], "satisfaction": ["0.9"], **columns}).write_parquet(path)
    return path


def make_missing(folder: Path) -> Path:
    return folder / "nowhere.parquet"


def make_empty(folder: Path) -> Path:
    (folder / "in.parquet").write_bytes(b"")
    return folder / "in.parquet"


def make_empty_csv(folder: Path) -> Path:
    (folder / "in.csv").write_bytes(b"")
    return folder / "in.csv"


def make_header_only(folder: Path) -> Path:
    (folder / "in.csv").write_text("unit,satisfaction\n", "utf-8")
    return folder / "in.csv"


def make_no_rows(folder: Path) -> Path:
    pl.DataFrame(schema={"satisfaction": pl.Decimal(18, 8)}).write_parquet(folder / "in.parquet")
    return folder / "in.parquet"


def make_wrong_suffix(folder: Path) -> Path:
    (folder / "in.xlsx").write_text(GOOD, "utf-8")
    return folder / "in.xlsx"


def make_text_called_parquet(folder: Path) -> Path:
    (folder / "in.parquet").write_text(GOOD * 100, "utf-8")
    return folder / "in.parquet"


def make_cut_short(folder: Path) -> Path:
    path = parquet(folder / "in.parquet")
    path.write_bytes(path.read_bytes()[:-40])
    return path


def make_damaged_inside(folder: Path) -> Path:
    frame = pl.DataFrame({"unit": [str(n) for n in range(9_000)], "satisfaction": ["0.9"] * 9_000})
    frame.write_parquet(folder / "in.parquet")
    whole = bytearray((folder / "in.parquet").read_bytes())
    whole[200:900] = bytes(700)
    (folder / "in.parquet").write_bytes(bytes(whole))
    return folder / "in.parquet"


def make_gbk(folder: Path) -> Path:
    (folder / "in.csv").write_bytes(GOOD.encode("gb18030"))
    return folder / "in.csv"


def make_utf16(folder: Path) -> Path:
    (folder / "in.csv").write_bytes(GOOD.encode("utf-16"))
    return folder / "in.csv"


def make_late_gbk(folder: Path) -> Path:
    start = b"unit,satisfaction\n" + b"1,0.9\n" * 800_000
    (folder / "in.csv").write_bytes(start + "甲,0.9\n".encode("gb18030"))
    return folder / "in.csv"


def make_repeated(folder: Path) -> Path:
    (folder / "in.csv").write_text("unit,satisfaction,Satisfaction\n1,0.9,0.9\n", "utf-8")
    return folder / "in.csv"


def make_long_row(folder: Path) -> Path:
    (folder / "in.csv").write_text("unit,satisfaction\n1,0.9\n2,0.9,0.8\n", "utf-8")
    return folder / "in.csv"


def make_unknown(folder: Path) -> Path:
    (folder / "in.csv").write_text("unit,服务对象满意度\n1,0.9\n", "utf-8")
    return folder / "in.csv"


def make_float(folder: Path) -> Path:
    return parquet(folder / "in.parquet", initial_budget=[0.1])


def make_date(folder: Path) -> Path:
    frame = pl.DataFrame({"satisfaction": ["2022-01-01"]}).with_columns(pl.col("satisfaction").str.to_date())
    frame.write_parquet(folder / "in.parquet")
    return folder / "in.parquet"


def make_collision(folder: Path) -> Path:
    return parquet(folder / "in.parquet", total=["96.76"])


def make_bare_folder(folder: Path) -> Path:
    (folder / "parts").mkdir()
    return folder / "parts"


def make_uneven_folder(folder: Path) -> Path:
    (folder / "parts").mkdir()
    parquet(folder / "parts" / "a.parquet")
    parquet(folder / "parts" / "b.parquet", initial_budget=["1"])
    return folder / "parts"


FAULTS = [
    (make_missing, "找不到"),
    (make_empty, "0 字节"),
    (make_empty_csv, "0 字节"),
    (make_header_only, "只有表头"),
    (make_no_rows, "没有任何一行"),
    (make_wrong_suffix, ".parquet、.csv"),
    (make_text_called_parquet, "读不出来"),
    (make_cut_short, "读不出来"),
    (make_damaged_inside, "读不出来"),
    (make_gbk, "GBK"),
    (make_utf16, "UTF-16"),
    (make_late_gbk, "读不出来"),
    (make_repeated, "列名重复"),
    (make_long_row, "读不出来"),
    (make_unknown, "jixiao schema columns"),
    (make_float, "CAST(initial_budget AS DECIMAL(18,2))"),
    (make_date, "decimal(18,8)"),
    (make_collision, "stated_total"),
    (make_bare_folder, "没有 .parquet"),
    (make_uneven_folder, "b.parquet"),
]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize(("made", "words"), FAULTS, ids=lambda value: getattr(value, "__name__", ""))
def test_what_cannot_be_scored_is_named_and_nothing_is_written(
    framework: Framework, tmp_path: Path, made: object, words: str, engine: EngineName
):
    source = made(tmp_path)  # type: ignore[operator]
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(InputFault) as caught:
        run_batch(framework, source, out / "scores.parquet", engine=engine)
    assert words in caught.value.said("zh")
    assert str(source.name) in caught.value.said("en")
    assert list(out.iterdir()) == []


def test_no_column_known_suggests_the_name_behind_a_label(framework: Framework, tmp_path: Path):
    label = framework.vocabulary.concepts["initial_budget"].term.zh
    (tmp_path / "in.csv").write_text(f"unit,{label},satisfactoin\n1,1,1\n", "utf-8")
    with pytest.raises(InputFault) as caught:
        run_batch(framework, tmp_path / "in.csv", tmp_path / "out.csv")
    said = caught.value.said("zh")
    assert f"{label} → initial_budget" in said and "satisfactoin → satisfaction" in said


def test_targets_are_checked_before_anything_is_read(framework: Framework, tmp_path: Path):
    source = tmp_path / "in.csv"
    source.write_text(GOOD, "utf-8")
    for target, rejects, words in (
        (tmp_path / "out.xlsx", None, "未知格式|不知道写成什么格式"),
        (tmp_path / "no" / "out.csv", None, "mkdir -p"),
        (source, None, "各不相同"),
        (tmp_path / "out.csv", tmp_path / "out.csv", "各不相同"),
    ):
        with pytest.raises(InputFault) as caught:
            run_batch(framework, source, target, rejects=rejects)
        assert any(word in caught.value.said("zh") for word in words.split("|"))
    assert source.read_text("utf-8") == GOOD


def test_a_failure_in_the_middle_leaves_the_old_result(
    framework: Framework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "in.csv").write_text(GOOD, "utf-8")
    (tmp_path / "out.csv").write_text("old", "utf-8")

    def broken(job: object, target: Path, advance: object) -> int:
        target.write_text("half", "utf-8")
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(polars_engine, "run", broken)
    with pytest.raises(RuntimeError, match="a fault of ours"):
        run_batch(framework, tmp_path / "in.csv", tmp_path / "out.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]
    assert (tmp_path / "out.csv").read_text("utf-8") == "old"


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_progress_counts_every_row_once(framework: Framework, tmp_path: Path, engine: EngineName):
    frame = pl.DataFrame({"unit": [str(n) for n in range(50_000)], "satisfaction": ["0.9"] * 50_000})
    for source, known in ((tmp_path / "in.parquet", 50_000), (tmp_path / "in.csv", None)):
        frame.write_parquet(source, row_group_size=9_000) if known else frame.write_csv(source)
        told: list[tuple[int, int | None]] = []
        run_batch(framework, source, tmp_path / "out.csv", engine=engine, progress=lambda *now, to=told: to.append(now))
        done = [rows for rows, _ in told]
        assert done == sorted(done)
        assert told[-1] == (50_000, known)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_keys_pass_through_in_order_and_types_are_exact(framework: Framework, tmp_path: Path, engine: EngineName):
    folder = tmp_path / "in"
    folder.mkdir()
    for part in range(3):
        units = [f'甲 "{part}, {n}"' for n in range(1_000)]
        pl.DataFrame({"unit": units, "备注": None, "satisfaction": "0.95"}).write_parquet(folder / f"{part}.parquet")
    report = run_batch(framework, folder, tmp_path / "out.parquet", engine=engine)
    frame = pl.read_parquet(tmp_path / "out.parquet")
    assert frame["unit"].to_list() == [f'甲 "{part}, {n}"' for part in range(3) for n in range(1_000)]
    assert report.passed == ("unit", "备注")
    assert "initial_budget" in report.absent
    assert (frame.schema["total"], frame.schema["satisfaction"]) == (pl.Decimal(9, 2), pl.Decimal(9, 2))
    assert set(frame.columns) - {"unit", "备注"} == {
        *(f"{one.id}{end}" for one in framework.indicators for end in ("", "_outcome")),
        "total",
        "decided_points",
    }


def test_what_looks_misspelt_or_missing_is_noted(framework: Framework, tmp_path: Path):
    (tmp_path / "in.csv").write_text("unit,satisfaction,initial_budgte\n1,0.9,1\n", "utf-8")
    report = run_batch(framework, tmp_path / "in.csv", tmp_path / "out.csv")
    said = " ".join(note.zh for note in report.notes)
    assert "initial_budgte" in said and "政府采购" in said


def test_pieces_of_any_size_give_the_same_rows(framework: Framework, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "in"
    folder.mkdir()
    for part, rows in enumerate((700, 1, 299)):
        units = [f"{part}-{n}" for n in range(rows)]
        cells = ["2" if n % 100 == 7 else "0.9" for n in range(rows)]
        frame = pl.DataFrame({"unit": units, "satisfaction": cells})
        frame.write_parquet(folder / f"{part}.parquet", row_group_size=130)
    results = []
    for size in (10**6, 200, 14):
        monkeypatch.setattr(sources, "PIECE_CELLS", size)
        report = run_batch(framework, folder, tmp_path / "out.csv")
        assert (report.rows, report.good, report.rejected) == (1_000, 990, 10)
        results.append([(tmp_path / name).read_text("utf-8") for name in ("out.csv", "out.rejects.csv")])
    assert results[0] == results[1] == results[2]
    assert "2.parquet,208,satisfaction,2" in results[0][1]
