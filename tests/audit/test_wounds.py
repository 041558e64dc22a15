"""The harness of wounds: a document keeps all its words but the wounded ones, and one wrong print is noticed."""

from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.wounds.case import Case, read_case
from benchmarks.wounds.covering import GOALS, coverage
from benchmarks.wounds.documents import SAMPLES, samples, to_wound
from benchmarks.wounds.judging import inflict
from benchmarks.wounds.running import FINDERS, chosen
from benchmarks.wounds.shifting import Shift, crosses, edges, shifted
from benchmarks.wounds.wound import Wound
from jixiao.core.document.block import Table
from jixiao.core.document.document_text import DocumentText
from jixiao.documents.opening import open_document
from jixiao.reports.samples.as_pdf import as_pdf
from jixiao.reports.samples.as_text import as_text

FEW = 3
# Where each kind is to be found among the samples.
NOTICED = [
    ("accounts", "digit"),
    ("accounts", "swap"),
    ("accounts", "unit"),
    ("accounts", "unit of a table"),
    ("budget", "digit"),
    ("budget", "unit of a table"),
    ("budget", "direction"),
    ("budget", "other digit"),
    ("budget", "year"),
    ("self-evaluation", "swap"),
    ("self-evaluation", "unit"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("samples")


@pytest.fixture(scope="module")
def cases(folder: Path) -> dict[str, Case]:
    return dict(zip(SAMPLES, map(read_case, samples(folder)), strict=True))


@cache
def documents(folder: Path) -> tuple[DocumentText, DocumentText]:
    """A sample as text, and one with pages and runs."""
    text, pdf = folder / "accounts.txt", folder / "accounts.pdf"
    text.write_bytes(as_text(SAMPLES["accounts"](2024)))
    pdf.write_bytes(as_pdf(SAMPLES["accounts"](2024)))
    return open_document(text), open_document(pdf)


def stretches(document: DocumentText) -> list[tuple[int, int]]:
    """Everything that points into the text, in a fixed order."""
    cells = [cell for block in document.blocks if isinstance(block, Table) for cell in block.cells]
    runs = [run for page in document.pages for run in page.runs]
    return [(one.start, one.end) for one in (*document.blocks, *cells, *document.pages, *runs)]


@given(data=st.data(), new=st.text("0123456789万元增减\n\t", min_size=1, max_size=5))
@settings(deadline=None, max_examples=60)
def test_only_what_holds_the_wound_changes_its_words(folder: Path, data: st.DataObject, new: str):
    document = data.draw(st.sampled_from(documents(folder)))
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, min(start + 6, len(document.text))))
    if crosses(edges(document), start, end):
        with pytest.raises(ValueError, match="more than one"):
            shifted(document, start, end, new)
        return
    wounded = shifted(document, start, end, new)
    assert wounded.text == document.text[:start] + new + document.text[end:]
    for (first, last), (begin, stop) in zip(stretches(document), stretches(wounded), strict=True):
        before, after = document.text[first:last], wounded.text[begin:stop]
        if last <= start or end <= first:
            assert after == before
        elif first <= start and end <= last:
            assert after == before[: start - first] + new + before[end - first :]


@pytest.mark.parametrize(
    ("start", "end", "new"), [(5, 5, "1"), (6, 5, "1"), (-1, 2, "1"), (5, 6, ""), (5, 10**9, "1"), (0, 400, "1")]
)
def test_nonsense_is_refused(folder: Path, start: int, end: int, new: str):
    with pytest.raises(ValueError, match=r"nothing to replace|more than one"):
        shifted(documents(folder)[0], start, end, new)


def test_an_offset_inside_the_wound_stays_inside():
    shift = Shift(10, 14, 2)
    assert [shift.offset(at) for at in (3, 10, 11, 13, 14, 20)] == [3, 10, 11, 12, 12, 18]


@pytest.mark.parametrize(("sample", "kind"), NOTICED)
def test_one_wrong_print_is_noticed(cases: dict[str, Case], sample: str, kind: str):
    case = cases[sample]
    found, taken = chosen(case, kind, FEW)
    assert found.printed >= len(found.wounds) >= len(taken) > 0
    outcomes = [inflict(case, wound) for wound in taken]
    assert [one.wound for one in outcomes if one.is_missed or one.elsewhere] == []
    assert any(one.noticed for one in outcomes)


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_stays_as_it_was_is_no_wound(cases: dict[str, Case], sample: str):
    case = cases[sample]
    (start, end), *_ = case.ties
    outcome = inflict(case, Wound("digit", start, end, case.document.text[start:end], ((start, end),), ((start, end),)))
    assert not outcome.noticed
    assert not outcome.elsewhere
    assert outcome.holds


def test_every_kind_is_drawn_the_same_every_time(cases: dict[str, Case]):
    for kind, find in FINDERS.items():
        for case in cases.values():
            assert chosen(case, kind, FEW) == chosen(case, kind, FEW)
            words = case.document.text
            assert all(words[one.start : one.end] != one.new for one in find(case, Random(1)).wounds)


def test_no_wound_puts_a_zero_before_a_whole_number(cases: dict[str, Case]):
    case = cases["accounts"]
    for kind in ("digit", "swap"):
        for wound in chosen(case, kind, None)[0].wounds:
            ((start, end),) = wound.figures
            printed = case.document.text[start : wound.start] + wound.new + case.document.text[wound.end : end]
            assert not (printed.startswith("0") and printed[1:2].isdigit()), printed


@pytest.mark.parametrize("sample", ["accounts", "budget"])
def test_the_samples_reach_the_goals_of_coverage(cases: dict[str, Case], sample: str):
    for one in coverage(cases[sample]):
        goal = GOALS[one.where]
        assert one.amounts == 0 if goal is None else 100 * one.covered >= goal * one.amounts > 0


def test_files_that_are_named_are_taken_alone(folder: Path):
    assert to_wound(folder, [folder / "a.pdf"]) == [folder / "a.pdf"]
    assert len(to_wound(folder, [])) >= len(SAMPLES)
