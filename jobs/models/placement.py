"""A person at a site: training, start, completion or early end, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.application import Application
from profiles.models.columns import done_by, public_id
from profiles.models.sealing import seal, unseal


class PlacementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees the application; a host site's members see the placements at their sites."""
        hosts = user.organisation_ids(kinds={"host", "firm"}, roles={"member", "manager"})
        seen = Q(application__in=Application.objects.visible_to(user))
        return self.filter(seen | Q(seat__posting_site__site__host_id__in=hosts)) if hosts else self.filter(seen)

    def started(self):
        """Those that ever began: what the year's count is made of."""
        return self.exclude(started_at=None)


class Placement(models.Model):
    class State(models.TextChoices):
        PREPARING = "preparing", _("배치 준비 중")
        ACTIVE = "active", _("활동 중")
        COMPLETED = "completed", _("수료")
        ENDED_EARLY = "ended_early", _("중도종료")

    class EndedFor(models.TextChoices):
        PERSON = "person", _("본인 사정")
        SITE = "site", _("활동처 사정")

    public_id = public_id()
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="placement")
    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.PROTECT, related_name="placements")
    seat = models.ForeignKey("jobs.Seat", on_delete=models.PROTECT, related_name="placements")
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREPARING)
    starts_on = models.DateField(_("활동 시작일"))
    ends_on = models.DateField(_("활동 종료일"))
    training_hours = models.PositiveSmallIntegerField(_("교육 시간"), null=True, blank=True)
    training_attended = models.PositiveSmallIntegerField(_("참석한 시간"), null=True, blank=True)
    placed_at = models.DateTimeField()
    placed_by = done_by()
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = done_by()
    started_at = models.DateTimeField(null=True, blank=True)
    started_by = done_by()
    started_on = models.DateField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = done_by()
    finished_on = models.DateField(null=True, blank=True)
    ended_for = models.CharField(max_length=10, choices=EndedFor.choices, blank=True)
    reason = models.CharField(_("이유"), max_length=300, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["candidate", "state"], name="placement_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(state__in=["preparing", "active"]),
                name="placement_seat_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["preparing", "active", "completed", "ended_early"]),
                name="placement_state_known",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="placement_period",
                violation_error_code="placement_period",
                violation_error_message=_("활동 종료일은 활동 시작일보다 뒤여야 합니다."),
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(started_on__isnull=False),
                name="placement_active_has_start",
            ),
            models.CheckConstraint(
                condition=Q(training_attended=None) | Q(training_attended__lte=models.F("training_hours")),
                name="placement_training_attended",
                violation_error_code="placement_training_attended",
                violation_error_message=_("참석한 시간은 교육 시간보다 많을 수 없습니다."),
            ),
        ]

    def __str__(self):
        return f"placement {self.pk}"


class Outcome(models.Model):
    """What became of a person 3 and 6 months after (사후관리 결과)."""

    class Result(models.TextChoices):
        HIRED_BY_HOST = "hired_by_host", _("활동처에 취업")
        HIRED = "hired", _("다른 곳에 취업")
        SELF_EMPLOYED = "self_employed", _("창업")
        VOLUNTEERING = "volunteering", _("자원봉사")
        REAPPLIED = "reapplied", _("다시 지원")
        NONE = "none", _("쉬고 있음")
        UNKNOWN = "unknown", _("확인하지 못함")

    public_id = public_id()
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="outcomes")
    months_after = models.PositiveSmallIntegerField()
    result = models.CharField(max_length=15, choices=Result.choices)
    recorded_at = models.DateTimeField()
    recorded_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "months_after"],
                name="outcome_once",
                violation_error_code="outcome_once",
                violation_error_message=_("이미 적은 사후관리 결과입니다."),
            )
        ]

    def __str__(self):
        return f"{self.result} after {self.months_after} months"


class OutcomeCall(models.Model):
    """That the operator asked somebody what became of them, by phone or otherwise, and what was said, sealed."""

    public_id = public_id()
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="outcome_calls")
    months_after = models.PositiveSmallIntegerField()
    is_reached = models.BooleanField(_("통화했습니다"), default=False)
    note_sealed = models.BinaryField(null=True, blank=True)
    called_at = models.DateTimeField()
    called_by = done_by()

    class Meta:
        indexes = [models.Index(fields=["placement", "months_after"], name="outcome_call_of")]

    def __str__(self):
        return f"call {self.pk} about placement {self.placement_id}"

    @property
    def note(self):
        return unseal(self.note_sealed, f"outcome_call.note.{self.public_id}")

    @note.setter
    def note(self, text):
        self.note_sealed = seal(text, f"outcome_call.note.{self.public_id}")
