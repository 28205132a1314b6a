"""A participant's story for the results meeting (성과공유회) and the public results: offered by its person, taken by the city, withdrawn at any time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.placement import Placement
from profiles.models import Consent
from profiles.models.columns import done_by, public_id

_STANDING = Q(consent__withdrawn_at=None, placement__candidate__user__is_active=True)


class StoryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The person's own; the city reads what stands on a consent."""
        own = Q(placement__candidate__user_id=user.pk)
        if user.organisation_ids(kinds={"city"}, roles={"editor", "auditor"}):
            return self.consented().exclude(state=Story.State.WITHDRAWN) | self.filter(own)
        return self.filter(own)

    def consented(self):
        """Those whose own consent stands today, of somebody who is still here: one taken back hides the story at once."""
        return self.filter(_STANDING)

    def left(self):
        """Those that are to be erased: their consent was taken back, or their person's account is closed."""
        return self.exclude(state=Story.State.WITHDRAWN).exclude(_STANDING)

    def public(self):
        return self.consented().filter(state=Story.State.ACCEPTED)


class Story(models.Model):
    class State(models.TextChoices):
        OFFERED = "offered", _("살펴보는 중")
        ACCEPTED = "accepted", _("싣기로 함")
        DECLINED = "declined", _("싣지 않기로 함")
        WITHDRAWN = "withdrawn", _("거둠")

    public_id = public_id()
    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="stories")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    title = models.CharField(_("제목"), max_length=60, blank=True)
    text = models.TextField(_("이야기"), max_length=2000, blank=True)
    offered_at = models.DateTimeField()
    offered_by = done_by()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = done_by()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = done_by()

    objects = StoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement"],
                condition=~Q(state="withdrawn"),
                name="story_once",
                violation_error_code="story_once",
                violation_error_message=_("이미 이야기를 보내셨습니다."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "accepted", "declined", "withdrawn"]), name="story_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(title="", text=""), name="story_withdrawn_is_empty"
            ),
        ]

    def __str__(self):
        return f"story of placement {self.placement_id}"


class StoryPicture(models.Model):
    """The picture of a story, apart so that lists don't read it; without what a camera writes (profiles/pictures.py)."""

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="picture")
    content_type = models.CharField(max_length=20)
    content = models.BinaryField()
    description = models.CharField(_("사진 설명"), max_length=120)
    added_at = models.DateTimeField()
    added_by = done_by()

    def __str__(self):
        return f"picture of story {self.story_id}"
