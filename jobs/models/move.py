"""A batch of applications that an officer moved, with what is held back of it until it is told; who opened an application first."""

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from jobs.models.application import Application
from profiles.models.columns import done_by, public_id


class MoveQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The operator's own."""
        return self.filter(organisation_id__in=user.organisation_ids(kinds={"operator"}, roles={"member", "manager"}))

    def to_undo(self, at):
        """Those that can be undone at this moment, with how many `people`: neither told nor undone nor all another operator's by now."""
        is_open = Q(rows__outcome__in=[Moved.Outcome.HELD, Moved.Outcome.HIDDEN])
        is_own = Q(rows__application__posting__organisation=F("organisation"))
        counted = self.annotate(people=Count("rows", filter=is_open & is_own))
        return counted.filter(undone_at=None, told_at=None, held_until__gt=at, people__gt=0)


class Move(models.Model):
    """People moved together by one operator; until `held_until` nobody is told, and all can be put back."""

    public_id = public_id()
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=20)
    moved_at = models.DateTimeField()
    moved_by = done_by()
    held_until = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = done_by()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = done_by()

    objects = MoveQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["held_until"], condition=Q(told_at=None, undone_at=None), name="move_held"),
            models.Index(fields=["organisation", "moved_at"], name="move_of_operator"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(held_until__gte=models.F("moved_at")), name="move_held_after"),
        ]

    def __str__(self):
        return f"move {self.pk}"

    def may_be_undone(self, at):
        """Whether its time to be undone still runs."""
        return self.undone_at is None and self.told_at is None and at < self.held_until


class Moved(models.Model):
    """One application in a batch: whence, whither, where its person stands as they know, and what became of the notice."""

    class Outcome(models.TextChoices):
        HELD = "held", _("알림 보내기 전")
        TOLD = "told", _("알림 보냄")
        HIDDEN = "hidden", _("발표할 때 알림")
        UNDONE = "undone", _("되돌림, 알림을 보내지 않음")
        OVERTAKEN = "overtaken", _("그사이 상태가 바뀌어 알림을 보내지 않음")

    move = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="rows")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="moves")
    from_state = models.CharField(max_length=20)
    to_state = models.CharField(max_length=20)
    stood_since = models.DateTimeField()
    stood_by = done_by()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["move", "application"], name="moved_once"),
            models.UniqueConstraint(fields=["application"], condition=Q(outcome="held"), name="moved_held_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["held", "told", "hidden", "undone", "overtaken"]), name="moved_outcome_known"
            ),
        ]

    def __str__(self):
        return f"application {self.application_id} in move {self.move_id}"

    @classmethod
    def of_event_untold(cls):
        """Which events of applications are moves that their people never heard of: held, undone, or overtaken by what they did."""
        untold = [cls.Outcome.HELD, cls.Outcome.UNDONE, cls.Outcome.OVERTAKEN]
        found = cls.objects.filter(
            application=OuterRef("subject_id"), to_state=OuterRef("to_state"), outcome__in=untold
        )
        return Exists(found.filter(move__moved_at=OuterRef("at")))


class Look(models.Model):
    """That an officer or a reviewer opened an application, the first time; the access log has every time."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="look")
    looked_at = models.DateTimeField()
    looked_by = done_by()

    def __str__(self):
        return f"first look at application {self.application_id}"
