"""Settings of the web with a task that takes its time, for a worker of the tests."""

from jixiao.web.config.settings import *  # noqa: F403

PROCRASTINATE_IMPORT_PATHS = ["tests.web.platform.slow_task"]
