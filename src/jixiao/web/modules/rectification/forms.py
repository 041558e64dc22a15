"""What people enter about problems and about the use of results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings

from jixiao.core.kernel.text import Text
from jixiao.web.modules.rectification.actions import MOST_WORDS
from jixiao.web.modules.rectification.models import DECISIONS
from jixiao.web.platform.money import fen_of
from jixiao.web.platform.people.names import BadName, plain_name
from jixiao.web.platform.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jixiao.web.platform.people.models import Organisation, Person

# What a browser would run when it opens it is not taken.
TAKEN = (".pdf", ".docx", ".doc", ".xlsx", ".xls", ".png", ".jpg", ".jpeg", ".zip", ".ofd", ".wps", ".et")


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class StepForm(forms.Form):
    """What comes with any move; each move reads what it needs."""

    version = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)
    owner = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    done = forms.CharField(required=False, max_length=MOST_WORDS, widget=_area(5))
    proof = forms.FileField(required=False, max_length=200)
    note = forms.CharField(required=False, max_length=1000, widget=_area(2))

    def clean_proof(self) -> Any:  # noqa: ANN401 - a file that was brought
        """A file of a kind that is taken, not larger than files may be."""
        brought = self.cleaned_data["proof"]
        if brought is None:
            return None
        if not brought.name.lower().endswith(TAKEN):
            raise forms.ValidationError("不收这种文件。可用：" + "、".join(kind[1:] for kind in TAKEN))
        if brought.size > settings.LARGEST_UPLOAD:
            raise forms.ValidationError(f"文件超过 {settings.LARGEST_UPLOAD // 2**20} MB。")
        return brought


class UseForm(forms.Form):
    """What a problem should change in the next budget, and what it really changed."""

    version = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)
    use = forms.CharField(required=False, max_length=MOST_WORDS, widget=_area(3))
    changed = forms.CharField(required=False, max_length=MOST_WORDS, widget=_area(3))


class AddForm(forms.Form):
    """A problem entered by hand."""

    organisation = forms.ChoiceField()
    title = forms.CharField(max_length=200)
    detail = forms.CharField(required=False, max_length=MOST_WORDS, widget=_area(5))
    project = forms.CharField(required=False, max_length=40)

    def __init__(self, units: Iterable[Organisation], *given: object, **more: object) -> None:
        """`units` are those for which the person may enter one."""
        super().__init__(*given, **more)
        self.units = {str(one.pk): one for one in units}
        self.fields["organisation"].choices = [(key, one.name) for key, one in self.units.items()]

    def clean_title(self) -> str:
        """On one line, and nothing unseen in it."""
        return _plain(self.cleaned_data["title"], 200)

    def clean_project(self) -> str:
        """A code, or nothing."""
        words = self.cleaned_data["project"]
        return _plain(words, 40) if words else ""

    def clean_organisation(self) -> Organisation:
        """One of the person's."""
        return self.units[self.cleaned_data["organisation"]]


class DecideForm(forms.Form):
    """What a result means for the next budget."""

    version = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[(key, words.zh) for key, words in DECISIONS.items()])
    amount = forms.CharField(required=False, max_length=40)
    reason = forms.CharField(required=False, max_length=500)

    def clean_amount(self) -> int | None:
        """Fen, from 万元; more than nothing."""
        words = self.cleaned_data["amount"]
        if not words.strip():
            return None
        try:
            fen = fen_of(words)
        except Refused as refused:
            raise forms.ValidationError(refused.text.zh) from None
        if fen <= 0:
            raise forms.ValidationError("压减额应大于 0")
        return fen


class ExplainForm(forms.Form):
    """Why a decision was not followed."""

    version = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)
    explained = forms.CharField(max_length=500)


class AssignForm(forms.Form):
    """Several problems to one person, by a day."""

    problem = forms.TypedMultipleChoiceField(coerce=int)
    owner = forms.IntegerField(min_value=1, max_value=2**31)
    until = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, keys: Iterable[int], *given: object, **more: object) -> None:
        """`keys` are the problems that may be chosen."""
        super().__init__(*given, **more)
        self.fields["problem"].choices = [(key, str(key)) for key in keys]


def owner_of(people: Iterable[Person], key: int | None) -> Person | None:
    """The person of a key, among those who may be made responsible."""
    return next((one for one in people if one.pk == key), None)


def faults_of(form: forms.Form) -> list[Text]:
    """What is wrong with a form, by field, in the form's words."""
    return [Text(f"{name}：{one}", f"{name}: {one}") for name, found in form.errors.items() for one in found]


def _plain(words: str, most: int) -> str:
    try:
        return plain_name(words, most)
    except BadName as bad:
        raise forms.ValidationError(bad.said.zh) from None
