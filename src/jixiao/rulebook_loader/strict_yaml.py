"""Strict YAML and JSON: plain values with the line of every key, and nothing that could surprise.

Numbers are exact (int, Decimal), only `true` and `false` are booleans, dates stay text. Refused with a place and a
remedy: a byte order mark, other encodings than UTF-8, control characters, duplicate keys, tags, anchors and aliases
(so no bomb can unfold), files that are empty, too large or too deep.

The file is read event by event: nothing is nested by recursion, so no depth of brackets can exhaust the stack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import yaml

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 20 * 1024 * 1024
MOST_DEPTH = 40
# Keys, values and list items; a department's year has a few thousand.
MOST_PARTS = 500_000

Path_ = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(0|[1-9]\d{0,40})\Z", re.ASCII)
_DECIMAL = re.compile(r"[-+]?\d{1,40}\.\d{1,40}\Z", re.ASCII)
# What YAML does not call printable, and what no office format can hold either. Named one by one: the few that are
# refused compile ten times faster than the million that are not.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# JSON writes a character beyond the first plane as two escapes, which YAML reads one by one.
_ESCAPE = re.compile(r"\\u([dD][89abAB]\w\w)\\u([dD][c-fC-F]\w\w)|\\.", re.ASCII)


@dataclass
class Source:
    """A parsed file: its value, and where each part of it stands."""

    name: str
    value: object = None
    lines: dict[Path_, int] = field(default_factory=dict)

    def place(self, path: Path_) -> str:
        """`file:line key.path` of a part; of the nearest part above when it has no line of its own."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        key = ".".join(str(part) for part in path)
        line = self.lines.get(known, 1)
        return f"{self.name}:{line}" + (f" {key}" if key else "")


def read_source(path: Path, name: str | None = None) -> Source:
    """Read a YAML or JSON file; raises `InputFault`."""
    shown = name or str(path)
    return parse_source(_bytes(path, shown), shown, is_json=path.suffix.lower() == ".json")


def parse_source(content: bytes, name: str, *, is_json: bool = False) -> Source:
    """Parse the content of a file; raises `InputFault` with every structural problem that was found."""
    text = _decoded(content, name)
    if is_json:
        # JSON may be indented by tabs, which YAML forbids; inside JSON strings a raw tab is not allowed anyway.
        text = _ESCAPE.sub(_joined_escapes, text.replace("\t", " "))
    builder = _Builder(Source(name))
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.YAMLError as error:
        raise InputFault([*builder.problems, _syntax(error, name)]) from None
    if not builder.has_begun:
        raise InputFault([_empty(name)])
    if builder.problems:
        raise InputFault(builder.problems)
    return builder.source


def _joined_escapes(match: re.Match[str]) -> str:
    high, low = match.groups()
    if high is None:
        return match[0]
    return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + (int(low, 16) - 0xDC00))


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _bytes(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than may be read tells a large file, and a device that never ends, from one that fits.
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputFault(
            [
                Problem(
                    Text("文件打不开", "the file cannot be read"),
                    name,
                    None,
                    reason,
                    Text("检查路径和权限", "check the path and its permissions"),
                )
            ]
        ) from None
    if len(content) > MOST_BYTES:
        limit = MOST_BYTES // 2**20
        raise InputFault([_too_large(name, Text(f"不超过 {limit} MB", f"at most {limit} MB"))])
    return content


def _too_large(where: str, limit: Text) -> Problem:
    return Problem(
        Text("文件过大", "the file is too large"),
        where,
        limit,
        remedy=Text(
            "按单位、年度拆成多个文件；成批数据请用 jixiao batch",
            "split it by unit and year; use jixiao batch for many rows",
        ),
    )


def _decoded(content: bytes, name: str) -> str:
    if not content.strip():
        raise InputFault([_empty(name)])
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise InputFault([_encoding(name, "开头有字节顺序标记（BOM）", "it begins with a byte order mark (BOM)")])
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputFault([_undecodable(content, f"{name}:{line}", error.start)]) from None
    found = _CONTROL.search(text)
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        raise InputFault([_control(f"{name}:{line}")])
    return text


def _undecodable(content: bytes, where: str, byte: int) -> Problem:
    if b"\0" in content:
        return _control(where)
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return _encoding(where, f"第 {byte} 字节不是文本", f"byte {byte} is no text")
    return _encoding(where, "看来是 GBK 编码", "it looks like GBK")


def _encoding(where: str, zh: str, en: str) -> Problem:
    return Problem(
        Text(f"编码不是 UTF-8：{zh}", f"the encoding is not UTF-8: {en}"),
        where,
        Text("UTF-8（无 BOM）", "UTF-8 without BOM"),
        None,
        Text("在编辑器中另存为 UTF-8（无 BOM）", "save the file as UTF-8 without BOM"),
    )


def _empty(name: str) -> Problem:
    return Problem(
        Text("文件是空的", "the file is empty"),
        name,
        remedy=Text("运行 jixiao schema facts 查看应有内容", "run jixiao schema facts to see what belongs in it"),
    )


def _too_deep(where: str) -> Problem:
    return Problem(Text(f"嵌套超过 {MOST_DEPTH} 层", f"nested deeper than {MOST_DEPTH} levels"), where)


def _syntax(error: yaml.YAMLError, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark is not None else 1
    reason = " ".join(str(part) for part in (getattr(error, "context", ""), getattr(error, "problem", error)) if part)
    return Problem(
        Text("语法错误", "syntax error"),
        f"{name}:{line}",
        received=reason[:200],
        remedy=Text(
            "检查缩进（用空格，不用制表符）、冒号后的空格和引号",
            "check indentation (spaces, no tabs), the space after each colon, and quotes",
        ),
    )


@dataclass
class _Open:
    """A mapping or a list that is being read; `key` is the one whose value comes next."""

    path: Path_
    value: dict[str, object] | list[object]
    key: str | None = None
    is_twice: bool = False


class _Builder:
    """Builds the value from the parser's events, and notes every line and every problem."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.has_begun = False
        self.parts = 0
        self.anchors: set[str] = set()

    def take(self, event: yaml.Event) -> None:
        """Take the next event; raises `InputFault` where reading on would make no sense."""
        line = int(getattr(event.start_mark, "line", 0)) + 1
        if isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
            return
        if isinstance(event, yaml.DocumentStartEvent) and self.has_begun:
            raise InputFault([*self.problems, _second_document(f"{self.source.name}:{line}")])
        if not isinstance(event, yaml.NodeEvent):
            return
        self.has_begun = True
        self.parts += 1
        if self.parts > MOST_PARTS:
            limit = Text(f"不超过 {MOST_PARTS:,} 个键、值和条目", f"at most {MOST_PARTS:,} keys, values and items")
            raise InputFault([*self.problems, _too_large(f"{self.source.name}:{line}", limit)])
        above = self.open[-1] if self.open else None
        if above is not None and isinstance(above.value, dict) and above.key is None:
            self._key(above, event, line)
        else:
            self._node(above, event, line)

    def _key(self, above: _Open, event: yaml.NodeEvent, line: int) -> None:
        if isinstance(event, yaml.CollectionStartEvent):
            raise InputFault([*self.problems, _odd_key(f"{self.source.name}:{line}")])
        if _is_marked(event):
            self._check_marks(event, f"{self.source.name}:{line}")
        # An alias has no value of its own; it is refused already.
        key = str(getattr(event, "value", "*"))
        here = (*above.path, key)
        above.key = key
        above.is_twice = here in self.source.lines
        if above.is_twice:
            place = f"{self.source.name}:{line} {'.'.join(map(str, here))}"
            self.problems.append(_twice(key, place, self.source.lines[here]))
        else:
            self.source.lines[here] = line

    def _node(self, above: _Open | None, event: yaml.NodeEvent, line: int) -> None:
        path = _path_below(above)
        self.source.lines.setdefault(path, line)
        if len(path) > MOST_DEPTH:
            raise InputFault([*self.problems, _too_deep(self.source.place(path))])
        if _is_marked(event):
            self._check_marks(event, self.source.place(path))
        value: object = None
        if isinstance(event, yaml.CollectionStartEvent):
            opened = _Open(path, {} if isinstance(event, yaml.MappingStartEvent) else [])
            self.open.append(opened)
            value = opened.value
        elif isinstance(event, yaml.ScalarEvent):
            value = _scalar(event)
        self._put(above, value)

    def _put(self, above: _Open | None, value: object) -> None:
        if above is None:
            self.source.value = value
        elif isinstance(above.value, list):
            above.value.append(value)
        else:
            if not above.is_twice:
                above.value[str(above.key)] = value
            above.key = None

    def _check_marks(self, event: yaml.NodeEvent, where: str) -> None:
        """Note an anchor (once for all its aliases), a tag, or a control character written as an escape."""
        if event.anchor is not None and event.anchor not in self.anchors:
            self.anchors.add(event.anchor)
            self.problems.append(_alias(where))
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.problems.append(_tag(str(tag), where))
        if isinstance(event, yaml.ScalarEvent) and _CONTROL.search(event.value):
            self.problems.append(_control(where))


def _is_marked(event: yaml.NodeEvent) -> bool:
    """Whether the event may carry something that is refused; few do, and only those need their place worked out."""
    is_escaped = isinstance(event, yaml.ScalarEvent) and event.style == '"'
    return event.anchor is not None or getattr(event, "tag", None) is not None or is_escaped


def _path_below(above: _Open | None) -> Path_:
    if above is None:
        return ()
    return (*above.path, len(above.value) if isinstance(above.value, list) else str(above.key))


def _scalar(event: yaml.ScalarEvent) -> object:
    word = str(event.value)
    if event.style in ("'", '"', "|", ">"):
        return word
    if word in ("true", "false"):
        return word == "true"
    if word in ("", "null", "~"):
        return None
    if _INTEGER.match(word):
        return int(word)
    return Decimal(word) if _DECIMAL.match(word) else word


def _twice(key: str, where: str, first: int) -> Problem:
    return Problem(
        Text(f"键 {key} 重复", f"duplicate key {key}"),
        where,
        Text(f"只出现一次（首次在第 {first} 行）", f"once only (first on line {first})"),
        remedy=Text("删去其中一个，或改名", "delete one of them, or rename it"),
    )


def _second_document(where: str) -> Problem:
    return Problem(
        Text("一个文件只能有一份内容", "a file holds one document only"),
        where,
        remedy=Text("删去多余的 ---，或拆成多个文件", "delete the second ---, or split the file"),
    )


def _odd_key(where: str) -> Problem:
    return Problem(
        Text("键必须是一个词，不能是列表或一组键和值", "a key must be a word, no list and no mapping"),
        where,
        remedy=Text("检查冒号、方括号和花括号", "check colons, brackets and braces"),
    )


def _control(where: str) -> Problem:
    return Problem(
        Text("含有控制字符（如 NUL）", "there is a control character (such as NUL)"),
        where,
        remedy=Text("删去不可见的字符；二进制文件不能作输入", "delete it; a binary file cannot be read"),
    )


def _alias(where: str) -> Problem:
    return Problem(
        Text("不接受锚点与引用（& 和 *）", "anchors and aliases (& and *) are not accepted"),
        where,
        remedy=Text("把内容写全", "write the content out"),
    )


def _tag(tag: str, where: str) -> Problem:
    return Problem(
        Text(f"不接受标签 {tag}", f"tags are not accepted: {tag}"),
        where,
        remedy=Text("只写普通的键、值和列表", "write plain keys, values and lists only"),
    )
