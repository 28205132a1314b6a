"""What a balancer, a runner and a person ask first: do you live, and may I send people to you?"""

from pathlib import Path

from celery import current_app
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError


@login_not_required
@never_cache
@require_safe
@transaction.non_atomic_requests
def live(request: HttpRequest) -> JsonResponse:
    """Say that this process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
@transaction.non_atomic_requests
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database is migrated, the broker is reached and the demo (if one is awaited) stands; else 503."""
    checks = {"database": _database_is_migrated(), "broker": _broker_is_reached(), "demo": _demo_is_ready()}
    is_ready = all(checks.values())
    return JsonResponse({"status": "ok" if is_ready else "not ready", **checks}, status=200 if is_ready else 503)


def _database_is_migrated() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def _broker_is_reached() -> bool:
    try:
        with current_app.connection_for_write(
            transport_options={"socket_timeout": 2, "socket_connect_timeout": 2}
        ) as broker:
            broker.ensure_connection(max_retries=0, timeout=2)
    except (OperationalError, OSError):
        return False
    return True


def _demo_is_ready() -> bool:
    return not settings.DEMO_MARKER or Path(settings.DEMO_MARKER).exists()
