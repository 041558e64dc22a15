"""Samples of the modules: each may have a `sample.py` with `sample(organisation, years, by, at)`, for a department."""

from __future__ import annotations

import logging
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import InterfaceError, OperationalError, transaction

from jixiao.web.platform.people.models import Organisation
from jixiao.web.platform.trail.models import Event
from jixiao.web.platform.trail.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from jixiao.web.platform.people.models import Person

    Seeder = Callable[[Organisation, Sequence[int], Person, datetime], object]

logger = logging.getLogger("jixiao.sample")
SEEDED = "sample.seeded"


def seeders() -> dict[str, Seeder]:
    """The `sample` functions of the installed modules, by the module's name, in the order of installation."""
    named = [config.name for config in apps.get_app_configs() if config.name.startswith("jixiao.web.modules.")]
    found = {name: import_module(f"{name}.sample").sample for name in named if find_spec(f"{name}.sample")}
    return {name.rpartition(".")[2]: sample for name, sample in found.items()}


def seed(name: str, department: Organisation, years: Sequence[int], *, by: Person, at: datetime) -> bool:
    """Let a module make its sample for a department, once; whether it could. Its fault spares the other modules."""
    target = f"organisation/{department.pk}/{name}"
    try:
        with transaction.atomic():
            # A process that has lost its lock may not know yet while another one begins: only one of them makes it.
            Organisation.objects.select_for_update(no_key=True).get(pk=department.pk)
            if Event.objects.filter(action=SEEDED, target=target).exists():
                return True
            seeders()[name](department, years, by, at)
            record(SEEDED, target, by=by, at=at, organisation=department, after={"years": list(years)})
    except (InterfaceError, OperationalError):
        raise  # the database has gone away, which is no fault of the sample: the job is tried again
    except Exception:
        logger.exception("a module could not make its sample", extra={"of": name, "organisation": department.pk})
        return False
    return True
