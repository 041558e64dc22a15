"""The indicator library: approved indicators flow back, a reviewer retires one or brings it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from jixiao.core.kernel.text import Text
from jixiao.web.modules.goals.actions.locking import GONE
from jixiao.web.modules.goals.models import LibraryIndicator
from jixiao.web.platform.initials import initials
from jixiao.web.platform.refusals import Refused
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from jixiao.web.platform.people.models import Organisation, Person
    from jixiao.web.registers.indicators.models import Indicator


def flow_back(*, organisation: Organisation, rows: Iterable[Indicator], by: Person, at: datetime) -> None:
    """Take approved indicators into the library; what is there already stays as it is. Part of an approval."""
    made = [
        LibraryIndicator(
            kind=row.kind, name=row.name, initials=initials(row.name)[:240], operator=row.operator, target=row.target,
            unit=row.unit, basis=row.basis, first=organisation, by=by, at=at,
        )
        for row in rows
    ]  # fmt: skip
    LibraryIndicator.objects.bulk_create(made, ignore_conflicts=True)


@transaction.atomic
def retire(*, pk: int, because: str, by: Person, at: datetime) -> LibraryIndicator:
    """Offer an indicator no longer; raises `Refused` without a reason."""
    if not because:
        raise Refused(Text("请写明停用的理由", "say why it is retired"), "because")
    one = _locked(pk)
    if one.is_retired:
        raise Refused(Text("这个指标已经停用", "it is retired already"))
    one.retired_because, one.retired_by, one.retired_at = because, by, at
    _save(one)
    record("goals.library.retire", f"goals.library/{pk}", by=by, at=at, after={"name": one.name, "reason": because})
    return one


@transaction.atomic
def restore(*, pk: int, by: Person, at: datetime) -> LibraryIndicator:
    """Offer a retired indicator again."""
    one = _locked(pk)
    if not one.is_retired:
        raise Refused(Text("这个指标没有停用", "it is not retired"))
    before = {"name": one.name, "reason": one.retired_because}
    one.retired_because, one.retired_by, one.retired_at = "", None, None
    _save(one)
    record("goals.library.restore", f"goals.library/{pk}", by=by, at=at, before=before, after={"name": one.name})
    return one


def _locked(pk: int) -> LibraryIndicator:
    one = LibraryIndicator.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if one is None:
        raise Refused(GONE)
    return one


def _save(one: LibraryIndicator) -> None:
    one.save(update_fields=["retired_because", "retired_by", "retired_at"])
