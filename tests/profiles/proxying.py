"""People who let a counsellor act for them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from profiles import actors, consents, proxies
from profiles.actors import Actor
from profiles.models import Candidate, Consent, Membership, Proxy, User
from tests import make

ALL = ("fill", "apply", "answer")


def counsellor(centre=None) -> User:
    """Somebody who works for a centre."""
    return make.member(centre or make.organisation("centre"))


def entrusted(
    person: Candidate | None = None,
    by: User | None = None,
    *,
    scopes: Sequence[str] = ALL,
    is_taken: bool = True,
    **columns: Any,
) -> Proxy:
    """A proxy that stands, for 90 days from now."""
    person, who = person or make.candidate(), by or counsellor()
    given_at = columns.pop("given_at", make.NOW)
    consent = Consent.objects.create(
        user=person.user, text=proxies.text_of_consent(), given_at=given_at, given_by=person.user
    )
    taken = {"taken_at": given_at, "taken_by": who} if is_taken else {}
    centre = Membership.objects.get(user=who).organisation
    told = {"ends_on": (given_at + timedelta(days=90)).date(), "scopes": list(scopes), **taken, **columns}
    return Proxy.objects.create(person=person.user, centre=centre, consent=consent, **told)


def acting(proxy: Proxy, at: datetime = make.NOW) -> Actor:
    """The counsellor, on behalf of the person."""
    return actors.counsellor(proxy, at=at)


def unproved(proxy: Proxy, at: datetime = make.NOW) -> Actor:
    """Who says to act for the person and was never let."""
    return replace(acting(proxy, at), user=counsellor())


def take_back(proxy: Proxy) -> None:
    """The person takes it back."""
    consents.withdraw(proxy.consent, by=make.actor(proxy.person), at=make.NOW)
