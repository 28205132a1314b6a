"""The rules of a programme year: immutable versions, valid from a day; a change makes the next version."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by, public_id


class RuleSet(models.Model):
    public_id = public_id()
    programme_year = models.ForeignKey("jobs.ProgrammeYear", on_delete=models.PROTECT, related_name="rule_sets")
    version = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    source = models.CharField(_("근거"), max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = done_by()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme_year", "version"], name="rule_set_version_once")]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"rules v{self.version} of programme year {self.programme_year_id}"


class Rule(models.Model):
    class Stage(models.TextChoices):
        APPLY = "apply", _("지원할 때")
        PLACE = "place", _("배치할 때")

    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="rules")
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    applies_at = models.CharField(max_length=10, choices=Stage.choices, default=Stage.APPLY)
    is_overridable = models.BooleanField(default=False)
    is_assumed = models.BooleanField(default=False)
    source = models.CharField(_("근거"), max_length=300, blank=True)

    class Meta:
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.kind
