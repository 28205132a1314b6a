"""The code of a request that people read out by phone: short, on the page that says we failed, and in the log's line of it.

It is the beginning of the request's id, so that events and the access log are found by it, too. Knows nothing of Django: logging
is set up before the apps are.
"""

import logging
from typing import Any

LENGTH = 8


def of(request: Any) -> str:
    """Return the code of a request; "" where it has no id yet."""
    return getattr(request, "id", "")[:LENGTH]


class WithCode(logging.Filter):
    """Set `code` of each line: that of its request in brackets, or nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        code = of(getattr(record, "request", None))
        record.code = f"[{code}] " if code else ""
        return True
