"""Allocation rounds (일괄 배치): where one stands, what went into each allocation of it and what came out, person by person.

A round stands on the allocation that was run last; simulations and earlier runs are kept beside it. Source: DESIGN section 5.
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from jobs.models import PostingSite
from profiles.models.columns import done_by, public_id


class AllocationRoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All to the city; once published to the operators of its postings and to the people who took part."""
        if user.organisation_ids(kinds={"city"}, roles={"viewer", "editor", "auditor"}):
            return self
        published = self.filter(state=AllocationRound.State.PUBLISHED)
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        results = RoundResult.objects.filter(candidate__user_id=user.pk).values("allocation")
        sites = PostingSite.objects.filter(posting__organisation_id__in=own, posting__selection="round")
        names = [str(public_id) for public_id in sites.values_list("public_id", flat=True)] if own else []
        of_own_postings = Q(allocation__terms__sites__has_any_keys=names) if names else Q(pk__in=[])
        return published.filter(Q(allocation__in=results) | of_own_postings)


class AllocationRound(models.Model):
    """One round of a programme year: the first for all seats, the second for what is left."""

    class State(models.TextChoices):
        DRAFT = "draft", _("조건 정하는 중")
        RUN = "run", _("배치함 (검산 전)")
        VERIFIED = "verified", _("검산함 (확정 전)")
        CONFIRMED = "confirmed", _("확정함 (발표 전)")
        PUBLISHED = "published", _("발표함")

    public_id = public_id()
    programme_year = models.ForeignKey("jobs.ProgrammeYear", on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("차수"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    seed = models.CharField(_("추첨 번호"), max_length=80)
    allocation = models.ForeignKey(
        "matching.Allocation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    drafted_at = models.DateTimeField()
    drafted_by = done_by()
    run_at = models.DateTimeField(null=True, blank=True)
    run_by = done_by()
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = done_by()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = done_by()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = done_by()

    objects = AllocationRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme_year", "number"],
                name="round_once",
                violation_error_code="round_once",
                violation_error_message=_("이 사업의 이 차수는 이미 시작했습니다."),
            ),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="round_first_or_second"),
            models.CheckConstraint(condition=~Q(seed=""), name="round_has_seed"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "run", "verified", "confirmed", "published"]), name="round_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", allocation=None)
                | ~Q(state="draft") & Q(allocation__isnull=False, run_at__isnull=False, run_by__isnull=False),
                name="round_stands_on_a_run",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "run"]) | Q(verified_at__isnull=False), name="round_is_verified"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "run", "verified"])
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="round_is_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("run_by")),
                name="round_confirmed_by_another",
                violation_error_code="same_person",
                violation_error_message=_("배치를 한 사람은 확정할 수 없습니다. 다른 담당자가 확정해 주세요."),
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="round_is_published"
            ),
        ]

    def __str__(self):
        return f"round {self.number} of programme year {self.programme_year_id}"


class Allocation(models.Model):
    """The ledger: one allocation with its terms, its input as the files of `python -m matching.core allocate`, and its result.

    A run keeps input and result whole, so that it gives the same bytes again; a simulation keeps its figures and both hashes. The scores
    are the operators': no weights of the matcher go in. Append-only.
    """

    class Kind(models.TextChoices):
        SIMULATION = "simulation", _("모의 배치")
        RUN = "run", _("실제 배치")

    public_id = public_id()
    round = models.ForeignKey(AllocationRound, on_delete=models.PROTECT, related_name="allocations")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(_("조건 이름"), max_length=40)
    seed = models.CharField(max_length=80)
    terms = models.JSONField()
    inputs = models.JSONField(default=dict)
    inputs_hash = models.CharField(max_length=64)
    result = models.TextField(blank=True)
    result_hash = models.CharField(max_length=64)
    code_version = models.CharField(max_length=40)
    rule_set_ids = ArrayField(models.BigIntegerField(), default=list)
    figures = models.JSONField()
    allocated_at = models.DateTimeField()
    allocated_by = done_by()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["simulation", "run"]), name="allocation_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind="run") | (~Q(inputs={}) & ~Q(result="")), name="allocation_run_can_be_replayed"
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.kind} {self.pk} of round {self.round_id}"


class RoundResultQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own, once the round is published; to the city's editors and auditors all."""
        if user.organisation_ids(kinds={"city"}, roles={"editor", "auditor"}):
            return self
        published = AllocationRound.objects.filter(state=AllocationRound.State.PUBLISHED)
        return self.filter(candidate__user_id=user.pk, allocation__in=published.values("allocation"))


class RoundResult(models.Model):
    """What a run gave one person: a site by one of their applications, or none; `answers` say of each wish why or why not. Append-only.

    An answer is {application, posting_site, rank, code, by_lottery, score, params}; figures of small sites are left out of `params`.
    """

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="results")
    candidate = models.ForeignKey("profiles.Candidate", on_delete=models.PROTECT, related_name="round_results")
    application = models.ForeignKey("jobs.Application", on_delete=models.PROTECT, null=True, related_name="+")
    posting_site = models.ForeignKey("jobs.PostingSite", on_delete=models.PROTECT, null=True, related_name="+")
    rank = models.PositiveSmallIntegerField(null=True)
    answers = models.JSONField()

    objects = RoundResultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["allocation", "candidate"], name="round_result_once"),
            models.UniqueConstraint(fields=["allocation", "application"], name="round_result_application_once"),
            models.CheckConstraint(
                condition=Q(application=None, posting_site=None, rank=None)
                | Q(application__isnull=False, posting_site__isnull=False, rank__gte=1),
                name="round_result_whole",
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"result of candidate {self.candidate_id} in allocation {self.allocation_id}"
