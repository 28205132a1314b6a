"""What tells who a person is: name, phone, address, account. Sealed; searched by keyed hash alone.

No resident registration number is ever stored (PIPA art. 24-2).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.models.sealing import blind_index, seal, unseal

MOBILE = "01"  # how the numbers begin that texts reach


def _sealed(column):
    """A property that seals on writing and opens on reading, bound to this row and column."""

    def read(row):
        return unseal(getattr(row, f"{column}_sealed"), f"identity.{column}.{row.user_id}")

    def write(row, text):
        setattr(row, f"{column}_sealed", seal(text, f"identity.{column}.{row.user_id}"))
        if hasattr(row, f"{column}_index"):
            setattr(row, f"{column}_index", blind_index(text))
        if column == "phone":
            row.is_mobile = text.startswith(MOBILE) if text else None

    return property(read, write)


class Identity(models.Model):
    user = models.OneToOneField("profiles.User", on_delete=models.CASCADE, primary_key=True)
    name_sealed = models.BinaryField(null=True)
    name_index = models.CharField(max_length=64, blank=True, db_index=True)
    phone_sealed = models.BinaryField(null=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    is_mobile = models.BooleanField(null=True, editable=False)  # None: no phone, or not looked at yet
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    address_sealed = models.BinaryField(null=True)
    account_sealed = models.BinaryField(null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"],
                condition=models.Q(phone_verified_at__isnull=False),
                name="identity_phone_confirmed_once",
                violation_error_message=_("이미 다른 계정에서 쓰는 번호입니다."),
            ),
            models.CheckConstraint(
                condition=models.Q(phone_verified_at=None) | ~models.Q(phone_index=""),
                name="identity_phone_confirmed_exists",
            ),
        ]

    name = _sealed("name")
    phone = _sealed("phone")
    address = _sealed("address")
    account = _sealed("account")

    def __str__(self):
        return f"identity of user {self.user_id}"
