"""Who sees what: everyone reads what lies within their posts; totals are for those who lead and check."""

from __future__ import annotations

READ, LEAD = "analysis.read", "analysis.lead"
PERMISSIONS = {
    READ: (
        "filler", "section_head", "unit_head", "reviewer", "evaluator", "leader", "auditor", "administrator",
    ),
    LEAD: ("reviewer", "leader", "auditor", "administrator"),
}  # fmt: skip
