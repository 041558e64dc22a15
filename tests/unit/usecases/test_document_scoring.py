"""A scorecard straight from a report: our own sample, and the published reports against the fact files."""

from dataclasses import replace
from pathlib import Path

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.core.scoring.scorecard import Scorecard
from jixiao.reports.samples.as_pdf import as_pdf
from jixiao.reports.samples.as_text import as_text
from jixiao.reports.samples.documents import accounts
from jixiao.reports.samples.self_evaluation import self_evaluation
from jixiao.rulebook_loader import load_rulebook
from jixiao.usecases.document_scoring import score_document
from jixiao.usecases.scoring import score_file

ROOT = Path(__file__).resolve().parents[3]
SOURCES = ROOT.parent / "shared" / "sources"
PUBLISHED = {
    "002_1036b92ae9b07604.txt": "futian-2020-self-evaluation.yaml",
    "000_a36d755796d4b8b8.txt": "futian-2022-self-evaluation.yaml",
    "003_2a5a53dce232ebf3.txt": "futian-2024-self-evaluation.yaml",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Scorecard:
    path = tmp_path_factory.mktemp("sample") / "report.pdf"
    path.write_bytes(as_pdf(self_evaluation()))
    return score_document(path, load_rulebook(), framework="shenzhen-department-2022")


def test_a_pdf_becomes_a_scorecard_with_pages(sample: Scorecard) -> None:
    execution = next(result for result in sample.results if result.indicator.id == "budget_execution")
    assert execution.score is not None
    sources = [binding.fact.source for binding in execution.inputs if binding.fact is not None]
    assert sources
    assert all(source.page is not None and source.quote for source in sources)


def test_a_score_that_the_figures_do_not_give_is_told(sample: Scorecard) -> None:
    execution = next(result for result in sample.results if result.indicator.id == "budget_execution")
    assert execution.stated_value == 6
    assert execution.differs


def test_the_printed_score_implies_full_marks_for_the_one_open_clause(sample: Scorecard) -> None:
    procurement = next(result for result in sample.results if result.indicator.id == "procurement")
    assert procurement.score == procurement.stated_value
    judged = [binding.judgement for binding in procurement.inputs if binding.judgement is not None]
    assert [judgement.by for judgement in judged] == ["单位自评"]


def test_a_region_without_a_framework_is_told_which_one_is_closest(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(as_text(self_evaluation()))
    with pytest.raises(InputFault) as fault:
        score_document(path, load_rulebook())
    (problem,) = fault.value.problems
    assert "shenzhen-department-2022" in str(problem.remedy)


def test_a_document_without_a_score_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "accounts.txt"
    path.write_bytes(as_text(accounts()))
    with pytest.raises(InputFault, match="no score table"):
        score_document(path, load_rulebook())


def test_a_document_that_names_no_unit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    nameless = replace(self_evaluation(), pieces=self_evaluation().pieces[1:])
    path.write_bytes(as_text(nameless).replace("示例市样本区产业服务局".encode(), "本单位".encode()))
    with pytest.raises(InputFault, match="unit"):
        score_document(path, load_rulebook(), framework="shenzhen-department-2022")


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the published texts are not at hand")
@pytest.mark.parametrize(("text", "example"), PUBLISHED.items())
def test_a_published_report_gives_the_results_of_its_fact_file(text: str, example: str) -> None:
    rulebook = load_rulebook()
    read, filed = score_document(SOURCES / text, rulebook), score_file(ROOT / "examples" / example, rulebook)
    assert read.framework.id == filed.framework.id
    for ours, wanted in zip(read.results, filed.results, strict=True):
        assert (ours.outcome, ours.score, ours.stated_value) == (wanted.outcome, wanted.score, wanted.stated_value)
        # The fact file of 2022 also holds the unit's budget, so another reading can be told there.
        scores = {reading.name: reading.score for reading in wanted.readings}
        assert all(one.score in (None, scores[one.name]) for one in ours.readings), ours.indicator.id
        assert set(ours.reproduces) <= set(wanted.reproduces)


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the published texts are not at hand")
def test_every_figure_behind_a_score_quotes_its_place() -> None:
    path = SOURCES / "000_a36d755796d4b8b8.txt"
    text = path.read_text("utf-8")
    for result in score_document(path, load_rulebook()).results:
        for fact in (binding.fact for binding in result.inputs if binding.fact is not None):
            start = int((fact.source.place or "").removeprefix("字符 "))
            assert "".join(text[start : start + 60].split()).startswith(fact.source.quote or "?")
