"""What a second round calls things, and how a finding of either round reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jixiao.core.audit.finding import Severity
from jixiao.core.kernel.text import Text
from jixiao.reports.facts import fact_words
from jixiao.reports.facts.plain_words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jixiao.core.kernel.text import Language
    from jixiao.reports.audit.rounds.comparison import Changes, DocumentRound

TITLE = Text("与上一轮相比", "Compared with the earlier round")
FIXED = Text("已更正", "fixed")
STILL = Text("仍存在", "still there")
NEW = Text("新发现", "new")
UNSEEN = Text("未再核对", "not looked at again")
ACROSS = Text("几份文件之间", "Between documents")
OUTCOMES = (("fixed", "✓", FIXED), ("still", "●", STILL), ("new", "+", NEW), ("unseen", "?", UNSEEN))


def count_line(changes: Changes, lang: Language) -> str:
    """How many findings are fixed, still there, new and not looked at, in one line."""
    said = [f"{word.said(lang)} {len(getattr(changes, name))}" for name, _, word in OUTCOMES]
    return ("，" if lang == "zh" else ", ").join(said)


def rows_of(changes: Changes, name: str, lang: Language) -> Iterator[tuple[Mapping[str, Any], str]]:
    """The findings of one outcome, each with what is to be said of it beside its message, "" where that is nothing."""
    if name == "still":
        for one in changes.still:
            yield one.now, _changed(one.earlier, one.now, lang)
    elif name == "unseen":
        for lost in changes.unseen:
            yield lost.earlier, lost.reason.said(lang)
    else:
        for row in changes.fixed if name == "fixed" else changes.new:
            yield row, ""


def _changed(earlier: Mapping[str, Any], now: Mapping[str, Any], lang: Language) -> str:
    """What the figure was and is, where it was changed and is still wrong."""
    before, after = earlier.get("found"), now.get("found")
    if before is None or after is None or before == after:
        return ""
    return visible(Text(f"原为 {before}，改为 {after}，仍不符", f"was {before}, is {after}, still wrong").said(lang))


def message(row: Mapping[str, Any], lang: Language) -> str:
    """The sentence of a finding; that of an earlier round stands in the language in which it was written."""
    said = row.get("message")
    return visible(str(said[lang] if isinstance(said, dict) else said or ""))


def severity(row: Mapping[str, Any], lang: Language) -> str:
    """The word for its severity."""
    return Severity(row["severity"]).label.said(lang)


def page(row: Mapping[str, Any], lang: Language) -> str:
    """The page of its first place in words, "" where the format has none."""
    number = row["places"][0].get("page")
    return fact_words.page(number, lang) if isinstance(number, int) else ""


def document_name(one: DocumentRound, lang: Language) -> str:
    """Unit, year and kind of a document; its file where the unit is not known."""
    if one.entity is None:
        return visible(one.path or one.earlier_path or "")
    year = [one.period] if one.period else []
    return visible(" ".join([one.entity, *year, fact_words.kind(one.kind).said(lang)]))
