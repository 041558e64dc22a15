"""Forms, in the language of the page: what is wrong is said beside the field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from jixiao.core.kernel.text import Text
from jixiao.web.modules.administration.queries import role_words
from jixiao.web.platform.people.models import Organisation, Person
from jixiao.web.platform.people.names import BadName, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from jixiao.core.kernel.text import Language

MISSING = Text("请填写。", "It is missing.")
# What the fields of Django say, in both languages.
WRONG = {
    "required": MISSING,
    "invalid": Text("格式不对。", "It cannot be read."),
    "invalid_choice": Text("没有这个选项。", "There is no such choice."),
}
NOT_A_DAY = Text("请填日期，如 2026-03-01。", "Enter a day, as in 2026-03-01.")
USERNAME = re.compile(r"[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff._-]*\Z")
KINDS = {
    Organisation.Kind.DISTRICT: Text("区", "district"),
    Organisation.Kind.DEPARTMENT: Text("部门", "department"),
    Organisation.Kind.UNIT: Text("单位", "unit"),
    Organisation.Kind.SECTION: Text("科室", "section"),
}
# Django's checks of passwords, by their code.
PASSWORDS = {
    "password_too_short": Text("至少 10 个字符。", "At least 10 characters."),
    "password_too_common": Text("这个密码太常见。", "This password is too common."),
    "password_too_similar": Text("密码与登录名或姓名太像。", "It is too like the name."),
}


class SomethingChosen(forms.ModelChoiceField):
    """A choice among records, each shown by a function of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.shown = str

    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401
        """The words of one choice."""
        return self.shown(obj)


class Spoken(forms.Form):
    """A form that speaks the language of its page."""

    def __init__(self, *args: Any, lang: Language, **kwargs: Any) -> None:  # noqa: ANN401
        self.lang = lang
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            for code, words in WRONG.items():
                field.error_messages[code] = words.said(lang)
            if isinstance(field, forms.DateField):
                field.error_messages["invalid"] = NOT_A_DAY.said(lang)
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            if isinstance(field, SomethingChosen):
                field.empty_label = Text("请选择", "Choose").said(lang)

    def plain(self, field: str, most: int) -> str:
        """A name out of a field, or what is wrong with it."""
        try:
            return plain_name(self.cleaned_data[field], most)
        except BadName as bad:
            raise ValidationError(bad.said.said(self.lang)) from None


class OrganisationName(Spoken):
    """Another name for an organisation."""

    name = forms.CharField(strip=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_name(self) -> str:
        """A plain name."""
        return self.plain("name", 120)


class NewOrganisation(Spoken):
    """An organisation below another one."""

    name = forms.CharField(strip=True)
    kind = forms.ChoiceField()

    def __init__(self, *args: Any, kinds: Iterable[Organisation.Kind], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, KINDS[kind].said(self.lang)) for kind in kinds]

    def clean_name(self) -> str:
        """A plain name."""
        return self.plain("name", 120)


class Version(Spoken):
    """Which version of a record somebody had before them."""

    version = forms.IntegerField()


class PersonName(Spoken):
    """Another name for a person."""

    name = forms.CharField(strip=True)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_name(self) -> str:
        """A plain name."""
        return self.plain("name", 60)


class NewPerson(Spoken):
    """An account, with the organisation that keeps it."""

    name = forms.CharField(strip=True)
    username = forms.CharField(strip=True)
    home = SomethingChosen(queryset=Organisation.objects.none())

    def __init__(self, *args: Any, homes: QuerySet[Organisation], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["home"].queryset = homes
        self.fields["home"].shown = indented(homes)

    def clean_name(self) -> str:
        """A plain name."""
        return self.plain("name", 60)

    def clean_username(self) -> str:
        """A name of letters, figures and Chinese characters."""
        name = self.plain("username", 60)
        if not USERNAME.match(name):
            said = Text("只用字母、数字、汉字和 . _ -。", "Letters, figures, Chinese characters and . _ - only.")
            raise ValidationError(said.said(self.lang))
        return name


class NewPost(Spoken):
    """A role at an organisation, from a day on."""

    organisation = SomethingChosen(queryset=Organisation.objects.none())
    role = forms.ChoiceField()
    since = forms.DateField()
    until = forms.DateField(required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        organisations: QuerySet[Organisation],
        roles: Iterable[str],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["organisation"].shown = indented(organisations)
        self.fields["role"].choices = [(role, role_words(role).said(self.lang)) for role in roles]


class LastDay(Spoken):
    """When a post ends."""

    last = forms.DateField()


class Lending(Spoken):
    """Who stands in, from when until when."""

    to = SomethingChosen(queryset=Person.objects.none())
    since = forms.DateField()
    until = forms.DateField()

    def __init__(self, *args: Any, stand_ins: QuerySet[Person], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = stand_ins
        self.fields["to"].shown = lambda person: f"{person.name}（{person.username}）"


class OwnPassword(Spoken):
    """A password of one's own: the present one, and the new one twice."""

    present = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
    first = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    second = forms.CharField(strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:  # noqa: ANN401
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_present(self) -> str:
        """Whoever sits at an open screen does not know it."""
        present = self.cleaned_data["present"]
        if not self.person.check_password(present):
            raise ValidationError(Text("现在的密码不对。", "The present password is wrong.").said(self.lang))
        return str(present)

    def clean_first(self) -> str:
        """Long enough, not common, another one than before."""
        first = self.cleaned_data["first"]
        try:
            validate_password(first, self.person)
        except ValidationError as wrong:
            said = [PASSWORDS.get(one.code, WRONG["invalid"]).said(self.lang) for one in wrong.error_list]
            raise ValidationError(said) from None
        if first == self.cleaned_data.get("present"):
            raise ValidationError(Text("新密码与现在的相同。", "It is the present one.").said(self.lang))
        return str(first)

    def clean_second(self) -> str:
        """The same once more."""
        second = self.cleaned_data["second"]
        if "first" in self.cleaned_data and second != self.cleaned_data["first"]:
            raise ValidationError(Text("两次输入不一致。", "The two are not the same.").said(self.lang))
        return str(second)


def indented(organisations: QuerySet[Organisation]) -> Any:  # noqa: ANN401
    """A function that shows an organisation behind as many spaces as it stands below the others."""
    least = min((path.count("/") for path in organisations.values_list("path", flat=True)), default=0)
    return lambda one: "\u3000" * (one.path.count("/") - least) + one.name
