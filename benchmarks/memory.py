"""How much memory a measured process has held."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_kilobytes() -> int:
    """The most memory that this process has held. The counter of `getrusage` begins with what the parent held."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    line = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1])
