"""The installed modules, in the order of the navigation. A new module is a folder and a line here."""

MODULES = (
    "jixiao.web.modules.budget",
    "jixiao.web.modules.goals",
    "jixiao.web.modules.monitoring",
    "jixiao.web.modules.evaluation",
    "jixiao.web.modules.report",
    "jixiao.web.modules.disclosure",
    "jixiao.web.modules.rectification",
    "jixiao.web.modules.documents",
    "jixiao.web.modules.analysis",
    "jixiao.web.modules.administration",
)
