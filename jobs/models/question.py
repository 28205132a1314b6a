"""A question to the operator of a posting (1:1 문의), its thread, and what of it was published without the asker."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from jobs.models.application import Conflict
from profiles.models.columns import done_by, public_id

MOST_SIGNS = 1000


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The asker's own; the operator's officers those of their postings, but of whom they declared a conflict; the city's all."""
        if user.organisation_ids(kinds={"city"}, roles={"editor", "auditor"}):
            return self
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        declared = Conflict.objects.standing().filter(
            declared_by_id=user.pk,
            application__posting_id=OuterRef("posting_id"),
            application__candidate_id=OuterRef("candidate_id"),
        )
        return self.filter(
            Q(candidate__user_id=user.pk) | Q(posting__organisation_id__in=own) & ~Exists(declared),
        )

    def waiting(self):
        """Those whose turn is the operator's."""
        return self.filter(state=Question.State.WAITING)


class Question(models.Model):
    """`moved_at` is since when it has stood so: of a waiting one, how long the operator has been silent.

    Without a candidate it is what was published, kept longer than its asker and their thread (jobs/destructions.py).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("답을 기다림")
        ANSWERED = "answered", _("답변 완료")

    public_id = public_id()
    posting = models.ForeignKey("jobs.Posting", on_delete=models.PROTECT, related_name="questions")
    candidate = models.ForeignKey(
        "profiles.Candidate", on_delete=models.PROTECT, null=True, blank=True, related_name="questions"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    asked_by = done_by()
    moved_at = models.DateTimeField()
    moved_by = done_by()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = done_by()
    published_question = models.TextField(_("공개할 질문"), blank=True, max_length=MOST_SIGNS)
    published_answer = models.TextField(_("공개할 답"), blank=True, max_length=MOST_SIGNS)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = done_by()

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["posting", "state", "moved_at"], name="question_desk"),
            models.Index(fields=["candidate", "posting"], name="question_of_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=["waiting", "answered"]), name="question_state_known"),
            models.CheckConstraint(
                condition=Q(published_at=None) | (~Q(published_question="") & ~Q(published_answer="")),
                name="question_published_whole",
            ),
            models.CheckConstraint(
                condition=Q(candidate__isnull=False) | Q(published_at__isnull=False),
                name="question_without_asker_is_published",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False), name="question_answered_has_answer"
            ),
        ]

    def __str__(self):
        return f"question {self.pk}"


class QuestionMessage(models.Model):
    """One message of the thread; the first is the question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="messages")
    is_from_operator = models.BooleanField(default=False)
    text = models.TextField(_("내용"), max_length=MOST_SIGNS)
    written_at = models.DateTimeField()
    written_by = done_by()

    class Meta:
        indexes = [models.Index(fields=["question", "written_at"], name="question_thread")]

    def __str__(self):
        return f"message of question {self.question_id}"
