"""Words in both languages, in templates: `{% t "提交" "submit" %}`, `{{ text|said:lang }}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Text

register = template.Library()


@register.simple_tag(takes_context=True)
def t(context: dict[str, Any], zh: str, en: str) -> str:
    """The words of the page's language."""
    return en if context.get("lang") == "en" else zh


@register.filter
def said(text: Text, lang: str) -> str:
    """A text in a language."""
    return text.en if lang == "en" else text.zh
