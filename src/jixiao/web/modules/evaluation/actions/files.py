"""Keeping a file that was brought, once for each organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from jixiao.core.kernel.faults import InputFault, Problem
from jixiao.core.kernel.text import Text
from jixiao.web.platform.files.models import StoredFile
from jixiao.web.platform.files.store import keep

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation, Person


@transaction.atomic
def keep_file(
    *, organisation: Organisation, name: str, chunks: Iterable[bytes], by: Person, at: datetime
) -> StoredFile:
    """Keep the bytes; raises `InputFault` where they are too many."""
    try:
        digest, size = keep(chunks, settings.LARGEST_UPLOAD)
    except ValueError:
        limit = settings.LARGEST_UPLOAD // 2**20
        what = Text("文件过大", "the file is too large")
        raise InputFault([Problem(what, name, Text(f"不超过 {limit} MB", f"at most {limit} MB"))]) from None
    said = {"name": name[:200], "size": size, "by": by, "at": at}
    return StoredFile.objects.get_or_create(organisation=organisation, sha256=digest, defaults=said)[0]
