"""What people write, read into what actions take: every fault found, beside the field where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jixiao.core.kernel.text import Text
from jixiao.web.modules.goals.binding import source_named
from jixiao.web.modules.goals.lint import number_of
from jixiao.web.platform.people.names import BadName, plain_name
from jixiao.web.registers.indicators.models import BINDINGS, KINDS, OPERATORS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

MOST_WORDS = 2000
MOST_WEIGHT = Decimal(999)


@dataclass
class Words:
    """Fields as written, and what is wrong with them, by field."""

    written: Mapping[str, str]
    faults: dict[str, Text] = field(default_factory=dict)

    def line(self, name: str, most: int, *, needed: bool = False) -> str:
        """A text on one line; a fault where it is missing, too long, or deceives the eye."""
        words = " ".join(self.written.get(name, "").split())
        if not words:
            if needed:
                self.faults[name] = Text("不能为空", "this cannot be empty")
            return ""
        try:
            return plain_name(words, most)
        except BadName as bad:
            self.faults[name] = bad.said
            return ""

    def paragraphs(self, name: str, most: int = MOST_WORDS) -> str:
        """A text of several lines, each held to the same rules."""
        lines = [" ".join(line.split()) for line in self.written.get(name, "").strip().splitlines()]
        words = "\n".join(lines)
        if len(words) > most:
            self.faults[name] = Text(f"最多 {most} 个字，现有 {len(words)}", f"at most {most} characters")
            return ""
        try:
            return "\n".join(plain_name(line, most) if line else "" for line in lines)
        except BadName as bad:
            self.faults[name] = bad.said
            return ""

    def choice(self, name: str, known: Collection[str], what: Text) -> str:
        """One of some words."""
        words = self.written.get(name, "")
        if words not in known:
            self.faults[name] = what
            return ""
        return words

    def whole(self, name: str) -> int:
        """A number that the page itself wrote; 0 where it was tampered with."""
        words = self.written.get(name, "")
        return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else 0


@dataclass(frozen=True, slots=True)
class IndicatorFields:
    """What an indicator is made of."""

    kind: str
    name: str
    operator: str
    target: str
    unit: str
    weight: Decimal | None
    basis: str
    binding: str = "hand"
    source: str = ""
    covers: tuple[str, ...] = ()

    def put(self, indicator: Any) -> None:  # noqa: ANN401 - an indicator of the register
        """Write them into an indicator."""
        for name in ("kind", "name", "operator", "target", "unit", "weight", "basis", "binding", "source"):
            setattr(indicator, name, getattr(self, name))
        indicator.covers = list(self.covers)


_KINDS = {text.zh: kind for kind, (_, text) in KINDS.items()} | {
    text.zh.removesuffix("指标"): kind for kind, (_, text) in KINDS.items()
}
_KINDS |= {"满意度": "satisfaction", "满意度指标": "satisfaction", "可持续影响": "sustainable", "可持续": "sustainable"}
_OPERATORS = {
    "≥": "ge", ">=": "ge", "大于等于": "ge", "不低于": "ge", "≤": "le", "<=": "le", "小于等于": "le", "不超过": "le",
    "＞": "gt", ">": "gt", "大于": "gt", "＜": "lt", "<": "lt", "小于": "lt", "＝": "eq", "=": "eq", "等于": "eq",
    "定性": "text", "": "text",
}  # fmt: skip


def kind_named(words: str) -> str:
    """The kind that a sheet names; nothing where it names none."""
    plain = "".join(words.split())
    return _KINDS.get(plain, plain if plain in KINDS else "")


def operator_named(words: str) -> str:
    """The direction that a sheet names; nothing where it names none."""
    plain = "".join(words.split())
    return _OPERATORS.get(plain, plain if plain in OPERATORS else "")


def indicator_fields(words: Words, projects: Collection[str], covers: Collection[str] = ()) -> IndicatorFields | None:
    """An indicator from words; None where something is wrong. `covers` are codes as ticked, of `projects`."""
    kind = words.choice("kind", KINDS, Text("请选指标级别", "choose a level"))
    operator = words.choice("operator", OPERATORS, Text("请选方向", "choose a direction"))
    binding = words.written.get("binding") or "hand"
    if binding not in BINDINGS:
        words.faults["binding"] = Text("请选取值方式", "choose how the value is had")
    source = ""
    if binding in ("fact", "measure"):
        source = source_named(binding, words.line("source", 120))
        if not source:
            words.faults["source"] = Text(
                "请从提示中选一项数据或业务记录", "choose one of the figures or records offered"
            )
    found = IndicatorFields(
        kind, words.line("name", 120, needed=True), operator, words.line("target", 200, needed=True),
        words.line("unit", 20), _weight(words), words.line("basis", 300), binding, source,
        tuple(code for code in dict.fromkeys(covers) if code in projects),
    )  # fmt: skip
    return None if words.faults else found


def _weight(words: Words) -> Decimal | None:
    written = words.line("weight", 20)
    if not written:
        return None
    number = number_of(written)
    if number is None or not 0 <= number <= MOST_WEIGHT or number != round(number, 2):
        words.faults["weight"] = Text(
            "权重填 0 到 999 的数字，最多两位小数", "a weight is 0 to 999, two decimals at most"
        )
        return None
    return number
