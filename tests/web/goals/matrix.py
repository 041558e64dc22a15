"""The module's rows of the permission matrix."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jixiao.web.modules.goals.actions import imports, library, moving, tables
from jixiao.web.modules.goals.models import ASPECTS, LibraryIndicator
from jixiao.web.modules.goals.sheets import COLUMNS
from jixiao.web.platform.people.models import Role
from jixiao.web.registers.indicators.actions import report
from tests.web.administration.permission_rows import Place, Row
from tests.web.goals.records import SOUND, YEAR, fields, mark, moved

READS = tuple(Role.values)
FILLS = ("filler", "section_head")
SIGNS = ("section_head",)
SUBMITS = ("unit_head",)
REVIEWS = ("reviewer",)


def sheet() -> bytes:
    """A workbook with one indicator."""
    import xlsxwriter

    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("绩效指标")
        for column, title in enumerate(COLUMNS.values()):
            page.write_string(0, column, title.zh)
        for column, words in enumerate(("数量指标", "举办宣讲", "≥", "12", "场", "", "年度工作计划")):
            page.write_string(1, column, words)
    return file.getvalue()


def _table(place: Place) -> Any:
    by, at = place.author, place.at
    made = tables.open_table(organisation=place.organisation, year=YEAR, project="", name="整体", by=by, at=at)
    tables.set_words(pk=made.pk, summary="目标", long_term="", version=1, by=by, at=at)
    tables.add_rows(pk=made.pk, rows=SOUND, by=by, at=at)
    made.refresh_from_db()
    return made


def _open(place: Place) -> dict[str, Any]:
    return {"pk": _table(place).pk}


def _at(*names: str, name: str = "") -> Any:
    def made(place: Place) -> dict[str, Any]:
        table = moved(_table(place), place.author, *names)
        return {"pk": table.pk, **({"name": name} if name else {})}

    return made


def _verdict(worst: str) -> Any:
    def made(place: Place) -> dict[str, Any]:
        table = moved(_table(place), place.author, "sign", "submit")
        marks = dict.fromkeys(ASPECTS, worst)
        moving.review(pk=table.pk, marks=marks, mark=mark(table), note="原因", by=place.author, at=place.at)
        return {"pk": table.pk}

    return made


def _revisable(place: Place) -> dict[str, Any]:
    return {**_verdict("excellent")(place), "name": "revise"}


def _row(place: Place) -> dict[str, Any]:
    return {"pk": _table(place).indicators.first().pk}


def _reported(place: Place) -> dict[str, Any]:
    row = _table(place).indicators.first()
    report(indicator=row, day=place.at.date(), value="1", by=place.author, at=place.at)
    return {"pk": row.pk}


def _library(place: Place) -> dict[str, Any]:
    made = _table(place)
    library.flow_back(organisation=place.organisation, rows=made.indicators.all(), by=place.author, at=place.at)
    return {"pk": LibraryIndicator.objects.order_by("pk").first().pk}


def _from_library(place: Place) -> dict[str, Any]:
    made = _table(place)
    library.flow_back(organisation=place.organisation, rows=made.indicators.all(), by=place.author, at=place.at)
    return {"pk": made.pk, "one": LibraryIndicator.objects.order_by("pk").first().pk}


def _retire(place: Place) -> dict[str, Any]:
    return {**_library(place), "step": "retire"}


def _batch(place: Place) -> dict[str, Any]:
    made = _table(place)
    return {"pk": imports.preview(pk=made.pk, file="a.xlsx", content=sheet(), by=place.author, at=place.at).pk}


def _apply(place: Place) -> dict[str, Any]:
    return {**_batch(place), "step": "apply"}


def _words(_place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"summary": "新的目标", "long_term": "", "version": "2"}


def _written(_place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    one = fields(name="举办宣讲")
    return {"kind": one.kind, "name": one.name, "operator": one.operator, "target": one.target, "unit": one.unit,
            "weight": "", "basis": one.basis, "binding": "hand", "source": "", "version": "1"}  # fmt: skip


def _note(_place: Place, kwargs: dict[str, Any]) -> dict[str, Any]:
    from jixiao.web.registers.indicators.models import GoalTable

    return {"mark": mark(GoalTable.objects.get(pk=kwargs["pk"])), "note": "原因"}


def _marks(place: Place, kwargs: dict[str, Any]) -> dict[str, Any]:
    return _note(place, kwargs) | dict.fromkeys(ASPECTS, "excellent")


def _unit(place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"unit": str(place.organisation.pk), "year": str(YEAR), "project": ""}


def _file(_place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("a.xlsx", sheet())}


def _value(place: Place, _kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"value": "80", "day": f"{YEAR}-01-31", "said": ""}


def _get(address: str, record: Any, may: tuple[str, ...] = READS) -> Row:
    return Row(address, may=may, record=record, answer=(200,))


def _post(
    address: str, may: tuple[str, ...], record: Any, data: Any = lambda _place, _kwargs: {}, case: str = ""
) -> Row:
    return Row(address, "POST", may=may, record=record, data=data, answer=(200, 302), case=case)


ROWS = (
    Row("goals:list", may=READS, everywhere=True, answer=(200,), refused=(403,)),
    Row("goals:export-list", may=READS, everywhere=True, answer=(200,), refused=(403,)),
    Row("goals:library", may=READS, everywhere=True, answer=(200,), refused=(403,)),
    Row("goals:library-one", may=READS, everywhere=True, record=_library, answer=(200,), refused=(403,)),
    Row("goals:library-step", "POST", may=REVIEWS, everywhere=True, record=_retire, answer=(302,), refused=(403,),
        data=lambda _place, _kwargs: {"because": "口径不清"}),
    Row("goals:open", "POST", may=FILLS, data=_unit, answer=(302,), refused=(302, 403)),
    _get("goals:table", _open),
    _get("goals:print", _open),
    _get("goals:export", _open),
    _get("goals:template", _open, FILLS),
    _get("goals:import", _open, FILLS),
    _get("goals:row", _reported),
    _get("goals:import-shown", _batch),
    _post("goals:words", FILLS, _open, _words),
    _post("goals:add-row", FILLS, _open, _written),
    _post("goals:lint", FILLS, _open, _written),
    _post("goals:add-from-library", FILLS, _from_library),
    _post("goals:add-from-last-year", FILLS, _open),
    _post("goals:edit-row", FILLS, _row, _written),
    _post("goals:remove-row", FILLS, _row, lambda _place, _kwargs: {"version": "1"}),
    _post("goals:take", FILLS, _row),
    _post("goals:report", FILLS, _row, _value),
    _post("goals:import", FILLS, _open, _file),
    _post("goals:import-step", FILLS, _apply),
    _post("goals:move", SIGNS, _at(name="sign"), _note, "sign"),
    _post("goals:move", SUBMITS, _at("sign", name="submit"), _note, "submit"),
    _post("goals:move", FILLS, _revisable, _note, "revise"),
    _post("goals:review", REVIEWS, _at("sign", "submit"), _marks),
    _post("goals:lift", REVIEWS, _verdict("poor"), _note),
    _post("goals:confirm", FILLS, _verdict("excellent"), _note),
)  # fmt: skip
