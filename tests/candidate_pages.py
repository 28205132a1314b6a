"""The pages that the public and candidates can open, found by the access table."""

import re

from django.test import Client
from django.urls import reverse

from tests import access_table

LEFT_OUT = re.compile(r"_api:|^(api_schema|health_|set_language|manifest|worker$|account_inactive|mailbox)")


def names(kind: str) -> list[str]:
    """The pages that this kind of user is shown."""
    return [
        name
        for (name, method), answers in access_table.ROWS.items()
        if method == "GET" and answers[kind] == "ok" and not LEFT_OUT.search(name)
    ]


def answered(world, client: Client, wanted: list[str]) -> dict[str, str]:
    """The texts of those that answer with a page, by their addresses; files are no pages."""
    found = {}
    for name in wanted:
        url = reverse(name, kwargs=world.kwargs_of(name))
        answer = client.get(url)
        if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
            found[url] = answer.content.decode()
    return found
