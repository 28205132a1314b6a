"""A browser that a person lets us tell things: where to push to, and the keys that only that browser can open with.

The address is a secret of the browser (RFC 8030, section 8), so it is sealed and known again by its keyed hash.
"""

import json

from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import public_id
from profiles.models.sealing import seal, unseal


class PushSubscription(models.Model):
    public_id = public_id()
    user = models.ForeignKey("profiles.User", on_delete=models.CASCADE, related_name="push_subscriptions")
    endpoint_index = models.CharField(max_length=64)
    sealed = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint_index"],
                name="push_subscription_once",
                violation_error_code="push_subscription_once",
                violation_error_message=_("이 기기는 이미 알림을 받고 있습니다."),
            )
        ]

    def __str__(self):
        return f"push subscription of user {self.user_id}"

    @property
    def target(self):
        """Where and how to push: {"endpoint": ..., "keys": {"p256dh": ..., "auth": ...}}."""
        return json.loads(unseal(self.sealed, self._place))

    @target.setter
    def target(self, told):
        self.sealed = seal(json.dumps(told), self._place)

    @property
    def _place(self):
        return f"push_subscription.sealed.{self.public_id}"
