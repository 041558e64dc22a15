"""The rulebook: vocabulary, parameters and frameworks of one or several folders, each read when it is needed.

Nothing half-built leaves this room: a framework is either whole or refused with every problem found.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.core.kernel.faults import InputFault, Problem, suggestion
from jixiao.core.kernel.text import Text
from jixiao.core.scoring.framework import Framework, GoalRules, Grade, Group
from jixiao.core.scoring.score import resolve_reading
from jixiao.rulebook_loader.indicators import IndicatorBuilder
from jixiao.rulebook_loader.rule_files import FrameworkFile, IndicatorFile, ParameterFile
from jixiao.rulebook_loader.strict_yaml import Source, read_source
from jixiao.rulebook_loader.structure import Reading, shape_class
from jixiao.rulebook_loader.vocabulary import load_vocabulary
from jixiao.rulebook_loader.weights import check_tree, check_weights, points_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jixiao.core.document.layout import TableLayout
    from jixiao.core.ledger.concept import Vocabulary
    from jixiao.core.scoring.framework import Indicator
    from jixiao.rulebook_loader.rule_files import GroupEntry

# Decimals of a score; more would be finer than any criterion and crowd the integers of the engines.
MOST_PLACES = 4
SHIPPED = Path(__file__).parent.parent / "rulebook"


class Rulebook:
    """Rule folders, later ones adding to earlier ones."""

    def __init__(self, folders: Iterable[Path]) -> None:
        """`folders` each may hold vocabulary/, frameworks/, parameters/ and layouts/."""
        self.folders = tuple(folders)
        self._sources: dict[Path, Source] = {}
        self._frameworks: dict[tuple[str, date | None], Framework] = {}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All units and concepts."""
        return load_vocabulary(folder / "vocabulary" for folder in self.folders)

    @cached_property
    def layouts(self) -> tuple[TableLayout, ...]:
        """The layouts of published tables, by id; only reading a document needs them."""
        from jixiao.rulebook_loader.layouts import load_table_layouts

        return load_table_layouts(self.folders, self.vocabulary)

    @cached_property
    def framework_folders(self) -> Mapping[str, Path]:
        """Where each framework lies, by id."""
        found = (path for folder in self.folders for path in sorted((folder / "frameworks").glob("*/framework.yaml")))
        return {path.parent.name: path.parent for path in found}

    def head(self, name: str) -> FrameworkFile:
        """A framework's own file, without its indicators; raises `InputFault`."""
        return self._head(name)[1]

    def framework(self, name: str, on: date | None = None) -> Framework:
        """A framework, whole, with the shared thresholds of a day (its own first day without one).

        Raises `InputFault` with every problem of every file of it. Built once for a day.
        """
        if (name, on) not in self._frameworks:
            self._frameworks[name, on] = self._framework(name, on)
        return self._frameworks[name, on]

    def _framework(self, name: str, on: date | None) -> Framework:
        reading, file = self._head(name)
        check_tree(reading, file)
        check_weights(reading, file)
        builder = IndicatorBuilder(self.vocabulary, self._parameters(on or file.valid_from), file.letters, file.places)
        assembly = _Assembly(self, file, reading, builder)
        scale = Fraction(1) if file.total is None else file.total
        groups = tuple(assembly.group(group, scale, ("groups", n)) for n, group in enumerate(file.groups))
        assembly.check_readings()
        reading.check()
        return Framework(
            file.id,
            file.version,
            Text(file.zh, file.en),
            file.kind,
            file.region,
            file.valid_from,
            file.valid_to,
            file.total,
            file.places,
            groups,
            tuple(Grade(Text(grade.zh, grade.en), grade.at_least) for grade in file.grades),
            str(file.source),
            self.vocabulary,
            file.letters,
            "letters" if file.letters else "points",
            assembly.digest,
            tuple(Text(note.zh, note.en) for note in file.notes),
        )

    def find(self, kind: str, region: str, day: date) -> str:
        """The framework that holds for a kind of evaluation in a region on a day.

        A region's own framework goes before one of a region that contains it. Raises `InputFault` when there is
        no rule on that day, or more than one.
        """
        heads = [self.head(name) for name in self.framework_folders]
        fitting = [
            head
            for head in heads
            if head.kind == kind
            and (region.startswith(head.region) or head.region == "全国")
            and head.valid_from <= day
            and (head.valid_to is None or day <= head.valid_to)
        ]
        closest = max((len(head.region) for head in fitting if head.region != "全国"), default=0)
        chosen = [head for head in fitting if len(head.region) == closest] or fitting
        if len(chosen) == 1:
            return chosen[0].id
        names = "、".join(head.id for head in (chosen or heads))
        what = (
            Text(
                f"{day} 没有适用于{region}的{kind}框架",
                f"no framework of kind {kind} holds for {region} on {day}",
            )
            if not chosen
            else Text("不止一个框架适用", "more than one framework holds")
        )
        remedy = Text("用 --framework 指明", "name one with --framework")
        raise InputFault([Problem(what, f"{region} {day}", Text(names, names), None, remedy)])

    def _head(self, name: str) -> tuple[Reading, FrameworkFile]:
        folder = self.framework_folders.get(name)
        if folder is None:
            known = "、".join(self.framework_folders)
            what = Text(f"没有框架 {name}", f"no framework {name}")
            raise InputFault(
                [
                    Problem(
                        what,
                        "--framework",
                        Text(known, known),
                        name,
                        suggestion(name, self.framework_folders),
                    )
                ]
            )
        reading = Reading(self.read(folder / "framework.yaml"), shape_class)
        file = reading.record(FrameworkFile, reading.source.value)
        if file is not None and file.id != name:
            reading.problem(
                ("id",),
                Text("id 与文件夹名不同", "the id differs from the folder's name"),
                Text(name, name),
                file.id,
            )
        if file is not None and not 0 <= file.places <= MOST_PLACES:
            what = Text("得分的小数位数超出范围", "the decimals of scores are out of range")
            reading.problem(("places",), what, Text(f"0–{MOST_PLACES}", f"0-{MOST_PLACES}"), file.places)
        reading.check()
        if file is None:
            raise RuntimeError("a framework file was neither read nor refused")
        return reading, file

    def read(self, path: Path) -> Source:
        """A rule file, named as people know it: from the rulebook's folder on; each is read once."""
        if path not in self._sources:
            self._sources[path] = self._read(path)
        return self._sources[path]

    def _read(self, path: Path) -> Source:
        for folder in self.folders:
            if path.is_relative_to(folder):
                return read_source(path, str(path.relative_to(folder.parent)))
        return read_source(path)

    def _parameters(self, day: date) -> dict[str, object]:
        values: dict[str, object] = {}
        for folder in self.folders:
            for path in sorted((folder / "parameters").glob("*.yaml")):
                reading = Reading(self.read(path))
                file = reading.record(ParameterFile, reading.source.value)
                reading.check()
                held = [entry for entry in file.values if entry.since <= day] if file else []
                if file and held:
                    values[file.id] = max(held, key=lambda entry: entry.since).value
        return values


class _Assembly:
    """Puts a framework's tree together and keeps the files that went into it."""

    def __init__(self, book: Rulebook, file: FrameworkFile, reading: Reading, builder: IndicatorBuilder) -> None:
        self.book = book
        self.file = file
        self.reading = reading
        self.builder = builder
        self.files: list[Path] = []
        self.seen: set[str] = set()
        self.chain = self._chain()

    def _chain(self) -> list[Path]:
        """The folders in which indicators are looked for: the framework's own, then its bases."""
        chain: list[Path] = []
        name: str | None = self.file.id
        while name is not None and self.book.framework_folders[name] not in chain:
            chain.append(self.book.framework_folders[name])
            base = self.file.base if name == self.file.id else self.book.head(name).base
            if base is not None and base not in self.book.framework_folders:
                known = "、".join(self.book.framework_folders)
                self.reading.problem(
                    ("base",),
                    Text("没有作为基础的框架", "no such base framework"),
                    Text(known, known),
                    base,
                    suggestion(base, self.book.framework_folders),
                )
                break
            name = base
        self.files.append(chain[0] / "framework.yaml")
        return chain

    def group(self, entry: GroupEntry, scale: Fraction, path: tuple[str | int, ...]) -> Group:
        """A group with everything below it; `scale`: the points that a share of 1 means here."""
        is_shares = self.file.weighting == "shares"
        points = scale * (entry.weight or 0) if is_shares else points_of(entry)
        inner = tuple(
            self.group(one, points if is_shares else scale, (*path, "groups", n)) for n, one in enumerate(entry.groups)
        )
        indicators = [
            self._indicator(name, worth * points if is_shares else worth, (*path, "indicators", name))
            for name, worth in entry.indicators.items()
        ]
        goals = None if entry.goals is None else GoalRules(entry.goals.levels, entry.goals.excess_limit)
        kept = tuple(one for one in indicators if one is not None)
        return Group(entry.id, Text(entry.zh, entry.en), points, inner, kept, goals)

    def _indicator(self, name: str, points: Fraction, path: tuple[str | int, ...]) -> Indicator | None:
        found = next((folder / f"{name}.yaml" for folder in self.chain if (folder / f"{name}.yaml").exists()), None)
        if found is None:
            known = {p.stem for folder in self.chain for p in folder.glob("*.yaml") if ".cases" not in p.name}
            self.reading.problem(
                path,
                Text(f"没有指标文件 {name}.yaml", f"no indicator file {name}.yaml"),
                remedy=suggestion(name, known - {"framework"}),
            )
            return None
        self.files.append(found)
        if (points * 10**self.file.places).denominator != 1 and not self.file.letters:
            self.reading.problem(
                path,
                Text("分值除不尽，无法按框架的小数位取满分", "the points do not end within the framework's decimals"),
                Text(f"最多 {self.file.places} 位小数", f"at most {self.file.places} decimals"),
                f"{points.numerator}/{points.denominator}",
            )
            return None
        try:
            source = self.book.read(found)
            reading = Reading(source, shape_class)
            file = reading.record(IndicatorFile, source.value)
            reading.check()
            built = None if file is None else self.builder.build(source, file, points, name)
        except InputFault as fault:
            self.reading.problems.extend(fault.problems)
            return None
        return None if built is None else self._with_default(built)

    def _with_default(self, indicator: Indicator) -> Indicator:
        """The indicator with the framework's own default reading, if it names one."""
        self.seen.add(indicator.id)
        wanted = self.file.readings.get(indicator.id)
        if wanted is None:
            return indicator
        full = resolve_reading(indicator, wanted)
        if full is None:
            names = [reading.name for reading in indicator.readings]
            self.reading.problem(
                ("readings", indicator.id),
                Text("默认读法不在选项中", "the default is no option"),
                Text("、".join(names), ", ".join(names)),
                wanted,
                suggestion(wanted, names),
            )
            return indicator
        return replace(indicator, default_reading=full)

    def check_readings(self) -> None:
        """Note default readings of indicators that the framework does not have."""
        for name in self.file.readings:
            if name not in self.seen:
                what = Text(f"框架没有指标 {name}", f"the framework has no indicator {name}")
                self.reading.problem(("readings", name), what, remedy=suggestion(name, self.seen))

    def digest(self) -> str:
        """One hash over all files of the framework, in the order in which they were read."""
        from hashlib import sha256  # a run is recorded now and then; every call would pay for it

        return sha256("".join(sha256(path.read_bytes()).hexdigest() for path in self.files).encode()).hexdigest()


def load_rulebook(extra: Iterable[Path] = ()) -> Rulebook:
    """The rulebook that is shipped, with further folders on top."""
    return Rulebook([SHIPPED, *extra])
