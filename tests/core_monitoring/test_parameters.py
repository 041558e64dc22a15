"""The parameters of monitoring as the rulebook has them on a day, and what is refused."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.rulebook_loader.monitoring import GROUPS, monitoring_rules
from jixiao.rulebook_loader.rulebook import SHIPPED, Rulebook, load_rulebook


def test_the_present_parameters_have_their_sources():
    rules = monitoring_rules(load_rulebook(), date(2026, 8, 3))
    assert rules is not None
    assert (rules.money.red_below, rules.money.green_from, rules.money.over_from) == (
        Fraction(3, 5),
        Fraction(4, 5),
        None,
    )
    assert (rules.goals.over_from, rules.term.to_month, rules.term.levels) == (Fraction(6, 5), 7, (2,))
    assert (rules.term.until_month, rules.term.until_day, rules.decision.pause_after) == (8, 31, 10)
    assert rules.warnings is not None
    assert rules.warnings.lines == {4: Fraction(1, 4), 6: Fraction(2, 5), 8: Fraction(3, 5), 10: Fraction(4, 5)}
    assert set(rules.sources) == set(GROUPS)
    assert all(words.startswith("《") for _, words in rules.sources.values())


def test_of_2022_the_warnings_of_2025_are_not_there():
    rules = monitoring_rules(load_rulebook(), date(2022, 8, 1))
    assert rules is not None
    assert rules.warnings is None
    assert "2025" not in rules.sources["decision"][1]
    assert monitoring_rules(load_rulebook(), date(2018, 8, 31)) is None


def test_a_folder_on_top_overrides_and_a_wrong_value_is_refused(tmp_path: Path):
    folder = tmp_path / "parameters"
    folder.mkdir()
    text = (SHIPPED / "parameters" / "monitoring_round.yaml").read_text("utf-8")
    (folder / "monitoring_round.yaml").write_text(text.replace("to_month: 7", "to_month: 6"), "utf-8")
    rules = monitoring_rules(Rulebook([SHIPPED, tmp_path]), date(2026, 8, 3))
    assert rules is not None
    assert rules.term.to_month == 6
    (folder / "monitoring_round.yaml").write_text(text.replace("to_month: 7", "to_month: seven"), "utf-8")
    with pytest.raises(InputFault):
        monitoring_rules(Rulebook([SHIPPED, tmp_path]), date(2026, 8, 3))
