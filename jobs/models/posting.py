"""A posting by one operator, its sites, and one row for each seat."""

from datetime import timedelta

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from jobs.models.review_terms import ReviewTerms, review_constraints
from jobs.models.said import said
from profiles.models import Event
from profiles.models.columns import done_by, public_id, week_mask

MOST_FILES = 3
# How long what was begun for a posting is kept once it is shut: what reached us in time may still wait for a lock, and a posting that was
# closed early may be called again.
AFTER_SHUT = timedelta(days=1)


class SiteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The operator's own, the host's own; all to the city. A posting tells everyone the names of its sites."""
        if user.organisation_ids(kinds={"city"}, roles={"viewer", "editor", "auditor"}):
            return self
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        hosts = user.organisation_ids(kinds={"host", "firm"}, roles={"member", "manager"})
        return self.filter(Q(organisation_id__in=own) | Q(host_id__in=hosts))


class Site(models.Model):
    """Where people work: a host site or a host firm, at a place."""

    public_id = public_id()
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="sites")
    host = models.ForeignKey(
        "profiles.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_sites",
    )
    name = models.CharField(_("활동처 이름"), max_length=120)
    district = models.CharField(_("자치구"), max_length=5)
    dong = models.CharField(_("동"), max_length=10, blank=True)
    address = models.CharField(_("주소"), max_length=200, blank=True)
    contact = models.CharField(_("담당자 연락처"), max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # takes nobody any more
    ended_by = done_by()

    objects = SiteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="site_once",
                violation_error_code="site_once",
                violation_error_message=_("같은 이름의 활동처가 이미 있습니다."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def place(self):
        """The finest place known: the dong, else the district."""
        return self.dong or self.district


class PostingQuerySet(models.QuerySet):
    def published(self):
        """What everyone may read, open or over."""
        return self.filter(state__in=[Posting.State.PUBLISHED, Posting.State.CLOSED])

    def open(self, at):
        """Those that take applications at this moment; computed from the times and the limit, never flipped by a job."""
        in_time = self.filter(state=Posting.State.PUBLISHED, apply_from__lte=at, apply_until__gt=at)
        return in_time.filter(limit_reached_at=None)

    def in_open_round(self):
        """Those whose free seats an allocation round that is under way will fill."""
        return self.filter(selection=Posting.Selection.ROUND, programme_year__is_in_round=True)

    def over(self, at):
        """Those whose time to apply has run out by this moment, whatever their state."""
        return self.filter(apply_until__lte=at)

    def shut(self, at):
        """Those that took nothing more from this moment on: out of time, or closed by somebody, who may call again soon after."""
        closed = Event.objects.filter(subject_type="posting", subject_id=OuterRef("pk"), verb="close", at__gt=at)
        return self.filter(Q(apply_until__lte=at) | ~Q(state=Posting.State.PUBLISHED) & ~Exists(closed))

    def visible_to(self, user):
        """Published to all; drafts to their operator; everything to the city; to a reviewer those assigned."""
        public = Q(state__in=[Posting.State.PUBLISHED, Posting.State.CLOSED])
        if not user.is_authenticated:
            return self.filter(public)
        if user.organisation_ids(kinds={"city"}, roles={"viewer", "editor", "auditor"}):
            return self
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        return self.filter(public | Q(organisation_id__in=own) | Q(pk__in=assigned_to(user)))

    def reviewed_by(self, user):
        """Those at which this user may score: their own operator's, and those assigned to them."""
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        return self.filter(Q(organisation_id__in=own) | Q(pk__in=assigned_to(user)))

    def managed_by(self, user):
        """Those whose work this user does: their own operator's; the city's editors and auditors see all."""
        if user.organisation_ids(kinds={"city"}, roles={"editor", "auditor"}):
            return self
        return self.reviewed_by(user)


def assigned_to(user):
    """Postings that the user reviews by an assignment under a reviewer's membership that holds today."""
    held = [m.pk for m in user.current_memberships if m.role == "reviewer"]
    return ReviewerAssignment.objects.filter(membership_id__in=held, ended_at=None).values("posting_id")


class Posting(ReviewTerms):
    class State(models.TextChoices):
        DRAFT = "draft", _("작성 중")
        IN_REVIEW = "in_review", _("검토 중")
        PUBLISHED = "published", _("게시")
        CLOSED = "closed", _("마감")
        ARCHIVED = "archived", _("보관")

    class Intake(models.TextChoices):
        """Where a published posting stands by its times; never stored."""

        COMING = "coming", _("접수 예정")
        OPEN = "open", _("접수 중")
        OVER = "over", _("접수 마감")

    class Selection(models.TextChoices):
        OPERATOR = "operator", _("운영기관이 선발")
        ROUND = "round", _("일괄 배치")

    public_id = public_id()
    programme_year = models.ForeignKey("jobs.ProgrammeYear", on_delete=models.PROTECT, related_name="postings")
    organisation = models.ForeignKey("profiles.Organisation", on_delete=models.PROTECT, related_name="postings")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    selection = models.CharField(
        _("자리를 정하는 방법"),
        max_length=10,
        choices=Selection.choices,
        default=Selection.OPERATOR,
    )
    title = models.CharField(_("공고 제목"), max_length=100)
    duties = models.TextField(_("하는 일"), max_length=4000)
    keco = models.CharField(_("직업 분류"), max_length=6, blank=True)
    weekly_hours = models.PositiveSmallIntegerField(_("주 활동 시간"))
    hours_per_month = models.PositiveSmallIntegerField(_("월 활동 시간"))
    hours_mask = week_mask(verbose_name=_("활동 요일과 시간"))
    districts = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    required_certificates = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    preferred_certificates = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    question = models.CharField(_("지원자에게 묻는 질문"), max_length=200, blank=True)
    asked_files = models.JSONField(_("지원할 때 받는 파일"), default=list, db_default=[], blank=True)
    has_interview = models.BooleanField(_("면접심사를 합니다"), default=True)
    shares_scores = models.BooleanField(_("불합격한 분께 본인 점수를 보여 드립니다"), default=False, db_default=False)
    has_training = models.BooleanField(_("배치 전에 교육을 합니다"), default=True)
    apply_from = models.DateTimeField(_("지원 시작"))
    apply_until = models.DateTimeField(_("지원 마감"))
    results_at = models.DateTimeField(_("발표 일시"))
    starts_on = models.DateField(_("활동 시작일"))
    ends_on = models.DateField(_("활동 종료일"))
    offer_days = models.PositiveSmallIntegerField(_("참여 의사를 기다리는 날"), default=3)
    intake_limit = models.PositiveSmallIntegerField(_("접수를 마감하는 지원자 수"), null=True, blank=True)
    reopens_when_withdrawn = models.BooleanField(
        _("지원을 취소한 분이 있으면 다시 받습니다"), default=False, db_default=False
    )
    limit_reached_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField()
    written_by = done_by()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = done_by()
    results_released_at = models.DateTimeField(null=True, blank=True)
    results_released_by = done_by()
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    said = said("title", "duties")

    objects = PostingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "apply_until"], name="posting_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(apply_until__gt=models.F("apply_from")),
                name="posting_apply_period",
                violation_error_code="posting_apply_period",
                violation_error_message=_("지원 마감은 지원 시작보다 뒤여야 합니다."),
            ),
            models.CheckConstraint(
                condition=Q(results_at__gte=models.F("apply_until")),
                name="posting_results_after_close",
                violation_error_code="posting_results_after_close",
                violation_error_message=_("발표 일시는 지원 마감 뒤여야 합니다."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=models.F("starts_on")),
                name="posting_activity_period",
                violation_error_code="posting_activity_period",
                violation_error_message=_("활동 종료일은 활동 시작일보다 뒤여야 합니다."),
            ),
            models.CheckConstraint(
                condition=Q(offer_days__gt=0, weekly_hours__gt=0, hours_per_month__gt=0),
                name="posting_has_hours_and_days",
                violation_error_code="posting_has_hours_and_days",
                violation_error_message=_("활동 시간과 참여 의사를 기다리는 날은 1 이상이어야 합니다."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_review", "published", "closed", "archived"]),
                name="posting_state_known",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(
                    Func("asked_files", function="jsonb_array_length", output_field=models.IntegerField()), MOST_FILES
                ),
                name="posting_asked_files",
                violation_error_code="too_many_files",
                violation_error_message=_("받을 파일은 3개까지 정할 수 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(intake_limit=None) | Q(intake_limit__gte=1),
                name="posting_intake_limit",
                violation_error_code="posting_intake_limit",
                violation_error_message=_("접수를 마감하는 지원자 수는 모집인원의 1배 이상이어야 합니다."),
            ),
            models.CheckConstraint(
                condition=Q(limit_reached_at=None) | Q(intake_limit__isnull=False), name="posting_reached_a_limit"
            ),
            *review_constraints(),
        ]

    def __str__(self):
        return self.title

    def is_open(self, at):
        """Whether an application that reached us at this moment counts."""
        return self.state == self.State.PUBLISHED and self.apply_from <= at < self.apply_until and not self.is_full

    @property
    def is_full(self):
        """Whether as many people applied as it takes, so that it closed before its deadline."""
        return self.limit_reached_at is not None

    def is_over(self, at):
        """Whether the time to apply has run out by this moment, whatever the state."""
        return self.apply_until <= at

    def stands(self, at):
        """What readers are told of it now: a published one by its times, any other by its state."""
        if self.state != self.State.PUBLISHED:
            return self.State(self.state)
        if self.is_over(at) or self.is_full:
            return self.Intake.OVER
        return self.Intake.OPEN if self.apply_from <= at else self.Intake.COMING

    @property
    def is_public(self):
        """Whether anybody may read it, as `visible_to` says of visitors."""
        return self.state in (self.State.PUBLISHED, self.State.CLOSED)


class PostingSite(models.Model):
    """A site of a posting; its seats hang on it."""

    public_id = public_id()
    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="posting_sites")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="posting_sites")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "site"],
                name="posting_site_once",
                violation_error_code="posting_site_once",
                violation_error_message=_("같은 활동처를 두 번 넣을 수 없습니다."),
            )
        ]

    def __str__(self):
        return f"site {self.site_id} of posting {self.posting_id}"


class Seat(models.Model):
    """One place for one person. A reserve names for whom it is kept (차상위), until a person releases it for everybody."""

    public_id = public_id()
    posting_site = models.ForeignKey(PostingSite, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    reserve = models.CharField(max_length=20, blank=True)
    reserve_released_at = models.DateTimeField(null=True, blank=True)
    reserve_released_by = done_by()
    reserve_released_for = models.CharField(_("푸는 이유"), max_length=200, blank=True, db_default="")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting_site", "number"], name="seat_once"),
            models.CheckConstraint(
                condition=Q(reserve_released_at=None, reserve_released_for="")
                | ~Q(reserve="") & ~Q(reserve_released_for="") & Q(reserve_released_at__isnull=False),
                name="seat_release_is_of_a_reserve_and_says_why",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="released_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__reserve_released_at__isnull=False)
                & (
                    pgtrigger.Q(old__reserve_released_at__df=pgtrigger.F("new__reserve_released_at"))
                    | pgtrigger.Q(old__reserve_released_for__df=pgtrigger.F("new__reserve_released_for"))
                    | pgtrigger.Q(old__reserve__df=pgtrigger.F("new__reserve"))
                ),
            )
        ]

    def __str__(self):
        return f"seat {self.number} of posting site {self.posting_site_id}"

    @property
    def is_kept(self):
        """Whether it is only for those whom its reserve names."""
        return bool(self.reserve) and self.reserve_released_at is None


class ReviewerAssignment(models.Model):
    """A reviewer of one posting, under a membership that can end."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="reviewer_assignments")
    membership = models.ForeignKey("profiles.Membership", on_delete=models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    assigned_by = done_by()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "membership"],
                condition=Q(ended_at=None),
                name="reviewer_assignment_once",
                violation_error_code="reviewer_assignment_once",
                violation_error_message=_("이미 맡긴 심사위원입니다."),
            )
        ]

    def __str__(self):
        return f"reviewer of posting {self.posting_id}"


class ReviewerInvitation(models.Model):
    """The posting for which somebody is invited to review; the assignment follows when they accept."""

    invitation = models.OneToOneField("profiles.Invitation", on_delete=models.PROTECT, related_name="+")
    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="reviewer_invitations")

    def __str__(self):
        return f"reviewer invited for posting {self.posting_id}"
