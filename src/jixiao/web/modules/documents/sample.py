"""Sample documents of a department: such as do not exist, with slips of the kinds that real ones have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.reports.samples.as_text import as_html
from jixiao.reports.samples.documents import accounts, budget
from jixiao.web.modules.documents.actions import file_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from jixiao.web.modules.documents.models import Document
    from jixiao.web.platform.people.models import Organisation, Person

# The unit whose three sample documents have slips of many kinds.
WOUNDED = "园区建设中心"
_AMOUNT = re.compile(r"\d{3,}\.\d\d")


def sample(organisation: Organisation, years: Sequence[int], by: Person, at: datetime) -> list[Document]:
    """Budget and accounts of the last year that is over; one unit has three PDFs that repay reading."""
    over = [year for year in years if year < at.year]
    if not over:
        return []
    made = []
    for unit, name, content in _documents(organisation, max(over)):
        document, _ = file_document(content=content, name=name, organisation=unit, by=by, at=at)
        made.append(document)
    return made


def _documents(organisation: Organisation, year: int) -> Iterator[tuple[Organisation, str, bytes]]:
    unit = organisation.children.filter(name=WOUNDED).first()
    if unit is not None:
        from jixiao.reports.samples.as_pdf import as_pdf
        from jixiao.reports.samples.wounded import wounded_documents

        for one in wounded_documents(year):
            yield unit, f"{one.name}.pdf", as_pdf(one)
    entity = f"{organisation.region}{organisation.name}"
    for number, make in enumerate((budget, accounts)):
        document = make(year, entity, organisation.pk)
        content = as_html(document).decode()
        yield organisation, f"{document.name}.html", _slipped(content, organisation.pk + number).encode()


def _slipped(content: str, seed: int) -> str:
    """The document with as many amounts mistyped as its seed says, from none to three."""
    amounts = list(_AMOUNT.finditer(content))
    chosen = {amounts[(seed * 37 + turn * 101) % len(amounts)] for turn in range(seed % 4)}
    for match in sorted(chosen, key=lambda one: -one.start()):
        digit = str((int(match[0][1]) + 3) % 10)
        content = content[: match.start() + 1] + digit + content[match.start() + 2 :]
    return content
