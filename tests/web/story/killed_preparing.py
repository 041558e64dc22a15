"""`python -m tests.web.story.killed_preparing FOLDER`: a data folder with work in it, and more waiting in the queue.

One department of the sample is made at once: its people work while everything is being killed. The records of the
others are queued, so the background has something to do meanwhile. What the test needs to know is printed as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

PASSWORD = "a word for this sample"
# Two of the departments are made at once. The latest evaluation of one is signed by the section; the other one's report
# is written and checked, and none of its figures are those of the first.
REPORTING, WORKING = 0, 3
DEPARTMENTS = 6


def prepare(folder: Path) -> dict[str, Any]:
    """Make the folder; returns what there is to work on."""
    from jixiao.web.config.database import URL
    from jixiao.web.config.preparing import let_go, migrate, set_up
    from jixiao.web.config.reaching import reached_database, use_data

    use_data(folder)
    with reached_database() as url:
        os.environ[URL] = url
        set_up()
        migrate()
        try:
            return _made()
        finally:
            let_go()


def _made() -> dict[str, Any]:
    from jixiao.web.platform.clock import now, today
    from jixiao.web.platform.sample import district
    from jixiao.web.platform.sample.modules import seed, seeders
    from jixiao.web.platform.sample.tasks import seed_department

    district.DEPARTMENTS = district.DEPARTMENTS[:DEPARTMENTS]
    year = today().year
    years = [year - 1, year]
    made = district.make_district(password=PASSWORD, since=date(years[0], 1, 1), at=now())
    for number in (REPORTING, WORKING):
        place, person = made.departments[number]
        for name in seeders():
            assert seed(name, place, years, by=person, at=now()), name
    for department, filler in made.departments:
        records = {"department": department.pk, "person": filler.pk, "years": years}
        seed_department.start(organisation=department, by=filler, at=now(), **records)
    return {
        "short": district.DEPARTMENTS[WORKING][0],
        "reporting": district.DEPARTMENTS[REPORTING][0],
        "departments": [one.pk for one, _filler in made.departments],
        "modules": list(seeders()),
        "year": year,
        "report": _report(made.departments[REPORTING][0], year - 1),
        **_work(place, person, year),
    }


def _work(place: Any, person: Any, year: int) -> dict[str, Any]:
    """The records that the clients write to."""
    from jixiao.web.modules.budget.actions.budgets import open_budget
    from jixiao.web.modules.budget.models import Line
    from jixiao.web.modules.evaluation.models import DepartmentYear
    from jixiao.web.platform.clock import now
    from jixiao.web.registers.indicators.models import Indicator

    written = open_budget(organisation=place, year=year + 2, by=person, at=now())
    running = Line.objects.filter(budget__organisation=place, budget__year=year, budget__stage="executing")
    line = max(running, key=lambda one: one.adjusted - one.spent)
    indicator = Indicator.objects.filter(
        table__organisation=place, table__year=year, table__stage="approved", binding="hand", operator="ge"
    ).first()
    assert indicator is not None
    return {
        "budget": written.pk,
        "line": line.pk,
        "line_version": line.version,
        "evaluation": DepartmentYear.objects.get(organisation=place, year=year - 1).pk,
        "indicator": indicator.pk,
    }


def _report(place: Any, year: int) -> int:
    """The report of the sample as if it had never been signed."""
    from jixiao.web.modules.report.models import Report

    one = Report.objects.get(organisation=place, year=year)
    one.answers.all().delete()
    one.checks.all().delete()
    one.steps.all().delete()
    one.signed.all().delete()
    one.stage, one.publication = "draft", None
    one.save()
    return one.pk


if __name__ == "__main__":
    sys.stdout.write(json.dumps(prepare(Path(sys.argv[1])), ensure_ascii=False))
