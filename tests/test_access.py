"""Every URL for every kind of user: the expected answer stands in tests/access_table.py, and a URL without a row fails.

What a GET may change stands in tests/safe_gets.py.
"""

from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from profiles.models import Event
from tests import access_table, safe_gets
from tests.access_world import World, build

SIGN_IN = "/accounts/login/"
PARTS = 12  # each part of the table has a world of its own, so that workers share the work
REFUSED = {"403", "404", "in"}


def _names(resolver: URLResolver, namespace: str = "") -> list[str]:
    """Every routed name, with its namespace."""
    found = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found += _names(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name"
            found.append(f"{namespace}{entry.name}")
    return found


def _answer(response) -> str:
    """What a response says, in the words of the table."""
    if response.status_code == 302:
        return "in" if response["Location"].startswith(SIGN_IN) else "go"
    return {200: "ok", 405: "gone"}.get(response.status_code, str(response.status_code))


def _fits(found: str, expected: str) -> bool:
    """Whether an answer is the expected one; `may` leaves open how an allowed request without its fields ends."""
    return found in {"ok", "go", "201", "204", "400", "415"} if expected == "may" else found == expected


def _ask(clients: dict[str, Client], world: World, name: str, method: str, events: int) -> dict[str, str]:
    """Ask one URL as everybody; return what was wrong by kind of user. What a request changes is undone, so the events stay so many."""
    url, expected = reverse(name, kwargs=world.kwargs_of(name)), access_table.ROWS[name, method]
    options = {"content_type": "application/json"} if "_api:" in name else {}
    wrong = {}
    for kind, client in clients.items():
        reads = method == "GET" and kind in safe_gets.READERS
        rows, mark, cookies = safe_gets.written() if reads else {}, transaction.savepoint(), deepcopy(client.cookies)
        found = _answer(getattr(client, method.lower())(url, **options))
        if not _fits(found, expected[kind]):
            wrong[kind] = f"expected {expected[kind]}, got {found}"
        elif found in REFUSED and Event.objects.count() != events:
            wrong[kind] = "was refused and yet something happened"
        elif reads and (changed := safe_gets.changed_since(rows)):
            wrong[kind] = f"was read and changed {', '.join(sorted(changed))}"
        transaction.savepoint_rollback(mark)
        client.cookies = cookies  # one of the URLs signs out
    return wrong


def test_every_url_has_a_row() -> None:
    routed, listed = set(_names(get_resolver())), {name for name, _method in access_table.ROWS}

    assert sorted(routed - listed) == []
    assert sorted(listed - routed) == []


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_urls_answer_each_kind_of_user(part: int) -> None:
    world = build()
    clients = {kind: Client() for kind in world.users}
    for kind, user in world.users.items():
        if user:
            clients[kind].force_login(user)

    events = Event.objects.count()
    wrong = {
        f"{method} {name}": complaints
        for name, method in list(access_table.ROWS)[part::PARTS]
        if (complaints := _ask(clients, world, name, method, events))
    }

    assert wrong == {}
