"""Amounts and shares in templates: `{{ fen|wan }}`, `{% share spent adjusted %}`. Every page has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html

from jixiao.web.platform import money

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def wan(fen: int | None) -> SafeString | str:
    """Fen as 万元 with two decimals; the exact yuan on pointing at it."""
    if not isinstance(fen, int):
        return "—"
    return format_html('<data value="{}" title="¥{}">{}</data>', fen, money.in_yuan(fen), money.in_ten_thousands(fen))


@register.filter
def yuan(fen: int | None) -> str:
    """Fen as yuan, exact."""
    return money.in_yuan(fen) if isinstance(fen, int) else "—"


@register.filter
def in_wan(fen: int) -> str:
    """Fen as 万元, where no element may stand."""
    return money.in_ten_thousands(fen)


@register.filter
def as_input(fen: int | None) -> str:
    """Fen as the value of an input in 万元."""
    return money.as_input(fen)


@register.simple_tag
def share(part: int, whole: int) -> str:
    """A share as a percentage."""
    return money.share(part, whole)
