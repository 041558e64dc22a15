"""Bringing a file: everything wrong with it is told by line, nothing half comes in, and it can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.evaluation.conftest import EXAMPLE, bring

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.people.models import Person


@pytest.fixture
def filler(client: Client, people: dict[str, Person], sign_in: Callable[..., Client]) -> Client:
    return sign_in(client, people["filler"])


def send(filler: Client, year: DepartmentYear, content: bytes, name: str = "facts.yaml") -> Any:
    return filler.post(f"/evaluation/{year.pk}/import/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_looked_at_confirmed_and_undone(year: DepartmentYear, filler: Client, people: dict[str, Person]):
    from jixiao.web.modules.evaluation.content import content_of
    from jixiao.web.registers.figures.queries import holding

    page = send(filler, year, EXAMPLE.read_bytes()).content.decode()
    kept = year.imports.get()
    assert "51.30" in page
    assert "深圳市福田区投资推广和企业服务中心" in page
    assert not holding(year.organisation, 2022).exists()
    where = f"/evaluation/{year.pk}/import/{kept.pk}"
    unsaid = filler.post(f"{where}/apply/", follow=True)
    assert "仍然导入" in unsaid.content.decode()
    assert not holding(year.organisation, 2022).exists()
    empty = content_of(year)
    assert filler.post(f"{where}/apply/", {"meant": "1"}).status_code == 302
    assert holding(year.organisation, 2022).count() == EXAMPLE.read_text("utf-8").count("- concept: ")
    assert "已经导入过" in filler.post(f"{where}/apply/", {"meant": "1"}, follow=True).content.decode()
    assert filler.post(f"{where}/undo/").status_code == 302
    year.refresh_from_db()
    assert content_of(year) == empty
    assert year.entity == year.organisation.name


def test_every_problem_is_told_with_its_line_and_nothing_comes_in(year: DepartmentYear, filler: Client):
    from jixiao.web.registers.figures.queries import holding

    broken = EXAMPLE.read_text("utf-8").replace('value: "44,350.00"', 'value: "44,350.00.1"', 1)
    broken = broken.replace("concept: initial_personnel", "concept: initial_personel", 1)
    page = send(filler, year, broken.encode()).content.decode()
    kept = year.imports.get()
    lines = broken.splitlines()
    for wrong in ('    value: "44,350.00.1"', "  - concept: initial_personel"):
        assert f"facts.yaml:{lines.index(wrong) + 1}" in page
    assert "没有导入任何内容" in page
    filler.post(f"/evaluation/{year.pk}/import/{kept.pk}/apply/", {"meant": "1"})
    assert not holding(year.organisation, 2022).exists()
    assert not year.decisions.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('period: "2022"', 'period: "2021"'), "不是这一年度"),
        (("framework: shenzhen-department-2022", "framework: shenzhen-department-2020"), "另一个框架"),
        (("kind: self_evaluation", "kind: project_self_evaluation"), "不是部门整体支出"),
        (('    procurement: {value: "1.15"', '    procurement: {value: "9.15"'), "超过满分"),
        (("clause: policy", "clause: police"), "没有这一条款"),
    ],
)
def test_the_file_of_something_else_is_refused(
    year: DepartmentYear, filler: Client, change: tuple[str, str], said: str
):
    content = EXAMPLE.read_text("utf-8")
    assert change[0] in content
    page = send(filler, year, content.replace(*change, 1).encode()).content.decode()
    assert said in page
    assert "facts.yaml:" in page


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"- 1\n", b"a: &b [*b]\n", b"{", b"null\n"])
def test_a_file_that_is_none_is_no_fault_of_ours(year: DepartmentYear, filler: Client, content: bytes):
    for name in ("facts.yaml", "facts.json"):
        got = send(filler, year, content, name)
        assert got.status_code in (200, 400)


def test_no_file_at_all(year: DepartmentYear, filler: Client):
    assert filler.post(f"/evaluation/{year.pk}/import/").status_code == 400


def test_an_import_is_not_undone_over_later_changes(filled: DepartmentYear, filler: Client, people: dict[str, Person]):
    from jixiao.web.modules.evaluation.actions import filling
    from jixiao.web.registers.figures.queries import holding
    from tests.web.evaluation.conftest import LATER

    figure = holding(filled.organisation, 2022)[0]
    filling.withdraw_figure(year=filled.pk, figure=figure.pk, by=people["filler"], at=LATER)
    where = f"/evaluation/{filled.pk}/import/{filled.imports.get().pk}/undo/"
    assert "不能整体撤销" in filler.post(where, follow=True).content.decode()


def test_a_second_import_takes_the_place_of_the_first(filled: DepartmentYear, people: dict[str, Person]):
    from jixiao.web.modules.evaluation.scoring import standing_card
    from jixiao.web.registers.figures.queries import history, holding

    changed = EXAMPLE.read_text("utf-8").replace('value: "2.96"', 'value: "19.50"').encode()
    bring(filled, "second.yaml", changed, people["filler"])
    filled.refresh_from_db()
    card = standing_card(filled)
    assert next(one for one in card.results if one.indicator.id == "procurement").score == 2
    figure = next(one for one in holding(filled.organisation, 2022) if one.concept == "procurement_actual")
    assert {one.printed for one in history(figure)} == {"19.50", "2.96"}


def test_a_report_is_read_in_the_background(year: DepartmentYear, filler: Client):
    from jixiao.reports.samples.as_text import as_html
    from jixiao.reports.samples.self_evaluation import self_evaluation
    from jixiao.web.modules.evaluation.tasks import read

    report = as_html(self_evaluation(2022, year.organisation.name))
    page = send(filler, year, report, "自评报告.html").content.decode()
    assert "正在读文书" in page
    kept = year.imports.get()
    read.run(job=kept.job_id, arguments={"kept": kept.pk})
    where = f"/evaluation/{year.pk}/import/{kept.pk}/"
    assert "文件中的数字" in filler.get(where).content.decode()
    assert filler.post(f"{where}apply/").status_code == 302
    year.refresh_from_db()
    assert year.stated is not None


def test_a_document_that_cannot_be_read_says_so(year: DepartmentYear, filler: Client):
    from jixiao.web.modules.evaluation.tasks import read

    send(filler, year, b"nothing of the kind", "report.pdf")
    kept = year.imports.get()
    read.run(job=kept.job_id, arguments={"kept": kept.pk})
    page = filler.get(f"/evaluation/{year.pk}/import/{kept.pk}/").content.decode()
    assert "没有导入任何内容" in page
