"""The answer of a tie: verdict, severity by evidence, and a finding whose words are built from its figures."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Answer, Finding, Severity, Verdict
from jixiao.core.audit.forms import AtMost, Sum
from jixiao.core.audit.tie import judge
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jixiao.core.audit.finding import Place
    from jixiao.core.audit.term import Term
    from jixiao.core.audit.tie import Judgement, Tie

UNDEFINED = Text("分母为零或没有界限，无法计算", "the denominator is zero or has no bound")


def answer(tie: Tie, severity: Severity = Severity.ERROR) -> Answer:
    """Judge a tie and put it into words; `severity` is that of a break between figures brought together by name."""
    judgement = judge(tie)
    if judgement.state == "holds":
        # By far the most: their places are not made unique, which costs more than the arithmetic.
        return Answer(Verdict.PASSED, (*(one.place for one in tie.terms), *tie.words), None, None, tie)
    places = tie_places(tie)
    if judgement.state == "open":
        return Answer(Verdict.CANNOT_TELL, places, None, UNDEFINED, tie)
    if judgement.state == "rounding":
        # A pass that is told: within the printed precision the figures agree.
        return Answer(Verdict.PASSED, places, _finding(tie, judgement, Severity.ROUNDING), None, tie)
    weight = severity if tie.firm and not _may_be_cut(tie, judgement) else Severity.SUSPICIOUS
    return Answer(Verdict.FAILED, places, _finding(tie, judgement, weight), None, tie)


def _may_be_cut(tie: Tie, judgement: Judgement) -> bool:
    """Whether digits cut off would explain it: prints of unlike precision, less than one unit of the coarsest off."""
    ulps = {one.ulp for one in tie.terms}
    if not isinstance(tie.form, Sum) or len(ulps) == 1 or judgement.expected is None:
        return False
    return abs(judgement.expected - Fraction(tie.terms[0].value)) < Fraction(max(ulps))


def tie_places(tie: Tie) -> tuple[Place, ...]:
    """Where the figures and the words of a tie stand, the result first."""
    return tuple(dict.fromkeys([*(one.place for one in tie.terms), *tie.words]))


def _finding(tie: Tie, judgement: Judgement, severity: Severity) -> Finding:
    result, *operands = tie.terms
    expected = judgement.expected if judgement.expected is not None else Fraction(0)
    difference = Fraction(result.value) - expected
    message = tie.what + arithmetic(tie, result, operands, expected)
    return Finding(
        severity,
        message,
        tie_places(tie),
        finer(result, operands, expected),
        str(result),
        finer(result, operands, difference),
        _tolerance(result, operands, judgement),
        tie.likelihood,
    )


def arithmetic(tie: Tie, result: Term, operands: Sequence[Term], expected: Fraction) -> Text:
    """The steps: what the operands give, and what is printed instead."""
    shown = finer(result, operands, expected)
    if tie.is_restatement:
        one = operands[0]
        return Text(f"：此处为 {result}，另一处为 {one}", f": {result} here, {one} elsewhere")
    if isinstance(tie.form, AtMost):
        return Text(f"：最多 {operands[0]}，此处为 {result}", f": at most {operands[0]}, printed {result}")
    steps = tie.form.written([_word(one, result) for one in operands])
    return Text(f"：{steps} = {shown}，此处为 {result}", f": {steps} = {shown}, printed {result}")


def finer(result: Term, operands: Sequence[Term], value: Fraction) -> str:
    """A value with the places of the result; with more where the operands have more and rounding would hide it."""
    shown = result.printed(value)
    alike = all(one.unit.dimension == result.unit.dimension for one in operands)
    if value and alike and Fraction(result.rounded(value)) == 0:
        return max([result, *operands], key=lambda one: one.decimals - len(str(one.unit.factor))).printed(value)
    return shown


def _word(one: Term, result: Term) -> str:
    """An operand in the steps: in the result's unit without naming it, else as printed."""
    return one.digits(one.value) if one.unit.symbol == result.unit.symbol else str(one)


def _tolerance(result: Term, operands: Sequence[Term], judgement: Judgement) -> str | None:
    width = judgement.range.half_width if judgement.range is not None else None
    if width is None:
        return None
    whole = width + Fraction(result.ulp) / 2
    return f"±{_short(whole / Fraction(result.unit.factor))} {result.unit.symbol}".replace(" %", "%")


def _short(value: Fraction) -> str:
    """A positive value with two significant digits, rounded up, so that a tolerance is never shown too small."""
    places = 0
    while value * 10**places < 10 and places < 12:
        places += 1
    up = -((-value * 10**places).__floor__())
    return f"{up // 10**places}.{up % 10**places:0{places}d}".rstrip("0").rstrip(".") if places else str(up)
