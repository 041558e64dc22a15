"""The application that gunicorn serves."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao.web.config.settings")
application = get_wsgi_application()

# What was loaded and what is kept between pages lives long: going through all of it again and again costs a large page
# a quarter of its time. Nearly everything ends without that; what refers to itself is found among the young.
gc.freeze()
gc.set_threshold(50_000, 20, 50)
