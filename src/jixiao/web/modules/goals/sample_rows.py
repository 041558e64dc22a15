"""The indicators of the sample: fictional, in the words of such tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator of the sample; the targets of some grow over the years."""

    kind: str
    name: str
    operator: str
    target: str
    unit: str
    basis: str
    grows: bool = False


def _quantity(name: str, target: str, unit: str, basis: str = "年度工作计划") -> Row:
    return Row("quantity", name, "ge", target, unit, basis, grows=True)


def _quality(name: str, target: str, basis: str) -> Row:
    return Row("quality", name, "ge", target, "%", basis)


_PASSED = _quality("验收合格率", "95", "验收合格数÷验收总数")
# By the name of the project; the nameless ones serve any other.
OUTPUTS: dict[str, tuple[Row, ...]] = {
    "园区公共设施维护": (_quantity("维护公共设施", "320", "处"), _quality("设施完好率", "96", "完好设施数÷设施总数")),
    "园区物业管理": (
        _quantity("物业服务面积", "120000", "平方米"),
        _quality("物业考核合格率", "95", "合格次数÷考核次数"),
    ),
    "园区安全巡查": (_quantity("安全巡查", "240", "次"), _quality("隐患整改完成率", "98", "已整改隐患÷发现隐患")),
    "园区标识更新": (_quantity("更新标识标牌", "180", "块"), _PASSED),
    "重点楼宇信息调研": (_quantity("调研重点楼宇", "86", "栋"), _quality("信息准确率", "97", "抽查无误数÷抽查数")),
    "产业空间平台运行维护": (
        _quantity("平台运行天数", "350", "天"),
        _quality("平台可用率", "99", "可用时长÷应服务时长"),
    ),
    "产业地图更新": (_quantity("更新地图图层", "24", "个"), _quality("信息准确率", "97", "抽查无误数÷抽查数")),
    "空置信息发布": (_quantity("发布空置房源", "600", "条"), _quality("信息准确率", "97", "抽查无误数÷抽查数")),
    "企业走访和诉求办理": (_quantity("走访企业", "850", "家次"), _quality("诉求办结率", "95", "已办结诉求÷受理诉求")),
    "政策宣讲": (_quantity("举办政策宣讲", "18", "场"), _quality("参会企业覆盖面", "60", "参会企业÷应邀企业")),
    "企业服务平台运行维护": (
        _quantity("平台受理事项", "2600", "件"),
        _quality("平台可用率", "99", "可用时长÷应服务时长"),
    ),
    "中小企业融资对接": (_quantity("融资对接企业", "160", "家"), _quality("对接成功率", "35", "获得融资企业÷对接企业")),
    "招商推介活动": (_quantity("举办推介活动", "12", "场"), _quality("签约项目落地率", "50", "落地项目÷签约项目")),
    "招商资料制作": (_quantity("制作招商资料", "5000", "份"), _PASSED),
    "重大项目跟踪服务": (
        _quantity("跟踪重大项目", "40", "个"),
        _quality("问题协调解决率", "90", "已解决问题÷收集问题"),
    ),
    "驻点招商": (
        _quantity("拜访目标企业", "200", "家次"),
        _quality("有效线索转化比例", "15", "转为项目的线索÷线索总数"),
    ),
    "": (_quantity("完成计划任务", "10", "项"), _PASSED),
}
COMMON: tuple[Row, ...] = (
    Row("timeliness", "任务按时完成率", "ge", "95", "%", "按时完成任务数÷任务总数"),
    Row("cost", "成本控制率", "le", "100", "%", "实际支出÷预算数"),
    Row("timeliness", "资金支付及时率", "ge", "90", "%", "按期支付笔数÷应付笔数"),
    Row("satisfaction", "服务对象满意度", "ge", "90", "%", "年末问卷调查"),
)
BENEFITS: tuple[Row, ...] = (
    Row("economic", "带动企业投资额", "ge", "3000", "万元", "项目台账", grows=True),
    Row("social", "新增服务企业", "ge", "120", "家", "上年完成值", grows=True),
    Row("social", "媒体正面报道", "ge", "20", "篇", "上年完成值", grows=True),
    Row("ecological", "单位面积能耗下降率", "ge", "2", "%", "（上年能耗－本年能耗）÷上年能耗"),
    Row("sustainable", "长效管理制度", "text", "制定并执行一项管理办法", "", "工作计划"),
)
DEPARTMENT: tuple[Row, ...] = (
    _quantity("服务重点企业", "1200", "家次"),
    _quantity("建设和维护园区设施", "320", "处"),
    _quantity("采集产业空间信息", "900", "条"),
    _quantity("举办投资推广活动", "12", "场"),
    _quality("年度重点工作完成率", "95", "完成事项÷年度重点事项"),
    Row("timeliness", "预算按进度执行率", "ge", "95", "%", "实际支出÷调整后预算"),
    Row("cost", "“三公”经费控制率", "le", "100", "%", "实际支出÷预算数"),
    Row("economic", "引进项目计划投资额", "ge", "60000", "万元", "项目台账", grows=True),
    Row("satisfaction", "企业对部门服务满意度", "ge", "90", "%", "第三方问卷调查"),
)
# What the checks are there for.
WEAK: tuple[Row, ...] = (
    Row("cost", "项目成本", "ge", "50", "万元", "合同价"),
    Row("social", "有效提升营商环境", "text", "明显改善", "", ""),
    Row("quality", "问题解决率", "ge", "90", "%", ""),
    Row("social", "企业满意率", "ge", "85", "%", "上年水平"),
)
