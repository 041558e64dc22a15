"""Sample reports of a department: a draft of the latest year, and for some the year before signed and published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.web.modules.report.actions.asking import ask
from jixiao.web.modules.report.actions.drafting import draft
from jixiao.web.modules.report.actions.moving import move
from jixiao.web.modules.report.checking import audited, fingerprint
from jixiao.web.modules.report.models import Answer, Check, Report
from jixiao.web.modules.report.paper.building import live
from jixiao.web.platform.people.models import Post, Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation, Person

# A check takes seconds, so one department has a published report; the next one's check is left to the background.
DRAFTED = 5
ROLES_OF = {"sign_section": Role.SECTION_HEAD, "sign_unit": Role.UNIT_HEAD, "submit": Role.FILLER}
TEXTS = {
    "duties": (
        "本部门为虚构的示例单位，主要职能如下：\n1. 建设和管理产业园区，维护公共设施。\n"
        "2. 走访企业，受理并协调解决企业诉求。\n3. 组织招商推介，跟踪服务重大项目。\n"
        "内设综合科、园区科、企业服务科，下属一个事业单位。"
    ),
    "tasks": (
        "年度重点任务与项目库中的职责、任务一一对应：\n1. 园区建设和运营。\n2. 产业空间信息采集和发布。\n"
        "3. 政策兑现和企业走访。\n4. 招商引资和重大项目跟踪。"
    ),
    "assets-staff": (
        "资产配置、验收、使用和处置按内部控制制度办理，年末盘点账实相符。\n"
        "人员按编制管理，编制外用工按程序审批。\n制度方面修订了财务报账、采购和资产三项办法。"
    ),
    "benefits": (
        "经济性：公用经费和“三公”经费控制在预算以内。\n效率性：多数项目按计划完成，支出进度见上图。\n"
        "效果性：园区设施完好，企业诉求得到回应。\n公平性：按时办理来信来访，开展了服务对象满意度调查。"
    ),
    "experience": "把绩效目标、项目进度和支付进度放在一张表里按月核对，偏差当月说明，次月检查。",
    "measures": (
        "1. 个别项目前期准备不足，支出偏慢。措施：入库时附实施计划，未达进度的调剂给成熟项目。\n"
        "2. 采购需求测算偏粗。措施：编制预算时附询价记录，按季核对采购进度。"
    ),
}


def sample(organisation: Organisation, years: Sequence[int], by: Person, at: datetime) -> list[Report]:
    """The year before the present is published, signed or drafted; the present one is not begun."""
    over = sorted(year for year in years if year < at.year)
    if not over:
        return []
    place = Report.objects.filter(year=over[-1], organisation__is_sample=True).count()
    if place >= DRAFTED:
        return []
    report = draft(organisation=organisation, year=over[-1], by=by, at=at)
    wanted = len(TEXTS) if place < DRAFTED - 1 else 2
    for key, text in list(TEXTS.items())[:wanted]:
        report.blocks.filter(key=key).update(text=text)
    if place == 1:
        ask(report=report.pk, by=by, at=at)
    if place == 0:
        _check(report, by, at)
        for name in ("sign_section", "sign_unit", "submit", "publish"):
            who = _holder(report, name) or by
            report = move(report=report.pk, name=name, version=report.version, note="", by=who, at=at)
    return [report]


def _check(report: Report, by: Person, at: datetime) -> None:
    """Check it, and give each error a reason."""
    paper, _ = live(report, at)
    found = audited(paper, report.organisation.region)
    Check.objects.create(report=report, content_sha256=fingerprint(paper), by=by, at=at, **found)
    errors = {one["key"] for one in found["findings"] if one["severity"] == "error"}
    Answer.objects.bulk_create(
        Answer(report=report, key=key, text="示例数据由程序虚构，表间口径不同。", by=by, at=at)
        for key in sorted(errors)
    )


def _holder(report: Report, name: str) -> Person | None:
    """Someone whose post makes the move."""
    above = report.organisation.line
    role = ROLES_OF.get(name, Role.UNIT_HEAD)
    post = Post.objects.filter(role=role, organisation__in=above).select_related("person").order_by("pk").first()
    return None if post is None else post.person
