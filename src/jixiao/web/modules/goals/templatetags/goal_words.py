"""What the pages of goals need of templates: values by a key that only the page knows, findings beside a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

if TYPE_CHECKING:
    from jixiao.web.modules.goals.lint import Finding

register = template.Library()


@register.filter
def of(mapping: dict[Any, Any] | None, key: object) -> Any:  # noqa: ANN401 - whatever the mapping holds
    """A value of a mapping."""
    return None if mapping is None else mapping.get(key)


@register.filter
def has_errors(findings: list[Finding]) -> bool:
    """Whether something keeps the row from being signed."""
    return any(one.is_error for one in findings)
