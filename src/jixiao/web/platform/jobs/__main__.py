"""`python -m jixiao.web.platform.jobs`: the process that does what is queued."""

from __future__ import annotations

from jixiao.web.platform.jobs.worker import main

main()
