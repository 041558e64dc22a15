"""A round over two departments: money from a register that tests set, goals of one of them, and words of forms."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

# A Monday: 2026-08-03, 10:00 in the district.
AT = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)
WAN = 1_000_000


class Clock:
    """The clock of pages; a test moves it on."""

    def __init__(self):
        self.at = AT


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """It is the third of August 2026 for every page until a test says otherwise."""
    held = Clock()
    monkeypatch.setattr("jixiao.web.platform.clock.timezone.now", lambda: held.at)
    monkeypatch.setattr("jixiao.web.platform.clock.timezone.localdate", lambda: held.at.date())
    return held


@pytest.fixture
def funds(monkeypatch):
    """What the register of funds answers: `.years` {organisation: YearMoney}, `.projects` a list; by year."""
    held = SimpleNamespace(years={}, projects={})
    offers = {
        "funds.years": lambda places, year, months=True: {
            place.pk: held.years[place.pk, year] for place in places if (place.pk, year) in held.years
        },
        "funds.projects": lambda places, year, months=True: [
            one for place in places for one in held.projects.get((place.pk, year), [])
        ],
    }
    monkeypatch.setattr("jixiao.web.registers.funds.queries.offered", offers.get)
    return held


def money(adjusted, a_month, months=12):
    """Money in 万元 that is spent evenly over so many months."""
    from jixiao.web.registers.funds.queries import Money

    spent = [a_month * WAN] * months + [0] * (12 - months)
    return Money(adjusted * WAN, 0, 0, adjusted * WAN, sum(spent), tuple(spent))


def give(funds, place, year, total, projects):
    """Money of a place in a year, and of its projects: (code, level, parent, money)."""
    from jixiao.web.registers.funds.queries import ProjectMoney, YearMoney

    funds.years[place.pk, year] = YearMoney(place.pk, year, "executing", total, total, total, "/budget/1/")
    funds.projects[place.pk, year] = [
        ProjectMoney(place.pk, year, code, f"项目{code}", level, parent, "职责", "任务", each, "/budget/1/")
        for code, level, parent, each in projects
    ]


def table(place, by, project="", rows=()):
    """A goal table with indicators: (name, kind, operator, target, unit, binding, source)."""
    from jixiao.web.registers.indicators.models import GoalTable, Indicator

    made = GoalTable.objects.create(
        organisation=place, year=2026, project=project, name=f"目标{project}", stage="approved", by=by, at=AT
    )
    for position, (name, kind, operator, target, unit, binding, source) in enumerate(rows):
        Indicator.objects.create(
            table=made, position=position, kind=kind, name=name, operator=operator, target=target, unit=unit,
            binding=binding, source=source,
        )  # fmt: skip
    return made


ROWS = (
    ("走访企业", "quantity", "ge", "1200", "家", "hand", ""),
    ("办理时长", "timeliness", "le", "7", "天", "hand", ""),
    ("服务水平", "social", "text", "明显提升", "", "hand", ""),
)


@pytest.fixture
def monitoring(district, people, funds):
    """`.round` up to July; `.filing` of 产业服务局: `.own` (three goals), `.fast` and `.slow` (red)."""
    return prepared(district, people, funds)


def prepared(district, people, funds):
    from jixiao.web.modules.monitoring.actions.rounds import issue

    projects = (
        ("P1", 1, "", money(20, 0)),
        ("P11", 2, "P1", money(120, 10)),
        ("P12", 2, "P1", money(240, 5)),
        ("P121", 3, "P12", money(60, 1)),
    )
    give(funds, district.service, 2026, money(480, 16), projects)
    give(funds, district.service, 2025, money(480, 20), projects)
    goals = table(district.service, people["filler"], rows=ROWS)
    one = issue(organisation=district.root, fields=round_fields(), by=people["reviewer"], at=AT)
    filing = one.filings.get(organisation=district.service)
    sheets = {sheet.project: sheet for sheet in filing.sheets.all()}
    return SimpleNamespace(
        district=district, people=people, funds=funds, round=one, filing=filing, goals=goals,
        own=sheets[""], fast=sheets["P11"], slow=sheets["P12"],
    )  # fmt: skip


def round_fields(**changed):
    """A round as its form would give it."""
    from jixiao.web.modules.monitoring.actions.rounds import RoundFields

    given = {
        "year": 2026, "month": 7, "until": date(2026, 8, 31), "levels": (2,), "escalate_after": 5, "pause_after": 10,
        "warns": False,
    }  # fmt: skip
    return RoundFields(**{**given, **changed})


def sheet_words(sheet, **changed):
    """A sheet as its form writes it, complete."""
    words = {
        "version": sheet.version, "reason": "合同分期付款", "measure": "九月底前支付", "problem": "",
        "method": "straight_line", "by_hand": "", "because": "",
    }  # fmt: skip
    values = {"走访企业": "700", "办理时长": "6.5", "服务水平": "达成预期指标"}
    words |= {f"value-{row['id']}": values.get(row["name"], "") for row in sheet.goals}
    return {**words, **changed}


def refreshed(record):
    """The record as the database has it."""
    return type(record).objects.get(pk=record.pk)


def complete(monitoring):
    """Fill in every sheet and decide over every red one."""
    from jixiao.web.modules.monitoring.actions import filling
    from jixiao.web.modules.monitoring.fields import Words, sheet_fields

    for sheet in monitoring.filing.sheets.all():
        words = Words({name: str(value) for name, value in sheet_words(sheet).items()})
        fields = sheet_fields(words, sheet)
        saved = filling.save(pk=sheet.pk, fields=fields, version=sheet.version, by=monitoring.people["filler"], at=AT)
        assert saved.gaps == 0
        if saved.light == "red":
            filling.decide(
                pk=sheet.pk, decision="continue", reason="任务不变", version=saved.version,
                by=monitoring.people["unit_head"], at=AT,
            )  # fmt: skip
