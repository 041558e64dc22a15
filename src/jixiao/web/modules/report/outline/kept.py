"""Which template holds for an organisation: the newest of the nearest bureau above it, else the shipped one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.web.modules.report.models import Template

if TYPE_CHECKING:
    from jixiao.web.platform.people.models import Organisation


def template_for(organisation: Organisation) -> Template | None:
    """The template in force; None for the shipped one."""
    above = organisation.line
    found = Template.objects.filter(organisation__in=above).select_related("organisation")
    newest = found.order_by("-organisation__path", "-number").first()
    return None if newest is None or newest.is_shipped else newest
