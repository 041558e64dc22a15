"""A class of expenditure is called in the text what the tables call it, and in the tables what its code is called.

Skipped:
1. Names without their 类, and of a 类 that the tables do not print: nothing leads to the code.
2. Names that no table prints, where no amount of the sentence is the amount of one class alone.
3. Codes that the code list does not hold, and labels that are only worded otherwise: lists differ from year to year.

A name that no table prints belongs to the class under the same 类 whose amount the sentence states: the one with the
same last name, else the only one that no other sentence names.

Source: 财政部 政府收支分类科目; 中华人民共和国预算法 第三十二条 (budgets are drawn up by these classes).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from jixiao.core.audit.finding import Finding, Severity, cannot_tell, failed, passed
from jixiao.core.audit.wording.class_codes import ClassCodes
from jixiao.core.audit.wording.class_items import LEVELS, bare, class_paths
from jixiao.core.audit.wording.class_labels import ClassLabels, alike
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jixiao.core.audit.audited import Audited
    from jixiao.core.audit.finding import Answer
    from jixiao.core.audit.wording.class_codes import Likely
    from jixiao.core.audit.wording.class_items import ClassName

VERSION = 1
SEVERITY = Severity.ERROR
SCOPE = "document"
TITLE = Text("科目名称与表格和科目目录一致", "classes are called what tables and code lists call them")

NO_CODE = Text("缺少：表格中与此对应的科目", "missing: a class of the tables that this names")
NO_LIST = Text("缺少：当年的科目目录", "missing: the code list of that year")


def check(audited: Audited) -> Iterator[Answer]:
    """One answer for every class named in the text or wrong name of one, and for every listed code of a table."""
    labels = ClassLabels(audited, "functional_class")
    yield from _of_text(audited, labels)
    yield from _of_tables(labels, "functional_class")
    yield from _of_tables(ClassLabels(audited, "economic_class"), "economic_class")


def _of_text(audited: Audited, labels: ClassLabels) -> Iterator[Answer]:
    paths = class_paths(audited)
    codes = ClassCodes(audited, labels, paths)
    wrong: dict[tuple[tuple[str, str], ...], list[tuple[tuple[ClassName, ...], Likely]]] = defaultdict(list)
    for path in paths:
        if codes.exact(path) is not None:
            yield passed(path.last.place)
            continue
        likely = codes.likely(path)
        if likely is None:
            yield cannot_tell(NO_CODE, path.last.place)  # (1) (2)
            continue
        names = tuple(one for one in path.names[1:] if not codes.agrees(one, likely.code))
        wrong[tuple((one.name, likely.code[: 3 + 2 * one.level]) for one in names)].append((names, likely))
    for named, places in wrong.items():
        yield failed(_misnamed(labels, named, places))


def _misnamed(
    labels: ClassLabels, named: tuple[tuple[str, str], ...], places: list[tuple[tuple[ClassName, ...], Likely]]
) -> Finding:
    """One finding for a wrong name (or two that stand together), wherever it is printed."""
    names, likely = places[0]
    found = "".join(f"{one.name}（{LEVELS[one.level]}）" for one in names)
    right = "".join(f"{labels.names[code]}（{LEVELS[(len(code) - 3) // 2]}）" for _, code in named)
    own, amount = f"{likely.code} {labels.names[likely.code]}", likely.amount
    return Finding(
        SEVERITY if all(one.firm for _, one in places) else Severity.SUSPICIOUS,
        Text(
            f"文字称“{found}”，表格中为“{right}”（{own} 的金额同为 {amount}）",
            f"the text says {found}, the tables say {right}: {own} has the same amount, {amount}",
        ),
        (
            *(one.place for group, _ in places for one in group),
            *(labels.place(code) for _, code in named),
            *(one.amount.place for _, one in places),
        ),
        expected=right,
        found=found,
        likelihood=80,
    )


def _of_tables(labels: ClassLabels, dimension: str) -> Iterator[Answer]:
    known = labels.audited.vocabulary.fact_dimensions.get(dimension)
    listed = known.codes.codes if known is not None and known.codes is not None else {}
    for code in (one for one in labels.names if one in listed):  # (3)
        place, name, entry = labels.place(code), labels.names[code], listed[code]
        others = [other for other in listed.values() if other is not entry and bare(other.name.zh) == bare(name)]
        if any(alike(word, name) for word in (entry.name.zh, *entry.synonyms)):
            yield passed(place)
        elif others:
            message = Text(
                f"科目 {code} 的名称印为“{name}”，这是 {others[0].id} 的名称，{code} 为“{entry.name.zh}”",
                f"class {code} is called {name}, which is the name of {others[0].id}; {code} is {entry.name.zh}",
            )
            yield failed(Finding(Severity.SUSPICIOUS, message, (place,), entry.name.zh, name, likelihood=60))
        else:
            yield cannot_tell(NO_LIST, place)  # (3)
