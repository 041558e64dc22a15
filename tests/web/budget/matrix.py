"""The module's rows of the permission matrix."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jixiao.web.modules.budget.actions import (
    assessments,
    assets,
    budgets,
    carrying,
    changes,
    imports,
    inventories,
    lines,
    procurement,
    projects,
    reorganising,
    staff,
)
from jixiao.web.modules.budget.fields import ChangeFields, LineFields, ProjectFields
from jixiao.web.modules.budget.models import Budget, Line, Project
from tests.web.administration.permission_rows import LET_IN, ROLES, TRIED, Place, Row

YEAR, WAN = 2026, 1_000_000
FILL, SUBMIT, APPROVE = ("filler", "section_head"), ("unit_head",), ("reviewer",)
RUN = ("submit_first", "reply", "submit_second", "approve")
HEADS = "支出类别,项目编码,名称,功能分类,经济分类,资金来源,年初预算（万元）"
CSV = f"{HEADS}\n基本支出,,办公费,2010301,30201,一般公共预算,5\n"


def _new(place: Place, year: int = YEAR) -> Budget:
    return budgets.open_budget(organisation=place.organisation, year=year, by=place.author, at=place.at)


def _library(place: Place) -> Project:
    fields = ProjectFields("M01", "园区建设", 1, None, "产业发展", "园区运营", YEAR - 1, None)
    return projects.add_project(organisation=place.organisation, fields=fields, by=place.author, at=place.at)


def _line_of(place: Place, budget: Budget, name: str = "办公费") -> Line:
    fields = LineFields("", name, True, None, "2010301", "30201", "general_public", 100 * WAN)
    return lines.add_line(pk=budget.pk, fields=fields, by=place.author, at=place.at)


def _running(place: Place, year: int = YEAR) -> tuple[Budget, list[Line]]:
    budget = _new(place, year)
    made = [_line_of(place, budget), _line_of(place, budget, "印刷费")]
    for move in RUN:
        budget = budgets.move(pk=budget.pk, move=move, version=budget.version, by=place.author, at=place.at)
    return budget, made


def _change_of(place: Place) -> int:
    budget, (first, second) = _running(place)
    fields = ChangeFields("reallocation", first, second, WAN, "进度调整")
    return changes.propose(pk=budget.pk, fields=fields, by=place.author, at=place.at).pk


def _pk(found: Any) -> dict[str, Any]:
    return {"pk": found.pk}


def _budget(place: Place) -> dict[str, Any]:
    return _pk(_running(place)[0])


def _open(place: Place) -> dict[str, Any]:
    return _pk(_new(place))


def _filled(place: Place) -> dict[str, Any]:
    budget = _new(place)
    _line_of(place, budget)
    return {**_pk(budget), "move": "submit_first"}


def _line(place: Place) -> dict[str, Any]:
    return _pk(_running(place)[1][0])


def _open_line(place: Place) -> dict[str, Any]:
    return _pk(_line_of(place, _new(place)))


def _project(place: Place) -> dict[str, Any]:
    return _pk(_library(place))


def _change(place: Place) -> dict[str, Any]:
    return {"pk": _change_of(place)}


def _decision(place: Place) -> dict[str, Any]:
    return {"pk": _change_of(place), "decision": "approve"}


def _import(place: Place) -> dict[str, Any]:
    budget = _new(place)
    return _pk(imports.preview(pk=budget.pk, file="预算.csv", content=CSV.encode(), by=place.author, at=place.at))


def _step(place: Place) -> dict[str, Any]:
    return {**_import(place), "step": "apply"}


def _assessment(place: Place) -> dict[str, Any]:
    one = assessments.begin(project=_library(place), year=YEAR, requested=900 * WAN, by=place.author, at=place.at)
    return _pk(one)


def _judged(place: Place) -> dict[str, Any]:
    found = _assessment(place)
    aspects = dict.fromkeys(("necessity", "economy", "goals", "feasibility", "funding"), (80, "理由", "依据"))
    by = {"by": place.author, "at": place.at}
    assessments.write(pk=found["pk"], requested=900 * WAN, aspects=aspects, version=1, **by)
    assessments.move(pk=found["pk"], move="submit", version=2, **by)
    return {**found, "move": "support"}


def _item(place: Place) -> dict[str, Any]:
    fields = procurement.ItemFields(None, "办公设备", "goods", "mall", 5 * WAN, 3)
    return _pk(procurement.add(pk=_new(place).pk, fields=fields, by=place.author, at=place.at))


def _carried(place: Place) -> dict[str, Any]:
    before, made = _running(place, YEAR - 1)
    budgets.move(pk=before.pk, move="close", version=before.version, by=place.author, at=place.at)
    target = _new(place)
    done = carrying.carry(pk=target.pk, amounts={made[0].pk: WAN}, reason="", by=place.author, at=place.at)
    return _pk(done[0])


def _staff(place: Place) -> dict[str, Any]:
    fields = staff.StaffFields(place.at.date(), 20, 18, 1, 1, "")
    return _pk(staff.count(organisation=place.organisation, fields=fields, by=place.author, at=place.at))


def _asset(place: Place) -> dict[str, Any]:
    day = place.at.date() - timedelta(days=2)
    fields = assets.AssetFields("Z1", "服务器", "equipment", "机房", "王明", day, WAN)
    return _pk(assets.acquire(organisation=place.organisation, fields=fields, by=place.author, at=place.at))


def _inventory(place: Place) -> dict[str, Any]:
    _asset(place)
    day = place.at.date()
    return _pk(inventories.begin(organisation=place.organisation, day=day, by=place.author, at=place.at))


def _merger(place: Place) -> dict[str, Any]:
    """The place is merged into another unit under the same organisation or, of the own one, beside it."""
    from tests.web.conftest import organisation

    source, target = (organisation(name, "unit", place.organisation) for name in ("甲", "乙"))
    event = reorganising.plan(
        source=source, target=target, day=place.at.date(), decision="编办〔2026〕1 号", by=place.author, at=place.at
    )
    return _pk(event)


def _merging(place: Place) -> dict[str, Any]:
    return {**_merger(place), "step": "withdraw"}


def _version(_place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"version": "1"}


def _reads(name: str, record: Any, **more: Any) -> Row:
    return Row(f"budget:{name}", may=ROLES, record=record, answer=(200,), refused=(403,), **more)


def _lists(name: str, record: Any = lambda _place: {}, answer: tuple[int, ...] = (200,)) -> Row:
    """A list: everyone opens it, and sees in it what is theirs; a form of a unit sends others back to the list."""
    return Row(f"budget:{name}", may=TRIED, everywhere=True, record=record, answer=answer)


def _fills(name: str, record: Any, method: str = "POST", roles: tuple[str, ...] = FILL, data: Any = _version) -> Row:
    answer = (200, 302) if method == "GET" else LET_IN
    return Row(f"budget:{name}", method, may=roles, record=record, data=data, answer=answer, refused=(403,))


def _form(place: Place) -> dict[str, Any]:
    return {"form": "xlsx"}


def _picture(place: Place) -> dict[str, Any]:
    return {**_budget(place), "name": "waterfall", "form": "svg"}


def _budget_form(place: Place) -> dict[str, Any]:
    return {**_budget(place), "form": "csv"}


ROWS = (
    _lists("list"), _lists("export-list", _form), _lists("projects"), _lists("export-projects", _form),
    _lists("assessments"), _lists("export-assessments"), _lists("staff"), _lists("export-staff"), _lists("assets"),
    _lists("export-assets"), _lists("inventories"), _lists("reorganisations"),
    *(_lists(name, answer=(200, 302)) for name in ("new", "new-project", "new-staff", "new-asset", "new-inventory",
                                                  "new-reorganisation")),
    *(Row(f"budget:{name}", "POST", may=TRIED, everywhere=True, answer=(422,)) for name in
      ("new", "new-project", "new-staff", "new-asset", "new-inventory", "new-reorganisation")),
    _reads("budget", _budget), _reads("picture", _picture), _reads("export-lines", _budget_form), _reads("line", _line),
    _reads("project", _project), _reads("change", _change), _reads("import-shown", _import),
    _reads("parameters", _budget), _reads("assessment", _assessment), _reads("procurements", _budget),
    _reads("export-procurements", _budget), _reads("procurement", _item), _reads("operating", _budget),
    _reads("carry-over", _budget), _reads("figures-register", _budget), _reads("export-all", _budget),
    _reads("asset", _asset), _reads("inventory", _inventory), _reads("export-inventory", _inventory),
    _reads("reorganisation", _merger),
    _fills("parameters", _budget, roles=APPROVE), _fills("move", _filled, roles=SUBMIT),
    *(_fills(name, _budget, method) for name in ("figures", "new-change") for method in ("GET", "POST")),
    *(_fills(name, _open, method) for name in ("new-line", "import", "new-procurement") for method in ("GET", "POST")),
    _fills("template", _open, "GET"), _fills("carry-over", _budget),
    *(_fills("edit-line", _open_line, method) for method in ("GET", "POST")), _fills("remove-line", _open_line),
    _fills("months", _line), _fills("decide", _decision, roles=APPROVE), _fills("import-step", _step),
    *(_fills("edit-project", _project, method) for method in ("GET", "POST")),
    *(_fills("new-assessment", _project, method) for method in ("GET", "POST")),
    *(_fills("edit-assessment", _assessment, method) for method in ("GET", "POST")),
    _fills("move-assessment", _judged, roles=APPROVE),
    *(_fills("edit-procurement", _item, method) for method in ("GET", "POST")),
    _fills("procurement-months", _item), _fills("remove-procurement", _item), _fills("take-back", _carried),
    *(_fills("edit-staff", _staff, method) for method in ("GET", "POST")), _fills("asset-happened", _asset),
    _fills("count-inventory", _inventory), _fills("inventory-found", _inventory), _fills("close-inventory", _inventory),
    _fills("reorganisation-step", _merging, roles=APPROVE),
)  # fmt: skip
