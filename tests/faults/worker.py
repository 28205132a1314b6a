"""The real Celery app by daylight, with a beat every second.

python -m celery -A tests.faults.worker worker -B
"""

import tests.faults.daylight  # noqa: F401
from config.celery import app

app.conf.beat_schedule = {"send due notices": {"task": "profiles.tasks.send_due_notices", "schedule": 1.0}}
