"""What score sheets are made of, who may not write them, and the paper that tells of it all (심사 기준, 이해충돌 신고, 심사 회의록).

The database holds that a row's points stay within its criterion, that a sheet is the sum of its rows, and that criteria stand still once
anybody wrote a sheet by them.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.models.application import SUM_DECLARED, Conflict, ScoreSheet, sum_of
from jobs.models.posting import Posting
from profiles.models.columns import done_by, public_id

# A criterion can't come, go or change while its stage has a sheet: points given before would mean something else.
FROZEN = """
    mine := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    IF EXISTS (
        SELECT 1 FROM jobs_scoresheet s JOIN jobs_application a ON a.id = s.application_id
        WHERE a.posting_id = mine.posting_id AND s.stage = mine.stage
    ) THEN
        RAISE EXCEPTION 'criteria stand still once a sheet was written'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'criterion_frozen';
    END IF;
    RETURN mine;
"""
WITHIN = """
    IF NOT EXISTS (
        SELECT 1 FROM jobs_criterion c, jobs_scoresheet s JOIN jobs_application a ON a.id = s.application_id
        WHERE c.id = NEW.criterion_id AND s.id = NEW.sheet_id AND c.posting_id = a.posting_id AND c.stage = s.stage
          AND NEW.points <= c.most_points
    ) THEN
        RAISE EXCEPTION 'points beyond the criterion, or a criterion of something else'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'score_row_within';
    END IF;
    RETURN NEW;
"""


class Criterion(models.Model):
    """What reviewers look at in a stage of a posting, and the most points for it (평가 항목, 배점)."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="criteria")
    stage = models.CharField(max_length=15, choices=ScoreSheet.Stage.choices)
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("평가 항목"), max_length=60)
    hint = models.CharField(_("무엇을 보는지"), max_length=200, blank=True)
    most_points = models.PositiveSmallIntegerField(_("배점"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting", "stage", "place"], name="criterion_place_once"),
            models.UniqueConstraint(
                fields=["posting", "stage", "name"],
                name="criterion_once",
                violation_error_code="criterion_once",
                violation_error_message=_("같은 평가 항목이 이미 있습니다."),
            ),
            models.CheckConstraint(
                condition=Q(most_points__gte=1, most_points__lte=100),
                name="criterion_points",
                violation_error_code="criterion_points",
                violation_error_message=_("배점은 1점부터 100점까지입니다."),
            ),
            models.CheckConstraint(condition=Q(stage__in=["paper_review", "interview"]), name="criterion_stage_known"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("mine", "jobs_criterion%ROWTYPE")],
                func=FROZEN,
            )
        ]

    def __str__(self):
        return self.name


class ScoreRow(models.Model):
    """The points of a sheet for one criterion."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="rows")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(_("점수"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="score_row_once")]
        triggers = [
            pgtrigger.Trigger(
                name="within",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=WITHIN,
            ),
            pgtrigger.Trigger(
                name="summed",
                when=pgtrigger.After,
                operation=pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                declare=SUM_DECLARED,
                func=sum_of("OLD.sheet_id"),
            ),
        ]

    def __str__(self):
        return f"{self.points} points for criterion {self.criterion_id}"


class NamedConflict(models.Model):
    """A relation to somebody of a name (이름으로 한 이해충돌 신고), also for who applies under it later; of the name a keyed hash alone is kept."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="named_conflicts")
    name_index = models.CharField(max_length=64)
    kind = models.CharField(_("어떤 관계인지"), max_length=10, choices=Conflict.Kind.choices)
    declared_at = models.DateTimeField()
    declared_by = done_by()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting", "declared_by", "name_index"], name="named_conflict_once"),
            models.CheckConstraint(condition=Q(kind__in=Conflict.Kind.values), name="named_conflict_kind_known"),
            models.CheckConstraint(condition=~Q(name_index=""), name="named_conflict_names_somebody"),
        ]

    def __str__(self):
        return f"{self.kind} of {self.declared_by_id} with a name at posting {self.posting_id}"


class Pledge(models.Model):
    """A reviewer's word, before the first sheet at a posting, that they declared every conflict they know of."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="pledges")
    pledged_at = models.DateTimeField()
    pledged_by = done_by()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["posting", "pledged_by"], name="pledge_once")]

    def __str__(self):
        return f"pledge for posting {self.posting_id}"


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The operator's officers, no reviewer; all to the city's editors and auditors."""
        if user.organisation_ids(kinds={"city"}, roles={"editor", "auditor"}):
            return self
        own = user.organisation_ids(kinds={"operator"}, roles={"member", "manager"})
        return self.filter(posting__organisation_id__in=own)


class Minutes(models.Model):
    """The minutes of a review (심사 회의록): numbered by posting, `facts` as they stood when made. A later one leaves it as it is."""

    public_id = public_id()
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    made_at = models.DateTimeField()
    made_by = done_by()

    objects = MinutesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting", "number"], name="minutes_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="minutes_number_positive"),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update)]

    def __str__(self):
        return f"minutes {self.number} of posting {self.posting_id}"
