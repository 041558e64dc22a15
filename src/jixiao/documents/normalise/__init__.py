"""Figures as people write them, read exactly; each conversion is told."""

from jixiao.documents.normalise.unit_words import UnitWords

__all__ = ["UnitWords"]
