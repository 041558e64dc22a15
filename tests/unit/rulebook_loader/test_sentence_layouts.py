"""Layouts of sentences and assertions are read strictly: a mistake is named with its place and a remedy."""

from pathlib import Path

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.rulebook_loader import load_rulebook
from jixiao.rulebook_loader.rulebook import SHIPPED
from jixiao.rulebook_loader.sentence_layouts import read_assertion_layouts, read_sentence_layouts

VOCABULARY = load_rulebook().vocabulary
HEAD = "id: mine\nkinds: [budget]\nsource: {document: 示例区预算说明}\n"


def written(folder: Path, kind: str, text: str, name: str = "mine") -> Path:
    path = folder / "layouts" / kind / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(InputFault) as caught:
        read_sentence_layouts([folder], VOCABULARY)
    return caught.value.said("zh")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + "subjects: {a: {words: [甲], concepts: {own: [initial_budgt]}}}\n", "initial_budget"),
        (HEAD + "subjects: {a: {words: [甲], concepts: {own: [initial_budget@q5]}}}\n", "initial_budget@q5"),
        (HEAD + "default: b\nsubjects: {a: {words: [甲], concepts: {own: [initial_budget]}}}\n", "没有这个主体"),
        (HEAD + "of_classes: [b]\nsubjects: {a: {words: [甲], concepts: {}}}\n", "没有这个主体"),
        (HEAD + "phrases: {a: {words: [共有], concepts: [vehicles]}}\n", "恰有一个 #"),
        (
            HEAD + "phrases: {a: {words: [共#辆], concepts: [vehicles], dimensions: {fund_type: gold}}}\n",
            "fund_type: gold",
        ),
        (HEAD + "in_words: {a: {words: [没有], unit: 元宝, concepts: [expenditure]}}\n", "没有这个单位"),
        (HEAD + "relations: {grows: [增加]}\n", "没有这种关系"),
        (HEAD + "changes: [{of: nothing, direction: increase, concepts: []}]\n", "nothing"),
        (HEAD + "quarterly: {expenditure: nothing}\n", "nothing"),
        (HEAD.replace("mine", "other"), "id 与文件名不同"),
        (HEAD + "subject: {}\n", "subjects"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, words: str):
    assert words in refusal(written(tmp_path, "sentences", text))


def test_every_mistake_of_a_file_is_named_at_once(tmp_path: Path):
    text = HEAD + "default: b\nrelations: {grows: [增加]}\nphrases: {a: {words: [共有], concepts: [cars]}}\n"
    assert "共 4 处问题" in refusal(written(tmp_path, "sentences", text))


def test_a_later_folder_stands_in_for_a_layout_of_the_same_name(tmp_path: Path):
    text = HEAD.replace("mine", "staff")
    layouts = read_sentence_layouts([SHIPPED, written(tmp_path, "sentences", text, "staff")], VOCABULARY)
    (staff,) = [layout for layout in layouts if layout.id == "staff"]
    assert staff.kinds == ("budget",)
    assert staff.subjects == ()


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("{indicator: a, clause: b, words: [甲]}", "恰有 met、count、option 之一"),
        ("{indicator: a, clause: b, words: [甲], met: true, count: 1}", "恰有 met、count、option 之一"),
        ("{indicator: a, words: [甲], met: true}", "缺少键 clause"),
    ],
)
def test_a_clause_has_one_value(tmp_path: Path, clause: str, words: str):
    text = f"id: mine\nframeworks: [x]\nsource: {{document: 示例}}\nclauses:\n  - {clause}\n"
    with pytest.raises(InputFault) as caught:
        read_assertion_layouts([written(tmp_path, "assertions", text)])
    assert words in caught.value.said("zh")


def test_layouts_are_short_and_cited():
    for path in (SHIPPED / "layouts").glob("[sa]*/*.yaml"):
        assert len(path.read_text("utf-8").splitlines()) <= 60, path.name
    for layout in read_sentence_layouts([SHIPPED], VOCABULARY):
        assert layout.source
        assert layout.kinds


def test_phrases_are_turns_of_phrase_not_sentences():
    for layout in read_sentence_layouts([SHIPPED], VOCABULARY):
        for phrase in layout.phrases:
            assert max(map(len, phrase.words)) <= 30, phrase.id
