"""Who agreed to have applications passed on."""

from jobs import sharing
from profiles import consents
from profiles.models import Consent, User
from tests import make
from tests.make import NOW


def agreed(user: User) -> Consent:
    """The consent that stands since NOW."""
    return Consent.objects.create(user=user, text=sharing.text(), given_at=NOW, given_by=user)


def withdraw(user: User) -> None:
    """They take it back."""
    consents.withdraw(Consent.objects.get(user=user, text=sharing.text()), by=make.actor(user), at=NOW)
