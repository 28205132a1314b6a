"""How an officer looks at applicants, kept under a name: filters, order and layout, whatever the posting."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by, public_id


class ApplicantViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Each officer's own, and what others of their operator share."""
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        return self.filter(Q(user_id=user.pk) | Q(is_shared=True), organisation_id__in=own)


class ApplicantView(models.Model):
    """`query` is canonical (jobs/applicant_views.py); it names no posting and nobody."""

    public_id = public_id()
    user = models.ForeignKey("profiles.User", on_delete=models.CASCADE, related_name="applicant_views")
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("이름"), max_length=40)
    query = models.CharField(max_length=300, blank=True)
    is_shared = models.BooleanField(_("우리 기관 담당자와 함께 쓰기"), default=False)
    kept_at = models.DateTimeField()
    kept_by = done_by()

    objects = ApplicantViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "name"],
                name="applicant_view_once",
                violation_error_code="applicant_view_once",
                violation_error_message=_("같은 이름으로 저장한 보기가 이미 있습니다."),
            )
        ]

    def __str__(self):
        return f"applicant view {self.pk}"
