"""The facts of documents as xBRL-JSON (OIM 1.0): a report per document, and the taxonomy beside them.

The id of a fact is where it stands: `f_2154_2164` is the number at characters 2154 to 2164 of the document's text.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.numerals import NumberFault
from jixiao.core.kernel.period import Period
from jixiao.core.kernel.text import Text
from jixiao.reports.facts.open_data.taxonomy import NAMESPACE, SCHEMA, axis_name, is_explicit, member_name, taxonomy
from jixiao.reports.facts.plain_words import sound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.kernel.units import Unit
    from jixiao.core.ledger.concept import Concept, Vocabulary
    from jixiao.reports.facts.record import FactRow, Record

NAMESPACES = {
    "jx": NAMESPACE,
    "unit": "urn:jixiao:units",
    "entity": "urn:jixiao:entities",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "xbrl": "https://xbrl.org/2021",
}
_NOTHING = Text("没有识别出概念的事实，写不出 xBRL", "no fact of a known concept: nothing to report in xBRL")


def xbrl_files(documents: Iterable[tuple[str, Record]], vocabulary: Vocabulary) -> dict[str, bytes]:
    """The reports and the taxonomy by file name. Raises `InputFault` where no document has a known fact."""
    files: dict[str, bytes] = {}
    for number, (_, record) in enumerate(documents, 1):
        facts = _facts(record, vocabulary)
        if facts:
            report = {
                "documentInfo": {
                    "documentType": "https://xbrl.org/2021/xbrl-json",
                    "namespaces": NAMESPACES,
                    "taxonomy": [SCHEMA],
                },
                "facts": facts,
            }
            stem = re.sub(r"[^\w.-]+", "_", record["name"].rsplit(".", 1)[0])[:60].strip("._") or "document"
            files[f"{number:03}-{stem}.json"] = sound(json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode()
    if not files:
        raise InputFault([Problem(_NOTHING, "--xbrl")])
    return {**files, **taxonomy(vocabulary)}


def _facts(record: Record, vocabulary: Vocabulary) -> dict[str, dict[str, Any]]:
    entity = "entity:" + re.sub(r"\s+", "_", record["entity"] or f"unknown-{record['sha256'][:12]}")
    written: dict[str, dict[str, Any]] = {}
    seen: Counter[str] = Counter()
    for fact in record["facts"]:
        concept = vocabulary.concepts.get(fact["concept"] or "")
        unit = vocabulary.units.get(fact["printed_unit"])
        period = None if concept is None else _period(fact["period"], concept)
        if concept is None or unit is None or period is None or unit.dimension.id != concept.dimension.id:
            continue
        name = f"f_{fact['source']['start']}_{fact['source']['end']}"
        seen[name] += 1
        dimensions = {"concept": f"jx:{concept.id}", "entity": entity, "period": period, **_unit(fact)}
        written[name if seen[name] == 1 else f"{name}_{seen[name]}"] = {
            "value": fact["value"],
            "decimals": fact["decimals"] - _magnitude(unit),
            "dimensions": dimensions | _axes(fact, vocabulary),
        }
    return written


def _unit(fact: FactRow) -> dict[str, str]:
    """The unit; a ratio has none."""
    if fact["unit"] == "RATIO":
        return {}
    return {"unit": "iso4217:CNY" if fact["unit"] == "CNY" else f"unit:{fact['unit']}"}


def _magnitude(unit: Unit) -> int:
    """How many digits before the printed ones the factor stands for; rounded up where it is no power of ten."""
    exponent = unit.factor.adjusted()
    return exponent if unit.factor == Decimal(1).scaleb(exponent) else exponent + 1


def _axes(fact: FactRow, vocabulary: Vocabulary) -> dict[str, str]:
    found = {}
    for axis, code in sorted(fact["dimensions"].items()):
        known = vocabulary.fact_dimensions.get(axis)
        if known is None:
            continue
        closed = is_explicit(known) and known.codes is not None
        if closed and known.codes is not None and code not in known.codes.codes:
            continue
        found[f"jx:{axis_name(axis)}"] = f"jx:{member_name(axis, code)}" if closed else code
    return found


def _period(name: str, concept: Concept) -> str | None:
    """A span of days for a flow, its end for a stock, both as moments at midnight."""
    try:
        period = Period.parse(name)
    except NumberFault:
        return None
    end = f"{period.end + timedelta(days=1)}T00:00:00"
    return end if concept.kind == "stock" else f"{period.start}T00:00:00/{end}"
