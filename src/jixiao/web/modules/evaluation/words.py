"""What the audit trail calls the module's actions and the kinds of its records."""

from __future__ import annotations

from jixiao.core.kernel.text import Text
from jixiao.web.modules.evaluation.stages import PROJECT_TABLE, TABLE

TRAIL = {
    "evaluation.begin": Text("建立自评年度", "began a self-evaluation"),
    "evaluation.bring_file": Text("上传自评文件", "brought a file"),
    "evaluation.import": Text("导入自评文件", "imported a file"),
    "evaluation.undo_import": Text("撤销自评导入", "undid an import"),
    "evaluation.decision": Text("认定条款", "decided a clause"),
    "evaluation.statement": Text("填写自评分", "stated a score"),
    "evaluation.reason": Text("说明原因", "gave a reason"),
    "evaluation.choose_reading": Text("选择读法", "chose a reading"),
    "evaluation.name": Text("填写名称和等级", "named unit and grade"),
    "evaluation.take_figures": Text("由本年数据填入", "filled in from the year's records"),
    "evaluation.drop_unfit": Text("撤下不合现行规则的内容", "removed what the rules in force do not know"),
    "evaluation.attach": Text("附佐证材料", "attached evidence"),
    "evaluation.detach": Text("取下佐证材料", "took evidence away"),
    "evaluation.remark": Text("填写复核意见", "wrote review remarks"),
    "evaluation.draw": Text("抽评", "drew a sample"),
    "evaluation.begin_projects": Text("带入项目自评", "brought in projects"),
    "evaluation.project_answer": Text("填写项目指标", "answered for an indicator of a project"),
    "evaluation.project_describe": Text("填写项目总体情况", "described a project"),
    **{
        f"evaluation.{one.id}": Text(f"部门自评：{one.name.zh}", f"department: {one.name.en}")
        for one in TABLE.moves.values()
    },
    **{
        f"evaluation.project_{one.id}": Text(f"项目自评：{one.name.zh}", f"project: {one.name.en}")
        for one in PROJECT_TABLE.moves.values()
    },
}
TARGETS = {
    "department_year": Text("部门自评", "department self-evaluation"),
    "project_year": Text("项目自评", "project self-evaluation"),
    "project_years": Text("项目自评", "project self-evaluations"),
    "import": Text("自评导入", "import"),
    "draw": Text("抽评", "sample"),
    "evidence": Text("佐证材料", "evidence"),
}
