"""A person outside, without an account, who answers for something of an operator's: a site's contact. Sealed like Identity.

Name, number and address are kept a while after the end (class `site contact`): whoever confirmed by a link is told from here. Then they go,
and the row stays without them, for the history that names it.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by, public_id
from profiles.models.sealing import blind_index, seal, unseal


def sealed(column):
    """A property that seals on writing and opens on reading, bound to this row and column; with its keyed hash where there is one."""

    def read(row):
        return unseal(getattr(row, f"{column}_sealed"), f"{row._meta.model_name}.{column}.{row.public_id}")

    def write(row, text):
        setattr(row, f"{column}_sealed", seal(text, f"{row._meta.model_name}.{column}.{row.public_id}"))
        if hasattr(row, f"{column}_index"):
            setattr(row, f"{column}_index", blind_index(text))

    return property(read, write)


class ContactPersonQuerySet(models.QuerySet):
    def current(self, on):
        """Those who answer on the day: started, not ended (the end day is the first without)."""
        return self.filter(started_on__lte=on).filter(Q(ended_on=None) | Q(ended_on__gt=on))

    def standing(self):
        """Those who aren't ended, whether they have begun or not."""
        return self.filter(ended_on=None)


class ContactPerson(models.Model):
    public_id = public_id()
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="contact_people")
    name_sealed = models.BinaryField(null=True)
    phone_sealed = models.BinaryField(null=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    email_sealed = models.BinaryField(null=True)
    email_index = models.CharField(max_length=64, blank=True, db_index=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = done_by()

    objects = ContactPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone_index="") | ~Q(email_index="") | Q(name_sealed=None, ended_on__isnull=False),
                name="contact_person_reachable",
                violation_error_code="no_way",
                violation_error_message=_("휴대전화 번호나 이메일 주소 가운데 하나는 적어 주세요."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="contact_person_ends_after_start",
                violation_error_code="contact_person_ends_after_start",
                violation_error_message=_("끝나는 날은 시작하는 날보다 빠를 수 없습니다."),
            ),
        ]

    name = sealed("name")
    phone = sealed("phone")
    email = sealed("email")

    def __str__(self):
        return f"contact person {self.pk} of organisation {self.organisation_id}"
