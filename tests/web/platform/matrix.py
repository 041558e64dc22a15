"""The rows of background work in the permission matrix."""

from __future__ import annotations

from typing import Any

from jixiao.web.platform.jobs.models import Job
from tests.web.administration.permission_rows import ROLES, TRIED, Place, Row


def _theirs(place: Place) -> dict[str, Any]:
    """Work that someone else started for the organisation."""
    return {"pk": _job(place, place.author)}


def _mine(place: Place) -> dict[str, Any]:
    return {"pk": _job(place, place.person)}


def _job(place: Place, by: Any) -> int:
    return Job.objects.create(kind="test", organisation=place.organisation, by=by, at=place.at, of=3).pk


ROWS = (
    Row("jobs:mine", may=TRIED, everywhere=True, answer=(200,)),
    Row("jobs:job", may=ROLES, record=_theirs, answer=(200,)),
    # Only who started it may break it off.
    Row("jobs:cancel", "POST", may=TRIED, everywhere=True, record=_mine, answer=(200,)),
)
