"""Consent per purpose and recipient: the exact text that was shown, and who agreed to it when. PIPA arts. 15, 17, 22.

The Korean text binds; the English one is a translation for who reads none of it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from profiles.models.columns import done_by, public_id


class ConsentText(models.Model):
    class Purpose(models.TextChoices):
        """The purposes of the first texts; a later text may bring one of its own."""

        SERVICE = "service", _("회원 가입과 일자리 추천")
        SHARING = "sharing", _("지원한 기관에 제공")
        SENSITIVE = "sensitive", _("건강에 관한 정보")
        FAIRNESS = "fairness", _("공정성 통계")
        STORY = "story", _("이야기 나누기")
        PROXY = "proxy", _("상담사에게 맡기기")
        FOUND = "found", _("공고 제안 받기")

    public_id = public_id()
    purpose = models.CharField(max_length=40)
    recipient = models.CharField(max_length=120, blank=True)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    english_title = models.CharField(max_length=200, blank=True, default="", db_default="")
    english_text = models.TextField(blank=True, default="", db_default="")
    sha256 = models.CharField(max_length=64)
    is_required = models.BooleanField()
    published_at = models.DateTimeField()
    published_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "recipient", "version"],
                name="consent_text_once",
                violation_error_code="consent_text_once",
                violation_error_message=_("이 동의서의 같은 판이 이미 있습니다."),
            )
        ]

    def __str__(self):
        return f"{self.purpose} v{self.version}"


class Consent(models.Model):
    public_id = public_id()
    user = models.ForeignKey("profiles.User", on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    given_by = done_by()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = done_by()
    channel = models.CharField(max_length=20, default="web")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "text"],
                condition=models.Q(withdrawn_at=None),
                name="consent_once",
                violation_error_code="consent_once",
                violation_error_message=_("이미 동의한 내용입니다."),
            )
        ]

    def __str__(self):
        return f"consent of user {self.user_id}"
