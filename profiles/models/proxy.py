"""That a 50+ centre's counsellor acts for somebody, with their consent: what for, until when. It ends with that consent."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by, public_id
from profiles.models.membership import Membership


class ProxyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's own; for a counsellor those entrusted to their centre. The city's auditors see all."""
        if user.organisation_ids(kinds={"city"}, roles={"auditor"}):
            return self
        centres = user.organisation_ids(kinds={"centre"}, roles={"member", "manager"})
        return self.filter(Q(person_id=user.pk) | Q(centre_id__in=centres))

    def standing(self, on):
        """Those that hold on the day: neither given up nor past their last day, the consent isn't taken back, the person is no staff."""
        staff = Membership.objects.current(on).filter(user=OuterRef("person"))
        found = self.filter(ended_at=None, ends_on__gt=on, consent__withdrawn_at=None, person__is_active=True)
        return found.exclude(Exists(staff))


class Proxy(models.Model):
    """`taken_by` is the counsellor who acts; None while nobody of the centre has taken the person on."""

    class Scope(models.TextChoices):
        FILL = "fill", _("정보 적기")
        APPLY = "apply", _("지원하기")
        ANSWER = "answer", _("면접 시간과 참여 제안에 답하기, 지원 취소하기")

    public_id = public_id()
    person = models.ForeignKey("profiles.User", on_delete=models.CASCADE, related_name="proxies")
    centre = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="+")
    consent = models.OneToOneField("profiles.Consent", on_delete=models.CASCADE, related_name="proxy")
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope.choices))
    signed_on = models.DateField(_("서명한 날"), null=True, blank=True)
    ends_on = models.DateField(_("끝난 다음 날"))
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = done_by()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = done_by()

    objects = ProxyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=["fill", "apply", "answer"], scopes__contains=["fill"]),
                name="proxy_scopes_known",
                violation_error_code="proxy_scopes_known",
                violation_error_message=_("맡길 일을 목록에서 골라 주세요."),
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None, taken_by=None) | Q(taken_at__isnull=False, taken_by__isnull=False),
                name="proxy_taken_by_somebody",
            ),
        ]

    def __str__(self):
        return f"proxy of user {self.person_id}"

    @property
    def person_name(self):
        """The name of the person; empty while they told none."""
        identity = getattr(self.person, "identity", None)
        return identity.name if identity else ""

    @property
    def person_phone(self):
        """How to reach the person; empty while they told nothing."""
        identity = getattr(self.person, "identity", None)
        return identity.phone if identity else ""

    @property
    def lacks_way_in(self):
        """Whether the person has no way to sign in, and a mobile number that could be one."""
        identity = getattr(self.person, "identity", None)
        return bool(not self.person.email and identity and identity.is_mobile and not identity.phone_verified_at)

    @property
    def last_on(self):
        """The last day on which it stands."""
        return self.ends_on - timedelta(days=1)

    @property
    def scope_labels(self):
        """What was let, in words."""
        return [self.Scope(scope).label for scope in self.scopes]
