"""What people send: where a file belongs, what a list is narrowed to, what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from jixiao.web.modules.documents import words
from jixiao.web.modules.documents.models import Decision, Document
from jixiao.web.modules.documents.queries import Wanted
from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.people.permissions import organisations_with

if TYPE_CHECKING:
    from jixiao.core.kernel.text import Language
    from jixiao.web.platform.people.models import Person


class UnitForm(forms.Form):
    """An organisation among those for which a person may file."""

    organisation = forms.ModelChoiceField(Organisation.objects.none())

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - those of a form
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_with(person, "documents.file").order_by("path")


class FilterForm(forms.Form):
    """What a list is narrowed to; what does not fit is as if it were not there."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), required=False)
    kind = forms.CharField(max_length=40, required=False)
    year = forms.IntegerField(min_value=1900, max_value=2999, required=False)
    state = forms.ChoiceField(choices=[("", ""), *Document.State.choices], required=False)
    check = forms.CharField(max_length=120, required=False)

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - those of a form
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_with(person, "documents.read")

    def wanted(self) -> Wanted:
        """The filters that can be used."""
        self.is_valid()
        good = self.cleaned_data
        return Wanted(
            good.get("organisation"),
            good.get("kind", ""),
            good.get("year"),
            good.get("state", ""),
            good.get("check", ""),
        )


class DecisionForm(forms.Form):
    """A decision on a finding, with the version that the person saw."""

    key = forms.CharField(max_length=24)
    state = forms.ChoiceField(choices=Decision.State.choices)
    reason = forms.CharField(max_length=2000, required=False)
    version = forms.IntegerField(min_value=0)

    def clean(self) -> dict[str, Any]:
        """A rejection needs a reason."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("state") == "rejected" and not data.get("reason"):
            self.add_error("reason", "due")
        return data

    def complaint(self, lang: Language) -> str:
        """What is missing, in words."""
        return words.REASON_DUE.said(lang) if "reason" in self.errors else words.ODD_FORM.said(lang)
