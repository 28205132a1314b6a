"""The clock of a code that was sent to a phone: it stands in the session of whoever waits for it."""

from django.test import Client


def made_older(client: Client, seconds: int) -> None:
    """Let the code have been sent so many seconds earlier."""
    session = client.session
    session["account_login"]["state"]["stages"]["verify_phone"]["data"]["at"] -= seconds
    session.save()
