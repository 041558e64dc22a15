"""Words of this module's pages: a role, a kind of organisation, a name in which nothing hides."""

from __future__ import annotations

from django import template

from jixiao.web.modules.administration.forms import KINDS
from jixiao.web.modules.administration.queries import role_words
from jixiao.web.platform.people.names import shown

register = template.Library()


@register.filter
def role_said(role: str, lang: str) -> str:
    """A role in a language."""
    return role_words(role).said("en" if lang == "en" else "zh")


@register.filter
def kind_said(kind: str, lang: str) -> str:
    """A kind of organisation in a language."""
    return KINDS[kind].said("en" if lang == "en" else "zh")  # type: ignore[index]  # a choice is its value


@register.filter
def plainly(text: object) -> str:
    """A text with its unseen characters shown by their number."""
    return shown(str(text))
