"""Whose document it is: the unit that a document names, held against the organisation for which it was filed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from django.db.models import F, Value
from django.db.models.functions import Length

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from jixiao.web.modules.documents.models import Document
    from jixiao.web.platform.people.models import Organisation

_SIGNS = re.compile(r"[\s()（）〔〕“”\"]+")
# What may stand before the name of a unit: a place, or an organisation above it.
_ABOVE = re.compile(r".*[省市区县州旗盟镇乡局委办会院处部厅府]")


def squeezed(name: str) -> str:
    """A name without blanks and brackets, in one form of characters."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name))


def names(entity: str, organisation: str) -> bool:
    """Whether the unit that a document names is an organisation: the same name, or with those above it before it."""
    long, short = squeezed(entity), squeezed(organisation)
    if len(long) < len(short):
        long, short = short, long
    if not short or not long.endswith(short):
        return False
    before = long[: len(long) - len(short)]
    return not before or _ABOVE.fullmatch(before) is not None


def is_foreign(document: Document) -> bool:
    """Whether a document names another unit than the one for which it was filed, and nobody said that this is right."""
    return bool(
        document.entity and not document.is_entity_confirmed and not names(document.entity, document.organisation.name)
    )


def proposed(entity: str, among: QuerySet[Organisation]) -> Organisation | None:
    """The organisation that a document names; of several the one with the longest name, None where it is in doubt."""
    found = (
        among.annotate(told=Value(squeezed(entity)), letters=Length("name"))
        .filter(told__endswith=F("name"))
        .order_by("-letters", "path")
    )
    fitting = [one for one in found[:5] if names(entity, one.name)]
    if not fitting or (len(fitting) > 1 and fitting[0].name == fitting[1].name):
        return None
    return fitting[0]
