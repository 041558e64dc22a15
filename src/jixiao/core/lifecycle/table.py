"""A stage table: stages, the moves between them, who may make each, and what is due for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.core.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a record stands. While it is `open` its content may change; `held_by` is the permission of who has it."""

    id: str
    name: Text
    held_by: str | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """A step from one of some stages to another.

    `permission`: who may make it. `due`: names of what must be there. `takes_note`: it needs words, such as the reason
    why something is sent back. `is_back`: it leads back, so it is not the main next step.
    """

    id: str
    name: Text
    sources: tuple[str, ...]
    target: str
    permission: str
    due: tuple[str, ...] = ()
    takes_note: bool = False
    is_back: bool = False


class StageTable:
    """The stages of a kind of record and the moves between them; refuses to be built wrong."""

    def __init__(self, stages: Iterable[Stage], moves: Iterable[Move]) -> None:
        """The first stage is where a record begins. Raises `ValueError` for a table that nobody could follow."""
        stages, moves = tuple(stages), tuple(moves)
        self.stages = {stage.id: stage for stage in stages}
        self.moves = {move.id: move for move in moves}
        self.first = stages[0]
        problems = [
            *_twice("stage", [stage.id for stage in stages]),
            *_twice("move", [move.id for move in moves]),
            *(
                f"{move.id}: no stage {name}"
                for move in moves
                for name in (*move.sources, move.target)
                if name not in self.stages
            ),
            *(f"{move.id} leads nowhere else" for move in moves if move.target in move.sources),
        ]
        problems += [] if problems else [f"nothing leads to {name}" for name in self._unreached()]
        if problems:
            raise ValueError("; ".join(problems))

    def moves_from(self, stage: str) -> tuple[Move, ...]:
        """The moves that a stage allows, in the table's order."""
        return tuple(move for move in self.moves.values() if stage in move.sources)

    def main_line(self) -> tuple[Stage, ...]:
        """The stages that a record goes through when nothing is sent back."""
        line = [self.first]
        while True:
            ahead = [move for move in self.moves_from(line[-1].id) if not move.is_back]
            following = self.stages[ahead[0].target] if ahead else None
            if following is None or following in line:
                return tuple(line)
            line.append(following)

    def _unreached(self) -> list[str]:
        reached, waiting = {self.first.id}, [self.first.id]
        while waiting:
            for move in self.moves_from(waiting.pop()):
                if move.target not in reached:
                    reached.add(move.target)
                    waiting.append(move.target)
        return [name for name in self.stages if name not in reached]


def _twice(kind: str, names: list[str]) -> list[str]:
    return [f"two {kind}s are called {name}" for name in dict.fromkeys(names) if names.count(name) > 1]
