"""The Celery app and the ONE beat table.

Rows are the queue, the broker only wakes workers: every entry below is a sweep that finds rows left over, so a lost message
costs a few seconds and nothing else.
"""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import task_prerun

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("dasi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["profiles", "jobs", "matching"])

app.conf.beat_schedule = {
    "send due notices": {"task": "profiles.tasks.send_due_notices", "schedule": 20.0},
    "send letters outside": {"task": "profiles.tasks.send_outside_letters", "schedule": 30.0},
    "ask for arrivals": {"task": "profiles.tasks.ask_for_arrivals", "schedule": 120.0},
    "reckon careers": {
        "task": "profiles.tasks.reckon_careers",
        "schedule": crontab(day_of_month="1", hour=3, minute=20),
    },
    "re-match stale rows": {"task": "matching.tasks.refresh_stale", "schedule": 15.0},
    "re-match everyone": {"task": "matching.tasks.refresh_city", "schedule": crontab(hour=4, minute=30)},
    "count fairness": {"task": "matching.tasks.count_fairness", "schedule": crontab(hour=5, minute=30)},
    "destroy what is overdue": {"task": "matching.tasks.destroy_overdue", "schedule": crontab(hour="2,14", minute=40)},
    "destroy questions and log drafts": {"task": "jobs.tasks.destroy_overdue", "schedule": crontab(hour=2, minute=50)},
    "forget drafts": {"task": "profiles.tasks.forget_drafts", "schedule": crontab(hour=2, minute=45)},
    "forget site contacts": {"task": "profiles.tasks.forget_contacts", "schedule": crontab(hour=2, minute=35)},
    "forget imports of postings": {
        "task": "jobs.tasks.forget_posting_imports",
        "schedule": crontab(hour=2, minute=55),
    },
    "fetch senuri": {"task": "jobs.tasks.fetch_outside", "schedule": crontab(hour=1, minute=10), "args": ["senuri"]},
    "fetch recmnt": {"task": "jobs.tasks.fetch_outside", "schedule": crontab(hour=1, minute=30), "args": ["recmnt"]},
    "fetch work24": {"task": "jobs.tasks.fetch_outside", "schedule": crontab(hour=1, minute=50), "args": ["work24"]},
    "fetch getjobinfo": {
        "task": "jobs.tasks.fetch_outside",
        "schedule": crontab(hour=2, minute=10),
        "args": ["getjobinfo"],
    },
    "learn words": {"task": "matching.tasks.learn_words", "schedule": 60.0},
    "expire readings of CVs": {"task": "profiles.tasks.expire_cv_readings", "schedule": 300.0},
    "expire offers": {"task": "jobs.tasks.expire_offers", "schedule": 60.0},
    "lapse requests for papers": {"task": "jobs.tasks.lapse_info_requests", "schedule": 60.0},
    "remind of requests for papers": {
        "task": "jobs.tasks.remind_info_requests",
        "schedule": crontab(hour="9,17", minute=15),
    },
    "tell moves": {"task": "jobs.tasks.tell_moves", "schedule": 20.0},
    "release results": {"task": "jobs.tasks.release_results", "schedule": 60.0},
    "escalate silence": {"task": "jobs.tasks.escalate_silence", "schedule": crontab(hour=9, minute=0)},
    "escalate objections": {"task": "jobs.tasks.escalate_objections", "schedule": crontab(hour=9, minute=5)},
    "remind interviews": {"task": "jobs.tasks.remind_interviews", "schedule": crontab(minute=20)},
    "remind logs due": {"task": "jobs.tasks.remind_logs_due", "schedule": crontab(hour=9, minute=10)},
    "send site links": {"task": "jobs.tasks.send_site_links", "schedule": crontab(hour=9, minute=30)},
    "remind questions": {"task": "jobs.tasks.remind_questions", "schedule": crontab(hour=9, minute=20)},
    "tell saved searches": {"task": "jobs.tasks.tell_saved_searches", "schedule": crontab(hour=8, minute=20)},
    "issue certificates": {"task": "jobs.tasks.issue_certificates", "schedule": crontab(hour=9, minute=20)},
    "erase left stories": {"task": "jobs.tasks.erase_left_stories", "schedule": 60.0},
    "destroy files": {"task": "jobs.tasks.destroy_files", "schedule": crontab(minute=50)},
    "build papers for an audit": {"task": "jobs.tasks.build_bundles", "schedule": 30.0},
    "ask outcomes": {"task": "jobs.tasks.ask_outcomes", "schedule": crontab(hour=10, minute=0)},
}


@task_prerun.connect
def close_broken_connections(**_: object) -> None:
    """Drop a connection that died, since CELERY_DB_REUSE_MAX keeps connections over tasks (a restarted server would fail them all)."""
    from django.db import close_old_connections  # noqa: PLC0415

    close_old_connections()
