"""The vocabulary as an XBRL taxonomy: a schema, labels in Chinese and English, the members of closed lists, an order.

A concept is an item with its period type and the type of what it counts. What facts are broken down by are
dimensions: explicit ones where a list closes the values, typed ones where codes may be finer or names are free.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.kernel.text import Text
    from jixiao.core.ledger.code_list import FactDimension
    from jixiao.core.ledger.concept import Concept, Vocabulary

NAMESPACE = "urn:jixiao:vocabulary:1"
SCHEMA = "jixiao-vocabulary.xsd"
LABELS = {"zh": "jixiao-labels-zh.xml", "en": "jixiao-labels-en.xml"}
DEFINITIONS, PRESENTATION = "jixiao-definitions.xml", "jixiao-presentation.xml"
ROOT = "vocabulary"
ITEM_TYPES = {"money": "xbrli:monetaryItemType", "ratio": "xbrli:pureItemType"}

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LINK = (
    '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.xbrl.org/2003/linkbase '
    'http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd">'
)
_ROLE = "http://www.xbrl.org/2003/role/link"
_DIMENSIONS = "http://xbrl.org/int/dim/arcrole/"


@dataclass(frozen=True, slots=True)
class _Element:
    """One element of the schema: its name, its labels, what is written about it."""

    name: str
    labels: Text
    written: str
    definition: Text | None = None


def taxonomy(vocabulary: Vocabulary) -> dict[str, bytes]:
    """The files of the taxonomy by name."""
    concepts = [vocabulary.concepts[name] for name in sorted(vocabulary.concepts)]
    axes = [vocabulary.fact_dimensions[name] for name in sorted(vocabulary.fact_dimensions)]
    elements = [_item(one) for one in concepts] + [one for axis in axes for one in _axis(axis)]
    files = {
        SCHEMA: _schema(elements, [axis.id for axis in axes if not is_explicit(axis)]),
        LABELS["zh"]: _labels(elements, "zh"),
        LABELS["en"]: _labels(elements, "en"),
        DEFINITIONS: _definitions(axes),
        PRESENTATION: _presentation([one.id for one in concepts]),
    }
    return {name: (_HEAD + content + "\n").encode() for name, content in files.items()}


def is_explicit(axis: FactDimension) -> bool:
    """Whether a list closes the values of a dimension."""
    return axis.codes is not None and not axis.finer


def axis_name(axis: str) -> str:
    """The element of a dimension."""
    return f"{axis}_axis"


def member_name(axis: str, code: str) -> str:
    """The element of a member of a dimension."""
    return f"{axis}.{code}"


def _item(concept: Concept) -> _Element:
    kind = ITEM_TYPES.get(concept.dimension.id, "xbrli:decimalItemType")
    period = "instant" if concept.kind == "stock" else "duration"
    return _Element(concept.id, concept.term, _element(concept.id, kind, period), concept.definition)


def _axis(axis: FactDimension) -> list[_Element]:
    name = axis_name(axis.id)
    if not is_explicit(axis) or axis.codes is None:
        typed = f' xbrldt:typedDomainRef="#jx_{axis.id}_value"'
        return [_Element(name, axis.name, _abstract(name, "xbrldt:dimensionItem", typed))]
    domain = member_name(axis.id, "all")
    members = [
        _Element(member := member_name(axis.id, code.id), code.name, _abstract(member, "xbrli:item"))
        for code in axis.codes.codes.values()
    ]
    return [
        _Element(name, axis.name, _abstract(name, "xbrldt:dimensionItem")),
        _Element(domain, axis.codes.name, _abstract(domain, "xbrli:item")),
        *members,
    ]


def _element(name: str, kind: str, period: str) -> str:
    return (
        f'<xs:element name="{name}" id="jx_{name}" type="{kind}" substitutionGroup="xbrli:item" '
        f'xbrli:periodType="{period}" nillable="true"/>'
    )


def _abstract(name: str, group: str, more: str = "") -> str:
    return (
        f'<xs:element name="{name}" id="jx_{name}" type="xbrli:stringItemType" substitutionGroup="{group}" '
        f'abstract="true" nillable="true" xbrli:periodType="duration"{more}/>'
    )


def _schema(elements: Iterable[_Element], typed: Iterable[str]) -> str:
    linked = "".join(
        f'<link:linkbaseRef xlink:type="simple" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase" '
        f'xlink:role="http://www.xbrl.org/2003/role/{role}LinkbaseRef" xlink:href="{name}"/>'
        for role, name in (
            ("label", LABELS["zh"]), ("label", LABELS["en"]), ("definition", DEFINITIONS),
            ("presentation", PRESENTATION),
        )
    )  # fmt: skip
    domains = "\n".join(f'<xs:element name="{name}_value" id="jx_{name}_value" type="xs:string"/>' for name in typed)
    written = "\n".join(one.written for one in elements)
    return (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance" '
        f'xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xmlns:xbrldt="http://xbrl.org/2005/xbrldt" targetNamespace="{NAMESPACE}" elementFormDefault="qualified">\n'
        f"<xs:annotation><xs:appinfo>{linked}</xs:appinfo></xs:annotation>\n"
        '<xs:import namespace="http://www.xbrl.org/2003/instance" '
        'schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>\n'
        '<xs:import namespace="http://xbrl.org/2005/xbrldt" '
        'schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>\n'
        f"{_abstract(ROOT, 'xbrli:item')}\n{domains}\n{written}\n</xs:schema>"
    )


def _locator(name: str) -> str:
    return f'<link:loc xlink:type="locator" xlink:href="{SCHEMA}#jx_{name}" xlink:label="{name}"/>'


def _labels(elements: Iterable[_Element], lang: str) -> str:
    pieces = []
    for one in elements:
        said = one.labels.zh if lang == "zh" else one.labels.en
        pieces += [_locator(one.name), _label(one.name, "l", "label", lang, said)]
        if one.definition is not None:
            told = one.definition.zh if lang == "zh" else one.definition.en
            pieces.append(_label(one.name, "d", "documentation", lang, told))
    inside = "\n".join(pieces)
    return (
        f'{_LINK}\n<link:labelLink xlink:type="extended" xlink:role="{_ROLE}">\n{inside}\n'
        "</link:labelLink></link:linkbase>"
    )


def _label(name: str, mark: str, role: str, lang: str, said: str) -> str:
    return (
        f'<link:label xlink:type="resource" xlink:label="{mark}_{name}" xml:lang={quoteattr(lang)} '
        f'xlink:role="http://www.xbrl.org/2003/role/{role}">{escape(said)}</link:label>'
        '<link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label" '
        f'xlink:from="{name}" xlink:to="{mark}_{name}"/>'
    )


def _definitions(axes: Iterable[FactDimension]) -> str:
    pieces = []
    for axis in axes:
        if not is_explicit(axis) or axis.codes is None:
            continue
        name, domain = axis_name(axis.id), member_name(axis.id, "all")
        members = [member_name(axis.id, code) for code in axis.codes.codes]
        pieces += [_locator(one) for one in (name, domain, *members)]
        pieces.append(_arc("dimension-domain", name, domain, 1))
        pieces += [_arc("domain-member", domain, one, number) for number, one in enumerate(members, 1)]
    refs = "".join(
        f'<link:arcroleRef xlink:type="simple" arcroleURI="{_DIMENSIONS}{name}" '
        f'xlink:href="http://www.xbrl.org/2005/xbrldt-2005.xsd#{name}"/>'
        for name in ("dimension-domain", "domain-member")
    )
    inside = "\n".join(pieces)
    return (
        f'{_LINK}{refs}\n<link:definitionLink xlink:type="extended" xlink:role="{_ROLE}">\n{inside}\n'
        "</link:definitionLink></link:linkbase>"
    )


def _arc(role: str, above: str, below: str, order: int) -> str:
    return (
        f'<link:definitionArc xlink:type="arc" xlink:arcrole="{_DIMENSIONS}{role}" xlink:from="{above}" '
        f'xlink:to="{below}" order="{order}"/>'
    )


def _presentation(names: Iterable[str]) -> str:
    pieces = [_locator(ROOT)]
    for number, name in enumerate(names, 1):
        pieces.append(_locator(name))
        pieces.append(
            '<link:presentationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child" '
            f'xlink:from="{ROOT}" xlink:to="{name}" order="{number}"/>'
        )
    inside = "\n".join(pieces)
    return (
        f'{_LINK}\n<link:presentationLink xlink:type="extended" xlink:role="{_ROLE}">\n{inside}\n'
        "</link:presentationLink></link:linkbase>"
    )
