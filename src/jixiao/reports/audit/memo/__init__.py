"""The review memo: what it says of a document, and the paper on which it says it."""

from jixiao.reports.audit.memo.letter import audit_memo

__all__ = ["audit_memo"]
