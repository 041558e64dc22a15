"""Score tables (绩效评分表): what each indicator is worth, and what the unit gave itself."""

from jixiao.documents.extract.scores.damage import DAMAGES
from jixiao.documents.extract.scores.rows import score_facts, score_rows

__all__ = ["DAMAGES", "score_facts", "score_rows"]
