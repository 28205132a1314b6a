"""An application, its ranked wishes, and what was judged of it. The table of moves stands in jobs/applications.py."""

import pgtrigger
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.models.posting import Posting, assigned_to
from profiles.models.columns import done_by, public_id

SUM_DECLARED = [("asked", "integer"), ("given", "integer"), ("total", "integer"), ("held", "integer")]
_SUM = """
    SELECT s.points, (SELECT count(*) FROM jobs_criterion c WHERE c.posting_id = a.posting_id AND c.stage = s.stage)
        INTO total, asked
        FROM jobs_scoresheet s JOIN jobs_application a ON a.id = s.application_id WHERE s.id = @sheet;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT count(*), coalesce(sum(r.points), 0) INTO given, held FROM jobs_scorerow r WHERE r.sheet_id = @sheet;
    IF given <> asked OR (asked > 0 AND held <> total) THEN
        RAISE EXCEPTION 'a sheet is the sum of its rows, one for each criterion'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'score_sheet_sum';
    END IF;
    RETURN NULL;
"""


def sum_of(sheet: str) -> str:
    """The body of a trigger that holds a sheet to the sum of its rows, one for each criterion of its stage; without criteria there is no row.

    It looks when the transaction ends, for a sheet and its rows are written one after the other.
    """
    return _SUM.replace("@sheet", sheet)


def _unseen() -> Q:
    untold = Q(state__in=Application.MAYBE_ON_PAPER, posting__results_released_at=None)
    return (Q(state__in=Application.ON_PAPER) | untold) & Q(posting__is_blind=True)


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The candidate's own; the operator's own postings; a reviewer's assigned postings; the city's editors and auditors.

        Nobody sees an application against which they declared a conflict of interest.
        """
        seen = self.exclude(pk__in=Conflict.objects.barring(user))
        if user.organisation_ids(kinds={"city"}, roles={"editor", "auditor"}):
            return seen
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        return seen.filter(
            Q(candidate__user_id=user.pk) | Q(posting__organisation_id__in=own) | Q(posting_id__in=assigned_to(user))
        )

    def sighted(self):
        """Those whose reviewers may know who they are, as `Application.is_blind` says of one."""
        return self.exclude(_unseen())

    def unsighted(self):
        """The others."""
        return self.filter(_unseen())

    def live(self):
        """Those that still stand: neither turned down, withdrawn, declined nor lapsed."""
        return self.exclude(state__in=Application.ENDED)

    def newest_years_first(self, today):
        """Those of programme years that still run, then, marked `is_past`, those of years that are over."""
        is_past = Q(posting__programme_year__ends_on__lt=today)
        marked = self.annotate(is_past=ExpressionWrapper(is_past, output_field=models.BooleanField()))
        return marked.order_by("is_past", "-received_at", "-pk")


class Application(models.Model):
    """`held_from`: the stage where its person stands as they know, while the notice of the next one is held (jobs/moves.py)."""

    class State(models.TextChoices):
        RECEIVED = "received", _("접수 완료")
        PAPER_REVIEW = "paper_review", _("서류심사 중")
        INTERVIEW = "interview", _("면접심사 중")
        SELECTED = "selected", _("합격")
        WAITING = "waiting", _("예비합격")
        NOT_SELECTED = "not_selected", _("불합격")
        OFFERED = "offered", _("참여 의사 확인 중")
        ACCEPTED = "accepted", _("서류 확인 중")
        PLACED = "placed", _("배치")
        WITHDRAWN = "withdrawn", _("지원 취소")
        DECLINED = "declined", _("참여하지 않음")
        LAPSED = "lapsed", _("답변 기한 지남")
        SELECTION_WITHDRAWN = "selection_withdrawn", _("합격 취소")

    ENDED = ("not_selected", "withdrawn", "declined", "lapsed", "selection_withdrawn")
    DECIDED = ("selected", "waiting", "not_selected")
    ON_PAPER = ("received", "paper_review")
    MAYBE_ON_PAPER = ("not_selected", "withdrawn")  # they may have ended before anybody met them

    public_id = public_id()
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="applications")
    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=20, choices=State.choices, default=State.RECEIVED)
    motive = models.TextField(_("지원하는 이유"), blank=True, max_length=1000)
    answer = models.TextField(_("질문에 대한 답"), blank=True, max_length=1000)
    form_token = models.UUIDField(unique=True)
    received_at = models.DateTimeField()
    received_by = done_by()
    rule_set = models.ForeignKey("jobs.RuleSet", on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, blank=True)
    waiting_number = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(_("결과 이유"), max_length=200, blank=True)
    moved_at = models.DateTimeField()
    moved_by = done_by()
    documents_seen_at = models.DateTimeField(null=True, blank=True)
    documents_seen_by = done_by()
    held_from = models.CharField(max_length=20, blank=True, db_default="")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["posting", "state"], name="application_board")]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "candidate"],
                condition=~Q(
                    state__in=[
                        "not_selected",
                        "withdrawn",
                        "declined",
                        "lapsed",
                        "selection_withdrawn",
                    ]
                ),
                name="application_once",
                violation_error_code="application_once",
                violation_error_message=_("이 공고에는 이미 지원했습니다."),
            ),
            models.UniqueConstraint(
                fields=["posting", "waiting_number"],
                condition=Q(state="waiting"),
                name="application_waiting_order",
                violation_error_code="application_waiting_order",
                violation_error_message=_("같은 예비 순번이 이미 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(held_from="")
                | Q(held_from="received", state="paper_review")
                | Q(held_from="paper_review", state="interview"),
                name="application_held_one_step",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(waiting_number__isnull=False),
                name="application_waiting_has_number",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "received",
                        "paper_review",
                        "interview",
                        "selected",
                        "waiting",
                        "not_selected",
                        "offered",
                        "accepted",
                        "placed",
                        "withdrawn",
                        "declined",
                        "lapsed",
                        "selection_withdrawn",
                    ]
                ),
                name="application_state_known",
            ),
        ]

    def __str__(self):
        return f"application {self.pk}"

    @property
    def is_by_counsellor(self):
        """Whether somebody who acts for its person sent it in; an importer is nobody."""
        return self.received_by_id not in (None, self.candidate.user_id)

    @property
    def is_blind(self):
        """Whether reviewers must not know who it is: on paper, and after a refusal until the results are told."""
        if self.state not in (*self.ON_PAPER, *self.MAYBE_ON_PAPER):
            return False
        is_untold = self.state in self.ON_PAPER or self.posting.results_released_at is None
        return self.posting.is_blind and is_untold

    @property
    def receipt_number(self):
        """The number on the receipt: the year in Seoul when it reached us, then its own."""
        return f"{timezone.localtime(self.received_at):%Y}-{self.pk:07d}"


class Wish(models.Model):
    """A ranked wish for one site of the posting (1·2·3지망); read across a programme year by a round."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="wishes")
    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.PROTECT, related_name="+")
    programme_year = models.ForeignKey("jobs.ProgrammeYear", on_delete=models.PROTECT, related_name="+")
    posting_site = models.ForeignKey("jobs.PostingSite", on_delete=models.PROTECT, related_name="wishes")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "rank"], name="wish_rank_once"),
            models.UniqueConstraint(
                fields=["application", "posting_site"],
                name="wish_site_once",
                violation_error_code="wish_site_once",
                violation_error_message=_("같은 활동처를 두 번 고를 수 없습니다."),
            ),
            models.CheckConstraint(condition=Q(rank__gte=1), name="wish_rank_positive"),
        ]

    def __str__(self):
        return f"wish {self.rank} of application {self.application_id}"


class EligibilityCheck(models.Model):
    """What the rules said of an application at one moment, with the rule set that judged it. Append-only."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="eligibility_checks")
    rule_set = models.ForeignKey("jobs.RuleSet", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10)
    outcome = models.CharField(max_length=10)
    verdicts = models.JSONField()
    judged_at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.outcome} for application {self.application_id}"


class Override(models.Model):
    """What a rule said of one application, set aside by a person with the reason. Append-only.

    `verdicts` are what it was given for, as judging.essence puts them: another verdict of the rule stands again.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="overrides")
    kind = models.CharField(max_length=40)
    verdicts = models.JSONField(default=list)
    reason = models.CharField(max_length=300)
    overridden_at = models.DateTimeField()
    overridden_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "verdicts"],
                name="override_once",
                violation_error_code="override_once",
                violation_error_message=_("이미 예외로 한 규칙입니다."),
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.kind} of application {self.application_id}"


class Assessment(models.Model):
    """The matcher's points and reasons for an application: advice to the officer, filled by a task of matching."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="assessment")
    points = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    version = models.CharField(max_length=40)
    assessed_at = models.DateTimeField()

    def __str__(self):
        return f"{self.points} points for application {self.application_id}"


class ConflictQuerySet(models.QuerySet):
    def standing(self):
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at=None)

    def barring(self, user):
        """The applications that this person stays away from by their own word."""
        return self.standing().filter(declared_by_id=user.pk).values("application_id")

    def visible_to(self, user):
        """One's own; the officers' of the operator; all to the city's editors and auditors."""
        if user.organisation_ids(kinds={"city"}, roles={"editor", "auditor"}):
            return self
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        return self.filter(Q(declared_by_id=user.pk) | Q(application__posting__organisation_id__in=own))


class Conflict(models.Model):
    """A reviewer's or officer's relation to an applicant (이해충돌 신고): while it stands they see nothing of them and decide nothing.

    Source: 공직자의 이해충돌 방지법 art. 5.
    """

    class Kind(models.TextChoices):
        FAMILY = "family", _("가족이거나 친척")
        WORK = "work", _("같은 직장이나 단체에서 함께 일함")
        MONEY = "money", _("돈이나 거래 관계")
        FRIEND = "friend", _("친구이거나 가까운 사이")
        DISPUTE = "dispute", _("다툼이 있었음")
        OTHER = "other", _("그 밖의 사정")

    public_id = public_id()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conflicts")
    kind = models.CharField(_("어떤 관계인지"), max_length=10, choices=Kind.choices)
    declared_at = models.DateTimeField()
    declared_by = done_by()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = done_by()
    withdrawn_for = models.CharField(_("거둔 이유"), max_length=200, blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "declared_by"],
                condition=Q(withdrawn_at=None),
                name="conflict_once",
                violation_error_code="conflict_once",
                violation_error_message=_("이미 신고했습니다."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["family", "work", "money", "friend", "dispute", "other"]),
                name="conflict_kind_known",
            ),
        ]

    def __str__(self):
        return f"{self.kind} of {self.declared_by_id} with application {self.application_id}"


class ScoreSheetQuerySet(models.QuerySet):
    def counted(self):
        """Those that count: not of a reviewer who declared a conflict with the applicant, before or after writing."""
        declared = Conflict.objects.standing().filter(
            application_id=OuterRef("application_id"), declared_by_id=OuterRef("scored_by_id")
        )
        return self.exclude(Exists(declared))


class ScoreSheet(models.Model):
    """One reviewer's points for one application at one stage (심사표); with criteria, the sum of its rows."""

    class Stage(models.TextChoices):
        PAPER = "paper_review", _("서류심사")
        INTERVIEW = "interview", _("면접심사")

    public_id = public_id()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="score_sheets")
    stage = models.CharField(max_length=15, choices=Stage.choices)
    points = models.PositiveSmallIntegerField(_("점수"))
    comment = models.CharField(_("의견"), max_length=300, blank=True)
    scored_at = models.DateTimeField()
    scored_by = done_by()

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "stage", "scored_by"], name="score_sheet_once"),
            models.CheckConstraint(
                condition=Q(points__lte=100),
                name="score_sheet_points",
                violation_error_code="score_sheet_points",
                violation_error_message=_("점수는 0점부터 100점까지입니다."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="summed",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("points", "stage", "application_id"),
                timing=pgtrigger.Deferred,
                declare=SUM_DECLARED,
                func=sum_of("NEW.id"),
            )
        ]

    def __str__(self):
        return f"{self.points} points at {self.stage}"
