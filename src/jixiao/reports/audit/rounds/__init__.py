"""A second round of an audit against an earlier one: fixed, still there, new, not looked at again."""

from jixiao.reports.audit.rounds.comparison import Changes, DocumentRound, Rounds, compare, round_entry

__all__ = ["Changes", "DocumentRound", "Rounds", "compare", "round_entry"]
