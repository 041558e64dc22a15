"""What the audit on a terminal calls things, in both languages."""

from __future__ import annotations

from jixiao.core.audit.finding import Severity
from jixiao.core.kernel.text import Text

CAUSES = Text("一处改动可消除多处不符", "One change explains several findings")
ERRORS = Text("错误", "Errors")
LEADS = Text("疑点", "Leads")
NOTES = Text("尾差", "Rounding notes")
RELATED = Text("几份文件之间", "Between documents")
SUMMARY = Text("汇总", "Summary")
FAILED = Text("没有核查成", "Not audited")
NOTHING = Text("没有发现不符。", "Nothing was found to disagree.")
NO_FIGURES = Text("没有可核对的数据，不等于没有问题。", "There was no figure to check, which is no pass.")
NOTES_COUNTED = Text(
    "尾差 {} 处，四舍五入所致；加 --all 列出", "{} rounding notes, explained by rounding; --all lists them"
)
LEFT_OUT = Text("另有疑点 {} 处未列出：{}；用 --only 查看", "{} more leads are not listed: {}; --only shows them")
FAULT = Text(
    "核查规则 {} 出错，没有结论；这是 jixiao 自身的错误", "check {} crashed and says nothing: a fault of jixiao itself"
)
HELD = Text(
    "核对 {} 处，相符 {} 处；{} 个数字中 {} 个核对过", "{} relations checked, {} hold; of {} figures {} were checked"
)
UNTOLD = Text("{} 处不能判断", "{} cannot be told")
OFF_BY = Text("相差 {}", "off by {}")
WITHIN = Text("四舍五入至多可差 {}", "rounding explains {}")
AND_MORE = Text("等 {} 处", "{} places in all")
MORE_DOCUMENTS = Text(
    "逐份明细加 --all，或用 --html 写出网页", "--all lists the findings of each; --html writes a page"
)
COLUMNS = {
    "entity": Text("单位", "unit"),
    "period": Text("年度", "year"),
    "kind": Text("种类", "kind"),
    "error": Text("错误", "errors"),
    "suspicious": Text("疑点", "leads"),
    "missing": Text("缺表", "missing tables"),
    "path": Text("文件", "file"),
}
CHECK_COLUMNS = (
    Text("规则", "check"),
    Text("版本", "version"),
    Text("级别", "severity"),
    Text("范围", "scope"),
    Text("内容", "what holds"),
)
SCOPES = {
    "document": Text("一份文件", "a document"),
    "unit": Text("同一单位", "a unit"),
    "all": Text("全部文件", "all documents"),
}
PAGES = Text("{} 页", "{} pages")


def severity(name: str) -> Text:
    """The word for a severity."""
    return Severity(name).label


def year(period: str) -> Text:
    """A year in words."""
    return Text(f"{period} 年", period)
