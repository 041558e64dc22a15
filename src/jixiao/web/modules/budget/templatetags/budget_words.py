"""Lights and events in templates: `{% light one %}`, `{% event_name event %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html

from jixiao.web.modules.budget import lights, telling

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from jixiao.core.kernel.text import Text
    from jixiao.web.modules.budget.lights import Light
    from jixiao.web.platform.trail.models import Event

register = template.Library()

# The classes of the portal's lights: each is a shape, a word and a colour together.
_CLASSES = {"good": "green", "warn": "amber", "bad": "red", "none": "none"}


@register.simple_tag
def light_of(spent: int, adjusted: int, months: int) -> Light:
    """The light of an amount spent."""
    return lights.light_of(spent, adjusted, months)


@register.simple_tag(takes_context=True)
def light(context: dict[str, Any], one: Light) -> SafeString:
    """A light: shape, word and colour."""
    word = one.word.en if context.get("lang") == "en" else one.word.zh
    return format_html('<span class="light {}">{}</span>', _CLASSES[one.name], word)


@register.filter
def of(mapping: dict[Any, Any] | None, key: object) -> Any:  # noqa: ANN401 - whatever the mapping holds
    """A value of a mapping by a key that only the page knows."""
    return None if mapping is None else mapping.get(key)


@register.filter
def plain(words: Text | str, lang: str) -> str:
    """Words as they are, a text in the language of the page."""
    return words if isinstance(words, str) else words.said("en" if lang == "en" else "zh")


@register.simple_tag(takes_context=True)
def event_name(context: dict[str, Any], event: Event) -> str:
    """What an event did."""
    text = telling.named(event)
    return text.en if context.get("lang") == "en" else text.zh


@register.simple_tag(takes_context=True)
def event_details(context: dict[str, Any], event: Event) -> list[tuple[Text, Text, Text]]:
    """What an event changed; on the page of a line only what concerns it."""
    line = context.get("line")
    return telling.details(event, getattr(line, "pk", None))
