"""An account: an e-mail address to sign in with, or none for who signs in by a mobile number.

Names and numbers live in Identity, rights in Membership.
"""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import public_id


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower() or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    public_id = public_id()
    email = models.EmailField(_("이메일 주소"), unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=5, default="ko")

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    def __str__(self):
        return f"user {self.pk}"

    @cached_property
    def current_memberships(self):
        """The memberships that hold today, with their organisations; read once a request."""
        return list(self.memberships.current(timezone.localdate()).select_related("organisation"))

    @property
    def is_candidate(self):
        """Whoever holds no staff right looks for work here."""
        return not self.current_memberships

    def organisation_ids(self, *, kinds, roles):
        """Ids of the organisations where this user holds one of the roles today."""
        return [m.organisation_id for m in self.current_memberships if m.organisation.kind in kinds and m.role in roles]
