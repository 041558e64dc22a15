"""Forms of the year: a figure as people write it, a decision, a stated score, a new year, a draw."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django import forms

from jixiao.core.kernel.numerals import hedged
from jixiao.usecases.scoring import FRAMEWORK_KINDS
from jixiao.web.platform.clock import today
from jixiao.web.registers.figures.entries import BY_HAND, Entry
from jixiao.web.registers.figures.rules import rulebook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from jixiao.core.kernel.text import Text
    from jixiao.core.scoring.inputs import Clause
    from jixiao.web.modules.evaluation.models import Decision, Statement
    from jixiao.web.platform.people.models import Organisation
    from jixiao.web.registers.figures.models import Figure

KINDS = {
    "text": ("文字", "text"), "table": ("表格", "table"), "derived": ("推算", "derived"), "ledger": ("台账", "ledger"),
    "measure": ("业务记录", "business records"), "person": ("本人填写", "typed by hand"),
}  # fmt: skip
HAND, OTHER = BY_HAND["key"], "-other"


class SourceForm(forms.Form):
    """Where something stands: a document that the year knows already or a new one, and the place in it."""

    document = forms.ChoiceField(required=False)
    title = forms.CharField(max_length=200, required=False)
    kind = forms.ChoiceField(required=False)
    section = forms.CharField(max_length=200, required=False)
    page = forms.IntegerField(min_value=1, max_value=99999, required=False)
    place = forms.CharField(max_length=80, required=False)
    quote = forms.CharField(max_length=400, required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # Django's own
        documents: Mapping[str, Mapping[str, Any]],
        lang: str,
        optional: bool = False,
        **kwargs: Any,  # noqa: ANN401  # Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.documents = documents
        zh = lang != "en"
        known = [(key, f"《{one['title']}》") for key, one in documents.items() if key != HAND]
        first = [("", "无" if zh else "none")] if optional else []
        self.fields["document"].choices = [
            *first, (HAND, "本单位填报" if zh else "typed by hand"), *known,
            (OTHER, "另一份文件（写出标题）" if zh else "another document (write its title)"),
        ]  # fmt: skip
        self.fields["kind"].choices = [(name, words[0 if zh else 1]) for name, words in KINDS.items()]

    def clean(self) -> dict[str, Any]:
        """A new document needs a title."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("document") == OTHER and not cleaned.get("title"):
            self.add_error("title", "写出文件标题 · write the title")
        return cleaned

    def source(self) -> dict[str, Any] | None:
        """The source as the register keeps it; None where none was named."""
        said = self.cleaned_data
        key = said.get("document") or ""
        if not key:
            return None
        if key == HAND:
            document: Mapping[str, Any] = BY_HAND
        elif key == OTHER:
            name = sha256(said["title"].encode()).hexdigest()[:8]
            document = {"key": f"document-{name}", "title": said["title"]}
        else:
            document = {"key": key, **self.documents[key]}
        words = {name: said.get(name) for name in ("section", "page", "place", "quote") if said.get(name)}
        kind = "person" if key == HAND else said.get("kind") or "text"
        return {"document": dict(document), "kind": kind, **words}


def source_initial(source: Mapping[str, Any] | None) -> dict[str, Any]:
    """What stands in the fields of a source."""
    if not source:
        return {"document": ""}
    names = ("kind", "section", "page", "place", "quote")
    return {"document": (source.get("document") or BY_HAND)["key"], **{name: source.get(name) for name in names}}


class FigureForm(SourceForm):
    """A figure as it is printed; a unit written behind the number is understood."""

    concept = forms.ChoiceField()
    period = forms.CharField(max_length=10)
    printed = forms.CharField(max_length=60)
    unit = forms.ChoiceField(required=False)
    hedge = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, lang: str, **kwargs: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*args, lang=lang, **kwargs)
        vocabulary = rulebook().vocabulary
        concepts = [(name, one.term.en if lang == "en" else one.term.zh) for name, one in vocabulary.concepts.items()]
        self.fields["concept"].choices = concepts
        wanted = vocabulary.concepts.get(self["concept"].value() or "")
        symbols = [
            unit.symbol for unit in vocabulary.units.values() if wanted is None or unit.dimension == wanted.dimension
        ]
        usual = sorted(symbols, key=lambda symbol: symbol != "万元")
        self.fields["unit"].choices = [(symbol, symbol) for symbol in usual]
        self.fields["hedge"].choices = [("", "—"), *((word, word) for word in vocabulary.hedges)]

    def clean(self) -> dict[str, Any]:
        """`44,350.00 万元` is a number and its unit."""
        cleaned = super().clean()
        printed = (cleaned.get("printed") or "").strip()
        symbols = sorted(rulebook().vocabulary.units, key=len, reverse=True)
        unit = next((one for one in symbols if one and printed.endswith(one)), None)
        if unit is not None:
            cleaned["unit"], printed = unit, printed.removesuffix(unit).strip()
        cleaned["printed"] = printed
        return cleaned

    @property
    def shown(self) -> str:
        """What was typed, as the figure will be shown."""
        said = self.cleaned_data
        return hedged(f"{said.get('printed', '')} {said.get('unit', '')}".strip(), said.get("hedge"))

    def entry(self, dimensions: Mapping[str, str] | None = None) -> Entry:
        """The figure for the register."""
        said = self.cleaned_data
        source = self.source() or {"document": BY_HAND, "kind": "person"}
        return Entry(
            said["concept"], said["period"].strip(), said["printed"], said["unit"], source, said["hedge"],
            dict(dimensions or {}),
        )  # fmt: skip


def figure_initial(figure: Figure) -> dict[str, Any]:
    """What stands in the fields of a figure."""
    said = {name: getattr(figure, name) for name in ("concept", "period", "printed", "unit", "hedge")}
    return {**said, **source_initial(figure.source)}


class DecisionForm(SourceForm):
    """A clause decided: in the way of its kind, by whom, on which day, on what evidence."""

    value = forms.CharField(max_length=60)
    decided_by = forms.CharField(max_length=60)
    on = forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    evidence = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, clause: Clause, lang: str, **kwargs: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*args, lang=lang, optional=True, **kwargs)
        self.clause = clause
        zh = lang != "en"
        if clause.kind == "met":
            choices = [("", "—"), ("true", "是" if zh else "yes"), ("false", "否" if zh else "no")]
            self.fields["value"] = forms.ChoiceField(choices=choices)
        if clause.kind == "option":
            options = [(name, f"{name} ({worth} {'分' if zh else 'points'})") for name, worth in clause.options]
            self.fields["value"] = forms.ChoiceField(choices=[("", "—"), *options])
        if clause.kind == "points" and self.initial.get("value") in ("true", "false"):
            # A file may say of such a clause that it is met; here that is all of its points, or none.
            self.initial["value"] = clause.most if self.initial["value"] == "true" else 0

    def words(self) -> dict[str, Any]:
        """What the action wants."""
        said = self.cleaned_data
        names = ("value", "decided_by", "on", "evidence")
        return {"kind": self.clause.kind, **{name: said[name] for name in names}, "source": self.source()}


def decision_initial(decision: Decision | None, name: str) -> dict[str, Any]:
    """What stands in the fields of a decision."""
    if decision is None:
        return {"decided_by": name, "on": today(), "document": ""}
    said = {name: getattr(decision, name) for name in ("value", "decided_by", "on", "evidence")}
    return {**said, **source_initial(decision.source)}


class StatementForm(SourceForm):
    """A stated score, or why it cannot be read."""

    value = forms.CharField(max_length=20, required=False)
    unreadable = forms.CharField(max_length=200, required=False)

    def __init__(self, *args: Any, lang: str, **kwargs: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*args, lang=lang, optional=True, **kwargs)

    def words(self) -> dict[str, Any] | None:
        """What the action wants; None where nothing is stated."""
        said = self.cleaned_data
        if not said["value"] and not said["unreadable"]:
            return None
        return {"value": said["value"].strip(), "unreadable": said["unreadable"].strip(), "source": self.source()}


def statement_initial(statement: Statement | None) -> dict[str, Any]:
    """What stands in the fields of a stated score."""
    if statement is None:
        return {"document": ""}
    said = {"value": statement.value, "unreadable": statement.unreadable}
    return {**said, **source_initial(statement.source)}


class NewYearForm(forms.Form):
    """Which unit, which year, which framework."""

    organisation = forms.ModelChoiceField(None)
    year = forms.IntegerField(min_value=2000, max_value=2100)
    framework = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, organisations: Any, lang: str, **kwargs: Any) -> None:  # noqa: ANN401  # Django's own
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].empty_label = None
        heads = [rulebook().head(name) for name in rulebook().framework_folders]
        kinds = set(FRAMEWORK_KINDS.values())
        known = [(head.id, head.en if lang == "en" else head.zh) for head in heads if head.kind in kinds]
        found = "按单位所在地和年度选择" if lang != "en" else "the one that holds for region and year"
        self.fields["framework"].choices = [("", found), *known]

    def framework_for(self, organisation: Organisation, year: int) -> str:
        """The framework that was named, else the one that holds; raises `InputFault`."""
        from datetime import date

        kind = FRAMEWORK_KINDS["self_evaluation"]
        return self.cleaned_data["framework"] or rulebook().find(kind, organisation.region, date(year, 12, 31))


class AnswerForm(forms.Form):
    """What came of a project's indicator: a value or a judged level, and why it is as it is."""

    actual = forms.CharField(max_length=60, required=False)
    level = forms.CharField(max_length=20, required=False)
    percent = forms.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100, required=False)
    reason = forms.CharField(max_length=4000, required=False)

    def __init__(self, *args: Any, levels: Sequence[tuple[str, Text, Decimal, Decimal]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.bands = {name: (low, high) for name, _, low, high in levels}

    def clean(self) -> dict[str, Any]:
        """A percentage lies in the band of its level; one is not given without the other."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        level, percent = said.get("level") or "", said.get("percent")
        if level and level not in self.bands:
            self.add_error("level", "unknown")
        elif bool(level) != (percent is not None):
            self.add_error("percent", "both")
        elif level and percent is not None and not self.bands[level][0] <= percent <= self.bands[level][1]:
            self.add_error("percent", "band")
        return said

    def words(self) -> dict[str, Any]:
        """What the action wants."""
        said = self.cleaned_data
        return {"actual": said["actual"].strip(), "level": said["level"], "percent": said["percent"],
                "reason": said["reason"].strip()}  # fmt: skip

    def complaint(self, lang: str) -> str:
        """What is wrong, in words."""
        if "percent" in self.errors or "level" in self.errors:
            zh = "定性指标须选一档，并在该档的区间内填写百分比"
            return zh if lang != "en" else "choose a level and a percentage inside its band"
        return "填写的内容过长" if lang != "en" else "what was written is too long"
