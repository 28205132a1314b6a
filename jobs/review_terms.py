"""How a posting is reviewed (심사 방법): blind or not, the formula of the ranking, the spread that is worth a look.

What was agreed before scoring stands once the first sheet is written; what only shows or prints may change later.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jobs import steps
from jobs.models import Posting, ScoreSheet
from jobs.steps import Parties
from profiles import events
from profiles.actors import Actor

AGREED = ("is_blind", "shows_files", "average", "paper_share", "tie_rule")
SHOWN = ("most_spread", "names_in_minutes")
TERMS = (*AGREED, *SHOWN)
LEAST_TRIMMED = 3  # with fewer sheets nothing would be left


@transaction.atomic
def set_terms(posting: Posting, terms: Mapping[str, Any], *, by: Actor, at: datetime) -> Posting:
    """Set how a posting is reviewed. Raises PermissionDenied, terms_frozen and, by field, what the columns refuse."""
    (row,) = steps.lock(Posting, [posting])
    steps.require_party("operator", Parties(operator_id=row.organisation_id), by)
    changed = [name for name in TERMS if name in terms and getattr(row, name) != terms[name]]
    if not changed:
        return row
    if set(changed) & set(AGREED) and is_frozen(row):
        raise ValidationError(
            _(
                "심사표를 이미 적은 분이 있어 심사 방법을 바꿀 수 없습니다. "
                "심사를 시작하기 전에 정한 방법대로 순위를 정해야 하기 때문입니다."
            ),
            code="terms_frozen",
        )
    for name in changed:
        setattr(row, name, terms[name])
    row.clean_fields(exclude=[field.name for field in row._meta.fields if field.name not in TERMS])
    row.validate_constraints()
    row.save(update_fields=changed)
    events.record("set_review_terms", [row], by=by, at=at, params={"fields": changed})
    return row


def is_frozen(posting: Posting) -> bool:
    """Whether a sheet was written already."""
    return ScoreSheet.objects.filter(application__posting=posting).exists()


def in_words(posting: Posting) -> list[str]:
    """Return the formula of the ranking, a sentence a step."""
    found = [_stage_score(posting)]
    paper, interview = posting.paper_share, 100 - posting.paper_share
    if not posting.has_interview:
        found.append(_("면접심사가 없어 서류심사 점수로 순위를 정합니다."))
    elif not paper:
        found.append(_("면접심사 점수로 순위를 정합니다. 서류심사 점수는 면접에 모실 분을 정하는 데만 씁니다."))
    elif not interview:
        found.append(_("서류심사 점수로 순위를 정합니다."))
    else:
        shares = {"paper": paper, "interview": interview}
        found.append(
            _("서류심사 %(paper)d%%와 면접심사 %(interview)d%%를 더해 순위를 정하고, 소수 셋째 자리에서 반올림합니다.")
            % shares
        )
    found.append(_("점수가 같으면: %(rule)s.") % {"rule": posting.get_tie_rule_display()})
    if posting.selection == Posting.Selection.ROUND:
        found.append(_("일괄 배치에서는 이 점수를 쓰고, 점수가 같으면 미리 공개한 추첨 번호로 정합니다."))
    return found


def _stage_score(posting: Posting) -> str:
    if posting.average == Posting.Average.TRIMMED:
        return _(
            "한 단계의 점수는 가장 높은 점수와 가장 낮은 점수를 하나씩 뺀 평균입니다. "
            "심사표가 %(least)d장보다 적으면 모두의 평균입니다. 소수 셋째 자리에서 반올림합니다."
        ) % {"least": LEAST_TRIMMED}
    return _("한 단계의 점수는 심사위원 점수의 평균이고, 소수 셋째 자리에서 반올림합니다.")
