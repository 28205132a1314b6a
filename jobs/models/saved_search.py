"""What a person looks for, kept by themselves, so that the site looks for them each day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by, public_id


class SavedSearchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Each person's own; nobody else's."""
        return self.filter(user_id=user.pk)


class SavedSearch(models.Model):
    """`query` is canonical (jobs/search_queries.py); what was new until `told_at` has been told."""

    public_id = public_id()
    user = models.ForeignKey("profiles.User", on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("이름"), max_length=40)
    query = models.CharField(max_length=1000, blank=True)
    has_alerts = models.BooleanField(_("새 공고가 나오면 알림 받기"), default=True)
    saved_at = models.DateTimeField()
    saved_by = done_by()
    told_at = models.DateTimeField()

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "query"],
                name="saved_search_once",
                violation_error_code="saved_search_once",
                violation_error_message=_("같은 조건을 이미 저장하셨습니다."),
            )
        ]
        indexes = [
            models.Index(fields=["told_at"], condition=models.Q(has_alerts=True), name="saved_search_due"),
        ]

    def __str__(self):
        return f"saved search {self.pk}"
