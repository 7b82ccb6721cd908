"""What a web server starts."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline_web.config.settings.production")
application = get_wsgi_application()

# What the site is made of lives as long as the process. Left out of the search for garbage, it no
# longer makes every tenth page wait while half a million objects are looked through.
gc.collect()
gc.freeze()
