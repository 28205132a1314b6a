"""How a posting's applicants are reviewed: whether blind, by which formula they are ranked, how far reviewers may lie apart.

Columns of every posting, in a file of their own. What the verbs allow stands in jobs/review_terms.py.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

WHOLE = 100


class ReviewTerms(models.Model):
    class Average(models.TextChoices):
        MEAN = "mean", _("심사위원 점수의 평균")
        TRIMMED = "trimmed", _("가장 높은 점수와 가장 낮은 점수를 하나씩 뺀 평균")

    class Tie(models.TextChoices):
        INTERVIEW = "interview", _("면접심사 점수가 높은 분, 그다음 먼저 접수한 분")
        PAPER = "paper_review", _("서류심사 점수가 높은 분, 그다음 먼저 접수한 분")
        RECEIVED = "received", _("먼저 접수한 분")

    is_blind = models.BooleanField(_("서류심사를 블라인드로 합니다"), default=False, db_default=False)
    shows_files = models.BooleanField(_("서류심사 때 지원 파일을 보여 줍니다"), default=True, db_default=True)
    average = models.CharField(
        _("한 단계의 점수"), max_length=10, choices=Average.choices, default=Average.MEAN, db_default="mean"
    )
    paper_share = models.PositiveSmallIntegerField(_("서류심사 반영 비율(%)"), default=0, db_default=0)
    tie_rule = models.CharField(
        _("점수가 같을 때"), max_length=15, choices=Tie.choices, default=Tie.INTERVIEW, db_default="interview"
    )
    most_spread = models.PositiveSmallIntegerField(_("점수 차이를 알리는 기준(점)"), default=20, db_default=20)
    names_in_minutes = models.BooleanField(_("회의록에 가린 이름을 넣습니다"), default=True, db_default=True)

    class Meta:
        abstract = True


def review_constraints() -> list[models.CheckConstraint]:
    """What the database holds of these columns, for the Meta of the posting."""
    return [
        models.CheckConstraint(
            condition=Q(paper_share__lte=WHOLE, most_spread__lte=WHOLE),
            name="posting_review_shares",
            violation_error_code="posting_review_shares",
            violation_error_message=_("비율과 점수 차이는 0부터 100까지입니다."),
        ),
        models.CheckConstraint(
            condition=Q(average__in=["mean", "trimmed"], tie_rule__in=["interview", "paper_review", "received"]),
            name="posting_review_formula_known",
        ),
    ]
