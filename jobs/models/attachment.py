"""A file that a person adds to an application because its posting asks for it; until it is sent, to what they are writing.

Sealed, apart from what lists read. At most three by their slots: one for each file that the posting asks for;
beside them what its operator asked this person alone for.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.application import Application, Conflict
from jobs.models.info_request import InfoRequest
from jobs.models.posting import MOST_FILES, Posting, assigned_to
from profiles.models.columns import done_by, public_id
from profiles.models.sealing import seal, seal_bytes, unseal, unseal_bytes

MOST_BYTES = 5 * 1024 * 1024


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's own; what was sent to the operator's own postings, and to a reviewer's assigned ones. None to the city.

        No reviewer's on paper where the posting keeps files from them, nor what the operator asked one person for; and nobody's who declared a
        conflict with the person.
        """
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        shown = ~Q(application__state__in=Application.ON_PAPER, posting__shows_files=False) & Q(info_request=None)
        theirs = Q(posting__organisation_id__in=own) | Q(posting_id__in=assigned_to(user)) & shown
        theirs &= ~Q(application_id__in=Conflict.objects.barring(user))
        return self.filter(Q(candidate__user_id=user.pk) | Q(application__isnull=False) & theirs)

    def unsent(self):
        """Those of applications that are still being written."""
        return self.filter(application=None)


class AttachmentManager(models.Manager.from_queryset(AttachmentQuerySet)):
    def get_queryset(self):
        """Without the content, which is read when it is asked for."""
        return super().get_queryset().defer("content_sealed")


class Attachment(models.Model):
    class ContentType(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "JPG"
        PNG = "image/png", "PNG"

    public_id = public_id()
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="attachments")
    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.PROTECT, related_name="attachments")
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    info_request = models.OneToOneField(
        InfoRequest, on_delete=models.CASCADE, null=True, blank=True, related_name="attachment"
    )
    slot = models.PositiveSmallIntegerField()
    content_type = models.CharField(max_length=20, choices=ContentType.choices)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    name_sealed = models.BinaryField()
    content_sealed = models.BinaryField()
    added_at = models.DateTimeField()
    added_by = done_by()

    objects = AttachmentManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "slot"],
                condition=Q(application__isnull=False, info_request=None),
                name="attachment_once",
                violation_error_code="attachment_once",
                violation_error_message=_("이 자리에는 이미 파일이 있습니다."),
            ),
            models.UniqueConstraint(
                fields=["posting", "candidate", "slot"],
                condition=Q(application=None),
                name="attachment_unsent_once",
                violation_error_code="attachment_once",
                violation_error_message=_("이 자리에는 이미 파일이 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(info_request=None) | Q(application__isnull=False), name="attachment_of_request_is_sent"
            ),
            models.CheckConstraint(
                condition=Q(slot__gte=1, slot__lte=MOST_FILES),
                name="attachment_slot",
                violation_error_code="too_many",
                violation_error_message=_("파일은 3개까지 올릴 수 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=MOST_BYTES),
                name="attachment_size",
                violation_error_code="too_large",
                violation_error_message=_("한 파일은 5MB까지 올릴 수 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(content_type__in=["application/pdf", "image/jpeg", "image/png"]),
                name="attachment_kind",
                violation_error_code="unknown_kind",
                violation_error_message=_("PDF, JPG, PNG 파일만 올릴 수 있습니다."),
            ),
        ]

    def __str__(self):
        return f"file {self.slot} of candidate {self.candidate_id} for posting {self.posting_id}"

    @property
    def name(self):
        """What its person called it."""
        return unseal(self.name_sealed, f"attachment.name.{self.public_id}")

    @name.setter
    def name(self, text):
        self.name_sealed = seal(text, f"attachment.name.{self.public_id}")

    @property
    def content(self):
        """The bytes of the file."""
        return unseal_bytes(self.content_sealed, f"attachment.content.{self.public_id}")

    @content.setter
    def content(self, content):
        self.content_sealed = seal_bytes(content, f"attachment.content.{self.public_id}")
        self.size = len(content)
