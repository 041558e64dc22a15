"""An audit as a workbook: findings to be worked through, documents worst first, counts, what is between documents."""

from jixiao.reports.audit.workbook.audit_book import audit_workbook

__all__ = ["audit_workbook"]
