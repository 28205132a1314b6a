"""The `config` app: the composition root. Importing the Celery app here makes it the default one wherever Django is set up,
so that `shared_task` and `send_task` reach the same broker from web, worker and command."""

from django.apps import AppConfig

from config.celery import app as celery_app

__all__ = ["ConfigConfig", "celery_app"]


class ConfigConfig(AppConfig):
    name = "config"
