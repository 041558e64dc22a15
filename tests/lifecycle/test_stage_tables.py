"""Stage tables: built right or not at all, and every refusal told."""

import pytest

from jixiao.core.kernel.text import Text, same
from jixiao.core.lifecycle.moving import NEEDS_NOTE, refusals
from jixiao.core.lifecycle.table import Move, Stage, StageTable

STAGES = [
    Stage("draft", same("draft"), "fill", is_open=True),
    Stage("signed", same("signed")),
    Stage("done", same("done")),
]
MOVES = [
    Move("sign", same("sign"), ("draft",), "signed", "sign", ("reasons", "total")),
    Move("end", same("end"), ("signed",), "done", "end"),
    Move("back", same("back"), ("signed", "done"), "draft", "sign", takes_note=True, is_back=True),
]
TABLE = StageTable(STAGES, MOVES)


def test_the_main_line_leaves_out_what_is_sent_back():
    assert [stage.id for stage in TABLE.main_line()] == ["draft", "signed", "done"]
    assert [move.id for move in TABLE.moves_from("signed")] == ["end", "back"]


def test_a_main_line_that_turns_in_a_circle_ends():
    there, back = Move("a", same("a"), ("draft",), "signed", "x"), Move("b", same("b"), ("signed",), "draft", "x")
    assert [stage.id for stage in StageTable(STAGES[:2], [there, back]).main_line()] == ["draft", "signed"]


def test_a_move_with_everything_there_is_not_refused():
    assert refusals(TABLE, "sign", "draft", {"sign"}, {"reasons": (), "total": ()}) == ()


def test_all_that_is_missing_is_told():
    missing = {"reasons": (same("one"), same("two")), "total": (same("three"),)}
    assert [one.what.zh for one in refusals(TABLE, "sign", "draft", {"sign"}, missing)] == ["one", "two", "three"]


def test_what_was_not_looked_at_is_not_there():
    found = refusals(TABLE, "sign", "draft", {"sign"}, {"reasons": ()})
    assert [one.what for one in found] == [Text("没有核对 total", "total was not looked at")]


@pytest.mark.parametrize(
    ("stage", "permissions", "kind"),
    [("signed", {"sign"}, "stage"), ("draft", {"end"}, "permission"), ("draft", set(), "permission")],
)
def test_the_wrong_stage_and_the_wrong_person_are_refused(stage: str, permissions: set[str], kind: str):
    assert [one.kind for one in refusals(TABLE, "sign", stage, permissions, {"reasons": (), "total": ()})] == [kind]


def test_sending_back_takes_words():
    assert [one.what for one in refusals(TABLE, "back", "signed", {"sign"}, {}, "  ")] == [NEEDS_NOTE]
    assert refusals(TABLE, "back", "signed", {"sign"}, {}, "figures are wrong") == ()


@pytest.mark.parametrize(
    ("stages", "moves", "said"),
    [
        ([*STAGES, STAGES[0]], MOVES, "two stages are called draft"),
        (STAGES, [*MOVES, MOVES[0]], "two moves are called sign"),
        (STAGES, [Move("x", same("x"), ("draft",), "gone", "x")], "x: no stage gone"),
        (STAGES, [Move("x", same("x"), ("draft",), "draft", "x")], "x leads nowhere else"),
        (STAGES, MOVES[:1], "nothing leads to done"),
    ],
)
def test_a_table_that_nobody_could_follow_is_refused(stages: list[Stage], moves: list[Move], said: str):
    with pytest.raises(ValueError, match=said):
        StageTable(stages, moves)


def test_a_move_that_is_not_there_is_our_own_fault():
    with pytest.raises(KeyError):
        refusals(TABLE, "fly", "draft", set(), {})
