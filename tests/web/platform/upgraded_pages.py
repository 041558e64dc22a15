"""Opens the pages of a database that was brought up to date: the lists, and the records that they link to; JSON out.

A program of its own, because settings name one database for the whole life of a process.
"""

from __future__ import annotations

import json
import re

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from jixiao.web.platform.installed import modules  # noqa: E402
from jixiao.web.platform.people.models import Person  # noqa: E402

settings.STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
settings.ALLOWED_HOSTS = ["testserver"]
BACKEND = "django.contrib.auth.backends.ModelBackend"
LINK = re.compile(r'href="(/[a-z/]+/\d+/)"')
MOST_RECORDS = 12


def main() -> None:
    """Print the status of each page, by role and address."""
    answers = {}
    for name in ("chanye.filler", "reviewer"):
        person = Person.objects.get(username=name)
        client = Client()
        client.force_login(person, BACKEND)
        client.post("/choose/", {"year": "2024"})
        for module in modules():
            found = client.get(f"/{module.path}/", {"year": "2024"}, follow=True)
            if not module.entries or found.status_code in (403, 404):
                continue
            answers[f"{name} /{module.path}/"] = found.status_code
            links = list(dict.fromkeys(LINK.findall(found.content.decode())))
            for link in [one for one in links if one.startswith(f"/{module.path}/")][:MOST_RECORDS]:
                answers[f"{name} {link}"] = client.get(link, follow=True).status_code
    print(json.dumps(answers))


main()
