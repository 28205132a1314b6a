"""How often hypothesis tries something: a few times in `make test`, many times more often in `make properties`."""

import os
from typing import Any

from hypothesis import settings

TIMES = int(os.environ.get("DASI_TIMES", "1"))


def often(examples: int, **more: Any) -> settings:
    """Return the settings of a test that tries so many examples in `make test`."""
    return settings(max_examples=examples * TIMES, deadline=None, **more)
