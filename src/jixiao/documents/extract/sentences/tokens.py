"""What stands in a folded sentence: figures, words of the layouts, periods, classes, and the marks between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from jixiao.documents.extract.sentences.lexicon import CLASS_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.document.sentence_layout import Subject
    from jixiao.documents.extract.sentences.lexicon import Entry, Lexicon, Role

TokenKind = Literal["figure", "words", "period", "quarters", "base", "class", "stop", "open", "close"]

_NOUN = "(?:部门)?(?:预算执行数|预算安排|预算数|预算|执行数|支出决算数?|决算数?)?"
_BASE = rf"(?:相?比|相?较于?|与|同|跟)(?:上一?年度?|去年(?:同期)?|20\d\d年度?)(?:当年|年初)?{_NOUN}(?:相比|比较|比)?"
# Names may hold brackets of their own: 政府办公厅（室）及相关机构事务.
_NAME = r"(?:[^，。；：#()]|\([^()类款项]{1,8}\)){2,40}"
_CLASS = rf"{_NAME}\(类\)(?:{_NAME}\(款\)(?:[^，。；：#]{{2,60}}?\(项\))?)?"
# A class that lacks the mark of a level: of which class the figures are, nobody can say.
_BROKEN = rf"(?:{_NAME}\((?:类|款|项)\))+"
_REST = re.compile(r"[^，。；：#]*?\([款项]\)")
_UNMARKED = re.compile(r"[^，。；：#、()年占共为支科决预安]")
UNKNOWN = ("?", "?", "?")
_DATE = r"截[至止]到?(?:20\d\d年(?:\d\d?月(?:\d\d?日|底|末)?|年?末|年?底)|\d\d?月(?:\d\d?日|底|末))"
_QUARTER = "第?[一二三四]季度"
_LEVEL = re.compile(r"\((?:类|款|项)\)")
_SERIAL = re.compile(r"^[(]?[\d#一二三四五六七八九十]{1,3}(?:[)、．.]|、)+")
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of the folded text with what it is; `entries` for words of layouts, `value` for the others.

    `inner` is where the name stands in the words of a subject that has one.
    """

    kind: TokenKind
    start: int
    end: int
    value: str = ""
    entries: tuple[Entry, ...] = ()
    names: tuple[str, ...] = ()
    inner: tuple[int, int] | None = None

    def of_role(self, role: Role) -> tuple[Entry, ...]:
        """What the words may stand for in one role."""
        return tuple(entry for entry in self.entries if entry.role == role)

    def subjects(self) -> tuple[Subject, ...]:
        """The subjects that the words may name."""
        return tuple(entry.subject for entry in self.entries if entry.subject is not None)


def tokens(text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of a folded text, in order and without overlap; names within words go first."""
    found: list[Token] = []
    at = 0
    for start, end, token in _named(text, lexicon):
        if start >= at:
            found.extend(_scanned(text, at, start, lexicon))
            found.append(token)
            at = end
    found.extend(_scanned(text, at, len(text), lexicon))
    return found


def _named(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, Token]]:
    matches = [
        (
            match.start(),
            match.end(),
            Token("words", match.start(), match.end(), match[1], (named.entry,), (), match.span(1)),
        )
        for named in lexicon.named
        for match in named.pattern.finditer(text)
    ]
    yield from sorted(matches, key=lambda one: one[:2])


def _scanned(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Token]:
    # Names of classes cost most to look for, and few sentences have one.
    has_classes = any(mark in text for mark in CLASS_MARKS)
    for match in _pattern(lexicon.pattern.pattern, has_classes).finditer(text, start, end):
        yield _token(match, lexicon)


def _token(match: re.Match[str], lexicon: Lexicon) -> Token:
    kind, (start, end), word = match.lastgroup, match.span(), match[0]
    if kind == "words":
        return Token("words", start, end, word, lexicon.words[word])
    if kind == "broken":
        return Token("class", start, end, word, (), UNKNOWN)
    if kind == "class":
        names = tuple(_SERIAL.sub("", name) for name in _LEVEL.split(word) if name)
        goes_on = _REST if len(names) == 1 else _UNMARKED
        is_whole = len(names) == len(UNKNOWN) or goes_on.match(match.string, end) is None
        return Token("class", start, end, word, (), names if is_whole else UNKNOWN)
    if kind in ("date", "year", "prior", "this", "quarter"):
        return Token("period", start, end, _period(kind, word))
    if kind == "mark":
        return Token({"(": "open", ")": "close"}.get(word, "stop"), start, end, word)  # type: ignore[arg-type]
    return Token(kind, start, end, word)  # type: ignore[arg-type]  # the groups are named as the kinds


def _period(kind: str, word: str) -> str:
    """A period as the walk understands it: a year, a month, a day, `prior`, `this`, or `q1` to `q4`.

    A day without a year begins with a `-`: it is one of the document's own.
    """
    if kind in ("prior", "this"):
        return kind
    if kind == "quarter":
        return f"q{_NUMBERS[word[-3]]}"
    digits = re.findall(r"\d+", word)
    if kind == "date" and len(digits[0]) < len("2000"):
        digits.insert(0, "")
    if kind == "year" or len(digits) == 1 or digits[1:] in (["12"], ["12", "31"]):
        return digits[0] or "this"
    return "-".join([digits[0], *(part.zfill(2) for part in digits[1:])])


@lru_cache(maxsize=64)
def _pattern(words: str, has_classes: bool) -> re.Pattern[str]:
    classes = rf"|(?P<class>{_CLASS})|(?P<broken>{_BROKEN})" if has_classes else ""
    return re.compile(
        rf"(?P<base>{_BASE})|(?P<date>{_DATE})|(?P<words>{words}){classes}"
        r"|(?P<quarters>各个?季度|四个季度|一至四季度)"
        rf"|(?P<quarter>{_QUARTER})|(?P<year>20\d\d(?=年))|(?P<prior>(?:上一?|去)年度?)|(?P<this>本年)"
        r"|(?P<mark>[；()])|(?P<figure>#)"
    )
