"""When and where something was published."""

from datetime import date

import pytest

from jixiao.documents.extract.publications import publications
from jixiao.documents.structure.sentences import sentences
from tests.documents.written import written


def found(text: str) -> list[tuple[date | None, str | None, str | None]]:
    document = written(text)
    told = publications(document, sentences(document))
    return [(one.day, one.title.text if one.title else None, one.address) for one in told]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "本局于 2031 年 2 月 3 日在门户网站公开了《2031 年示例局部门预算》。",
            [(date(2031, 2, 3), "2031年示例局部门预算", None)],
        ),
        (
            "2031年2月3日公开《示例局部门预算》，11月14日前整理，2031年11月15日公开《示例局部门决算》《示例署部门决算》。",
            [
                (date(2031, 2, 3), "示例局部门预算", None),
                (date(2031, 11, 15), "示例局部门决算", None),
                (date(2031, 11, 15), "示例署部门决算", None),
            ],
        ),
        ("年度预算已于2031年3月1日公示。", [(date(2031, 3, 1), None, None)]),
        ("公开网址：https://example.org/a_1.html#5；", [(None, "公开网址", "https://example.org/a_1.html#5")]),
        ("2031 年公开网址: <https://example.org/b>。", [(None, "2031年公开网址", "https://example.org/b")]),
        ("公开网址：https://example.org/c;", [(None, "公开网址", "https://example.org/c")]),
        # Neither a day without publication, nor a rule, nor a day that the calendar does not know.
        ("单位于2031年2月3日召开会议，讨论《示例局部门预算》。", []),
        ("按2031年1月5日印发的《预算公开办法》要求公开。", []),
        ("于2031年2月30日公开。", []),
    ],
)
def test_days_titles_and_addresses(text: str, expected: list[tuple[date | None, str | None, str | None]]) -> None:
    assert found(text) == expected


def test_a_publication_stands_at_its_place() -> None:
    text = "情况如下。\n预算于2031年\n2月3日公开。"
    document = written(text.replace("\n2", "2"))
    (one,) = publications(document, sentences(document))
    assert document.text[one.where.start : one.where.end] == "2031年2月3日"
