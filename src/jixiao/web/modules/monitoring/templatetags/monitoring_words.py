"""Lights, gaps and events in templates: `{% light sheet.money_light %}`, `{{ written|of:name }}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html

from jixiao.core.kernel import numerals
from jixiao.core.monitoring.lights import NAMES
from jixiao.web.modules.monitoring import telling
from jixiao.web.modules.monitoring.waiting import CLASSES

if TYPE_CHECKING:
    from fractions import Fraction

    from django.utils.safestring import SafeString

    from jixiao.core.kernel.text import Text
    from jixiao.core.monitoring.lights import Light
    from jixiao.web.platform.trail.models import Event

register = template.Library()


@register.simple_tag(takes_context=True)
def light(context: dict[str, Any], name: str) -> SafeString:
    """A light: shape, word and colour."""
    shown: Light = next((one for one in NAMES if one == name), "none")
    word = NAMES[shown].en if context.get("lang") == "en" else NAMES[shown].zh
    return format_html('<span class="light {}">{}</span>', CLASSES[shown], word)


@register.filter
def of(mapping: dict[Any, Any] | None, key: object) -> Any:  # noqa: ANN401 - whatever the mapping holds
    """A value of a mapping by a key that only the page knows."""
    return None if mapping is None else mapping.get(key)


@register.filter
def percent(share: Fraction | None) -> str:
    """An exact share as a percentage."""
    return "—" if share is None else numerals.share(share)


@register.simple_tag(takes_context=True)
def event_name(context: dict[str, Any], event: Event) -> str:
    """What an event did."""
    text = telling.named(event)
    return text.en if context.get("lang") == "en" else text.zh


@register.simple_tag
def event_details(event: Event) -> list[tuple[Text, Text, Text]]:
    """What an event changed."""
    return telling.details(event)
