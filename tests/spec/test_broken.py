"""A drawer of broken frameworks, one defect each: every one is refused, in words that say what to mend, and where.

`expected.yaml` beside the rules: `words` that the Chinese message must contain, `places` (file:line) that it must
name, `count` of the problems where it matters that one defect is not reported many times. A folder without
`expected.yaml` holds a sound framework from which the others were broken.
"""

from pathlib import Path

import pytest

from jixiao.core.kernel.faults import InputFault
from jixiao.rulebook_loader import load_rulebook
from jixiao.rulebook_loader.strict_yaml import read_source
from tests.spec.rulebooks import FIXTURES

DRAWER = FIXTURES / "broken"
SOUND = sorted(one.name for one in DRAWER.iterdir() if not (one / "expected.yaml").exists())
BROKEN = sorted(one.name for one in DRAWER.iterdir() if (one / "expected.yaml").exists())


def refusal(folder: Path) -> InputFault:
    with pytest.raises(InputFault) as caught:
        load_rulebook(extra=[folder]).framework("broken")
    return caught.value


@pytest.mark.parametrize("name", SOUND)
def test_what_they_were_broken_from_is_sound(name: str):
    assert load_rulebook(extra=[DRAWER / name]).framework("broken").indicators


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_framework_is_refused_by_name_and_place(name: str):
    expected = read_source(DRAWER / name / "expected.yaml").value
    assert isinstance(expected, dict)
    fault = refusal(DRAWER / name)
    message = fault.said("zh")
    assert [word for word in expected["words"] if word not in message] == []
    named = [problem.where.split()[0].partition("frameworks/broken/")[2] for problem in fault.problems]
    assert [place for place in expected["places"] if place not in named] == []
    assert expected.get("count", len(fault.problems)) == len(fault.problems)


@pytest.mark.parametrize("name", BROKEN)
def test_every_problem_is_said_in_both_languages(name: str):
    for problem in refusal(DRAWER / name).problems:
        for text in (problem.what, problem.expected, problem.remedy):
            assert text is None or (text.zh and text.en)
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in problem.what.en.partition("“")[0])
