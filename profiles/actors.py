"""Who acts: a person, a site by its link, the system or an API client, and for whom.

Every verb takes `by`; `_by` columns and events store what it says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from profiles.models import ContactPerson, Organisation, Proxy, User

FILL, APPLY, ANSWER = Proxy.Scope.FILL, Proxy.Scope.APPLY, Proxy.Scope.ANSWER  # what a counsellor may be let do


@dataclass(frozen=True)
class Actor:
    """`kind` is user, site_link, system or api; `on_behalf_of` is the person somebody else acts for, who must let them on the day `on`.

    Who comes by a site's link has no account: `contact` is who they are, `site_id` the one site for which they may.
    """

    kind: str
    user: User | None = None
    organisation: Organisation | None = None
    on_behalf_of: User | None = None
    request_id: str = ""
    on: date | None = None
    contact: ContactPerson | None = None
    site_id: int | None = None

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


def site_link(contact: ContactPerson, site_id: int, *, request_id: str = "") -> Actor:
    """Return the actor for a site's contact who came by its link and gave the code that was sent to them."""
    return Actor("site_link", contact=contact, site_id=site_id, request_id=request_id)


def system() -> Actor:
    """Return the actor for what no person did: expiry, import, the sender."""
    return Actor("system")


def counsellor(proxy: Proxy, *, at: datetime, request_id: str = "") -> Actor:
    """Return the actor for the counsellor who took a person on and acts for them now."""
    by = user(proxy.taken_by, organisation=proxy.centre, request_id=request_id)
    return replace(by, on_behalf_of=proxy.person, on=timezone.localdate(at))


def from_request(request, kind: str = "user") -> Actor:
    """Return the actor of a request; the organisation is the first that the person acts for today.

    On a page that a counsellor opened for somebody, `request.proxy`, it is the counsellor, on that person's behalf.
    """
    if proxy := getattr(request, "proxy", None):
        return counsellor(proxy, at=request.received_at, request_id=request.id)
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


def centres_of(user: User) -> list[int]:
    """Return the ids of the 50+ centres for which this person counsels today."""
    return user.organisation_ids(kinds={"centre"}, roles={"member", "manager"})


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


def is_person(by: Actor, user_id: int | None, *, scope: str = "", holds: bool = False) -> bool:
    """Whether the actor is the person; or, for what has a scope, the counsellor whom they let do that.

    Without a scope nobody does it for another. `holds`, for verbs: the consent is locked to the end of the transaction, so that one taken back
    meanwhile is seen; these locks come before the candidate's.
    """
    if by.on_behalf_of is None:
        return by.user is not None and by.user.pk == user_id
    if not scope or by.on is None or by.user is None or by.on_behalf_of.pk != user_id:
        return False
    found = (
        Proxy.objects.select_related("consent")
        .standing(by.on)
        .filter(person_id=user_id, taken_by=by.user, centre__in=centres_of(by.user), scopes__contains=[scope])
    )
    if holds:
        found = found.select_for_update(of=("self", "consent"), no_key=True)
    return found.first() is not None


def acts_for(by: Actor, user_id: int | None) -> bool:
    """Whether this counsellor has taken the person on: then they judge nothing of theirs elsewhere."""
    if by.user is None or not centres_of(by.user):
        return False
    return Proxy.objects.filter(taken_by=by.user, person_id=user_id, ended_at=None, consent__withdrawn_at=None).exists()


def require_person(by: Actor, user_id: int, *, scope: str = "") -> None:
    """Refuse who is neither the person nor, where that has a scope, acts for them in it. Raises PermissionDenied."""
    if not by.is_system and not is_person(by, user_id, scope=scope, holds=bool(scope)):
        raise PermissionDenied
