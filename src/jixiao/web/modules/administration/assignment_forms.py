"""Forms about people from outside: what is assigned, what is drawn, what is avoided."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration import assigning
from jixiao.web.modules.administration.forms import SomethingChosen, Spoken, indented
from jixiao.web.modules.administration.queries import role_words
from jixiao.web.modules.administration.words import language_of
from jixiao.web.platform.chosen import chosen, years
from jixiao.web.platform.clock import today
from jixiao.web.platform.people.models import Organisation, Person
from jixiao.web.platform.people.names import BadName, plain_name

if TYPE_CHECKING:
    from django.http import HttpRequest

NOT_SO_MANY = Text("请填 1 至 9。", "Enter 1 to 9.")


class Several(forms.ModelMultipleChoiceField):
    """Choices to tick, each shown by a function of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.shown = str

    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401
        """The words of one choice."""
        return self.shown(obj)


def _ticks(model: type[Organisation | Person]) -> Several:
    return Several(queryset=model.objects.none(), widget=forms.CheckboxSelectMultiple)


class Given(Spoken):
    """A form of somebody who assigns, bound where something was posted."""

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(request.POST if request.method == "POST" else None, lang=language_of(request), **kwargs)
        for field in self.fields.values():
            field.error_messages["invalid_pk_value"] = field.error_messages["invalid_choice"]
        self.request = request

    def offer_places(self) -> None:
        """The organisations that may be assigned, as a tree."""
        # A section is evaluated with the unit that it belongs to.
        places = assigning.organisations_to_assign(self.request.user).exclude(kind=Organisation.Kind.SECTION)
        self.fields["organisations"].queryset = places
        self.fields["organisations"].shown = indented(places)

    def offer_people(self, field: str) -> None:
        """Those from outside who have a post over some of them, with their roles."""
        tops = [one for one in assigning.organisations_to_assign(self.request.user) if one.kind == "department"]
        posts = assigning.outsiders(tops or assigning.organisations_to_assign(self.request.user), today())
        roles = {one.person_id: role_words(one.role).said(self.lang) for one in posts}
        self.fields[field].queryset = Person.objects.filter(pk__in=roles).order_by("name", "pk")
        self.fields[field].shown = lambda person: f"{person.name}（{roles[person.pk]}）"

    def offer_years(self) -> None:
        """The years of the head line, the chosen one first."""
        self.fields["year"].choices = [(one, str(one)) for one in years()]

    def of_the_days(self) -> dict[str, Any]:
        """What stands in the fields at first: the chosen year, from today to the end of this one."""
        day = today()
        return {"year": chosen(self.request).year, "since": day, "until": date(day.year, 12, 31)}

    def plain_words(self, field: str, most: int) -> str:
        """Words on one line."""
        try:
            return plain_name(self.cleaned_data[field], most)
        except BadName as bad:
            raise ValidationError(bad.said.said(self.lang)) from None

    def clean_year(self) -> int:
        """As a number."""
        return int(self.cleaned_data["year"])

    def clean_organisations(self) -> list[Organisation]:
        """As a list."""
        return list(self.cleaned_data["organisations"])


class Assign(Given):
    """One person, some organisations, a year, some days."""

    person = SomethingChosen(queryset=Person.objects.none())
    organisations = _ticks(Organisation)
    year = forms.ChoiceField()
    since = forms.DateField()
    until = forms.DateField()

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.offer_places()
        self.offer_people("person")
        self.offer_years()
        self.initial = self.of_the_days()


class Draw(Given):
    """Some people, some organisations, how many each, by which seed."""

    among = _ticks(Person)
    organisations = _ticks(Organisation)
    each = forms.IntegerField(min_value=1, max_value=9)
    seed = forms.CharField(strip=True)
    year = forms.ChoiceField()
    since = forms.DateField()
    until = forms.DateField()

    def __init__(self, request: HttpRequest, *, seed: str) -> None:
        super().__init__(request)
        self.offer_places()
        self.offer_people("among")
        self.offer_years()
        for code in ("min_value", "max_value"):
            self.fields["each"].error_messages[code] = NOT_SO_MANY.said(self.lang)
            for check in self.fields["each"].validators:
                check.message = NOT_SO_MANY.said(self.lang)
        asked = chosen(request)
        free = assigning.without_anyone(request.user, asked.year, today())
        self.initial = self.of_the_days() | {
            "each": 1,
            "seed": seed,
            "among": [one.pk for one in self.fields["among"].queryset],
            "organisations": [one.pk for one in free],
        }

    def clean_among(self) -> list[Person]:
        """As a list."""
        return list(self.cleaned_data["among"])

    def clean_seed(self) -> str:
        """Anything that can be read out."""
        return self.plain_words("seed", 60)

    def add_error(self, field: str | None, error: Any) -> None:  # noqa: ANN401
        """What the action calls people stands in the field of those to draw among."""
        super().add_error("among" if field == "people" else field, error)


class Avoid(Given):
    """Who avoids what, and why. On the own page the person is known."""

    person = SomethingChosen(queryset=Person.objects.none())
    organisation = SomethingChosen(queryset=Organisation.objects.none())
    reason = forms.CharField(strip=True)

    def __init__(self, request: HttpRequest, *, own: bool) -> None:
        super().__init__(request)
        self.own = own
        if own:
            del self.fields["person"]
            places = assigning.organisations_to_avoid(request.user)
        else:
            places = assigning.organisations_to_assign(request.user)
            self.offer_people("person")
        self.fields["organisation"].queryset = places
        self.fields["organisation"].shown = indented(places)

    def clean_reason(self) -> str:
        """Words on one line."""
        return self.plain_words("reason", 200)

    def clean(self) -> dict[str, Any]:
        """With the person, who on the own page is whoever asks."""
        given: dict[str, Any] = super().clean() or {}
        return given | ({"person": self.request.user} if self.own else {})
