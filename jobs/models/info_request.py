"""One document that an operator asks one applicant for, beside what the posting asked everybody for; while it waits, no answer is late."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.application import Application
from profiles.models.columns import done_by, public_id


class InfoRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's own, and those on applications that the user sees."""
        return self.filter(application__in=Application.objects.visible_to(user))

    def open(self, at):
        """Those that can still be answered at this moment."""
        return self.filter(state=InfoRequest.State.OPEN, due_at__gt=at)


class InfoRequest(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("기다리는 중")
        ANSWERED = "answered", _("받음")
        LAPSED = "lapsed", _("기한이 지남")
        WITHDRAWN = "withdrawn", _("거둠")

    public_id = public_id()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="info_requests")
    title = models.CharField(_("어떤 서류인지"), max_length=40)
    note = models.CharField(_("무엇을 왜 보려고 하는지"), max_length=200)
    due_at = models.DateTimeField(_("서류를 내는 기한"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField()
    asked_by = done_by()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = done_by()

    objects = InfoRequestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(state="open"), name="info_request_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state="open"),
                name="info_request_once",
                violation_error_code="info_request_once",
                violation_error_message=_("이미 기다리는 서류가 있습니다. 오거나 기한이 지난 뒤에 다시 요청해 주세요."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | ~Q(state="open") & Q(ended_at__isnull=False),
                name="info_request_ends",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "answered", "lapsed", "withdrawn"]), name="info_request_state_known"
            ),
        ]

    def __str__(self):
        return f"request {self.pk} of application {self.application_id}"
