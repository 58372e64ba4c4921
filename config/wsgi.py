"""The entry for gunicorn. The database must already run: many workers import this at once.

Refuses to serve with an insecure setting: a web server runs no system checks of its own.
"""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

from config.production import refuse_to_start  # noqa: E402  needs the apps to be loaded

refuse_to_start()
