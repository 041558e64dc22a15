"""What gunicorn is told (`-c python:jixiao.web.config.server`); address and number of workers come with the call."""

from __future__ import annotations

from jixiao.web.config.logs import LOGGING

wsgi_app = "jixiao.web.config.wsgi"
worker_class = "gthread"
threads = 4  # most of a page's time is the database's
timeout = 120  # a large file over a slow line
graceful_timeout = 20
keepalive = 5
accesslog = "-"
errorlog = "-"
logconfig_dict = LOGGING
# Addresses and heads of a reasonable length; what is longer is refused before it reaches a view.
limit_request_line = 8190
limit_request_fields = 100
control_socket_disable = True
