"""What tests of rules ask again and again: which refusal, which notices, which events, how many queries."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from profiles import events
from profiles.models import Notice, User


@contextmanager
def refusal(code: str) -> Iterator[None]:
    """Expect a broken rule, or a broken constraint of the database, by its code."""
    with pytest.raises(ValidationError) as raised:
        yield
    assert code in {error.code for error in _errors(raised.value)}


def told(user: User) -> list[str]:
    """The kinds of notice that stand in a person's inbox, oldest first."""
    return list(Notice.objects.filter(recipient=user, cancelled_at=None).order_by("pk").values_list("kind", flat=True))


def happened(row) -> list[tuple[str, str, str]]:
    """Verb, from-state and to-state of a row's events, oldest first."""
    found = [(event.verb, event.from_state, event.to_state) for event in events.of(row)]
    return found[::-1]


def queries(call: Callable[[], object]) -> int:
    """How many queries a call asks."""
    with CaptureQueriesContext(connection) as asked:
        call()
    return len(asked)


def _errors(error: ValidationError) -> list[ValidationError]:
    by_field = getattr(error, "error_dict", {"": error.error_list if hasattr(error, "error_list") else []})
    return [found for listed in by_field.values() for found in listed]
