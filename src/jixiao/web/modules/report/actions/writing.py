"""Writing the texts of a report: saved as one types, every version kept, nobody's words lost."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.report.actions.locking import FASTER, locked_open, tell
from jixiao.web.modules.report.models import Answer, Block, Report, Revision
from jixiao.web.platform.people.names import is_unseen
from jixiao.web.platform.refusals import Refused, Stale

if TYPE_CHECKING:
    from datetime import datetime

    from jixiao.web.platform.people.models import Person

LONGEST, LONGEST_ANSWER = 20_000, 500
# What one person saves within this time is one version: autosave would make a hundred otherwise.
ONE_SITTING = timedelta(minutes=10)


def clean_text(text: str) -> str:
    """The text without characters that nobody can see, its line ends alike; refused where it is too long."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    tidy = "".join(one for one in lines if one == "\n" or not is_unseen(one)).strip()
    if len(tidy) > LONGEST:
        raise Refused(Text(f"一段内容最多 {LONGEST:,} 字。", f"At most {LONGEST:,} characters."), "text")
    return tidy


@transaction.atomic
def write(*, report: int, key: str, text: str, version: int, by: Person, at: datetime) -> Block:
    """Save a text that was seen in a version; raises `Stale` with the block as it stands, and `Refused`."""
    tidy = clean_text(text)
    row = locked_open(report)
    block = Block.objects.select_related("by").get(report=row, key=key)
    if block.text == tidy:
        return block
    if block.version != version:
        raise Stale(FASTER, block)
    before = block.text
    sits_on = block.by_id == by.pk and at - block.at < ONE_SITTING and block.revisions.exists()
    if not sits_on:
        Revision.objects.create(block=block, version=block.version, text=before, by=block.by, at=block.at)
    block.text, block.by, block.at, block.version = tidy, by, at, block.version + 1
    block.save()
    tell("write", row, by=by, at=at, before={key: before}, after={key: tidy})
    return block


@transaction.atomic
def restore(*, report: int, key: str, revision: int, version: int, by: Person, at: datetime) -> Block:
    """Put an earlier text back; what stood there becomes a version of its own. Raises `Stale`, `Refused`."""
    row = locked_open(report)
    block = Block.objects.select_related("by").get(report=row, key=key)
    if block.version != version:
        raise Stale(FASTER, block)
    old = Revision.objects.get(block=block, version=revision)
    Revision.objects.create(block=block, version=block.version, text=block.text, by=block.by, at=block.at)
    before = block.text
    block.text, block.by, block.at, block.version = old.text, by, at, block.version + 1
    block.save()
    tell("restore", row, by=by, at=at, before={key: before}, after={key: old.text})
    return block


@transaction.atomic
def answer(*, report: int, key: str, text: str, version: int, by: Person, at: datetime) -> Answer | None:
    """Say why a finding may stand; no words take the reason back. Raises `Stale`, `Refused`."""
    tidy = " ".join(clean_text(text).split())
    if len(tidy) > LONGEST_ANSWER:
        raise Refused(Text(f"理由最多 {LONGEST_ANSWER} 字。", f"At most {LONGEST_ANSWER} characters."), "text")
    row = locked_open(report)
    _expect_finding(row, key)
    old = Answer.objects.filter(report=row, key=key).first()
    if (0 if old is None else old.version) != version:
        raise Stale(FASTER, old)
    before = {} if old is None else {"text": old.text}
    if not tidy:
        if old is not None:
            old.delete()
            tell("answer", row, by=by, at=at, before=before, after={"finding": key})
        return None
    made = old or Answer(report=row, key=key, version=0)
    made.text, made.by, made.at, made.version = tidy, by, at, made.version + 1
    made.save()
    tell("answer", row, by=by, at=at, before=before, after={"finding": key, "text": tidy})
    return made


def _expect_finding(row: Report, key: str) -> None:
    check = row.checks.exclude(content_sha256="").first()
    if check is None or all(one["key"] != key for one in check.findings):
        raise Refused(Text("没有这条核查意见，请重新核查。", "There is no such finding; check again."))
