"""Sample years of a department: reports that do not exist, brought in the way in which real ones are brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.reports.samples.as_text import as_html
from jixiao.reports.samples.self_evaluation import self_evaluation
from jixiao.web.modules.evaluation.actions import filling, importing, moving, reviewing
from jixiao.web.modules.evaluation.actions.files import keep_file
from jixiao.web.modules.evaluation.bringing import read_brought
from jixiao.web.modules.evaluation.dues import review_score, unexplained
from jixiao.web.modules.evaluation.models import DepartmentYear, Reason
from jixiao.web.modules.evaluation.scoring import standing_card
from jixiao.web.platform.people.models import Post, Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation, Person

# How far each department has come with its latest year, one after the other; earlier years are accepted.
WAYS = (
    ("sign_section", "sign_unit", "submit"),
    (),
    ("sign_section",),
    ("sign_section", "sign_unit", "submit", "take_up"),
    ("sign_section", "sign_unit"),
    ("sign_section", "sign_unit", "submit", "take_up", "return"),
)
ACCEPTED = ("sign_section", "sign_unit", "submit", "take_up", "accept")
FIRST_YEAR = 2022
FRAMEWORK = "shenzhen-department-2022"
ROLES_OF = {"sign_section": Role.SECTION_HEAD, "sign_unit": Role.UNIT_HEAD, "submit": Role.FILLER}


def sample(organisation: Organisation, years: Sequence[int], by: Person, at: datetime) -> list[DepartmentYear]:
    """Years that are over, each from a report; a department's latest is still on its way."""
    over = sorted(year for year in years if FIRST_YEAR <= year < at.year)[-2:]
    place = DepartmentYear.objects.filter(year=over[-1]).count() if over else 0
    made = []
    for year in over:
        row = filling.begin(organisation=organisation, year=year, framework=FRAMEWORK, by=by, at=at)
        _bring(row, by, at)
        way = ACCEPTED if year != over[-1] else WAYS[place % len(WAYS)]
        if way:
            _explain(row, by, at)
        for name in way:
            _move(row, name, by, at)
        made.append(row)
    return made


def _bring(row: DepartmentYear, by: Person, at: datetime) -> None:
    report = self_evaluation(row.year, row.entity, row.organisation_id)
    content, name = as_html(report), f"{row.entity}{row.year}年度部门整体支出绩效自评报告.html"
    file = keep_file(organisation=row.organisation, name=name, chunks=[content], by=by, at=at)
    kept = importing.keep(year=row, file=file, brought=read_brought(row, name, content), by=by, at=at)
    importing.apply(kept=kept.pk, by=by, at=at)
    row.refresh_from_db()


def _explain(row: DepartmentYear, by: Person, at: datetime) -> None:
    """Reasons all at once: each by its own action would score the year each time."""
    names = list(dict.fromkeys(due.indicator for due in unexplained(standing_card(row), ())))
    text = "佐证材料另行报送，复核时可调阅。"
    Reason.objects.bulk_create(Reason(year=row, indicator=name, text=text, by=by, at=at) for name in names[1:])
    for name in names[:1]:
        filling.explain(year=row.pk, indicator=name, version=0, text=text, by=by, at=at)
    row.refresh_from_db()


def _move(row: DepartmentYear, name: str, by: Person, at: datetime) -> None:
    who = _holder(row, ROLES_OF.get(name, Role.REVIEWER)) or by
    if name in ("accept", "return"):
        card = standing_card(row)
        open_ = [one for one in card.results if review_score(one, None) is None]
        said = {one.indicator.id: (0, f"{one.stated_value or 0:f}", "查阅佐证材料后认可") for one in open_}
        if name == "return":
            said = {one.indicator.id: (0, "", "请补充佐证材料") for one in (open_ or card.results)[:2]}
        reviewing.remark(year=row.pk, said=said, by=who, at=at)
        row.refresh_from_db()
    moving.move(year=row.pk, name=name, version=row.version, note="", by=who, at=at)
    row.refresh_from_db()


def _holder(row: DepartmentYear, role: str) -> Person | None:
    above = [int(part) for part in row.organisation.path.strip("/").split("/")]
    found = Post.objects.filter(role=role, organisation__in=above).select_related("person").order_by("pk").first()
    return None if found is None else found.person
