"""The scorecard on a terminal: 80 columns of which Chinese characters take two, readable without colour."""

import pytest
from rich.cells import cell_len

from jixiao.reports.terminal import line_breaks, scorecard_text
from tests.reports.sample import scorecard


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 60, 120])
def test_no_line_is_wider_than_the_terminal(lang: str, width: int):
    text = scorecard_text(scorecard(), lang, width)
    assert [line for line in text.splitlines() if cell_len(line) > width] == []
    assert text.endswith("\n")


def test_lost_points_come_first_with_arithmetic_and_what_would_change_them():
    text = scorecard_text(scorecard())
    order = [
        text.index(word) for word in ("失分 3", "不能判断 3", "来源矛盾 1", "自报未佐证 2", "无法读取的自报得分 1")
    ]
    assert order == sorted(order)
    assert "16 人 ÷ (52 人 + 16 人) = 23.53 %" in text
    assert "→ 编外人数再减少 11 人，得 0.50 分（+0.50）" in text
    assert text.index("编外人员控制率 ") < text.index("预算调整控制")


def test_readings_say_which_was_used_and_which_gives_the_stated_score():
    text = scorecard_text(scorecard())
    assert "> 9.57  不足一点按比例扣 [linear]" in text
    assert "  9.60 = 自报  只扣整点 [full]" in text


def test_without_colour_there_are_no_control_characters_and_with_colour_there_are():
    assert "\x1b" not in scorecard_text(scorecard())
    assert "\x1b[" in scorecard_text(scorecard(), color=True)


def test_a_card_without_any_loss_says_so():
    text = scorecard_text(scorecard(judgements=()), "en")
    assert "Cannot tell" in text
    assert "Points lost 2" in text


def test_chinese_breaks_between_characters_but_marks_do_not_begin_a_line():
    words = "甲乙丙，丁戊己"
    (offset,) = line_breaks(words, 8)
    assert words[offset:] == "丁戊己"
    assert line_breaks("one two", 4) == [4]
    assert line_breaks("短", 80) == []
