"""What people enter about publishing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings

from jixiao.core.kernel.text import Text
from jixiao.web.registers.publications.actions import LARGEST_RECORD, LONGEST_WORDS

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

# What a browser would run when it opens it is not taken.
TAKEN = (".pdf", ".docx", ".doc", ".xlsx", ".xls", ".wps", ".et", ".ofd", ".json")


def day_field(*, required: bool) -> forms.DateField:
    """A day, picked in the browser."""
    return forms.DateField(required=required, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class DutyForm(forms.Form):
    """Since when the term runs, or why the matter is exempt."""

    approved = day_field(required=False)
    is_exempt = forms.BooleanField(required=False)
    reason = forms.CharField(required=False, max_length=200)
    version = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)


class PublishForm(forms.Form):
    """What is published: at least a file or an address."""

    title = forms.CharField(max_length=200)
    address = forms.URLField(required=False, max_length=500, assume_scheme="https")
    day = day_field(required=True)
    words = forms.CharField(required=False, max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4}))
    file = forms.FileField(required=False, max_length=200)

    def clean_file(self) -> UploadedFile | None:
        """A file of a kind that is taken, and not larger than documents may be."""
        brought = self.cleaned_data["file"]
        if brought is None:
            return None
        if not brought.name.lower().endswith(TAKEN):
            raise forms.ValidationError("不收这种文件。可用：" + "、".join(kind[1:] for kind in TAKEN))
        if brought.size > settings.LARGEST_UPLOAD:
            raise forms.ValidationError(f"文件超过 {settings.LARGEST_UPLOAD // 2**20} MB。")
        return brought


class WithdrawForm(forms.Form):
    """Why something is withdrawn."""

    because = forms.CharField(max_length=200)


class BadRecord(ValueError):
    """A file that claims to be a record is none; `said` tells why."""

    def __init__(self, said: Text) -> None:
        super().__init__(said.en)
        self.said = said


def record_in(brought: UploadedFile | None) -> dict[str, Any] | None:
    """The record in a file that was brought, where it is one: a JSON document that names its form."""
    if brought is None or not brought.name.lower().endswith(".json"):
        return None
    if brought.size > LARGEST_RECORD:
        raise BadRecord(Text("记录过大。", "The record is too large."))
    try:
        found = json.loads(brought.read())
    except (ValueError, RecursionError) as error:
        raise BadRecord(Text("这个 JSON 文件读不了。", "This JSON file cannot be read.")) from error
    if not isinstance(found, dict) or not isinstance(found.get("schema"), str):
        said = Text("这个 JSON 文件没有写明格式（schema）。", "This JSON file does not name its form (schema).")
        raise BadRecord(said)
    return found
