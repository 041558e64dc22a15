"""Files for people to save: never shown by the browser itself, whatever they claim to be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.http import content_disposition_header

if TYPE_CHECKING:
    from jixiao.web.platform.files.models import StoredFile

# Only these are named by their kind; anything else is a row of bytes.
KINDS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
}
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')


def attachment(content: bytes, name: str) -> HttpResponse:
    """Bytes to be saved under a name; kept by no cache, for it may not be for the next person at this machine."""
    suffix = "." + name.lower().rpartition(".")[2]
    response = HttpResponse(content, content_type=KINDS.get(suffix, "application/octet-stream"))
    header = content_disposition_header(as_attachment=True, filename=fit_name(name))
    if header is not None:
        response["Content-Disposition"] = header
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def stored(file: StoredFile) -> HttpResponse:
    """A kept file as it was brought."""
    from jixiao.web.platform.files.store import content_of

    return attachment(content_of(file.sha256), file.name)


def fit_name(name: str) -> str:
    """A name that every system can save; without folders, controls and signs that turn the line."""
    return _UNFIT.sub("_", name).strip(" .")[-150:] or "file"
