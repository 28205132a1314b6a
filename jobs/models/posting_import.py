"""An operator's spreadsheet of postings as it was read: what was previewed is what is imported, once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by, public_id


class PostingImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the operators for which the person works."""
        return self.filter(organisation_id__in=user.organisation_ids(kinds={"operator"}, roles={"member", "manager"}))

    def unimported(self):
        """Those of which nothing was kept."""
        return self.exclude(state=PostingImport.State.IMPORTED)


class PostingImport(models.Model):
    """rows: jobs.posting_rows.SheetPosting, each by its names; faults: jobs.posting_rows.Fault. One of the two is empty."""

    class State(models.TextChoices):
        FAULTY = "faulty", _("고칠 것이 있음")
        WAITING = "waiting", _("확인을 기다림")
        IMPORTED = "imported", _("가져옴")

    public_id = public_id()
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices)
    file_name = models.CharField(max_length=100)
    file_hash = models.CharField(max_length=64)
    postings = models.PositiveIntegerField()
    passed_over = models.PositiveIntegerField(default=0)
    other_sheets = models.PositiveIntegerField(default=0)
    rows = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    read_at = models.DateTimeField()
    read_by = done_by()
    imported_at = models.DateTimeField(null=True, blank=True)
    imported_by = done_by()

    objects = PostingImportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-read_at"], name="posting_import_read")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["faulty", "waiting", "imported"]), name="posting_import_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="faulty", rows=[]) | ~Q(state="faulty") & Q(faults=[]),
                name="posting_import_rows_or_faults",
            ),
            models.CheckConstraint(
                condition=Q(state="imported", imported_at__isnull=False) | ~Q(state="imported") & Q(imported_at=None),
                name="posting_import_imported_at",
            ),
        ]

    def __str__(self):
        return f"import of {self.postings} postings"
