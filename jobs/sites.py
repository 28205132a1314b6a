"""Sites (활동처): where the people of an operator's postings work. One that ends takes nobody any more; its history stays."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import site_links, steps
from jobs.models import Placement, Posting, PostingSite, Site, SiteContact
from profiles import actors, contact_people, events
from profiles.actors import Actor
from profiles.lines import one_line
from profiles.models import Organisation

OPEN = (Posting.State.DRAFT, Posting.State.IN_REVIEW, Posting.State.PUBLISHED)
AT_WORK = (Placement.State.PREPARING, Placement.State.ACTIVE)


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


@transaction.atomic
def edit(site: Site, *, by: Actor, at: datetime, **fields: Any) -> Site:
    """Change what a site is called, where it is and who hosts it. Raises PermissionDenied, site_ended, site_once."""
    row = _standing(site, by)
    before = {name: getattr(row, name) for name in fields}
    for name, value in fields.items():
        setattr(row, name, value)
    row.name = one_line(row.name)
    row.full_clean()
    changed = sorted(name for name in fields if getattr(row, name) != before[name])
    if changed:
        row.save(update_fields=changed)
        events.record("edit_site", [row], by=by, at=at, params={"fields": changed})
    return row


@transaction.atomic
def end(site: Site, *, reason: str, by: Actor, at: datetime) -> Site:
    """End a site where nobody works and no posting seeks anybody, with its contacts and links.

    Raises PermissionDenied, site_ended, reason_missing, site_in_use.
    """
    row = _standing(site, by)
    if not reason.strip():
        raise ValidationError({"reason": ValidationError(_("이유를 적어 주세요."), code="reason_missing")})
    if uses := in_use(row):
        raise ValidationError(" ".join(uses), code="site_in_use")
    for contact in SiteContact.objects.filter(site=row, person__ended_on=None).select_related("person"):
        site_links.end_of(contact, by=by, at=at)
    row.ended_at, row.ended_by = at, by.user
    row.save(update_fields=["ended_at", "ended_by"])
    events.record("end_site", [row], by=by, at=at, reason=reason.strip())
    return row


@transaction.atomic
def add_contact(site: Site, *, by: Actor, at: datetime, **fields: str) -> SiteContact:
    """Register who answers for the site, from today on. Raises PermissionDenied, site_ended and the codes of `contact_people.add`."""
    row = _standing(site, by)
    person = contact_people.add(row.organisation, started_on=timezone.localdate(at), by=by, at=at, **fields)
    made = SiteContact.objects.create(site=row, person=person)
    events.record("add_site_contact", [row], by=by, at=at)
    return made


@transaction.atomic
def end_contact(contact: SiteContact, *, by: Actor, at: datetime) -> SiteContact:
    """End who answers for the site, with the links that they were sent. Raises PermissionDenied, already_ended."""
    site_links.end_of(contact, by=by, at=at)
    events.record("end_site_contact", [contact.site], by=by, at=at)
    return contact


# Questions ------------------------------------------------------------------------------------------------------------
def in_use(site: Site) -> list[str]:
    """Return why the site can't end yet: postings that seek people for it, and people who work there."""
    postings = PostingSite.objects.filter(site=site, posting__state__in=OPEN).values("posting").distinct().count()
    people = Placement.objects.filter(seat__posting_site__site=site, state__in=AT_WORK).count()
    found = []
    if postings:
        found.append(
            _("이 활동처로 사람을 찾는 공고가 %(count)d개 있습니다. 공고를 먼저 마감해 주세요.") % {"count": postings}
        )
    if people:
        found.append(_("이 활동처에서 활동하거나 배치를 준비하는 분이 %(count)d명 있습니다.") % {"count": people})
    return found


# Private --------------------------------------------------------------------------------------------------------------
def _standing(site: Site, by: Actor) -> Site:
    """Lock the site. Raises PermissionDenied, site_ended."""
    (row,) = steps.lock(Site, [site], "organisation")
    actors.require_role(by, roles={"member", "manager"}, kinds={"operator"}, organisation_ids=[row.organisation_id])
    if row.ended_at is not None:
        raise ValidationError(_("끝난 활동처입니다."), code="site_ended")
    return row
