"""Papers for an audit (감사 제출 자료) as one file: of a posting, or of a project's month. Sealed, in pieces, and kept for a while only.

What was in it and when it was taken stays in the history; `manage.py verify_bundle` finds the hash of its manifest there.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.posting import Posting
from profiles.models.columns import done_by, public_id
from profiles.models.sealing import seal_bytes, unseal_bytes


class AuditBundleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the operators that the person answers for; all to the city's editors and auditors.

        A posting that passed to another operator took its papers along.
        """
        if user.organisation_ids(kinds={"city"}, roles={"editor", "auditor"}):
            return self
        own = user.organisation_ids(kinds={"operator"}, roles={"manager"})
        return self.filter(Q(posting=None, organisation__in=own) | Q(posting__organisation__in=own))

    def under_way(self):
        """Those that nobody can take yet."""
        return self.filter(state__in=AuditBundle.UNDER_WAY)


class AuditBundle(models.Model):
    """Of a posting, or of a month of a programme year, of the operator it then was. `tries` counts how often it was begun.

    application_ids : of whom it tells, as they stood in its snapshot; none while nothing of it was built, and when it is gone
    """

    class State(models.TextChoices):
        ASKED = "asked", _("차례를 기다림")
        BUILDING = "building", _("만드는 중")
        READY = "ready", _("내려받을 수 있음")
        FAILED = "failed", _("만들지 못함")
        GONE = "gone", _("보관 기간이 지나 지움")

    UNDER_WAY = ("asked", "building")

    public_id = public_id()
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="+")
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, null=True, blank=True, related_name="audit_bundles")
    programme_year = models.ForeignKey(
        "jobs.ProgrammeYear", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    month = models.DateField(null=True, blank=True)
    shows_names = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = done_by()
    begun_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)
    application_ids = ArrayField(models.BigIntegerField(), null=True, blank=True)
    files = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    file_hash = models.CharField(max_length=64, blank=True)
    manifest_hash = models.CharField(max_length=64, blank=True)

    objects = AuditBundleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(state__in=["asked", "building"]), name="audit_bundle_waiting")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(posting__isnull=False, programme_year=None, month=None)
                | Q(posting=None, programme_year__isnull=False, month__isnull=False, month__day=1),
                name="audit_bundle_of_posting_or_month",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "building", "ready", "failed", "gone"]),
                name="audit_bundle_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ready", "gone"])
                | (Q(made_at__isnull=False) & ~Q(manifest_hash="") & ~Q(file_hash="")),
                name="audit_bundle_ready_has_hashes",
            ),
            models.UniqueConstraint(
                fields=["posting"],
                condition=Q(state__in=["asked", "building"], posting__isnull=False),
                name="audit_bundle_posting_once",
                violation_error_code="under_way",
                violation_error_message=_("이미 만들고 있습니다. 다 되면 이 화면에서 내려받을 수 있습니다."),
            ),
            models.UniqueConstraint(
                fields=["programme_year", "organisation", "month"],
                condition=Q(state__in=["asked", "building"], posting=None),
                name="audit_bundle_month_once",
                violation_error_code="under_way",
                violation_error_message=_("이미 만들고 있습니다. 다 되면 이 화면에서 내려받을 수 있습니다."),
            ),
        ]

    def __str__(self):
        return f"papers for an audit {self.pk}"

    @property
    def owner_id(self):
        """The operator whose papers they are now; of a posting that passed on, the one that has it."""
        return self.posting.organisation_id if self.posting_id else self.organisation_id


class AuditBundlePiece(models.Model):
    """A stretch of the file, sealed to its place in it."""

    bundle = models.ForeignKey(AuditBundle, on_delete=models.PROTECT, related_name="pieces")
    number = models.PositiveIntegerField()
    content_sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bundle", "number"], name="audit_bundle_piece_once")]

    def __str__(self):
        return f"piece {self.number} of bundle {self.bundle_id}"

    @property
    def content(self):
        return unseal_bytes(self.content_sealed, self._place)

    @content.setter
    def content(self, content):
        self.content_sealed = seal_bytes(content, self._place)

    @property
    def _place(self):
        return f"auditbundlepiece.content.{self.bundle_id}.{self.number}"
