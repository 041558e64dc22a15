"""From plain values to typed objects: reads dataclasses by their annotations and reports every misfit at once.

The same annotations give the JSON Schema (`json_schema.py`), so a rule's form is stated once: in its dataclass.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin

from jixiao.core.kernel.faults import InputFault, Problem, suggestion
from jixiao.core.kernel.numerals import NumberFault, read_decimal, read_fraction
from jixiao.core.kernel.period import read_day
from jixiao.core.kernel.text import Text
from jixiao.core.scoring import terms
from jixiao.core.scoring.inputs import RuleFault
from jixiao.core.scoring.points import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jixiao.rulebook_loader.strict_yaml import Path_, Source

T = TypeVar("T")
K = TypeVar("K")

# Names that core modules import for type checkers only.
_NAMES = {
    "Term": terms.Term,
    "Shape": Shape,
    "Fraction": Fraction,
    "Decimal": Decimal,
    "date": date,
    "Mapping": Mapping,
    "Text": Text,
}


class Raw:
    """Marks a field that keeps its plain value (a rule before its readings are filled in)."""


class Reading:
    """Reads one source; gathers problems."""

    def __init__(self, source: Source, shapes: Callable[[str], type | None] | None = None) -> None:
        """`shapes` finds the dataclass of a shape by name."""
        self.source = source
        self.shapes = shapes
        self.problems: list[Problem] = []

    def problem(
        self,
        path: Path_,
        what: Text,
        expected: Text | None = None,
        received: object = None,
        remedy: Text | None = None,
    ) -> None:
        """Note a problem at a place."""
        shown = None if received is None else _shown(received)
        self.problems.append(Problem(what, self.source.place(path), expected, shown, remedy))

    def check(self) -> None:
        """Raise `InputFault` if anything was wrong."""
        if self.problems:
            raise InputFault(self.problems)

    def read(self, kind: Any, value: object, path: Path_ = ()) -> Any:
        """A value of the annotated kind, or None after noting what is wrong."""
        if kind is Raw:
            return value
        if kind is Shape:
            return self._shape(value, path)
        if isinstance(kind, type):
            return self.record(kind, value, path) if is_dataclass(kind) else self._scalar(kind, value, path)
        if kind == terms.Term:
            return self._term(value, path)
        origin = get_origin(kind)
        if origin in (Union, types.UnionType):
            return self._union(get_args(kind), value, path)
        if origin is Literal:
            return self._literal(get_args(kind), value, path)
        if origin is tuple:
            return self._list(get_args(kind)[0], value, path)
        if origin in (dict, Mapping):
            return self._map(get_args(kind)[1], value, path)
        raise TypeError(f"a field is annotated with {kind}, which no file can give")

    def record(self, kind: type[T], value: object, path: Path_ = ()) -> T | None:
        """A dataclass from a mapping: every key known, every required key there, every value of its kind.

        An item of a list that cannot be read is None in it, so that the rest can still be looked at; whoever reads
        on after problems skips those.
        """
        if not isinstance(value, dict):
            self.problem(
                path,
                Text("应为一组键和值", "keys and values are expected here"),
                Text("、".join(form_of(kind)), ", ".join(form_of(kind))),
                value,
            )
            return None
        hints = form_of(kind)
        for key in value:
            if key not in hints and not (key == "shape" and hasattr(kind, "shape")):
                self._unknown_key(key, hints, path)
        given: dict[str, Any] = {}
        is_whole = True
        for key in (key for key in hints if key in value):
            noted = len(self.problems)
            given[key] = self.read(hints[key], value[key], (*path, key))
            # None is what could not be read, and also what `null` may mean where a key can do without a value.
            is_whole = is_whole and (given[key] is not None or len(self.problems) == noted)
        for field in fields(kind):  # type: ignore[arg-type]  # checked to be a dataclass by the caller
            required = field.default is MISSING and field.default_factory is MISSING
            if required and field.name not in value:
                is_whole = False
                self.problem(
                    path,
                    Text(f"缺少键 {field.name}", f"missing key {field.name}"),
                    remedy=Text(f"补上 {field.name}", f"add {field.name}"),
                )
        return self._made(kind, given, path) if is_whole else None

    def _made(self, kind: type[T], given: dict[str, Any], path: Path_) -> T | None:
        try:
            return kind(**given)
        except (RuleFault, NumberFault) as fault:
            self.problem(path, fault.text)
            return None

    def _unknown_key(self, key: str, hints: Mapping[str, Any], path: Path_) -> None:
        allowed = "、".join(hints)
        remedy = suggestion(key, hints) or Text("删去它，或改成可用的键", "delete it, or use one of the known keys")
        self.problem((*path, key), Text(f"未知的键 {key}", f"unknown key {key}"), Text(allowed, allowed), key, remedy)

    def _union(self, options: tuple[Any, ...], value: object, path: Path_) -> Any:
        if value is None and types.NoneType in options:
            return None
        kinds = [option for option in options if option is not types.NoneType]
        if set(get_args(terms.Term)) <= set(kinds):
            return self._term(value, path)
        if kinds == [Fraction, str]:
            try:
                return read_fraction(value)  # type: ignore[arg-type]
            except (NumberFault, AttributeError):
                return self._scalar(str, value, path)
        return self.read(kinds[0], value, path)

    def _literal(self, allowed: tuple[Any, ...], value: object, path: Path_) -> Any:
        if value in allowed:
            return value
        words = "、".join(str(item) for item in allowed)
        self.problem(
            path,
            Text("不在可选值之中", "not one of the choices"),
            Text(words, words),
            value,
            suggestion(str(value), [str(item) for item in allowed]),
        )
        return None

    def _list(self, kind: Any, value: object, path: Path_) -> Any:
        if not isinstance(value, list):
            self.problem(path, Text("应为列表", "a list is expected here"), received=value)
            return ()
        return tuple(self.read(kind, item, (*path, number)) for number, item in enumerate(value))

    def _map(self, kind: Any, value: object, path: Path_) -> Any:
        if not isinstance(value, dict):
            self.problem(path, Text("应为一组键和值", "keys and values are expected here"), received=value)
            return {}
        return {key: self.read(kind, item, (*path, key)) for key, item in value.items()}

    def _term(self, value: object, path: Path_) -> Any:
        try:
            return terms.read_term(value)
        except RuleFault as fault:
            self.problem(path, fault.text, received=value)
            return None

    def _shape(self, value: object, path: Path_) -> Any:
        name = value.get("shape") if isinstance(value, dict) else None
        found = self.shapes(str(name)) if self.shapes and name else None
        if found is None:
            known = shape_names()
            listed = "、".join(known)
            self.problem(
                (*path, "shape"),
                Text("没有这种计分形状", "no such shape"),
                Text(listed, listed),
                name,
                suggestion(str(name), known),
            )
            return None
        return self.record(found, value, path)

    def _scalar(self, kind: Any, value: object, path: Path_) -> Any:
        try:
            return _SCALARS[kind](value)
        except (NumberFault, RuleFault) as fault:
            self.problem(path, fault.text, _EXPECTED.get(kind), value)
        except (ValueError, TypeError, AttributeError):
            is_bare_number = kind is str and type(value) in (int, Decimal)
            self.problem(
                path, Text("类型不对", "wrong type"), _EXPECTED.get(kind), value, QUOTE_IT if is_bare_number else None
            )
        return None


def readable(items: Iterable[tuple[K, T]]) -> Iterator[tuple[K, T]]:
    """The items that could be read, each with its key or number; the others are problems already."""
    return ((key, item) for key, item in items if item is not None)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "一组键和值 (a mapping)"
    return "列表 (a list)" if isinstance(value, list) else str(value)[:120]


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    return value


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise TypeError
    return value


def _fraction(value: object) -> Fraction:
    if type(value) not in (int, str, Decimal):
        raise TypeError
    return read_fraction(value)  # type: ignore[arg-type]  # narrowed above


def _decimal(value: object) -> Decimal:
    if type(value) is int:
        return Decimal(value)
    if not isinstance(value, str):
        raise NumberFault(Text("小数须加引号写成文本，照原样保留精度", "write decimals in quotes, exactly as printed"))
    return read_decimal(value)


def _day(value: object) -> date:
    return read_day(_text(value))


QUOTE_IT = Text(
    "数字须加引号，照原文书写，才不会丢失精度",
    "put the number in quotes, exactly as printed, so that no precision is lost",
)
_SCALARS: dict[Any, Callable[[object], object]] = {
    str: _text,
    int: _whole,
    bool: _truth,
    Fraction: _fraction,
    Decimal: _decimal,
    date: _day,
}
_EXPECTED = {
    str: Text("一段文字", "text"),
    int: Text("整数", "a whole number"),
    bool: Text("true 或 false", "true or false"),
    Fraction: Text("数或百分数，如 0.5、90%", "a number or percentage, such as 0.5 or 90%"),
    Decimal: Text("数，如 44,350.00，在文件中加引号", "a number such as 44,350.00, in quotes within a file"),
    date: Text("日期，如 2022-12-31", "a day, such as 2022-12-31"),
}


def form_of(kind: Any) -> Mapping[str, Any]:
    """The fields of a dataclass that a file may give, with their resolved types."""
    return _form(kind)


@cache
def _form(kind: Any) -> Mapping[str, Any]:
    module = vars(typing.cast("Any", __import__("sys").modules[kind.__module__]))
    hints = typing.get_type_hints(kind, globalns=dict(module), localns=_NAMES)
    return {f.name: hints[f.name] for f in fields(kind) if get_origin(hints[f.name]) is not ClassVar}


@cache
def shape_names() -> tuple[str, ...]:
    """The names of all shapes, found by scanning their folder."""
    from pkgutil import iter_modules

    from jixiao.core.scoring import shapes

    return tuple(sorted(module.name for module in iter_modules(shapes.__path__)))


@cache
def shape_class(name: str) -> type | None:
    """The dataclass of a shape, or None when there is no such shape."""
    from importlib import import_module

    if name not in shape_names():
        return None
    module = import_module(f"jixiao.core.scoring.shapes.{name}")
    return next(c for c in vars(module).values() if isinstance(c, type) and getattr(c, "shape", None) == name)
