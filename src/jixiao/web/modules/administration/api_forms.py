"""Forms of tokens and webhooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from jixiao.web.modules.administration.forms import SomethingChosen, Spoken, indented
from jixiao.web.platform.api.events import can_be_told
from jixiao.web.platform.api.reaching import LONGEST
from jixiao.web.platform.api.scopes import AREAS, READ, SCOPES
from jixiao.web.platform.api.tokens import LONGEST_DAYS
from jixiao.web.platform.installed import modules
from jixiao.web.platform.people.models import Organisation

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from jixiao.core.kernel.text import Text

DAYS = 90
# Parts of the program that are no module, and tell the trail of records nevertheless.
REGISTERS = ("figures", "problems")


class NewToken(Spoken):
    """A token: what it is for, what it may do, how long."""

    name = forms.CharField(strip=True)
    scopes = forms.MultipleChoiceField(choices=[(scope, scope) for scope in SCOPES])
    days = forms.IntegerField(min_value=1, max_value=LONGEST_DAYS, initial=DAYS)

    def clean_name(self) -> str:
        """A plain name."""
        return self.plain("name", 60)

    @property
    def areas(self) -> list[tuple[Text, list[tuple[str, Text, bool]]]]:
        """The scopes as the page shows them: by area, each with its words and whether it is chosen."""
        chosen = set(self.data.getlist("scopes")) if self.is_bound else set()
        return [
            (
                area.title,
                [
                    (scope, (area.write or READ) if scope.endswith(":write") else READ, scope in chosen)
                    for scope in area.scopes
                ],
            )
            for area in AREAS
        ]


def event_groups() -> list[tuple[str, Text | None, list[tuple[str, Text]]]]:
    """What a webhook may ask for: parts of the program with their title, and the single actions that are known."""
    found: list[tuple[str, Text | None, list[tuple[str, Text]]]] = []
    for module in modules():
        if can_be_told(module.name):
            known = sorted((name, said) for name, said in module.trail.items() if name.startswith(f"{module.name}."))
            found.append((f"{module.name}.*", module.title, known))
    return [*found, *((f"{name}.*", None, []) for name in REGISTERS)]


class WebhookForm(Spoken):
    """A webhook: whose, its address, what it wants to hear of."""

    organisation = SomethingChosen(queryset=Organisation.objects.none())
    name = forms.CharField(strip=True)
    address = forms.CharField(strip=True, max_length=LONGEST, widget=forms.URLInput)
    events = forms.MultipleChoiceField(required=False)
    actions = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation] | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        if organisations is None:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].queryset = organisations
            self.fields["organisation"].shown = indented(organisations)
        self.fields["events"].choices = [(one, one) for one, _title, _known in event_groups()]

    def clean_name(self) -> str:
        """A plain name."""
        return self.plain("name", 60)

    @property
    def wanted(self) -> list[str]:
        """Everything that was asked for: whole parts, and single actions."""
        return [*self.cleaned_data["events"], *self.cleaned_data["actions"].split()]

    @property
    def groups(self) -> list[tuple[str, Text | None, bool]]:
        """The parts as the page shows them."""
        chosen = set(self.data.getlist("events") if self.is_bound else self.initial.get("events", ()))
        return [(one, title, one in chosen) for one, title, _known in event_groups()]

    @property
    def known(self) -> list[tuple[str, Text]]:
        """Single actions that modules name."""
        return [each for _one, _title, known in event_groups() for each in known]
