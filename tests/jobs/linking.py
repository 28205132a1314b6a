"""Sites whose contacts confirm by a link, past the verbs that send it."""

from datetime import timedelta

from django.utils import timezone

from jobs.models import SiteContact, SiteLink
from profiles import outside_letters
from profiles.models import ContactPerson, OutsideLetter
from tests import make
from tests.make import NOW

TOKEN = "token-of-a-site-link"  # noqa: S105 - what the mail holds


def contact(site, *, phone="", email="site@example.com", name="박담당", **columns):
    """Somebody who answers for the site since long ago."""
    defaults = {"organisation": site.organisation, "started_on": NOW.date().replace(year=2025), "added_at": NOW}
    person = ContactPerson(**{**defaults, **columns})
    person.name, person.phone, person.email = name, phone, email
    person.save()
    return SiteContact.objects.create(site=site, person=person)


def link(site, *, month, contact_=None, token=TOKEN, made_at=NOW, **columns):
    """A link that was mailed and opens for two weeks."""
    letter = OutsideLetter.objects.create(
        organisation=site.organisation,
        kind="jobs.site_link",
        params={"site": site.name, "month_on": month.isoformat()},
        channel="email",
        path="/site/link/",
        token_hash=outside_letters.hash_of(token),
        created_at=made_at,
        due_at=made_at,
        sent_at=made_at,
        expires_at=made_at + timedelta(days=14),
    )
    return SiteLink.objects.create(
        organisation=site.organisation,
        site=site,
        month=month,
        contact=contact_ or contact(site),
        letter=letter,
        made_at=made_at,
        **columns,
    )


def log(site, *, name="박하나", **columns):
    """A log that waits for the site."""
    posting = make.posting(site.organisation, sites=[site])
    application = make.application(posting, make.candidate(name=name), state="placed")
    return make.worklog(make.placement(application), **columns)


def today():
    return timezone.localdate()
