"""Who acts: a person, a site by its link, the system or an API client, and for whom.

Every verb takes `by`; `_by` columns and events store what it says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied

from profiles.models import Organisation, User


@dataclass(frozen=True)
class Actor:
    """`kind` is user, site_link, system or api; `on_behalf_of` is the person somebody else acts for."""

    kind: str
    user: User | None = None
    organisation: Organisation | None = None
    on_behalf_of: User | None = None
    request_id: str = ""

    @property
    def is_system(self) -> bool:
        return self.kind == "system"

    @property
    def person(self) -> User | None:
        """The person whose rights count: the one acted for, else the one acting."""
        return self.on_behalf_of or self.user


def user(person: User, *, organisation: Organisation | None = None, request_id: str = "") -> Actor:
    """Return the actor for a signed-in person."""
    return Actor("user", user=person, organisation=organisation, request_id=request_id)


def system() -> Actor:
    """Return the actor for what no person did: expiry, import, the sender."""
    return Actor("system")


def from_request(request, kind: str = "user") -> Actor:
    """Return the actor of a request; the organisation is the first that the person acts for today."""
    memberships = request.user.current_memberships
    organisation = memberships[0].organisation if memberships else None
    return Actor(kind, user=request.user, organisation=organisation, request_id=request.id)


def signed(request) -> dict[str, Any]:
    """Return what every verb is told beside its object: who does it by this request, and when."""
    return {"by": from_request(request), "at": request.received_at}


def each(by: Actor | Sequence[Actor], rows: Sequence) -> list[Actor]:
    """Return one actor a row: the same for all, or the given one for each. Raises ValueError when the numbers differ."""
    if isinstance(by, Actor):
        return [by] * len(rows)
    if len(by) != len(rows):
        raise ValueError(f"{len(by)} actors for {len(rows)} rows")
    return list(by)


def require_role(
    by: Actor, *, roles: Iterable[str], kinds: Iterable[str], organisation_ids: Iterable[int] = ()
) -> None:
    """Refuse who holds none of the roles today, in one of the named organisations where any are named.

    The system passes: it acts by a rule, not by a right. Raises PermissionDenied.
    """
    if by.is_system:
        return
    held = by.user.organisation_ids(kinds=set(kinds), roles=set(roles)) if by.user else []
    if not held or not set(organisation_ids) <= set(held):
        raise PermissionDenied


def require_person(by: Actor, user_id: int) -> None:
    """Refuse who is neither the person nor acts for them. Raises PermissionDenied."""
    if not by.is_system and (by.person is None or by.person.pk != user_id):
        raise PermissionDenied
