"""No GET of any URL changes anything but what reading leaves behind: mail scanners and browsers open links by themselves."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests import access_table
from tests.access_world import build

PARTS = 4
READERS = ("visitor", "owner", "manager", "editor")
# What was read by whom, the session's clock, that a notice was opened, what the matcher showed, the address as allauth keeps it.
LEFT_BEHIND = {"django_session", "account_emailaddress", "profiles_accessentry", "profiles_notice", "matching_exposure"}


def _written() -> dict[str, int]:
    """Rows written in this transaction, by table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return {name: number for name, number in cursor.fetchall() if number}


def _changed_by(client: Client, url: str) -> set[str]:
    before, mark = _written(), transaction.savepoint()
    client.get(url)
    after = _written()
    transaction.savepoint_rollback(mark)
    return {name for name, number in after.items() if number != before.get(name, 0)}


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_get_changes_nothing(part: int) -> None:
    world = build()
    clients = {kind: Client() for kind in READERS}
    for kind, client in clients.items():
        if world.users[kind]:
            client.force_login(world.users[kind])
    names = [name for name, method in access_table.ROWS if method == "GET"][part::PARTS]

    changed = {
        (name, kind): found
        for name in names
        for kind, client in clients.items()
        if (found := _changed_by(client, reverse(name, kwargs=world.kwargs_of(name))) - LEFT_BEHIND)
    }

    assert changed == {}


@pytest.mark.django_db
def test_what_changes_is_seen() -> None:
    world = build()
    client = Client()
    client.force_login(world.users["owner"])
    mark = _written()

    client.post(reverse("profiles:stop_mail", kwargs=world.kwargs_of("stop_mail")))

    assert {name for name, number in _written().items() if number != mark.get(name, 0)} >= {"profiles_contactchoice"}
