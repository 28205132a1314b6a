"""How a bank wants its file of payments: columns, their order and headings, as versions of an organisation's own."""

import pgtrigger
from django.db import models

from profiles.models.columns import done_by, public_id


class BankLayout(models.Model):
    """One version of a layout; `columns` are [{"heading": "예금주", "field": "holder"}]. The newest version of a name counts."""

    public_id = public_id()
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="bank_layouts")
    name = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    has_headings = models.BooleanField(default=True)
    columns = models.JSONField(default=list)
    set_at = models.DateTimeField()
    set_by = done_by()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name", "version"], name="bank_layout_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.name} v{self.version}"
