"""Sites (활동처): where the people of an operator's postings work."""

from datetime import datetime
from typing import Any

from django.db import transaction

from jobs.models import Site
from profiles import actors, events
from profiles.actors import Actor
from profiles.lines import one_line
from profiles.models import Organisation


@transaction.atomic
def add(organisation: Organisation, *, by: Actor, at: datetime, **fields: Any) -> Site:
    """Add a site of an operator. Raises PermissionDenied, site_once."""
    actors.require_role(by, roles={"member", "manager"}, kinds={"operator"}, organisation_ids=[organisation.pk])
    site = Site(organisation=organisation, **fields)
    site.name = one_line(site.name)
    site.full_clean()
    site.save()
    events.record("add_site", [site], by=by, at=at)
    return site
