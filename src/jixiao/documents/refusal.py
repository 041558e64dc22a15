"""Refusals: the faults with which a file is turned away, each with a way to mend it."""

from __future__ import annotations

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text

SPLIT = Text("请拆分文件，或调高读取上限后重试", "split the file, or raise the limit and try again")
ASK_AGAIN = Text("请重新下载或向提供者索取完整文件", "download it again, or ask for the complete file")


def refusal(where: str, what: Text, remedy: Text | None = None, received: str | None = None) -> InputFault:
    """A fault with one problem; `where` is the name of the file."""
    return InputFault([Problem(what, where, None, received, remedy)])


def damaged(where: str, kind: Text, why: str | None = None) -> InputFault:
    """The file is of a known kind but cannot be read as such."""
    what = Text(f"{kind.zh}已损坏或不完整，无法读取", f"the {kind.en} is damaged or incomplete and cannot be read")
    return refusal(where, what, ASK_AGAIN, why)


def too_many(where: str, counted: Text, count: int, most: int) -> InputFault:
    """The file holds more of something than the limits allow."""
    what = Text(f"{counted.zh}超过上限 {most:,}", f"more {counted.en} than the limit of {most:,}")
    return refusal(where, what, SPLIT, f"{count:,}")
