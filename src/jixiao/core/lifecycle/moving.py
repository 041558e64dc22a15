"""May this move be made, by this person, now? All that stands in its way, not only the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from jixiao.core.lifecycle.table import StageTable

NEEDS_NOTE = Text("请写明理由", "say why")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a move may not be made: the stage does not allow it, the person may not, or something is missing."""

    kind: Literal["stage", "permission", "due"]
    what: Text


def refusals(
    table: StageTable,
    move: str,
    stage: str,
    permissions: Collection[str],
    missing: Mapping[str, Sequence[Text]],
    note: str = "",
) -> tuple[Refusal, ...]:
    """What stands in the way of a move; nothing where it may be made.

    `missing` tells for each name that a move has due what is missing of it; a name that it does not tell was not
    looked at, and what was not looked at is not there. Raises `KeyError` for a move that the table does not have.
    """
    step = table.moves[move]
    if stage not in step.sources:
        zh, en = table.stages[stage].name.zh, table.stages[stage].name.en
        return (Refusal("stage", Text(f"“{zh}”阶段不能{step.name.zh}", f"“{en}” does not allow: {step.name.en}")),)
    if step.permission not in permissions:
        what = Text(f"您的岗位不能{step.name.zh}", f"your post does not allow: {step.name.en}")
        return (Refusal("permission", what),)
    found: list[Refusal] = []
    for name in step.due:
        if name not in missing:
            found.append(Refusal("due", Text(f"没有核对 {name}", f"{name} was not looked at")))
        found += [Refusal("due", what) for what in missing.get(name, ())]
    if step.takes_note and not note.strip():
        found.append(Refusal("due", NEEDS_NOTE))
    return tuple(found)
