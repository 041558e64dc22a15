"""A published budget: read in the background, shown with its words, taken in as a whole or not at all, undone."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jixiao.reports.samples.as_office import as_docx
from jixiao.reports.samples.as_pdf import as_pdf
from jixiao.reports.samples.as_text import as_html
from jixiao.reports.samples.documents import accounts, budget
from jixiao.reports.samples.self_evaluation import self_evaluation
from tests.web.budget.conftest import AT, WAN, refreshed

pytestmark = pytest.mark.django_db
YEAR = 2027
REAL = Path(__file__).parents[4] / "shared" / "documents"
CHOSEN = {"economic-basic": "30199", "economic-project": "39999 其他支出", "adds": "1", "since": "2020", "figures": "1"}


@pytest.fixture
def published(budgeting, client, sign_in, run_jobs):
    """Bring a document; returns what was read of it."""
    sign_in(client, budgeting.people["filler"])

    def brought(content, name="预算.docx", pk=None):
        place = reverse("budget:import", args=[pk or budgeting.open_budget.pk])
        answer = client.post(place, {"form": "document", "file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, answer.content.decode()
        assert "正在读文书" in client.get(answer.url).content.decode()
        run_jobs()
        return budgeting.open_budget.imports.first() if pk is None else None

    return brought


def step(client, batch, name, **words):
    return client.post(reverse("budget:import-step", args=[batch.pk, name]), words)


def page(client, batch):
    return client.get(reverse("budget:import-shown", args=[batch.pk])).content.decode()


def of(year=YEAR, entity="示例市样本区产业服务局"):
    return budget(year, entity)


@pytest.mark.parametrize(
    ("made", "name"),
    [(as_docx, "预算.docx"), (as_pdf, "预算.pdf"), (as_html, "预算.html")],
    ids=["docx", "pdf", "html"],
)
def test_a_published_budget_becomes_lines_and_is_undone(made, name, budgeting, published, client):
    batch = published(made(of()), name)
    shown = page(client, batch)
    assert batch.state == "previewed" and len(batch.told["rows"]) == 10
    assert shown.count("相符") >= 3 and "不符" not in shown  # all, basic, projects
    assert "合计行" in shown and "支出总计" in shown and "一般行政管理事务" in shown
    assert not budgeting.open_budget.lines.exists()
    assert step(client, batch, "apply", **CHOSEN).status_code == 302
    lines = budgeting.open_budget.lines.all()
    assert lines.count() == 10 and sum(one.initial for one in lines) == batch.told["printed"]["all"]["fen"]
    assert {one.economic for one in lines if one.is_basic} == {"30199"}
    added = [one.project for one in lines if not one.is_basic]
    assert {one.code for one in added} == {"2027-001", "2027-002"} and all(one.since == 2020 for one in added)
    assert "预算行" in page(client, batch)
    assert step(client, batch, "undo").status_code == 302
    assert not budgeting.open_budget.lines.exists()
    assert not type(added[0]).objects.filter(code__startswith="2027-").exists()
    assert refreshed(batch).state == "undone" and "已撤销" in page(client, batch)


def test_nothing_is_half_imported(budgeting, published, client):
    batch = published(as_docx(of()))
    answer = step(client, batch, "apply", **{**CHOSEN, "economic-basic": "", "adds": ""} | {"adds": "1"})
    assert answer.status_code == 422 and "8 行要先处理" in answer.content.decode()
    assert 'value="39999"' in answer.content.decode()  # what was written stays
    words = {name: value for name, value in CHOSEN.items() if name != "adds"}
    answer = step(client, batch, "apply", **words)
    assert answer.status_code == 422 and "加入项目库" in answer.content.decode()
    for since in ("2028", "abc", "2027"):  # in 2027 the projects would be new, and need ex-ante evaluation first
        assert step(client, batch, "apply", **{**CHOSEN, "since": since}).status_code == 422
    assert not budgeting.open_budget.lines.exists()
    assert not type(budgeting.project).objects.filter(code__startswith="2027-").exists()


def test_a_row_can_be_left_out_and_the_difference_is_told_to_the_fen(budgeting, published, client):
    batch = published(as_docx(of()))
    first = batch.told["rows"][0]
    answer = step(client, batch, "apply", **{**CHOSEN, "economic-basic": "", f"skip-{first['key']}": "1"})
    from jixiao.web.platform.money import in_yuan

    assert f"−{in_yuan(first['fen'])}" in answer.content.decode()
    step(client, batch, "apply", **{**CHOSEN, f"skip-{first['key']}": "1"})
    assert budgeting.open_budget.lines.count() == 9


def test_a_second_time_changes_what_differs_and_knows_the_projects(budgeting, published, client):
    step(client, published(as_docx(of())), "apply", **CHOSEN)
    line = budgeting.open_budget.lines.filter(is_basic=True).order_by("number").first()
    type(line).objects.filter(pk=line.pk).update(initial=line.initial + WAN)
    again = published(as_html(of()), "预算.html")
    assert "已有且相符" in page(client, again)
    assert step(client, again, "apply", **CHOSEN).status_code == 302
    assert budgeting.open_budget.lines.count() == 10 and refreshed(line).initial == line.initial
    step(client, again, "undo")
    assert refreshed(line).initial == line.initial + WAN


def test_an_import_that_someone_went_on_with_is_not_undone(budgeting, published, client):
    batch = published(as_docx(of()))
    step(client, batch, "apply", **CHOSEN)
    project = budgeting.open_budget.lines.filter(is_basic=False).first().project
    type(project).objects.filter(pk=project.pk).update(version=2)
    assert "不能整批撤销" in client.post(
        reverse("budget:import-step", args=[batch.pk, "undo"]), follow=True
    ).content.decode()  # fmt: skip
    assert budgeting.open_budget.lines.count() == 10


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (as_docx(of(2026)), "文书不是这一年度的预算"),
        (as_docx(accounts(YEAR)), "这不是部门预算文书"),
        (as_docx(self_evaluation(YEAR)), "这不是部门预算文书"),
        (b"%PDF-1.4 broken", "没有读成"),
        (b"\x00" * 50, "没有读成"),
        (b"", "没有读成"),
    ],
    ids=["year", "accounts", "evaluation", "broken", "zeros", "empty"],
)
def test_what_is_no_budget_of_the_year_is_refused_in_words(content, said, budgeting, client, sign_in, run_jobs):
    sign_in(client, budgeting.people["filler"])
    place = reverse("budget:import", args=[budgeting.open_budget.pk])
    answer = client.post(place, {"form": "document", "file": SimpleUploadedFile("预算.docx", content)})
    run_jobs()
    if answer.status_code == 302:
        shown = client.get(answer.url).content.decode()
        assert said in shown and "没有读成" in shown
        batch = budgeting.open_budget.imports.first()
        assert step(client, batch, "apply", **CHOSEN).status_code == 302
        assert step(client, batch, "discard").status_code == 302
    assert not budgeting.open_budget.lines.exists()


def test_a_document_of_another_unit_is_taken_in_only_when_it_is_meant(budgeting, published, client):
    batch = published(as_docx(of(entity="示例市样本区教育局")))
    assert "本单位是" in page(client, batch)
    assert step(client, batch, "apply", **CHOSEN).status_code == 422
    assert step(client, batch, "apply", **CHOSEN, meant="1").status_code == 302
    assert budgeting.open_budget.lines.count() == 10


def test_bad_words_of_the_form_are_no_fault_of_the_program(budgeting, published, client):
    batch = published(as_docx(of()))
    key = batch.told["rows"][-1]["key"]
    for words in (
        {f"project-{key}": "9" * 30}, {f"project-{key}": "\x00"}, {"economic-basic": "\x00" * 9}, {"fund": "nothing"},
        {f"economic-{key}": "９９９９９"}, {"since": "9" * 99}, {f"functional-{key}": "<b>"},
    ):  # fmt: skip
        assert step(client, batch, "apply", **{**CHOSEN, "economic-basic": "", **words}).status_code == 422
    assert step(client, batch, "discard").status_code == 302
    assert step(client, batch, "apply", **CHOSEN).status_code == 302  # it was let go: told so, nothing done
    assert not budgeting.open_budget.lines.exists()


@pytest.mark.parametrize("name", ["预算.xls", "预算.csv"])
def test_a_table_is_sent_to_the_template(name, budgeting, client, sign_in):
    sign_in(client, budgeting.people["filler"])
    place = reverse("budget:import", args=[budgeting.open_budget.pk])
    answer = client.post(place, {"form": "document", "file": SimpleUploadedFile(name, b"x")})
    assert answer.status_code == 422 and "模板" in answer.content.decode()


def test_the_pages_of_a_document_ask_little(budgeting, published, client, django_assert_max_num_queries):
    batch = published(as_docx(of()))
    with django_assert_max_num_queries(22):
        page(client, batch)
    step(client, batch, "apply", **CHOSEN)
    with django_assert_max_num_queries(22):
        page(client, batch)


@pytest.mark.skipif(not REAL.exists(), reason="the published documents are not at hand")
def test_a_real_budget_agrees_with_its_totals_to_the_fen(district, people, client, sign_in, run_jobs):
    from jixiao.web.modules.budget.actions.budgets import open_budget
    from jixiao.web.modules.budget.models import Figure
    from jixiao.web.platform.people.models import Organisation

    Organisation.objects.filter(pk=district.service.pk).update(name="万里街道办事处")
    budgeted = open_budget(organisation=district.service, year=2024, by=people["filler"], at=AT)
    sign_in(client, people["filler"])
    content = (REAL / "wanli-2024-budget.pdf").read_bytes()
    answer = client.post(
        reverse("budget:import", args=[budgeted.pk]),
        {"form": "document", "file": SimpleUploadedFile("wanli.pdf", content)},
    )
    run_jobs()
    shown = client.get(answer.url).content.decode()
    batch = budgeted.imports.get()
    assert "正文第 9 页另写 352.67万元" in shown  # the item whose sentence does not agree with its table
    assert "按金额对上" in shown and len(batch.told["rows"]) == 35
    written = {f"economic-{row['key']}": row["economic"] for row in batch.told["rows"]}
    assert step(client, batch, "apply", **CHOSEN, **written).status_code == 302
    assert sum(one.initial for one in budgeted.lines.all()) == 15_621_112_300
    assert budgeted.lines.get(functional="2210201").economic == "30113"
    assert dict(Figure.objects.filter(budget=budgeted).values_list("kind", "planned")) == {
        "procurement": 1_662_440_000, "travel_abroad": 0, "vehicle_purchase": 25_000_000,
        "vehicle_running": 21_560_000, "reception": 1_350_000,
    }  # fmt: skip
    step(client, batch, "undo")
    assert not Figure.objects.filter(budget=budgeted).exists()


def test_projects_by_name_replace_the_items_where_they_make_up_the_whole():
    from types import SimpleNamespace

    from jixiao.reports.samples.content import Grid, plain
    from jixiao.web.modules.budget.published.reading import read_published

    made = budget(2024)
    rows = (("一", "企业走访", "76,043.60", "走访"), ("二", "产业扶持", "30,779.60", "扶持"))
    grid = Grid("重点项目预算绩效情况", "万元", plain(("序号", "项目名称", "预算数", "绩效目标")), rows)
    content = as_docx(replace(made, pieces=(*made.pieces, grid)))
    unit = SimpleNamespace(year=2024, organisation=SimpleNamespace(name="产业服务局"))
    told = read_published(unit, "预算.docx", content)
    projects = {row["name"]: (row["functional"], row["fen"]) for row in told["rows"] if row["nature"] == "project"}
    assert projects == {"企业走访": ("2010302", 76_043_600_000), "产业扶持": ("2150805", 30_779_600_000)}
    assert not any(row["why"]["zh"] == "没有分基本支出和项目支出" for row in told["out"])
