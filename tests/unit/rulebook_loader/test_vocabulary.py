"""A vocabulary is whole or refused: units that convert, concepts defined once, derivations that end somewhere."""

from pathlib import Path

import pytest
import yaml

from jixiao.core.kernel.faults import InputFault
from jixiao.core.kernel.numerals import HEDGES_BEHIND, hedged
from jixiao.rulebook_loader import load_rulebook
from jixiao.rulebook_loader.rulebook import SHIPPED
from jixiao.rulebook_loader.vocabulary import load_vocabulary
from tests.unit.filed import vocabulary

UNITS = """\
dimensions:
  money: {base: CNY, scale: 2, limit: "1000000"}
  ratio: {base: RATIO, scale: 8, limit: "1000"}
units:
  元: {id: CNY, dimension: money, factor: "1", en: yuan}
  比值: {id: RATIO, dimension: ratio, factor: "1", en: ratio}
"""
SOURCE = "source: {document: 示例}"


def concept(name: str, more: str = "", dimension: str = "money") -> str:
    return f"  {name}: {{zh: {name}, en: {name}, dimension: {dimension}, {SOURCE}{', ' + more if more else ''}}}\n"


def write(folder: Path, *concepts: str, units: str = UNITS, hedges: str | None = None) -> Path:
    (folder / "concepts").mkdir(parents=True)
    (folder / "units.yaml").write_text(units, "utf-8")
    (folder / "concepts" / "all.yaml").write_text("concepts:\n" + "".join(concepts), "utf-8")
    if hedges is not None:
        (folder / "code_lists").mkdir()
        (folder / "code_lists" / "hedges.yaml").write_text(hedges, "utf-8")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(InputFault) as caught:
        load_vocabulary([folder])
    return caught.value.said("zh")


def test_the_shipped_vocabulary_is_whole():
    words = vocabulary()
    assert words.units["万元"].factor == 10_000
    assert words.concepts["expenditure"].term.zh
    assert all(words.unit_for(one.dimension).factor == 1 for one in words.concepts.values())


def test_no_name_of_a_concept_is_also_that_of_a_quarter_of_another():
    # expenditure_progress_q1 would be the column of expenditure_progress@q1.
    names = set(vocabulary().concepts)
    suffixes = [f"_q{n}" for n in range(1, 5)] + [f"_m{n:02}" for n in range(1, 13)] + ["_prior_year"]
    assert not [name for name in names for end in suffixes if name.endswith(end) and name.removesuffix(end) in names]


def test_a_small_vocabulary_is_read(tmp_path):
    words = load_vocabulary(
        [write(tmp_path / "v", concept("a"), concept("b"), concept("sum", "derive: [{sum: [a, -b]}]"))]
    )
    assert words.concepts["sum"].derivations[0].inputs == ("a", "-b")


def test_a_later_folder_adds_to_an_earlier_one(tmp_path):
    one = write(tmp_path / "one", concept("a"))
    (tmp_path / "two" / "concepts").mkdir(parents=True)
    (tmp_path / "two" / "concepts" / "more.yaml").write_text(
        "concepts:\n" + concept("b", "derive: [{sum: [a]}]"), "utf-8"
    )
    assert set(load_vocabulary([one, tmp_path / "two"]).concepts) == {"a", "b"}


def test_a_concept_defined_twice_is_refused_with_both_places(tmp_path):
    one, two = write(tmp_path / "one", concept("a")), write(tmp_path / "two", concept("a"))
    with pytest.raises(InputFault) as caught:
        load_vocabulary([one, two])
    said = caught.value.said("zh")
    assert "概念 a 已在" in said
    assert "one/concepts/all.yaml:2" in said
    assert "two/concepts/all.yaml:2" in said


def test_a_concept_derived_from_itself_is_refused(tmp_path):
    folder = write(tmp_path / "v", concept("a", "derive: [{sum: [a]}]"))
    assert "推导成环：a → a" in refusal(folder)


def test_a_circle_is_refused_once_with_all_its_members(tmp_path):
    parts = [
        concept("a", "derive: [{sum: [b]}]"),
        concept("b", "derive: [{sum: [c]}]"),
        concept("c", "derive: [{sum: [a@q1]}]"),
    ]
    said = refusal(write(tmp_path / "v", *parts))
    assert said.count("推导成环") == 1
    assert "a → b → c → a" in said


def test_two_ways_to_one_concept_are_no_circle(tmp_path):
    parts = [
        concept("a"),
        concept("b", "derive: [{sum: [a]}]"),
        concept("c", "derive: [{sum: [a]}]"),
        concept("d", "derive: [{sum: [b, c]}]"),
    ]
    assert len(load_vocabulary([write(tmp_path / "v", *parts)]).concepts) == 4


def test_a_derivation_from_an_unknown_concept_is_refused_with_its_neighbours(tmp_path):
    folder = write(tmp_path / "v", concept("expenditure"), concept("b", "derive: [{sum: [-expenditur@q1]}]"))
    said = refusal(folder)
    assert "推导用到未知的概念 -expenditur@q1" in said
    assert "是否想写 expenditure" in said
    assert "all.yaml:3" in said


@pytest.mark.parametrize(
    "rule",
    [
        "{sum: a}",
        "{sum: []}",
        "{sum: [1]}",
        "{sum: [[a]]}",
        '{sum: [""]}',
        "{sum: [-]}",
        "{ratio: [a]}",
        "{ratio: [a, b, a]}",
        "{ratio: [-a, b]}",
        "{sum: [a], ratio: [a, b]}",
        "{product: [a, b]}",
        "{}",
        "[a, b]",
        "a",
        "5",
    ],
)
def test_a_derivation_in_any_other_form_is_refused(tmp_path, rule):
    folder = write(tmp_path / "v", concept("a"), concept("b"), concept("c", f"derive: [{rule}]"))
    said = refusal(folder)
    assert "推导写法不对" in said
    assert "all.yaml:4 concepts.c.derive.0" in said


def test_a_period_that_no_year_has_is_refused(tmp_path):
    folder = write(tmp_path / "v", concept("a"), concept("b", "derive: [{sum: [a@q5]}]"))
    assert "没有相对期间 @q5" in refusal(folder)


def test_parts_of_another_dimension_are_refused(tmp_path):
    money_and_rate = [concept("a"), concept("r", dimension="ratio"), concept("s", "derive: [{sum: [a, r]}]")]
    assert "量纲不符" in refusal(write(tmp_path / "sum", *money_and_rate))
    mixed = [concept("a"), concept("r", dimension="ratio"), concept("s", "derive: [{ratio: [a, r]}]", "ratio")]
    assert "量纲不符" in refusal(write(tmp_path / "ratio", *mixed))
    rate_as_money = [concept("a"), concept("b"), concept("s", "derive: [{ratio: [a, b]}]")]
    assert "量纲不符" in refusal(write(tmp_path / "money", *rate_as_money))


def test_an_unknown_dimension_is_refused_with_its_neighbours(tmp_path):
    said = refusal(write(tmp_path / "v", concept("a", dimension="mony")))
    assert "没有这个量纲" in said
    assert "是否想写 money" in said


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('min: "1", max: "0"', "min 大于 max"),
        ('max: "1000000.01"', "上限 1,000,000"),
        ('max: "0.001"', "精度过高"),
        ("kind: flux", "不在可选值之中"),
        ("colour: red", "未知的键 colour"),
        ("min: 0.5", "加引号"),
    ],
)
def test_limits_and_kinds_that_make_no_sense_are_refused(tmp_path, more, words):
    assert words in refusal(write(tmp_path / "v", concept("a", more)))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('factor: "1", en: yuan', 'factor: "0", en: yuan', "换算系数须大于 0"),
        ('factor: "1", en: yuan', 'factor: "-1", en: yuan', "换算系数须大于 0"),
        ("dimension: money, factor", "dimension: mony, factor", "没有这个量纲"),
        ("base: CNY", "base: USD", "没有这个基本单位"),
        ("scale: 2", "scale: -1", "小数位数超出范围"),
        ("scale: 8", "scale: 9", "小数位数超出范围"),
        ('limit: "1000000"', 'limit: "0"', "上限须大于 0"),
        ('limit: "1000000"', "limit: 1000000.5", "加引号"),
        ("en: yuan}", "en: yuan, en: yuan}", "键 en 重复"),
    ],
)
def test_units_that_cannot_convert_are_refused(tmp_path, old, new, words):
    assert UNITS.count(old) >= 1
    assert words in refusal(write(tmp_path / "v", concept("a"), units=UNITS.replace(old, new)))


def test_a_hedge_word_of_an_unknown_kind_is_refused(tmp_path):
    head = "code_list: hedges\nzh: 约数\nen: hedges\nsource: {document: 示例}\ncodes:\n"
    hedges = head + "  约: {kind: arround, position: before, en: about}\n"
    said = refusal(write(tmp_path / "v", concept("a"), hedges=hedges))
    assert "不在可选值之中" in said
    assert "是否想写 around" in said
    assert "hedges.yaml:6" in said


def test_every_problem_of_a_file_is_named_at_once(tmp_path):
    said = refusal(write(tmp_path / "v", concept("a", dimension="mony"), concept("b", "derive: [{sum: 1}]")))
    assert "共 2 处问题" in said


def test_a_folder_that_is_not_there_adds_nothing():
    assert load_rulebook([Path("nowhere")]).vocabulary.concepts.keys() == vocabulary().concepts.keys()


def test_words_behind_a_number_are_those_of_the_list():
    file = SHIPPED / "vocabulary" / "code_lists" / "hedges.yaml"
    listed = yaml.safe_load(file.read_text("utf-8"))["codes"]
    assert {word for word, one in listed.items() if one["position"] == "after"} == set(HEDGES_BEHIND)


@pytest.mark.parametrize(
    ("hedge", "shown"), [("约", "约100 家"), ("以上", "100 家以上"), ("", "100 家"), (None, "100 家")]
)
def test_a_hedge_word_is_shown_on_its_side(hedge, shown):
    assert hedged("100 家", hedge) == shown
