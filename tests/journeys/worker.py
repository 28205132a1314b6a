"""The real Celery app with a beat that matches, sends and builds papers each second, so that a journey doesn't sit and wait.

What else the beat does by itself (results are told when their hour has come) is left to the people of the journey.

python -m celery -A tests.journeys.worker worker -B
"""

from config.celery import app

app.conf.beat_schedule = {
    name: {**app.conf.beat_schedule[name], "schedule": 1.0}
    for name in ("send due notices", "re-match stale rows", "build papers for an audit")
}
