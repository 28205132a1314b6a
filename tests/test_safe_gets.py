"""A GET that changed something would be seen; that none does, of any URL, is asked in tests/test_access.py."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests import safe_gets
from tests.access_world import build

pytestmark = pytest.mark.django_db


def test_what_changes_is_seen() -> None:
    world = build()
    client = Client()
    client.force_login(world.users["owner"])
    mark = safe_gets.written()

    client.post(reverse("profiles:stop_mail", kwargs=world.kwargs_of("stop_mail")))

    assert safe_gets.changed_since(mark) >= {"profiles_contactchoice"}


def test_what_may_be_left_behind_is_there() -> None:
    assert set(connection.introspection.table_names()) >= safe_gets.LEFT_BEHIND
