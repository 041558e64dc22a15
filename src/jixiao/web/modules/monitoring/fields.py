"""What people write, read into what actions take: every fault found, beside the field where it stands."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from jixiao.core.kernel.numerals import NumberFault, read_decimal
from jixiao.core.kernel.text import Text
from jixiao.core.monitoring.forecast import HAND, LAST_YEAR, STRAIGHT
from jixiao.core.monitoring.lights import LEVELS
from jixiao.web.modules.monitoring.actions.filling import SheetFields
from jixiao.web.modules.monitoring.actions.rounds import RoundFields
from jixiao.web.modules.monitoring.stages import CAUSES, CHANCES
from jixiao.web.platform import money
from jixiao.web.platform.people.names import is_unseen
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jixiao.web.modules.monitoring.models import Sheet

MOST = 2000
_KEPT = "\n\t"


@dataclass
class Words:
    """Fields as written, and what is wrong with them, by field."""

    written: Mapping[str, str]
    faults: dict[str, Text] = field(default_factory=dict)

    def text(self, name: str, most: int = MOST, *, needed: bool = False) -> str:
        """Words in their composed form; a fault where they are missing, too long, or hide something."""
        words = unicodedata.normalize("NFC", self.written.get(name, "").replace("\r\n", "\n")).strip()
        hidden = next((one for one in words if is_unseen(one) and one not in _KEPT), None)
        if hidden is not None:
            number = f"U+{ord(hidden):04X}"
            self.faults[name] = Text(
                f"含有看不见或改变文字方向的字符（{number}），请删去", f"remove the unseen character {number}"
            )
        elif needed and not words:
            self.faults[name] = Text("不能为空", "this cannot be empty")
        elif len(words) > most:
            self.faults[name] = Text(f"最多 {most} 个字，现有 {len(words)}", f"at most {most} characters")
        else:
            return words
        return ""

    def choice(self, name: str, known: Iterable[str]) -> str:
        """One of some words; nothing where it is none of them."""
        words = self.written.get(name, "")
        return words if words in known else ""

    def amount(self, name: str) -> int | None:
        """An amount in fen, not below zero; None where the field is empty or wrong."""
        words = self.written.get(name, "").strip()
        if not words:
            return None
        try:
            fen = money.fen_of(words)
        except Refused as refusal:
            self.faults[name] = refusal.text
            return None
        if fen < 0:
            self.faults[name] = Text("不能小于零", "not below zero")
            return None
        return fen

    def number(self, name: str) -> str:
        """A number as printed, without separators; a fault where it is none."""
        words = self.written.get(name, "").strip()
        if not words:
            return ""
        try:
            value = read_decimal(unicodedata.normalize("NFKC", words).removesuffix("%").strip())
        except NumberFault:
            self.faults[name] = Text(
                f"“{words[:20]}”不是数字，只填数，不写单位", "write the number only, without a unit"
            )
            return ""
        if len(f"{value:f}") > 30:
            self.faults[name] = Text("数字过长", "the number is too long")
            return ""
        return f"{value:f}"

    def whole(self, name: str, least: int = 0, most: int = 2**31 - 1) -> int | None:
        """A whole number between two; a fault where it is none."""
        words = self.written.get(name, "").strip()
        if words.isascii() and words.isdecimal() and len(words) < 10 and least <= int(words) <= most:
            return int(words)
        self.faults[name] = Text(f"请填 {least}—{most} 的整数", f"write a whole number from {least} to {most}")
        return None

    def version(self) -> int:
        """The version that the page was made from; 0 where it was tampered with."""
        words = self.written.get("version", "")
        return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else 0

    def day(self, name: str) -> date | None:
        """A day; a fault where it is none."""
        try:
            return date.fromisoformat(self.written.get(name, "").strip())
        except ValueError:
            self.faults[name] = Text("请填日期，如 2026-08-31", "write a day such as 2026-08-31")
            return None


def round_fields(words: Words) -> RoundFields | None:
    """A round from words; None where something is wrong with them."""
    year, month = words.whole("year", 2000, 2100), words.whole("month", 1, 12)
    until, note = words.day("until"), words.text("note", 500)
    told, paused = words.whole("escalate_after", 1, 60), words.whole("pause_after", 1, 60)
    levels = tuple(level for level in (1, 2, 3) if words.written.get(f"level-{level}"))
    if not levels:
        words.faults["levels"] = Text("至少选一级项目", "choose one level of projects at least")
    if told is not None and paused is not None and told > paused:
        words.faults["escalate_after"] = Text("不能晚于自动暂停", "not after it pauses")
    if year is not None and until is not None and not year <= until.year <= year + 1:
        words.faults["until"] = Text("期限应在本年或次年", "the deadline lies in the year or the next")
    if words.faults or year is None or month is None or until is None or told is None or paused is None:
        return None
    return RoundFields(year, month, until, levels, told, paused, bool(words.written.get("warns")), note)


def sheet_fields(words: Words, sheet: Sheet) -> SheetFields | None:
    """What is written on a sheet; None where something is wrong with it."""
    values, entries = {}, {}
    for row in sheet.goals:
        key = row["id"]
        if row["binding"] == "hand":
            name = f"value-{key}"
            values[key] = words.choice(name, LEVELS) if row["operator"] == "text" else words.number(name)
        entry = {
            "cause": words.choice(f"cause-{key}", CAUSES),
            "reason": words.text(f"reason-{key}", 500),
            "measure": words.text(f"measure-{key}", 500),
            "chance": words.choice(f"chance-{key}", CHANCES),
            "forecast": words.number(f"forecast-{key}"),
            "because": words.text(f"because-{key}", 300),
        }
        if entry["forecast"]:
            entry["method"] = HAND
        entries[key] = {name: value for name, value in entry.items() if value}
    found = SheetFields(
        words.text("reason"), words.text("problem"), words.text("measure"),
        words.choice("method", (STRAIGHT, LAST_YEAR, HAND)) or STRAIGHT,
        words.amount("by_hand"), words.text("because", 300), values, entries,
    )  # fmt: skip
    return None if words.faults else found


def written_of(sheet: Sheet) -> dict[str, str]:
    """A sheet as its form would write it."""
    found = {
        "reason": sheet.reason, "problem": sheet.problem, "measure": sheet.measure, "method": sheet.method,
        "by_hand": money.as_input(sheet.by_hand), "because": sheet.because,
    }  # fmt: skip
    for row in sheet.goals:
        key = row["id"]
        found[f"value-{key}"] = row["value"]
        entry = sheet.entries.get(str(key), {})
        found |= {f"{name}-{key}": value for name, value in entry.items() if name != "method"}
    return found
