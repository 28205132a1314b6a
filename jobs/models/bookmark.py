"""A posting that a person keeps an eye on (관심 공고)."""

from django.db import models

from profiles.models.columns import done_by, public_id


class BookmarkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Each person's own; nobody else's."""
        return self.filter(user_id=user.pk)


class Bookmark(models.Model):
    public_id = public_id()
    user = models.ForeignKey("profiles.User", on_delete=models.CASCADE, related_name="bookmarks")
    posting = models.ForeignKey("jobs.Posting", on_delete=models.CASCADE, related_name="bookmarks")
    kept_at = models.DateTimeField()
    kept_by = done_by()

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "posting"], name="bookmark_once")]

    def __str__(self):
        return f"bookmark of posting {self.posting_id}"
