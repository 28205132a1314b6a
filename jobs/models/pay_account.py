"""Where a participant's money goes: bank, number and holder, sealed; asked only after selection, opened only by who pays."""

from django.db import models
from django.db.models import Q

from profiles.models.columns import done_by, public_id
from profiles.models.sealing import seal, unseal

SHOWN = 4  # last digits that stand in lists
HIDDEN = "****"


def _sealed(column):
    """A property that seals on writing and opens on reading, bound to this row and column."""

    def read(row):
        return unseal(getattr(row, f"{column}_sealed"), f"pay_account.{column}.{row.candidate_id}")

    def write(row, text):
        setattr(row, f"{column}_sealed", seal(text, f"pay_account.{column}.{row.candidate_id}"))

    return property(read, write)


class PayAccountQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's own; officers of operators reach one through its placement (pay_accounts.of)."""
        return self.filter(candidate__user_id=user.pk)


class PayAccount(models.Model):
    """`version` grows with every change, so that who approves a payment sees that an account isn't the one it was prepared with.

    is_own_name : whether the holder's name was the person's own when it was told; a difference is shown and blocks nothing.
    """

    public_id = public_id()
    candidate = models.OneToOneField("profiles.Candidate", on_delete=models.PROTECT, related_name="pay_account")
    bank = models.CharField(max_length=3)
    number_sealed = models.BinaryField()
    holder_sealed = models.BinaryField()
    is_own_name = models.BooleanField()
    version = models.PositiveIntegerField(default=1)
    told_at = models.DateTimeField()
    told_by = done_by()

    objects = PayAccountQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(version__gte=1), name="pay_account_version")]

    def __str__(self):
        return f"account of candidate {self.candidate_id}, version {self.version}"

    number = _sealed("number")
    holder = _sealed("holder")

    @property
    def masked_number(self):
        """The number with all but its last digits hidden: ****1234."""
        return f"{HIDDEN}{self.number[-SHOWN:]}"

    def told_masked(self):
        """What of the account is kept with a payment: enough to tell it from another, too little to send money to."""
        return {"bank": self.bank, "last": self.number[-SHOWN:], "is_own_name": self.is_own_name}
