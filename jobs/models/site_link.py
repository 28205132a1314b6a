"""Who answers for a site without an account, and the links by which they confirm a month's logs there.

A link is bound to a site and a month. It opens by its token (the letter's), then by a code sent to the contact, then for a while in
that one browser; all three are kept as hashes.
"""

from django.db import models
from django.db.models import Q

from jobs.models.posting import Site
from profiles.models.columns import done_by, public_id


class SiteContactQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(site__in=Site.objects.visible_to(user))


class SiteContact(models.Model):
    """A contact person of one site."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="site_contacts")
    person = models.OneToOneField("profiles.ContactPerson", on_delete=models.PROTECT, related_name="+")

    objects = SiteContactQuerySet.as_manager()

    def __str__(self):
        return f"contact of site {self.site_id}"


class SiteLinkQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(site__in=Site.objects.visible_to(user))


class SiteLink(models.Model):
    public_id = public_id()
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="links")
    month = models.DateField()
    contact = models.ForeignKey(SiteContact, on_delete=models.PROTECT, related_name="links")
    letter = models.OneToOneField("profiles.OutsideLetter", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = done_by()
    opened_at = models.DateTimeField(null=True, blank=True)  # the first code was asked for: mail scanners don't
    used_at = models.DateTimeField(null=True, blank=True)  # the last time that logs were confirmed or sent back
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = done_by()
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    codes_on = models.DateField(null=True, blank=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)  # on that day
    browser_hash = models.CharField(max_length=64, blank=True)
    browser_until = models.DateTimeField(null=True, blank=True)

    objects = SiteLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "month"], condition=Q(ended_at=None), name="site_link_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="site_link_month_first_day"),
        ]

    def __str__(self):
        return f"link of site {self.site_id} for {self.month:%Y-%m}"
