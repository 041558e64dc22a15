"""What must hold before anything is written."""

from __future__ import annotations

from typing import Any

from jixiao.core.kernel.text import Text
from jixiao.web.modules.monitoring.models import Filing, Sheet
from jixiao.web.platform.refusals import Refused, Stale

CHANGED = Text(
    "您打开之后，别人已修改这条记录。您填的内容仍在，请与现值比对后再保存。",
    "Someone changed this record after you opened it. What you wrote is kept; compare it and save again.",
)


def hold_version(record: Any, version: int) -> None:  # noqa: ANN401 - any record that carries a version
    """Raises `Stale` where someone else changed the record since it was read."""
    if record.version != version:
        raise Stale(CHANGED, record)


def locked_filing(pk: int) -> Filing:
    """A filing, locked until the transaction ends: its sheets change under this lock only."""
    rows = Filing.objects.select_for_update(of=("self",), no_key=True).select_related("round", "organisation")
    return rows.get(pk=pk)


def locked_sheet(pk: int) -> Sheet:
    """A sheet and the filing that it belongs to, locked."""
    filing = locked_filing(Sheet.objects.values_list("filing_id", flat=True).get(pk=pk))
    sheet = Sheet.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    sheet.filing = filing
    return sheet


def hold_open(filing: Filing) -> None:
    """Raises `Refused` where a filing is no longer filled in."""
    if not filing.is_open:
        name = filing.now.name
        raise Refused(
            Text(f"“{name.zh}”阶段不能再改；需要改时请退回填报。", f"at “{name.en}” nothing changes; have it sent back")
        )
