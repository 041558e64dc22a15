"""What the trail calls actions, kinds of targets and fields, in both languages; unknown ones keep their code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.forms import KINDS
from jixiao.web.platform.installed import modules
from jixiao.web.platform.people.models import ROLES

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Language

ACTIONS = {
    "administration.organisation_added": Text("新增机构", "organisation added"),
    "administration.organisation_renamed": Text("机构更名", "organisation renamed"),
    "administration.organisation_closed": Text("停用机构", "organisation closed"),
    "administration.organisation_reopened": Text("恢复机构", "organisation opened again"),
    "administration.person_added": Text("新增人员", "person added"),
    "administration.person_renamed": Text("更正姓名", "person renamed"),
    "administration.account_closed": Text("停用账号", "account closed"),
    "administration.account_opened": Text("恢复账号", "account opened again"),
    "administration.password_given": Text("重设密码", "password set by an administrator"),
    "administration.password_changed": Text("本人更改密码", "own password changed"),
    "administration.post_given": Text("新增任职", "post given"),
    "administration.post_ended": Text("结束任职", "post ended"),
    "administration.post_withdrawn": Text("撤销任职", "post withdrawn"),
    "administration.post_lent": Text("委托", "post lent"),
    "administration.delegation_ended": Text("收回委托", "delegation ended"),
    "administration.trail_exported": Text("导出审计记录", "audit trail exported"),
    "administration.second_factor_set": Text("设置第二因素", "second factor set up"),
    "administration.second_factor_removed": Text("移除第二因素", "own second factor removed"),
    "administration.second_factor_cleared": Text("清除第二因素", "second factor cleared by an administrator"),
    "administration.recovery_codes_made": Text("更换恢复码", "recovery codes made anew"),
    "administration.identity_unbound": Text("解除统一身份绑定", "bond to the identity provider undone"),
    "administration.sessions_ended": Text("退出其他登录", "signed out elsewhere"),
    "administration.assigned": Text("分派评价", "evaluation assigned"),
    "administration.assignments_drawn": Text("抽取评价人", "evaluators drawn"),
    "administration.assignment_ended": Text("结束分派", "assignment ended"),
    "administration.avoidance_added": Text("记入回避清单", "avoidance noted"),
    "administration.avoidance_lifted": Text("移出回避清单", "avoidance lifted"),
    "people.signed_in": Text("登录", "signed in"),
    "people.sign_in_failed": Text("登录未成", "sign-in failed"),
    "people.second_factor_failed": Text("验证码不对", "wrong code of the second factor"),
    "people.second_factor_locked": Text("验证码错满五次", "second factor locked for a while"),
    "people.recovery_code_used": Text("使用恢复码", "recovery code used"),
    "people.made_by_provider": Text("统一身份首次登录建账号", "account made at the first sign-in by the provider"),
}
TARGETS = {
    "person": Text("人员", "person"),
    "organisation": Text("机构", "organisation"),
    "post": Text("任职", "post"),
    "assignment": Text("评价分派", "assignment"),
    "year": Text("年度", "year"),
    "trail": Text("审计记录", "audit trail"),
    "publication": Text("公开", "publication"),
    "job": Text("后台任务", "background job"),
}
FIELDS = {
    "name": Text("名称", "name"),
    "username": Text("登录名", "sign-in name"),
    "home": Text("所属机构", "belongs to"),
    "kind": Text("类型", "kind"),
    "parent": Text("上级", "above"),
    "closed_on": Text("停用日期", "closed on"),
    "is_active": Text("在用", "open"),
    "person": Text("人员", "person"),
    "to": Text("受托人", "stands in"),
    "role": Text("角色", "role"),
    "organisation": Text("机构", "organisation"),
    "since": Text("自", "from"),
    "until": Text("至", "until"),
    "rows": Text("条数", "events"),
    "who": Text("操作人", "who"),
    "action": Text("操作", "action"),
    "target": Text("对象", "target"),
    "year": Text("年度", "year"),
    "seed": Text("种子", "seed"),
    "each": Text("每单位人数", "people each"),
    "among": Text("可抽名单", "who could be drawn"),
    "drawn": Text("抽取结果", "drawn"),
    "reason": Text("原因", "reason"),
    "how": Text("方式", "how"),
    "second_factor": Text("用了第二因素", "with a second factor"),
    "address": Text("来自地址", "from the address"),
    "hash": Text("所填名称的散列", "hash of the name entered"),
    "left": Text("剩余", "left"),
    "count": Text("个数", "count"),
    "issuer": Text("统一身份认证", "provider"),
    "subject": Text("统一身份编号", "number at the provider"),
    "amount": Text("金额", "amount"),
    "project": Text("项目", "project"),
    "decision": Text("决定", "decision"),
    "state": Text("状态", "state"),
    "stage": Text("阶段", "stage"),
    "owner": Text("责任人", "owner"),
    "done": Text("整改情况", "what was done"),
    "note": Text("意见", "note"),
    "title": Text("标题", "title"),
    "text": Text("内容", "text"),
    "value": Text("数值", "value"),
    "score": Text("得分", "score"),
    "verdict": Text("结论", "verdict"),
    "round": Text("轮次", "round"),
    "indicator": Text("指标", "indicator"),
    "clause": Text("条款", "clause"),
    "evidence": Text("依据", "evidence"),
    "decided_by": Text("认定人", "decided by"),
    "on": Text("日期", "day"),
    "day": Text("日期", "day"),
    "printed": Text("数值", "figure"),
    "unit": Text("计量单位", "unit"),
    "concept": Text("概念", "concept"),
    "period": Text("期间", "period"),
    "hedge": Text("约数", "hedge"),
    "dimensions": Text("细分", "dimensions"),
    "source": Text("出处", "source"),
    "replaced": Text("替换的数据", "replaced"),
    "withdrawn": Text("撤下的数据", "withdrawn"),
    "figures": Text("数据", "figures"),
    "file": Text("文件", "file"),
    "size": Text("大小", "size"),
    "sha256": Text("校验值", "hash"),
    "errors": Text("错误", "errors"),
    "leads": Text("疑点", "leads"),
    "finding": Text("核查意见", "finding"),
    "check": Text("核查规则", "check"),
    "faults": Text("有误之处", "faults"),
    "added": Text("新增", "added"),
    "changed": Text("变动", "changed"),
    "kept": Text("保留", "kept"),
    "taken": Text("采用", "taken"),
    "ceiling": Text("控制数", "ceiling"),
    "initial": Text("年初预算", "initial"),
    "code": Text("编码", "code"),
    "level": Text("级次", "level"),
    "duty": Text("部门职责", "duty"),
    "task": Text("工作任务", "task"),
    "summary": Text("年度目标", "goal of the year"),
    "long_term": Text("中长期目标", "long-term goal"),
    "framework": Text("指标体系", "framework"),
    "template": Text("模板", "template"),
    "sheet": Text("监控表", "sheet"),
    "sheets": Text("监控表数", "sheets"),
    "filings": Text("单位数", "units"),
    "measure": Text("改进措施", "measure"),
    "problem": Text("存在问题", "problem"),
    "said": Text("说明", "explanation"),
    "run": Text("计算记录", "run"),
    "origin": Text("来源", "found by"),
    "use": Text("结果应用", "use of the result"),
    "total": Text("合计", "total"),
}
# Parts of the program that are no module.
PLATFORM = {
    "job": Text("后台任务", "background job"),
    "people": Text("人员", "people"),
    "figures": Text("数据台账", "figures"),
    "sample": Text("样例", "sample"),
}
VERBS = {
    "add": Text("新增", "added"),
    "again": Text("重新核查", "audited again"),
    "apply": Text("导入生效", "import applied"),
    "approve": Text("批准", "approved"),
    "audited": Text("核查完成", "audited"),
    "bring_file": Text("上传文件", "file brought"),
    "cancel": Text("取消", "cancelled"),
    "confirmed": Text("确认", "confirmed"),
    "decided": Text("处理发现", "finding decided"),
    "discard": Text("放弃导入", "import discarded"),
    "draw": Text("抽样", "sample drawn"),
    "edit": Text("修改", "edited"),
    "failed": Text("未完成", "failed"),
    "figures": Text("修改数据", "figures edited"),
    "filed": Text("提交文件", "document filed"),
    "first": Text("设立首个管理员", "first administrator made"),
    "import": Text("导入", "imported"),
    "made": Text("生成", "made"),
    "move": Text("流转", "moved on"),
    "publish": Text("公开", "published"),
    "moved": Text("改归属", "moved"),
    "open": Text("开启", "opened"),
    "parameter": Text("修改参数", "parameter set"),
    "preview": Text("预览导入", "import previewed"),
    "propose": Text("提出调整", "change proposed"),
    "refuse": Text("不批准", "refused"),
    "remark": Text("复核意见", "remark"),
    "remove": Text("删除", "removed"),
    "replace": Text("更正数据", "figure replaced"),
    "replace_all": Text("整批更新数据", "figures replaced"),
    "seeded": Text("生成样例", "sample made"),
    "spend": Text("记支出", "spending noted"),
    "start": Text("开始", "started"),
    "submit": Text("提交", "submitted"),
    "taken": Text("下载", "taken out"),
    "undo": Text("撤销导入", "import undone"),
    "undo_import": Text("撤销导入", "import undone"),
    "withdraw": Text("撤回", "withdrawn"),
}
WAYS = {"password": Text("名称和密码", "name and password"), "provider": Text("统一身份认证", "identity provider")}
YES_NO = {True: Text("是", "yes"), False: Text("否", "no")}


def action_said(action: str, lang: Language) -> str:
    """An action in words: as its module says, else by the module's title and what its verb commonly means."""
    known = ACTIONS.get(action) or next((one.trail[action] for one in modules() if action in one.trail), None)
    if known is not None:
        return known.said(lang)
    first, _, verb = action.partition(".")
    titles = {module.name: module.title for module in modules()} | PLATFORM
    last = verb.rpartition(".")[2]
    if first not in titles or last not in VERBS:
        return action
    return f"{titles[first].said(lang)} · {VERBS[last].said(lang)}"


def target_said(target: str, lang: Language) -> str:
    """A target in words: its kind and its number."""
    kind, slash, number = target.partition("/")
    known = TARGETS.get(kind) or next((one.targets[kind] for one in modules() if kind in one.targets), None)
    return kind + slash + number if known is None else f"{known.said(lang)} {number}".strip()


def field_said(field: str, lang: Language) -> str:
    """A field in words."""
    return FIELDS[field].said(lang) if field in FIELDS else field


def value_said(field: str, value: object, lang: Language) -> object:
    """A value in words, where it is a code."""
    if isinstance(value, bool):
        return YES_NO[value].said(lang)
    if field == "role" and value in set(ROLES):
        return ROLES[value].said(lang)  # type: ignore[index]  # a choice is its value
    if field == "how" and isinstance(value, str) and value in WAYS:
        return WAYS[value].said(lang)
    if field == "kind" and value in set(KINDS):
        return KINDS[value].said(lang)  # type: ignore[index]
    return value
