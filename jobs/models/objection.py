"""A request to look again at a result (재검토 요청), and what somebody other than the one who decided answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.application import Application, Conflict
from profiles.models.columns import done_by, public_id

MOST_SIGNS = 1000


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's own; the officers' of the operator, no reviewer's; all to the city's editors and auditors."""
        if user.organisation_ids(kinds={"city"}, roles={"editor", "auditor"}):
            return self
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        return self.exclude(application_id__in=Conflict.objects.barring(user)).filter(
            Q(application__candidate__user_id=user.pk) | Q(application__posting__organisation_id__in=own)
        )

    def waiting(self):
        """Those that nobody has answered yet."""
        return self.filter(state=Objection.State.ASKED)

    def answerable_by(self, user):
        """Those that nobody has answered yet and this person may: never on a decision or a request of their own."""
        return self.waiting().exclude(application__moved_by=user).exclude(application__candidate__user=user)


class Objection(models.Model):
    class State(models.TextChoices):
        ASKED = "asked", _("답을 기다림")
        UPHELD = "upheld", _("받아들임")
        KEPT = "kept", _("결과 유지")

    public_id = public_id()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="objections")
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    text = models.TextField(_("다시 살펴볼 점"), max_length=MOST_SIGNS)
    asked_at = models.DateTimeField()
    asked_by = done_by()
    answer = models.TextField(_("답"), blank=True, max_length=MOST_SIGNS)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = done_by()

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["asked_at"], condition=Q(state="asked"), name="objection_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state="asked"),
                name="objection_once",
                violation_error_code="objection_once",
                violation_error_message=_("이미 재검토를 요청했습니다. 답을 기다려 주세요."),
            ),
            models.CheckConstraint(condition=Q(state__in=["asked", "upheld", "kept"]), name="objection_state_known"),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at=None) | ~Q(state="asked") & Q(answered_at__isnull=False),
                name="objection_answered_at",
            ),
        ]

    def __str__(self):
        return f"objection of application {self.application_id}"
