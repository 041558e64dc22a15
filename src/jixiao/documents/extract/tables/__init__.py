"""Facts of tables: which figure stands in which cell, and what row, column and layout say it means."""

from jixiao.documents.extract.tables.facts import table_facts

__all__ = ["table_facts"]
