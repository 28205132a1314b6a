"""The web process: it alone gets short database time-outs (see settings: DATABASES)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("DASI_PROCESS", "web")

application = get_wsgi_application()
