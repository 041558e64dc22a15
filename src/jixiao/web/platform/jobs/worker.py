"""The process that does what is queued (`python -m jixiao.web.platform.jobs`).

One works at a time: it holds a lock of the database, which goes with its connection, however it ends. Another one that
is started waits in reserve, so a second machine takes over within a second or two.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from psycopg import Connection

LOCK = 0x6A69_7869_616F  # "jixiao"
CONCURRENCY = 2
WATCH = 2.0  # seconds between looks at the lock
PATIENCE = 6.0  # seconds that running jobs have when the process is asked to end; afterwards they start again

logger = logging.getLogger("jixiao.jobs")


def main() -> None:
    """Wait for the lock, put back what was lost, work until asked to end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao.web.config.settings")
    import django

    django.setup()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))  # until the worker handles signals there is nothing to end
    holder = _hold_lock()
    from django.db import connection
    from procrastinate.contrib.django import app

    from jixiao.web.platform.jobs.recovery import recover

    recover()
    connection.close()
    threading.Thread(target=_watch, args=(holder,), daemon=True).start()
    logger.info("the worker is ready", extra={"pid": os.getpid()})
    # An app of its own: the one of Django keeps its connector, so that a task can start another in its transaction.
    working = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # Django's connector
    working.run_worker(
        concurrency=CONCURRENCY,
        delete_jobs="successful",
        shutdown_graceful_timeout=PATIENCE,
        update_heartbeat_interval=5.0,
    )
    # A task in a thread cannot be broken off; the process can, and the task is started again.
    os._exit(0)


def _hold_lock() -> Connection[Any]:
    """A connection that holds the lock of the working process; waits until it is free, and for the database."""
    import psycopg

    is_told = False
    while True:
        try:
            return _locked()
        except psycopg.OperationalError as away:
            if not is_told:
                logger.warning("the worker waits for the database", extra={"said": str(away).strip()})
            is_told = True
            time.sleep(1)


def _locked() -> Connection[Any]:
    import psycopg
    from procrastinate.contrib.django.utils import connector_params

    holder = psycopg.connect(**connector_params(), autocommit=True)
    while True:
        row = holder.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()
        if row is not None and row[0]:
            return holder
        time.sleep(1)


def _watch(holder: Connection[Any]) -> None:
    """End the process when the lock is lost with its connection: another one may be working by now.

    Meanwhile close the rows of jobs that were tried often enough in vain, and thin out the marks of changed tables.
    """
    from django.db import Error, connection

    from jixiao.web.platform.changes.marks import thin_out
    from jixiao.web.platform.jobs.recovery import close_lost

    while True:
        time.sleep(WATCH)
        try:
            holder.execute("SELECT 1")
        except Exception:  # whatever it is, the lock can no longer be relied on
            logger.exception("the worker lost its lock and ends")
            os._exit(1)
        try:
            close_lost()
            thin_out()
        except Error:  # the next look will tell what became of the database
            connection.close()
