"""What every page of the module shows: its language, the jumps between the pages, whether pictures can be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from jixiao.core.kernel.text import Text
from jixiao.web.modules.analysis.rights import LEAD
from jixiao.web.modules.analysis.sheets import XLSX
from jixiao.web.platform.people.permissions import may_anywhere

if TYPE_CHECKING:
    from django.http import HttpRequest

    from jixiao.core.kernel.text import Language
    from jixiao.web.modules.analysis.scope import Scope

SCRIPT = "packages/echarts.js"
PAGES = {
    "money": Text("资金", "Money"),
    "goals": Text("目标", "Goals"),
    "lost": Text("失分", "Points lost"),
    "compare": Text("部门比较", "Departments"),
    "years": Text("三年", "Three years"),
}


def language(request: HttpRequest) -> Language:
    """The language of a request: as chosen, else Chinese."""
    return "en" if request.COOKIES.get("lang") == "en" else "zh"


def script() -> str | None:
    """The address of the script that draws; None where it is not installed, then the tables are shown."""
    try:
        address = staticfiles_storage.url(SCRIPT)
    except ValueError:  # it was not collected
        return None
    is_collected = hasattr(staticfiles_storage, "hashed_files")
    return str(address) if is_collected or finders.find(SCRIPT) else None


def frame(request: HttpRequest, scope: Scope, page: str) -> dict[str, Any]:
    """For every template of the module."""
    return {
        "scope": scope,
        "page": page,
        "pages": PAGES.items(),
        "may_lead": may_anywhere(request.user, LEAD),
        "script": script(),
        **({"chosen_units": scope.units} if scope.units else {}),
    }


def workbook(content: bytes, name: str) -> HttpResponse:
    """A workbook to save."""
    header = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": header or "attachment"})
