"""How the system does what is due: posting by posting, so that one which fails holds nobody else up."""

import logging
from collections.abc import Callable, Mapping, Sequence

from django.db import transaction
from django.db.models import Model

_log = logging.getLogger(__name__)


def sweep(by_posting: Mapping[int, Sequence[Model]], verb: Callable[[Sequence], Sequence]) -> list:
    """Call the verb with the rows of each posting, all or none of them; log what fails and go on."""
    done = []
    for posting_id, rows in by_posting.items():
        try:
            with transaction.atomic():
                done += verb(rows)
        except Exception:  # whatever broke, the next sweep finds the rows again
            _log.exception("posting %s is left for the next sweep", posting_id)
    return done
