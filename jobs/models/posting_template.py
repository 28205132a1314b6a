"""An operator's own posting to begin from: what is alike each time, under a name of its own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by, public_id


class PostingTemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever writes for the operator."""
        return self.filter(organisation_id__in=user.organisation_ids(kinds={"operator"}, roles={"member", "manager"}))

    def in_use(self):
        """Those that new postings may begin from."""
        return self.filter(retired_at=None)


class PostingTemplate(models.Model):
    """`content`: the fields of a posting but its dates, as JSON has them; `seats`: {site: seats}, by the key of the site as text."""

    public_id = public_id()
    organisation = models.ForeignKey(
        "profiles.Organisation", on_delete=models.CASCADE, related_name="posting_templates"
    )
    programme = models.ForeignKey("jobs.Programme", on_delete=models.PROTECT, related_name="posting_templates")
    name = models.CharField(_("공고 틀의 이름"), max_length=60)
    content = models.JSONField(default=dict)
    seats = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    saved_by = done_by()
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = done_by()

    objects = PostingTemplateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(retired_at=None),
                name="posting_template_once",
                violation_error_code="posting_template_once",
                violation_error_message=_("같은 이름의 공고 틀이 있습니다. 다른 이름으로 적어 주세요."),
            )
        ]

    def __str__(self):
        return self.name
