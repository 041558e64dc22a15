"""The sample self-evaluation: the year in words, then the score table of the department framework."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import half_up
from jixiao.reports.samples.content import Grid, Heading, Piece, SampleDocument, Words, plain
from jixiao.reports.samples.documents import ENTITY, REGION
from jixiao.reports.samples.ledger import ledger, rate, wan
from jixiao.reports.samples.tables import goals

if TYPE_CHECKING:
    from jixiao.reports.samples.ledger import Ledger

# Level 1, level 2, indicator, points: the common framework of 2022.
SCORES = (
    ("部门决策", "预算编制", "预算编制规范性", 5),
    ("部门决策", "预算编制", "预算编制合理性", 5),
    ("部门决策", "目标设置", "绩效目标完整性", 3),
    ("部门决策", "目标设置", "绩效指标明确性", 7),
    ("部门管理", "资金管理", "政府采购执行情况", 2),
    ("部门管理", "资金管理", "财务合规性", 3),
    ("部门管理", "资金管理", "预决算信息公开", 3),
    ("部门管理", "项目管理", "项目实施程序", 2),
    ("部门管理", "项目管理", "项目监管", 2),
    ("部门管理", "资产管理", "资产管理安全性", 2),
    ("部门管理", "资产管理", "固定资产利用率", 1),
    ("部门管理", "人员管理", "财政供养人员控制率", 1),
    ("部门管理", "人员管理", "编外人员控制率", 1),
    ("部门管理", "制度管理", "管理制度健全性", 3),
    ("部门绩效", "经济性", "公用经费控制率", 6),
    ("部门绩效", "效率性", "预算执行率", 6),
    ("部门绩效", "效率性", "重点工作完成情况", 8),
    ("部门绩效", "效率性", "项目完成及时性", 6),
    ("部门绩效", "效果性", "社会效益、经济效益、生态效益及可持续影响等", 25),
    ("部门绩效", "公平性", "群众信访办理情况", 3),
    ("部门绩效", "公平性", "公众或服务对象满意度", 6),
)
_QUARTERS = "一二三四"


def self_evaluation(year: int = 2024, entity: str = ENTITY, seed: int = 1) -> SampleDocument:
    """A report of the unit on its own year, with the figures of its accounts."""
    book = ledger(entity, REGION, year, seed)
    pieces: list[Piece] = [
        Words(f"部门名称：{entity}"),
        Heading(1, "一、部门基本情况"),
        Heading(2, f"（一）{year}年部门预算执行情况"),
        Heading(3, "1. 资金管理"),
        *_money(book),
        Heading(3, "2. 人员管理"),
        Words(
            f"截至{year}年年末，本部门事业编制核定人数{book.posts}人，实有在编人数{book.staff}人，编制外人员{book.dispatched}人，"
            f"财政供养人员控制率为{rate(book.staff, book.posts)}，"
            f"编外人员控制率为{rate(book.dispatched, book.dispatched + book.staff)}。"
        ),
        Heading(1, "二、部门主要履职绩效分析"),
        Words("经问卷调查，服务对象对各项工作的满意度为93%。全年处理信访件4件，群众信访办理回复率达100%，未发生超期。"),
        goals(book),
        Heading(1, "三、自评得分"),
        Words(f"本部门{year}年整体支出绩效自评得分{_total(book)}分，评分见附件。"),
        Heading(1, "附件 部门整体支出绩效评分表"),
        _table(book),
    ]
    title = (f"{year}年度部门整体支出绩效自评报告",)
    return SampleDocument(f"{entity}{year}年度部门整体支出绩效自评报告", title, tuple(pieces))


def _money(book: Ledger) -> list[Piece]:
    planned, spent = book.total("planned"), book.total("spent")
    quarters = "；".join(
        f"第{name}季度预算累计支出数为{wan(done)}万元，{name}季度部门预算支出进度为{rate(done, planned)}"
        for name, done in zip(_QUARTERS, book.progress, strict=True)
    )
    budgets, actuals = (sum(amounts) for amounts in zip(*(row[1:] for row in book.three_public), strict=True))
    return [
        Words(
            f"{book.year}年本部门年初预算总额为{wan(planned)}万元，年中未作调整，调整后年度总指标为{wan(planned)}万元。"
            f"截至年末实际支出{wan(spent)}万元，预算执行率达{rate(spent, planned)}。"
        ),
        Words(f"{quarters}。"),
        Words(
            f"政府采购年度总指标为{wan(book.procurement[0])}万元，政府采购实际支出{wan(book.procurement[1])}万元，"
            f"政府采购执行率为{rate(book.procurement[1], book.procurement[0])}。"
        ),
        Words(
            f"“三公”经费全年预算安排{wan(budgets)}万元，实际支出数{wan(actuals)}万元，"
            f"“三公”经费控制率为{rate(actuals, budgets)}。"
        ),
    ]


def _scores(book: Ledger) -> list[str]:
    plan, actual = book.procurement
    own = {
        "政府采购执行情况": f"{1 + half_up(Fraction(actual, plan), 2):.2f}",
        "编外人员控制率": "0.50" if 20 * book.dispatched > book.dispatched + book.staff else "1.00",
        "公众或服务对象满意度": "4.00",
    }
    return [own.get(name, f"{points:.2f}") for _, _, name, points in SCORES]


def _total(book: Ledger) -> str:
    hundredths = sum(int(score.replace(".", "")) for score in _scores(book))
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _table(book: Ledger) -> Grid:
    rows = [
        (one, two, name, f"{points:.2f}", f"按{name}的有关规定评分。", score)
        for (one, two, name, points), score in zip(SCORES, _scores(book), strict=True)
    ]
    rows.append(("合计", "", "", "100.00", "", _total(book)))
    heads = plain(("一级指标", "二级指标", "三级指标", "分值", "评分标准", "自评得分"))
    return Grid("部门整体支出绩效评分表", "", heads, tuple(rows))
