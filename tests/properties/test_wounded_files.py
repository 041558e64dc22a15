"""Whatever is wrong with a file, it is the file's fault: refused in words, or read; never a fault of our own."""

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.core.kernel.faults import InputFault
from jixiao.core.scoring.score import score
from jixiao.rulebook_loader import load_rulebook
from jixiao.rulebook_loader.filings import filing_of
from jixiao.rulebook_loader.strict_yaml import parse_source, read_source
from jixiao.usecases.runs import result_bytes
from jixiao.usecases.scoring import score_file
from tests.properties.mutations import wounded
from tests.unit.filed import DAY, framework, rulebook
from tests.unit.scoring.published import filed

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "src" / "jixiao" / "rulebook"
quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
short = settings(max_examples=25, deadline=None, suppress_health_check=quiet)


def written(path: Path) -> dict:
    value = json.loads(json.dumps(read_source(path).value, default=str))
    assert isinstance(value, dict)
    return value


def shortened(value: dict) -> dict:
    """A fact file with fewer of each kind, so that a wound is likely to matter."""
    facts = [fact for fact in value["facts"] if not fact.get("dimensions")][::3]
    return {**value, "facts": facts, "judgements": value["judgements"][:4]}


FILINGS = [
    shortened(written(ROOT / "examples" / "futian-2022-self-evaluation.yaml")),
    shortened(written(ROOT / "examples" / "futian-2024-self-evaluation.yaml")),
    written(ROOT / "examples" / "project-sample.yaml"),
    written(ROOT / "tests" / "fixtures" / "filings" / "sound.yaml"),
]
FRAMEWORKS = sorted((SHIPPED / "frameworks").glob("*/framework.yaml"))
FRAMEWORKS += sorted((ROOT / "tests" / "fixtures" / "frameworks").glob("*/framework.yaml"))
INDICATORS = [
    path
    for folder in (SHIPPED, ROOT / "tests" / "fixtures")
    for path in sorted((folder / "frameworks").glob("*/*.yaml"))
    if not path.name.endswith(".cases.yaml") and path.name != "framework.yaml"
]


@short
@given(st.sampled_from(FILINGS).flatmap(wounded))
def test_a_wounded_fact_file_is_refused_in_words_or_scored_whole(tmp_path_factory, value):
    path = tmp_path_factory.getbasetemp() / "wounded.json"
    path.write_text(json.dumps(value), "utf-8")
    try:
        card = score_file(path, rulebook())
    except InputFault as fault:
        assert fault.problems
        assert fault.said("zh")
        assert fault.said("en")
    else:
        assert json.loads(result_bytes(card))["schema"] == "jixiao/score/1"


@short
@given(st.sampled_from(INDICATORS), st.data())
def test_a_wounded_rule_is_refused_in_words_or_built_whole(tmp_path_factory, path, data):
    folder = tmp_path_factory.mktemp("rules") / "frameworks" / "one"
    folder.mkdir(parents=True)
    value = data.draw(wounded(written(path)))
    head = {
        "id": "one",
        "version": 1,
        "zh": "一",
        "en": "one",
        "kind": "example",
        "region": "全国",
        "valid_from": "2020-01-01",
        "total": _points_of(path),
        "source": {"document": "示例"},
        "groups": [{"id": "all", "zh": "全", "en": "all", "indicators": {path.stem: _points_of(path)}}],
    }
    (folder / "framework.yaml").write_text(json.dumps(head), "utf-8")
    (folder / path.name).write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    _load_and_score(folder, "one")


@short
@given(st.sampled_from(FRAMEWORKS), st.data())
def test_a_wounded_framework_is_refused_in_words_or_built_whole(tmp_path_factory, path, data):
    folder = tmp_path_factory.mktemp("framework") / "frameworks" / path.parent.name
    folder.mkdir(parents=True)
    for rule in path.parent.glob("*.yaml"):
        (folder / rule.name).write_bytes(rule.read_bytes())
    value = data.draw(wounded(written(path)))
    (folder / "framework.yaml").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    _load_and_score(folder, path.parent.name)


VOCABULARY = sorted((SHIPPED / "vocabulary" / "concepts").glob("*.yaml"))


@short
@given(st.sampled_from(VOCABULARY), st.data())
def test_a_wounded_vocabulary_is_refused_in_words_or_read_whole(tmp_path_factory, path, data):
    folder = tmp_path_factory.mktemp("words")
    (folder / "vocabulary" / "concepts").mkdir(parents=True)
    value = data.draw(wounded(written(path)))
    if isinstance(value.get("concepts"), dict):
        # Other names: the shipped ones are defined already, which alone would be refused.
        value["concepts"] = {f"own_{name}": one for name, one in value["concepts"].items()}
    (folder / "vocabulary" / "concepts" / "own.yaml").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    try:
        assert load_rulebook([folder]).vocabulary.concepts
    except InputFault as fault:
        assert fault.said("zh")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_at_all_are_refused_in_words_or_parsed(content):
    try:
        source = parse_source(content, "bytes")
        filing_of(source, rulebook().vocabulary)
    except InputFault as fault:
        assert fault.said("zh")


SIGNS = ["{", "}", "[", "]", ":", ": ", ", ", "- ", "\n", "  ", '"', "'", "&a", "*a", "!t ", "? ", "|", ">", "#", "---"]
jumbles = st.lists(st.sampled_from([*SIGNS, "a", "1"]), max_size=25).map("".join)


@settings(max_examples=100, deadline=None)
@given(jumbles, st.booleans())
def test_any_jumble_of_signs_is_refused_in_words_or_parsed(text, is_json):
    try:
        parse_source(text.encode(), "jumble", is_json=is_json)
    except InputFault as fault:
        assert fault.said("zh")


def _points_of(path: Path) -> str:
    """The points that a framework beside the rule gives it; the shipped ones stand in the framework of 2022."""
    for name in ("shenzhen-department-2022", "project-self-evaluation"):
        for indicator in framework(name).indicators:
            if indicator.id == path.stem and "fixtures" not in path.parts:
                return str(indicator.points)
    return "1"


def _load_and_score(folder: Path, name: str) -> None:
    try:
        rules = load_rulebook([ROOT / "tests" / "fixtures", folder.parents[1]]).framework(name)
        card = score(rules, filed("futian-2022-self-evaluation"), DAY)
    except InputFault as fault:
        assert fault.said("zh")
        assert fault.said("en")
    else:
        assert json.loads(result_bytes(card))["framework"] == name
