"""Differences with their sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from jixiao.reports import figures

if TYPE_CHECKING:
    from decimal import Decimal

register = template.Library()


@register.filter
def signed(value: Decimal | None) -> str:
    """`+0.10`, `−0.05`; a dash for none."""
    return figures.signed(value)
