"""Goal tables (绩效目标表): what was aimed at, and what came of it."""

from jixiao.documents.extract.goals.rows import goal_rows

__all__ = ["goal_rows"]
