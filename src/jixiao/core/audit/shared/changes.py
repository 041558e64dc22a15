"""Changes that sentences claim: the figures of a claim as terms, and what a wrong direction word looks like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Answer, Finding, Verdict
from jixiao.core.audit.forms import ChangeRate, RateOfAmount, Sum
from jixiao.core.audit.tie import Tie, judge
from jixiao.core.audit.tie_answer import tie_places
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Place, Severity
    from jixiao.core.audit.term import Term
    from jixiao.core.document.statement import Claim, StatedFact

SIGNS = {"increase": 1, "decrease": -1, "same": 0}
_OTHER = {1: Text("减少（下降）", "a decrease"), -1: Text("增加（增长）", "an increase")}


@dataclass(frozen=True, slots=True)
class Change:
    """A claim of change with its terms: `figure` is the amount or the rate; `sign` +1 up, -1 down, 0 the same."""

    claim: Claim
    sign: int
    word: Place
    figure: Term
    now: Term | None
    before: Term | None


def changes(audited: Audited) -> Iterator[Change]:
    """Every claim of change in the order of the text."""
    for claim in audited.statements.claims:
        if claim.kind not in ("change", "change_rate") or claim.direction is None:
            continue
        fact, now, before = claim.figures
        figure = audited.term(fact) if fact is not None else None
        sign = SIGNS.get(dict(fact.dimensions).get("direction", "")) if fact is not None else None
        if figure is not None and sign is not None:
            word = audited.place(claim.direction.start, claim.direction.end)
            yield Change(claim, sign, word, figure, _term(audited, now), _term(audited, before))


def _term(audited: Audited, fact: StatedFact | None) -> Term | None:
    return audited.term(fact) if fact is not None else None


def opposite(tie: Tie) -> Tie:
    """The same figures with the other direction."""
    form = tie.form
    if isinstance(form, Sum):
        return replace(tie, form=Sum((form.signs[0], -form.signs[1])))
    if isinstance(form, ChangeRate | RateOfAmount):
        return replace(tie, form=type(form)(-form.sign))
    raise TypeError(f"a {type(form).__name__} has no direction")


def directed(tie: Tie, word: Place, sign: int, severity: Severity) -> Tie | Answer:
    """The tie, or where only the direction word is wrong, the finding about the word."""
    if judge(tie).state != "broken" or judge(opposite(tie)).state == "broken":
        return tie
    right = _OTHER[sign]
    message = Text("方向词与数据相反，应为", "the direction word contradicts the figures; they show ") + right
    shown = Text("：", ": ") + Text(*(tie.form.written([str(one) for one in tie.terms[1:]]),) * 2)
    places = tuple(dict.fromkeys([word, *tie_places(tie)]))
    finding = Finding(severity, message + shown, places, expected=right.zh, found=None, likelihood=80)
    return Answer(Verdict.FAILED, places, finding, None, tie)
