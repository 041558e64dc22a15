"""Strict YAML and JSON: exact values with their lines, and everything surprising refused with place and remedy."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.core.kernel.faults import InputFault
from jixiao.rulebook_loader import strict_yaml
from jixiao.rulebook_loader.strict_yaml import MOST_BYTES, MOST_DEPTH, parse_source, read_source


def parsed(text: str, *, is_json: bool = False) -> object:
    return parse_source(text.encode(), "facts.yaml", is_json=is_json).value


def refusal(content: str | bytes, *, is_json: bool = False) -> str:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(InputFault) as caught:
        parse_source(raw, "facts.yaml", is_json=is_json)
    return caught.value.said("zh")


def unreadable(path: Path) -> str:
    with pytest.raises(InputFault) as caught:
        read_source(path)
    return caught.value.said("zh")


# What is read


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5", 5),
        ("-5", -5),
        ("0", 0),
        ("0.10", Decimal("0.10")),
        ("44350.00", Decimal("44350.00")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ('"5"', "5"),
        ("'true'", "true"),
        ('""', ""),
    ],
)
def test_a_plain_word_is_a_number_a_truth_or_nothing_and_a_quoted_one_is_text(written, value):
    found = parsed(f"key: {written}\n")
    assert found == {"key": value}
    assert type(found["key"]) is type(value)  # type: ignore[index]


@pytest.mark.parametrize(
    "written",
    [
        "yes",
        "no",
        "on",
        "off",
        "True",
        "TRUE",
        "2022-12-31",
        "1_000",
        "1e3",
        "1.5e3",
        "0x1F",
        "012",
        "1:30",
        ".5",
        ".inf",
        "１２",
    ],
)
def test_words_that_yaml_would_make_something_else_of_stay_text(written):
    assert parsed(f"key: {written}\n") == {"key": written}


def test_decimals_keep_every_digit():
    assert str(parsed("0.1234567890123456789012345678")) == "0.1234567890123456789012345678"


def test_every_key_knows_its_line():
    source = parse_source(b"a: 1\nb:\n  - c: 2\n  - d:\n      e: 3\n", "f.yaml")
    lines = {("a",): 1, ("b",): 2, ("b", 0, "c"): 3, ("b", 1, "d"): 4, ("b", 1, "d", "e"): 5}
    assert {path: source.lines[path] for path in lines} == lines
    assert source.place(("b", 1, "d", "e")) == "f.yaml:5 b.1.d.e"
    # What has no line of its own is placed where the nearest thing above it stands.
    assert source.place(("b", 1, "missing")) == "f.yaml:4 b.1.missing"


# JSON


def test_json_may_be_indented_with_tabs():
    assert parsed('{\n\t"a":\t1,\n\t"b": [1, 2]\n}', is_json=True) == {"a": 1, "b": [1, 2]}


def test_tabs_do_not_indent_yaml():
    said = refusal("a:\n\tb: 1\n")
    assert "facts.yaml:2: 语法错误" in said
    assert "不用制表符" in said


def test_json_without_any_spaces_is_read():
    assert parsed('{"a":1,"b":"x","c":[{"d":null}]}', is_json=True) == {"a": 1, "b": "x", "c": [{"d": None}]}


@pytest.mark.parametrize(
    "text", ["部门", "𠮷野", "a\\b", "a/b", 'say "x"', "tab\tnew\nline", "\\ud842\\udfb7", "emoji 😀"]
)
def test_json_written_by_any_program_gives_its_text_back(text):
    for ascii_only in (True, False):
        written = json.dumps({"entity": text}, ensure_ascii=ascii_only)
        assert parsed(written, is_json=True) == {"entity": text}


safe_texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff\u2028\u2029")
)


@settings(max_examples=100, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | safe_texts, st.lists, max_leaves=8), st.booleans())
def test_json_is_read_as_json_reads_it(value, ascii_only):
    written = json.dumps({"key": value}, ensure_ascii=ascii_only)
    try:
        found = parsed(written, is_json=True)
    except InputFault as fault:
        # Characters that are not for printing are refused; nothing else is.
        assert "控制字符" in fault.said("zh")
    else:
        assert found == {"key": value}


# What is refused: keys, tags, anchors, depth


def test_a_key_that_stands_twice_is_refused_with_both_lines():
    said = refusal("a: 1\nb: 2\na: 3\n")
    assert "facts.yaml:3 a: 键 a 重复" in said
    assert "首次在第 1 行" in said


def test_a_key_that_stands_twice_deep_inside_is_refused_with_its_path():
    assert "facts.yaml:3 a.0.b: 键 b 重复" in refusal("a:\n  - b: 1\n    b: 2\n")


def test_keys_that_look_different_but_read_alike_are_the_same():
    assert "键 1 重复" in refusal('1: a\n"1": b\n')


@pytest.mark.parametrize("text", ["? [a, b]\n: 1\n", "? {a: b}\n: 1\n", "{[a]: 1}", "{{a: 1}: 2}"])
def test_a_key_that_is_no_word_is_refused(text):
    assert "键必须是一个词" in refusal(text) or "语法错误" in refusal(text)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("a: !!python/object/apply:os.system [echo]\n", "python/object/apply:os.system"),
        ("a: !!python/name:os.system\n", "python/name:os.system"),
        ("a: !!str 5\n", "tag:yaml.org,2002:str"),
        ("a: !!binary aGk=\n", "tag:yaml.org,2002:binary"),
        ("a: !!set {b, c}\n", "tag:yaml.org,2002:set"),
        ("a: !include facts.yaml\n", "!include"),
        ("!!python/object:os.system a: 1\n", "python/object:os.system"),
        ("!!map {a: 1}\n", "tag:yaml.org,2002:map"),
    ],
)
def test_tags_are_refused_by_name(text, tag):
    said = refusal(text)
    assert "不接受标签" in said
    assert tag in said
    assert "facts.yaml:1" in said


def test_an_anchor_is_refused_once_for_all_its_aliases():
    said = refusal("a: &x 1\nb: *x\nc: *x\nd: *x\n")
    assert said.count("不接受锚点与引用") == 1
    assert "facts.yaml:1 a" in said


def test_an_alias_without_an_anchor_is_refused():
    assert "facts.yaml:2 b: 不接受锚点与引用" in refusal("a: 1\nb: *x\n")


def test_an_alias_as_a_key_is_refused():
    assert "不接受锚点与引用" in refusal("a: &x b\n*x : 1\n")


def test_a_bomb_of_aliases_does_not_unfold():
    lines = ["a0: &a0 [" + ", ".join(["lol"] * 10) + "]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 30)]
    said = refusal("\n".join(lines))
    assert "共 30 处问题" in said
    assert "facts.yaml:1 a0: 不接受锚点与引用" in said


def test_a_list_that_contains_itself_is_refused():
    assert "不接受锚点与引用" in refusal("a: &a [*a]\n")


def nested(depth: int) -> str:
    return "[" * depth + "1" + "]" * depth


def test_nesting_is_accepted_up_to_its_limit_and_refused_beyond():
    assert parsed(nested(MOST_DEPTH)) is not None
    assert f"嵌套超过 {MOST_DEPTH} 层" in refusal(nested(MOST_DEPTH + 1))


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, nested(100_000), "{a: " * 100_000, "- " * 100_000 + "x", "? " * 100_000, "a:\n" + " [" * 100_000],
    ids=["open", "closed", "mappings", "dashes", "questions", "behind a key"],
)
def test_a_hundred_thousand_levels_do_not_harm_the_interpreter(text, tmp_path):
    # In a process of its own: what is feared is not an exception but the end of the process.
    path = tmp_path / "deep.yaml"
    path.write_text(text, "utf-8")
    code = "import sys; from pathlib import Path; from jixiao.rulebook_loader.strict_yaml import read_source\n"
    code += "try: read_source(Path(sys.argv[1]))\nexcept Exception as fault: print(type(fault).__name__)"
    source = str(Path(strict_yaml.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": source},
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "InputFault"), done.stderr[-500:]


def test_deep_json_is_refused_alike():
    assert "嵌套超过" in refusal('{"a":' * 100_000, is_json=True)


# What is refused: encodings, control characters, emptiness, size


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
def test_a_byte_order_mark_is_refused_with_its_remedy(mark):
    said = refusal(mark + "a: 1\n".encode("utf-16-le" if mark == b"\xff\xfe" else "utf-8"))
    assert "字节顺序标记（BOM）" in said
    assert "另存为 UTF-8（无 BOM）" in said


def test_gbk_is_recognised_and_placed():
    said = refusal("a: 1\nentity: 福田区\n".encode("gbk"))
    assert "facts.yaml:2: 编码不是 UTF-8：看来是 GBK 编码" in said


def test_bytes_that_are_no_text_at_all_are_placed():
    assert "facts.yaml:2: 编码不是 UTF-8：第 8 字节不是文本" in refusal(b"a: 1\nb: \xff\xff\n")


@pytest.mark.parametrize(
    "content", [b"a: \0\n", b"\0", b"PK\x03\x04\x14\0\0\0\x08\0\xff", "a: 1\n".encode("utf-16-le")]
)
def test_binary_content_is_refused_as_such(content):
    said = refusal(content)
    assert "控制字符（如 NUL）" in said
    assert "二进制文件不能作输入" in said


def test_a_control_character_is_placed_on_its_line():
    assert "facts.yaml:3: 含有控制字符" in refusal("a: 1\nb: 2\nc: x\x07y\n")


@pytest.mark.parametrize("escaped", ['"x\\u0000y"', '"x\\u0007y"', '"x\\u001fy"'])
def test_a_control_character_written_as_an_escape_is_refused_too(escaped):
    # No workbook and no document can hold it.
    assert "facts.yaml:1 entity: 含有控制字符" in refusal(f'{{"entity": {escaped}}}', is_json=True)


@pytest.mark.parametrize("content", [b"", b" ", b"\n\n  \n", b"\t", b"# only a remark\n"])
def test_an_empty_file_is_refused_with_what_belongs_in_it(content):
    said = refusal(content)
    assert "文件是空的" in said
    assert "jixiao schema facts" in said


def test_two_documents_in_one_file_are_refused_where_the_second_begins():
    said = refusal("a: 1\n---\nb: 2\n")
    assert "facts.yaml:2: 一个文件只能有一份内容" in said


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [1, 2\nb: 3\n", 2),
        ("a: 'x\n", 2),
        ("a: 1\n  b: 2\n", 2),
        ("a: b: c\n", 1),
        ("key\nother: 1\n", 2),
        ("@a: 1\n", 1),
    ],
)
def test_a_syntax_error_names_its_line(text, line):
    assert f"facts.yaml:{line}: 语法错误" in refusal(text)


def test_problems_found_before_a_syntax_error_are_told_with_it():
    said = refusal("a: 1\na: 2\nb: [\n")
    assert "键 a 重复" in said
    assert "语法错误" in said


def of_size(path: Path, size: int) -> Path:
    """A file of remarks; sparse files would hold NUL, which is refused sooner."""
    path.write_bytes(b"#" * size)
    return path


def test_a_file_of_twenty_megabytes_is_read_and_one_byte_more_is_refused(tmp_path):
    # A single remark: read, and found to be empty.
    assert "文件是空的" in unreadable(of_size(tmp_path / "fits.yaml", MOST_BYTES))
    said = unreadable(of_size(tmp_path / "large.yaml", MOST_BYTES + 1))
    assert "文件过大" in said
    assert "不超过 20 MB" in said
    assert "jixiao batch" in said


def test_a_huge_sparse_file_is_refused_without_being_read(tmp_path):
    path = tmp_path / "sparse.yaml"
    with path.open("wb") as file:
        file.truncate(2**31)
    assert "文件过大" in unreadable(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_device_that_never_ends_is_refused():
    assert "文件过大" in unreadable(Path("/dev/zero"))


def test_a_file_of_too_many_parts_is_refused_before_memory_runs_out(monkeypatch):
    monkeypatch.setattr(strict_yaml, "MOST_PARTS", 100)
    assert parsed("[" + "1, " * 98 + "1]") is not None
    said = refusal("[" + "1, " * 99 + "1]")
    assert "文件过大" in said
    assert "不超过 100 个键、值和条目" in said


def test_a_file_that_is_not_there_is_named(tmp_path):
    said = unreadable(tmp_path / "none.yaml")
    assert "none.yaml: 文件打不开" in said
    assert "检查路径和权限" in said


def test_a_folder_is_no_file(tmp_path):
    assert "文件打不开" in unreadable(tmp_path)
