"""The composition root. Celery's app is loaded with Django, so that a page wakes workers through the right broker."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
