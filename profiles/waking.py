"""Wake a worker for rows that were just written: impatient, for the beat finds the rows anyway (DESIGN 7)."""

import logging
import time as clock

from celery import current_app

WAKE_SECONDS = 2  # the longest that a page waits for a broker that hangs
REST_SECONDS = 30  # after a failed wake nobody tries again for so long
_IMPATIENT = {
    "socket_timeout": WAKE_SECONDS,
    "socket_connect_timeout": WAKE_SECONDS,
    "max_retries": 0,
    "connect_retries_timeout": WAKE_SECONDS,
}
_log = logging.getLogger(__name__)
_rest_until = 0.0


def wake(task: str) -> None:
    """Send the task of this name, once, whatever the broker does."""
    global _rest_until  # noqa: PLW0603
    if clock.monotonic() < _rest_until:
        return
    try:
        with current_app.connection_for_write() as connection:
            connection.transport_options = {**connection.transport_options, **_IMPATIENT}
            current_app.send_task(task, connection=connection, retry=False, ignore_result=True)
    except Exception as error:  # whatever the broker does, the rows are written and the beat will find them
        _rest_until = clock.monotonic() + REST_SECONDS
        _log.warning("no worker woken for %s, the beat will find the rows: %s", task, error)
