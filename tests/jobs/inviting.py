"""Invitations that were mailed, past the verb that sends them."""

from datetime import timedelta

from profiles import outside_letters
from profiles.models import Invitation, OutsideLetter
from tests.make import NOW

TOKEN = "token-of-an-invitation"  # noqa: S105 - what the mail holds


def invitation(organisation, *, email="new@example.com", role="member", token=TOKEN, invited_at=NOW, **columns):
    """An invitation that can be taken for a week."""
    letter = OutsideLetter.objects.create(
        organisation=organisation,
        kind="profiles.invitation",
        channel="email",
        path="/invitations/",
        token_hash=outside_letters.hash_of(token),
        created_at=invited_at,
        due_at=invited_at,
        sent_at=invited_at,
        expires_at=invited_at + timedelta(days=7),
    )
    defaults = {"role": role, "started_on": invited_at.date(), "letter": letter, "invited_at": invited_at}
    row = Invitation(organisation=organisation, **{**defaults, **columns})
    row.email = email
    row.save()
    return row
