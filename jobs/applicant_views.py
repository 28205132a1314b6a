"""Views of applicants that officers keep under a name: filters, order and layout, for whichever posting; shared within the operator by choice.

How somebody looks is their own: no event tells of it, only the row, which goes when they remove it.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext as _

from jobs import applicant_filters, steps
from jobs.applicant_filters import Filters
from jobs.models import ApplicantView
from jobs.steps import Parties
from profiles import privacy
from profiles.actors import Actor
from profiles.lines import one_line
from profiles.models import Organisation, User

MOST = 20  # of one officer at one operator


@transaction.atomic
def keep(
    organisation: Organisation, filters: Filters, *, name: str, is_shared: bool, by: Actor, at: datetime
) -> ApplicantView:
    """Keep how applicants are looked at. Raises PermissionDenied, too_many, applicant_view_once and, by field, name_missing, resident_number."""
    steps.require_party("operator", Parties(operator_id=organisation.pk), by)
    User.objects.select_for_update(no_key=True).get(pk=by.user.pk)  # so that two tabs don't keep one too many
    if ApplicantView.objects.filter(user=by.user, organisation=organisation).count() >= MOST:
        raise ValidationError(
            _("보기는 %(most)d개까지 저장할 수 있습니다. 쓰지 않는 것을 지우고 다시 저장해 주세요.") % {"most": MOST},
            code="too_many",
        )
    called = one_line(name)
    if not called:
        raise ValidationError({"name": ValidationError(_("알아보기 쉬운 이름을 적어 주세요."), code="name_missing")})
    privacy.refuse_resident_numbers(name=called)
    row = ApplicantView(user=by.user, organisation=organisation, name=called, is_shared=is_shared)
    row.query, row.kept_at, row.kept_by = applicant_filters.query_of(filters), at, by.user
    row.full_clean(exclude=["kept_by"])
    row.save()
    return row


@transaction.atomic
def share(view: ApplicantView, *, on: bool, by: Actor, at: datetime) -> ApplicantView:
    """Let the others of the operator use it, or no more. Raises PermissionDenied, gone."""
    row = _own(view, by)
    row.is_shared = on
    row.save(update_fields=["is_shared"])
    return row


@transaction.atomic
def remove(view: ApplicantView, *, by: Actor, at: datetime) -> None:
    """Forget it. Raises PermissionDenied, gone."""
    _own(view, by).delete()


def of(user: User, organisation_ids: list[int]) -> QuerySet[ApplicantView]:
    """Return one's own, then what others share, by name."""
    rows = ApplicantView.objects.visible_to(user).filter(organisation_id__in=organisation_ids)
    return rows.order_by(Case(When(user_id=user.pk, then=0), default=1), "name", "pk")


def _own(view: ApplicantView, by: Actor) -> ApplicantView:
    if by.user is None or view.user_id != by.user.pk:
        raise PermissionDenied
    steps.require_party("operator", Parties(operator_id=view.organisation_id), by)  # today: some leave
    (row,) = steps.lock(ApplicantView, [view])
    return row
