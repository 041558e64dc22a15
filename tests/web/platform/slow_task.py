"""A task that waits until it is let go, and remembers in files what it did."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from jixiao.core.kernel.text import same
from jixiao.web.platform.jobs.task import Progress, task


@task("test.slow", same("slow"))
def slow(progress: Progress, *, folder: str) -> dict[str, Any]:
    """Note the beginning, wait for `go`, note the end."""
    place = Path(folder)
    begun = len(list(place.glob("begun-*")))
    (place / f"begun-{begun}").touch()
    progress.tell(1, 2)
    while not (place / "go").exists():
        time.sleep(0.05)
    progress.tell(2, 2)
    return {"begun": begun + 1}
