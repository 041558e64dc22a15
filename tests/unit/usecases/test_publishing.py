"""Files are written whole and together: a failure leaves the folder as it was."""

import json
import shutil
from pathlib import Path

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.rulebook_loader.strict_yaml import read_source
from jixiao.usecases import publishing
from jixiao.usecases.publishing import write_all, write_pages, write_scorecard
from jixiao.usecases.runs import replay
from jixiao.usecases.scoring import score_file
from tests.unit.filed import rulebook
from tests.unit.scoring.published import EXAMPLES, card

NAME = "project-sample"
FORMS = {".html", ".json", ".xlsx", ".docx", ".pdf", ".yaml", ".run.json"}


def published(folder: Path, source: Path = EXAMPLES / f"{NAME}.yaml") -> list[Path]:
    return write_scorecard(score_file(source, rulebook()), source, {}, folder)


def as_json(folder: Path) -> Path:
    """The example as a JSON file."""
    path = folder / f"{NAME}.json"
    path.write_text(json.dumps(read_source(EXAMPLES / f"{NAME}.yaml").value, ensure_ascii=False), "utf-8")
    return path


def refusal(*args: object) -> str:
    with pytest.raises(InputFault) as caught:
        published(*args)  # type: ignore[arg-type]
    return caught.value.said("zh")


def test_every_form_is_written_with_the_input_and_the_run_beside_it(tmp_path):
    paths = published(tmp_path / "new" / "folder")
    assert {path.name.removeprefix(NAME) for path in paths} == FORMS
    assert sorted(paths) == sorted((tmp_path / "new" / "folder").iterdir())
    assert all(path.stat().st_size > 0 for path in paths)


def test_what_was_written_is_replayed_from_its_own_folder(tmp_path):
    published(tmp_path)
    _, differences = replay(tmp_path / f"{NAME}.run.json", rulebook())
    assert differences == []


def test_the_copy_of_the_input_is_byte_for_byte_the_input(tmp_path):
    published(tmp_path)
    assert (tmp_path / f"{NAME}.yaml").read_bytes() == (EXAMPLES / f"{NAME}.yaml").read_bytes()


def test_writing_twice_gives_the_same_bytes(tmp_path):
    one, two = published(tmp_path / "one"), published(tmp_path / "two")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_writing_into_the_folder_of_the_input_leaves_the_input_as_it_is(tmp_path):
    source = Path(shutil.copy(EXAMPLES / f"{NAME}.yaml", tmp_path))
    before = source.read_bytes()
    published(tmp_path, source)
    assert source.read_bytes() == before


def test_a_json_input_is_never_replaced_by_its_own_result(tmp_path):
    source = as_json(tmp_path)
    before = source.read_bytes()
    assert "结果会覆盖输入文件" in refusal(tmp_path, source)
    assert source.read_bytes() == before
    assert list(tmp_path.iterdir()) == [source]


def test_a_json_input_is_replayed_from_another_folder(tmp_path):
    published(tmp_path / "out", as_json(tmp_path))
    _, differences = replay(tmp_path / "out" / f"{NAME}.run.json", rulebook())
    assert differences == []


@pytest.mark.parametrize("ending", [".yml", ".txt", ".html", ".run.json", ""])
def test_whatever_the_ending_of_the_input_it_is_kept_and_replayed(tmp_path, ending):
    source = tmp_path / f"facts{ending}"
    source.write_bytes((EXAMPLES / f"{NAME}.yaml").read_bytes())
    paths = published(tmp_path / "out", source)
    assert len(paths) == len(set(paths)) == len(FORMS)
    assert source.read_bytes() in {path.read_bytes() for path in paths}
    (run,) = [path for path in paths if path.name == f"{source.stem}.run.json"]
    _, differences = replay(run, rulebook())
    assert differences == []


def test_a_form_that_cannot_be_made_leaves_nothing_behind(tmp_path, monkeypatch):
    from jixiao.reports.printed import pdf

    def fails(card: object) -> bytes:
        raise ValueError("no type")

    monkeypatch.setattr(pdf, "scorecard_pdf", fails)
    with pytest.raises(ValueError, match="no type"):
        published(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_disk_that_fills_up_leaves_what_was_there_before(tmp_path, monkeypatch):
    published(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    written = 0
    staged = publishing._staged

    def fills_up(path: Path, content: bytes) -> Path:
        nonlocal written
        written += 1
        if written == 4:
            raise OSError(28, "No space left on device", str(path))
        return staged(path, content)

    monkeypatch.setattr(publishing, "_staged", fills_up)
    source = EXAMPLES / "futian-2022-self-evaluation.yaml"
    with pytest.raises(InputFault, match="No space left on device"):
        write_scorecard(card("futian-2022-self-evaluation"), source, {}, tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_an_error_half_way_leaves_no_half_file(tmp_path):
    no_bytes: bytes = None  # type: ignore[assignment]
    with pytest.raises(TypeError):
        write_all({tmp_path / "a": b"whole", tmp_path / "b": no_bytes})
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "out").write_text("a file", "utf-8")
    said = refusal(tmp_path / "out")
    assert "文件写不出来" in said
    assert "检查 --out 的文件夹" in said


def test_a_folder_in_place_of_a_file_is_told_and_nothing_is_written(tmp_path):
    (tmp_path / f"{NAME}.pdf").mkdir()
    assert f"{NAME}.pdf" in refusal(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"{NAME}.pdf"]


def test_what_is_written_may_be_read_by_others(tmp_path):
    (path,) = write_all({tmp_path / "page.html": b"x"})
    assert path.stat().st_mode & 0o777 == 0o644


def test_pages_are_linked_from_their_index(tmp_path):
    index, pages = write_pages({NAME: card(NAME)}, tmp_path)
    assert [page.name for page in pages] == [f"{NAME}.html"]
    assert f'href="{NAME}.html"' in index.read_text("utf-8")
