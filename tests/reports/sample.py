"""A small scorecard made by hand: a fictional unit whose framework shows every state that a report must show.

Computed, decided by people, only stated, unreadable, cannot tell, conflicting, hedged, not applicable, differing
from the stated score, several readings, and a reading that exceeds the points.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jixiao.core.kernel.citation import Citation, Document
from jixiao.core.kernel.interval import HedgeKind
from jixiao.core.kernel.period import Period
from jixiao.core.kernel.text import Text
from jixiao.core.kernel.units import Dimension, Unit
from jixiao.core.ledger.concept import Concept, Vocabulary
from jixiao.core.ledger.fact import Fact
from jixiao.core.ledger.fact_set import FactSet
from jixiao.core.ledger.filing import Filing, Judgement, StatedScore
from jixiao.core.scoring.framework import BuiltRule, Framework, Grade, Group, Indicator, Reading
from jixiao.core.scoring.inputs import Workbench
from jixiao.core.scoring.points import Shape
from jixiao.core.scoring.score import score
from jixiao.core.scoring.score_expression import score_expression
from jixiao.core.scoring.scorecard import Scorecard
from jixiao.core.scoring.shapes.checklist import Checklist, Line
from jixiao.core.scoring.shapes.deduction_per_item import DeductionPerItem, Items
from jixiao.core.scoring.shapes.deduction_per_point import DeductionPerPoint
from jixiao.core.scoring.shapes.proportion import Proportion
from jixiao.core.scoring.shapes.schedule import Schedule
from jixiao.core.scoring.shapes.sum import Sum
from jixiao.core.scoring.shapes.tiers import Band, Tiers
from jixiao.core.scoring.terms import Figure, Rate, Size, read_term

DAY = date(2024, 3, 1)
F = Fraction

DIMENSIONS = {
    "money": Dimension("money", "CNY", 2, Decimal("100000000000000")),
    "ratio": Dimension("ratio", "RATIO", 8, Decimal(1000)),
    "count": Dimension("count", "PIECE", 0, Decimal("10000000000")),
}
UNITS = {
    "元": Unit("元", "CNY", DIMENSIONS["money"], Decimal(1), "yuan"),
    "万元": Unit("万元", "CNY_10K", DIMENSIONS["money"], Decimal(10000), "ten thousand yuan"),
    "比值": Unit("比值", "RATIO", DIMENSIONS["ratio"], Decimal(1), "ratio"),
    "%": Unit("%", "PERCENT", DIMENSIONS["ratio"], Decimal("0.01"), "percent"),
    "项": Unit("项", "ITEM", DIMENSIONS["count"], Decimal(1), "items"),
    "个": Unit("个", "PIECE", DIMENSIONS["count"], Decimal(1), "items"),
    "人": Unit("人", "PERSON", DIMENSIONS["count"], Decimal(1), "people"),
}
HEDGES: dict[str, HedgeKind] = {"以上": "at_least", "约": "around"}


def _concept(name: str, zh: str, en: str, dimension: str, **more: Any) -> Concept:
    return Concept(name, Text(zh, en), DIMENSIONS[dimension], more.pop("kind", "flow"), **more)


CONCEPTS = {
    one.id: one
    for one in (
        _concept("initial_budget", "年初预算", "initial budget", "money"),
        _concept("adjusted_budget", "调整后预算", "adjusted budget", "money"),
        _concept("procurement_plan", "政府采购计划金额", "planned procurement", "money"),
        _concept("procurement_actual", "政府采购实际金额", "actual procurement", "money"),
        _concept("staff_in_post", "在编人数", "staff in post", "count", kind="stock"),
        _concept("off_establishment_staff", "编外人数", "off-establishment staff", "count", kind="stock"),
        _concept("fixed_assets", "固定资产总额", "fixed assets", "money", kind="stock"),
        _concept("fixed_assets_in_use", "在用固定资产", "fixed assets in use", "money", kind="stock"),
        _concept("expenditure_progress", "序时支出进度", "spending progress", "ratio"),
        _concept("operating_rate", "公用经费控制率", "operating cost control rate", "ratio"),
        _concept("satisfaction", "公众满意度", "public satisfaction", "ratio", maximum=Decimal(1)),
        _concept("projects_planned", "计划完成项目数", "projects planned", "count"),
        _concept("projects_completed", "实际完成项目数", "projects completed", "count"),
        _concept("petitions", "群众来信来访件数", "petitions", "count"),
        _concept("petitions_answered", "已答复件数", "petitions answered", "count"),
    )
}
VOCABULARY = Vocabulary(UNITS, CONCEPTS, HEDGES)
REPORT = Document("report", "2023 年度部门整体支出绩效自评报告", "云溪市临江区营商服务中心", "5f" * 32)
LEDGER = Document("ledger", "2023 年部门决算公开表", "云溪市临江区财政局", "a7" * 32)


def _indicator(name: str, zh: str, en: str, points: int, shapes: Mapping[str, Shape], **more: Any) -> Indicator:
    readings = []
    for reading, shape in shapes.items():
        bench = Workbench(VOCABULARY, name, F(points))
        given = shape.build(bench)
        rule = BuiltRule(given, score_expression(given, F(points), 2), bench.inputs)
        label = more.get("labels", {}).get(reading, Text("标准", "standard"))
        readings.append(Reading(reading, label, rule, more.get("reading_source", "")))
    criterion = more.get("criterion", Text(f"{zh}按规定计分", f"{en}: scored by the criterion"))
    definition = more.get("definition", Text(f"反映{zh}的情况", f"shows {en}"))
    return Indicator(
        name, 1, Text(zh, en), F(points), criterion, definition, next(iter(shapes.values())).shape,
        "示例评价办法 附件 1", tuple(readings), more.get("default", next(iter(shapes))),
    )  # fmt: skip


def _indicators() -> dict[str, Indicator]:
    over = Size(read_term(["adjusted_budget", "-initial_budget"]))
    rate = Rate(over, Figure("initial_budget"))
    linear = DeductionPerPoint(rate, F(1, 10), F(1, 10), F(10))
    quarters = Schedule("expenditure_progress", "quarter", F(1), F(2))
    return {
        one.id: one
        for one in (
            _indicator("reasonableness", "预算编制合理性", "budget reasonableness", 5, {"standard": Checklist((
                Line("duties", "符合部门职责", "fits the duties of the department", F(3)),
                Line("priorities", "符合年度重点", "fits the priorities of the year", F(2)),
            ))}),
            _indicator("goal_completeness", "绩效目标完整性", "completeness of goals", 15, {
                "standard": DeductionPerItem(F(1), F(15), items=Items("nonconforming", "不符合要求的目标数",
                                                                     "goals that do not conform"))}),
            _indicator("procurement", "政府采购执行情况", "procurement", 2, {"standard": Sum((
                Proportion(Rate(Figure("procurement_actual"), Figure("procurement_plan")), F(1), "zero"),
                Checklist((Line("policy", "采购政策落实到位", "procurement policy is followed", F(1)),)),
            ))}),
            _indicator("adjustment", "预算调整控制", "control of adjustments", 10,
                       {"linear": linear, "full": replace(linear, step="full")},
                       labels={"linear": Text("不足一点按比例扣", "parts of a point count pro rata"),
                               "full": Text("只扣整点", "only full points count")},
                       criterion=Text("调整率不超过 10 % 得满分；每超 1 个百分点扣 0.1 分",
                                      "full points up to 10 %; 0.1 off for each point beyond")),
            _indicator("off_establishment", "编外人员控制率", "off-establishment staff rate", 1, {"standard": Tiers(
                Rate(Figure("off_establishment_staff"), read_term(["staff_in_post", "off_establishment_staff"])),
                (Band(F(1), below=F(1, 20)), Band(F(1, 2), at_least=F(1, 20), at_most=F(1, 10)),
                 Band(F(0), above=F(1, 10))),
            )}),
            _indicator("asset_use", "固定资产利用率", "use of fixed assets", 2, {"standard": Tiers(
                Rate(Figure("fixed_assets_in_use"), Figure("fixed_assets")),
                (Band(F(2), at_least=F(9, 10)), Band(F(1), at_least=F(3, 5), below=F(9, 10)),
                 Band(F(0), below=F(3, 5))),
            )}),
            _indicator("petitions", "群众信访办理", "handling of petitions", 5, {"standard": Proportion(
                Rate(Figure("petitions_answered"), Figure("petitions")), F(5), "cap", "not_applicable")}),
            _indicator("execution", "预算执行率", "budget execution", 6, {
                "A": quarters, "B": replace(quarters, cap_each=True), "C": replace(quarters, mean_of="cumulative")},
                labels={"A": Text("各季不封顶，平均为相对进度", "quarters not capped, mean of relative progress"),
                        "B": Text("各季封顶", "quarters capped"),
                        "C": Text("平均为累计进度", "mean of cumulative progress")}),
            _indicator("timeliness", "项目完成及时性", "timeliness of projects", 10, {"standard": Proportion(
                Rate(Figure("projects_completed"), Figure("projects_planned")), F(10))}),
            _indicator("operating_cost", "公用经费控制率", "operating cost control", 6, {"standard": Tiers(
                Figure("operating_rate"),
                (Band(F(6), below=F(9, 10)), Band(F(4), at_least=F(9, 10), at_most=F(1)), Band(F(0), above=F(1))),
            )}),
            _indicator("benefit", "社会效益与可持续影响", "social benefit", 32, {"standard": Checklist((
                Line("effect", "年度目标的社会效益", "social benefit of the goals", F(32)),))}),
            _indicator("satisfaction", "公众满意度", "public satisfaction", 6, {"standard": Tiers(
                Figure("satisfaction"),
                (Band(F(6), at_least=F(19, 20)), Band(F(4), at_least=F(9, 10), below=F(19, 20)),
                 Band(F(1), below=F(9, 10))),
            )}),
        )
    }  # fmt: skip


def framework() -> Framework:
    """Three levels, a hundred points, four grades."""
    found = _indicators()

    def pick(*names: str) -> tuple[Indicator, ...]:
        return tuple(found[name] for name in names)

    return Framework(
        "sample-department", 3, Text("示例部门整体支出绩效指标体系", "sample framework"), "department_self_evaluation",
        "云溪市", date(2022, 1, 1), None, F(100), 2,
        (
            Group("decision", Text("部门决策", "decision"), F(20), groups=(
                Group("budgeting", Text("预算编制", "budgeting"), F(5), indicators=pick("reasonableness")),
                Group("goals", Text("目标设置", "goals"), F(15), indicators=pick("goal_completeness")),
            )),
            Group("management", Text("部门管理", "management"), F(20), groups=(
                Group("money", Text("资金管理", "funds"), F(12), indicators=pick("procurement", "adjustment")),
                Group("staff", Text("人员与资产", "staff and assets"), F(3),
                      indicators=pick("off_establishment", "asset_use")),
                Group("service", Text("信访服务", "petitions"), F(5), indicators=pick("petitions")),
            )),
            Group("results", Text("部门绩效", "results"), F(60), groups=(
                Group("efficiency", Text("效率性", "efficiency"), F(22),
                      indicators=pick("execution", "timeliness", "operating_cost")),
                Group("effect", Text("效果性", "effect"), F(38), indicators=pick("benefit", "satisfaction")),
            )),
        ),
        (
            Grade(Text("优", "excellent"), F(90)), Grade(Text("良", "good"), F(80)),
            Grade(Text("中", "fair"), F(60)), Grade(Text("差", "poor"), F(0)),
        ),
        "示例评价办法", VOCABULARY, digest_of_files=lambda: "0c" * 32,
    )  # fmt: skip


def cite(place: str, quote: str, document: Document = REPORT, **more: Any) -> Citation:
    """A citation of one of the two documents."""
    return Citation(
        document, more.get("section", "三、绩效情况"), more.get("kind", "text"), more.get("page"), place, quote
    )


def fact(concept: str, printed: str, unit: str, place: str = "字符 120", **more: Any) -> Fact:
    """A figure as printed in the report."""
    hedge = more.pop("hedge", None)
    period = Period.parse(more.pop("period", "2023"))
    quote = more.pop("quote", f"{printed} {unit}")
    return Fact(
        CONCEPTS[concept], "云溪市临江区营商服务中心", period, Decimal(printed.replace(",", "")), UNITS[unit],
        cite(place, quote, **more), hedge, HEDGES.get(hedge or ""),
    )  # fmt: skip


def facts() -> list[Fact]:
    """The figures of the year; satisfaction is stated twice, and not alike."""
    progress = [("2023-Q1", "27.40"), ("2023-Q2", "61.38"), ("2023-Q3", "81.94"), ("2023-Q4", "99.39")]
    return [
        fact("initial_budget", "12,480.00", "万元", page=3),
        fact("adjusted_budget", "14,262.55", "万元", page=3),
        fact("adjusted_budget", "142,625,500.00", "元", "第 2 行", document=LEDGER, kind="table", section="附表一"),
        fact("procurement_plan", "19.50", "万元"),
        fact("procurement_actual", "2.96", "万元"),
        fact("staff_in_post", "52", "人"),
        fact("off_establishment_staff", "16", "人"),
        fact("fixed_assets", "318.70", "万元"),
        fact("fixed_assets_in_use", "316.02", "万元"),
        *(
            fact("expenditure_progress", value, "%", f"字符 {900 + number}", period=quarter)
            for number, (quarter, value) in enumerate(progress)
        ),
        fact("projects_planned", "24", "项"),
        fact("operating_rate", "90", "%", hedge="约", quote="约 90 %"),
        fact("petitions", "0", "个"),
        fact("petitions_answered", "0", "个"),
        fact("satisfaction", "95", "%", hedge="以上", quote="均在 95 % 以上"),
        fact("satisfaction", "90", "%", "第 4 行", document=LEDGER, kind="table", section="附表三"),
    ]


def judgements() -> tuple[Judgement, ...]:
    """What the review group decided, with evidence."""
    day = date(2024, 2, 8)
    return (
        Judgement("reasonableness", "duties", "评价组", day, "职责清单与预算说明", points=Decimal("3.00"),
                  source=cite("字符 80", "职责清单")),
        Judgement("reasonableness", "priorities", "评价组", day, "年度要点", points=Decimal("2.00")),
        Judgement("procurement", "policy", "评价组", day, "采购台账 <script>alert(1)</script>", points=Decimal("1.00")),
    )  # fmt: skip


STATED = {
    "reasonableness": "5.00", "goal_completeness": "15.00", "procurement": "1.15", "adjustment": "9.60",
    "off_establishment": "0.50", "execution": "6.00", "operating_cost": "6.00", "benefit": "31.00",
    "satisfaction": "6.00",
}  # fmt: skip


def filing(**changes: Any) -> Filing:
    """The year as filed; `changes` replace fields."""
    stated = {name: StatedScore(Decimal(value), source=cite("评分表", value)) for name, value in STATED.items()}
    stated["asset_use"] = StatedScore(None, "该行在可得文本中损坏", cite("评分表", ""))
    base = Filing(
        "云溪市临江区营商服务中心", "云溪市", Period.parse("2023"), "self_evaluation", FactSet(facts()),
        "sample-department", DAY, {"report": REPORT, "ledger": LEDGER}, judgements(),
        StatedScore(Decimal("93.25"), source=cite("首页", "93.25 分")), "优", stated,
    )  # fmt: skip
    return replace(base, **changes)


def scorecard(readings: Mapping[str, str] | None = None, **changes: Any) -> Scorecard:
    """The scorecard of the sample."""
    return score(framework(), filing(**changes), DAY, readings)
