"""A public holiday (공휴일), as the city tells it: a dated row, for which days there are changes from year to year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by, public_id


class Holiday(models.Model):
    public_id = public_id()
    on = models.DateField(_("날짜"))
    name = models.CharField(_("이름"), max_length=40)
    set_at = models.DateTimeField()
    set_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["on"],
                name="holiday_once",
                violation_error_code="holiday_once",
                violation_error_message=_("이날은 이미 공휴일로 적혀 있습니다."),
            )
        ]

    def __str__(self):
        return f"{self.on:%Y-%m-%d} {self.name}"
