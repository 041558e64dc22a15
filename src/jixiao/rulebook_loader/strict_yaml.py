"""Strict YAML and JSON: plain values with the line of every key, and nothing that could surprise.

Numbers are exact (int, Decimal), only `true` and `false` are booleans, dates stay text. Refused with a place and a
remedy: a byte order mark, other encodings than UTF-8, duplicate keys, tags, anchors and aliases (so no bomb can
unfold), files that are empty, too large or too deep.
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

Path_ = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(0|[1-9]\d{0,40})\Z")
_DECIMAL = re.compile(r"[-+]?\d{1,40}\.\d{1,40}\Z")


@dataclass
class Source:
    """A parsed file: its value, and where each part of it stands."""

    name: str
    value: object = None
    lines: dict[Path_, int] = field(default_factory=dict)
    plain_numbers: set[Path_] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)

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
    source = Source(name)
    problems: list[Problem] = []
    try:
        # JSON may be indented by tabs, which YAML forbids; inside JSON strings a raw tab is not allowed anyway.
        node = yaml.compose(text.replace("\t", " ") if is_json else text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise InputFault([_syntax(error, name)]) from None
    except RecursionError:
        raise InputFault([_too_deep(f"{name}:1")]) from None
    if node is None:
        raise InputFault([_empty(name)])
    source.value = _value(node, (), source, problems)
    if problems:
        raise InputFault(problems)
    return source


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InputFault(
                [
                    Problem(
                        Text("文件过大", "the file is too large"),
                        name,
                        Text(f"不超过 {MOST_BYTES // 2**20} MB", f"at most {MOST_BYTES // 2**20} MB"),
                        f"{size / 2**20:.1f} MB",
                        Text(
                            "按单位、年度拆成多个文件；成批数据请用 jixiao batch",
                            "split it by unit and year; use jixiao batch for many rows",
                        ),
                    )
                ]
            )
        return path.read_bytes()
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


def _decoded(content: bytes, name: str) -> str:
    if not content.strip():
        raise InputFault([_empty(name)])
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise InputFault([_encoding(name, "开头有字节顺序标记（BOM）", "it begins with a byte order mark (BOM)")])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        try:
            content.decode("gb18030")
            raise InputFault([_encoding(f"{name}:{line}", "看来是 GBK 编码", "it looks like GBK")]) from None
        except UnicodeDecodeError:
            problem = _encoding(f"{name}:{line}", f"第 {error.start} 字节不是文本", f"byte {error.start} is no text")
            raise InputFault([problem]) from None


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


def _value(node: yaml.Node, path: Path_, source: Source, problems: list[Problem]) -> object:
    source.lines[path] = node.start_mark.line + 1
    if id(node) in source.seen:
        problems.append(_alias(source.place(path)))
        return None
    source.seen.add(id(node))
    if len(path) > MOST_DEPTH:
        problems.append(_too_deep(source.place(path)))
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, source, problems)
    if isinstance(node, yaml.SequenceNode):
        if not _is_plain(node):
            problems.append(_tag(node, source.place(path)))
        return [_value(item, (*path, n), source, problems) for n, item in enumerate(node.value)]
    return _scalar(node, path, source, problems)


def _mapping(node: yaml.MappingNode, path: Path_, source: Source, problems: list[Problem]) -> dict[str, object]:
    result: dict[str, object] = {}
    if not _is_plain(node):
        problems.append(_tag(node, source.place(path)))
    for key_node, value_node in node.value:
        key = str(key_node.value)
        here = (*path, key)
        if key in result:
            problems.append(
                Problem(
                    Text(f"键 {key} 重复", f"duplicate key {key}"),
                    f"{source.name}:{key_node.start_mark.line + 1} {'.'.join(map(str, here))}",
                    Text(
                        f"只出现一次（首次在第 {source.lines[here]} 行）",
                        f"once only (first on line {source.lines[here]})",
                    ),
                    remedy=Text("删去其中一个，或改名", "delete one of them, or rename it"),
                )
            )
            continue
        result[key] = _value(value_node, here, source, problems)
        source.lines[here] = key_node.start_mark.line + 1
    return result


def _scalar(node: yaml.Node, path: Path_, source: Source, problems: list[Problem]) -> object:
    word = str(node.value)
    if not _is_plain(node):
        problems.append(_tag(node, source.place(path)))
        return None
    if getattr(node, "style", None) in ("'", '"', "|", ">"):
        return word
    if word in ("true", "false"):
        return word == "true"
    if word in ("", "null", "~"):
        return None
    if _INTEGER.match(word):
        source.plain_numbers.add(path)
        return int(word)
    if _DECIMAL.match(word):
        source.plain_numbers.add(path)
        return Decimal(word)
    return word


def _is_plain(node: yaml.Node) -> bool:
    return str(node.tag).startswith("tag:yaml.org,2002:") and "python" not in str(node.tag)


def _alias(where: str) -> Problem:
    return Problem(
        Text("不接受锚点与引用（& 和 *）", "anchors and aliases (& and *) are not accepted"),
        where,
        remedy=Text("把内容写全", "write the content out"),
    )


def _tag(node: yaml.Node, where: str) -> Problem:
    return Problem(
        Text(f"不接受标签 {node.tag}", f"tags are not accepted: {node.tag}"),
        where,
        remedy=Text("只写普通的键、值和列表", "write plain keys, values and lists only"),
    )
