"""Quotes: the sentences and rows of the document in which the places of a finding stand, each with its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.core.kernel.text import Text
from jixiao.reports.facts.page_body import visible_markup
from jixiao.reports.html.markup import Markup, both, el, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jixiao.reports.audit.record import FindingRow, PlaceRow

# So much is shown before the first and after the last marked words of a quote.
MOST = 40
# Quotes that are shown at once; the others unfold.
SHOWN = 2
_CELLS = re.compile(r"[ \n]*\t\s*")
# A page breaks its lines between Chinese characters, where nothing stands; elsewhere a break is a blank.
_BROKEN = re.compile(r"(?<=[\u2e80-\uffee])[ \t]*\n[ \t]*(?=[\u2e80-\uffee])")
_BLANKS = re.compile(r"\s*\n\s*")


def quotes(finding: FindingRow, names: Mapping[str, Text]) -> Markup:
    """The passages of a finding, first the one at fault; `names` are those of documents where there are several."""
    drawn = [_quote(finding, orders, names) for orders in _together(finding)]
    rest = drawn[SHOWN:]
    if not rest:
        return el("ol", drawn, class_="quotes")
    more = Text(f"另有 {len(rest)} 处原文", f"{len(rest)} more passage{'s' if len(rest) > 1 else ''}")
    unfolded = el("details", el("summary", both(more)), el("ol", rest, class_="quotes"), class_="more")
    return joined((el("ol", drawn[:SHOWN], class_="quotes"), unfolded))


def _together(finding: FindingRow) -> Iterator[list[int]]:
    """Places by their order, those of one sentence or row together."""
    found: dict[tuple[str, int, str], list[int]] = {}
    for order, place in enumerate(finding["places"]):
        found.setdefault((place["path"], place["context_start"], place["context"]), []).append(order)
    yield from found.values()


def _quote(finding: FindingRow, orders: list[int], names: Mapping[str, Text]) -> Markup:
    words = el("q", _passage([finding["places"][order] for order in orders]))
    return el("li", where(finding, orders[0], names), " ", words, data_order=" ".join(map(str, orders)))


def where(finding: FindingRow, order: int, names: Mapping[str, Text]) -> Markup:
    """The link to a place: its document where there are several, and its page."""
    place = finding["places"][order]
    is_across = len({one["path"] for one in finding["places"]}) > 1
    name = names.get(place["path"]) if is_across else None
    page = place["page"]
    said = None if page is None else Text(f"第 {page} 页", f"page {page}")
    if name is not None:
        said = name if said is None else name + Text(" ", ", ") + said
    return el("a", both(said or Text("原文", "text")), href=f"#p{finding['id']}-{order}", class_="to")


def _passage(places: list[PlaceRow]) -> Markup:
    """The words around places of one context, shortened, with the places marked."""
    context, begins = places[0]["context"], places[0]["context_start"]
    spans = sorted({(one["start"] - begins, one["end"] - begins) for one in places})
    if any(low < 0 or high > len(context) for low, high in spans):
        return el("mark", Markup(visible_markup(places[0]["quote"])))
    first, last = spans[0][0], max(high for _, high in spans)
    low, high = max(0, first - MOST), min(len(context), last + MOST)
    pieces: list[Markup | str] = ["…" if low else ""]
    at = low
    for start, end in spans:
        if start >= at:
            pieces += [_plain(context[at:start]), el("mark", _plain(context[start:end]))]
            at = end
    return joined([*pieces, _plain(context[at:high]), "…" if high < len(context) else ""])


def _plain(words: str) -> Markup:
    """Words on one line; cells of a row apart from each other."""
    return Markup(visible_markup(_BLANKS.sub(" ", _CELLS.sub(" │ ", _BROKEN.sub("", words)))))
