"""Leaving the programme (회원 탈퇴): what binds a person still, what ends with them, and what must be kept of them, how long.

Who works, or has a month that isn't paid, is told so in words and stays until it is settled; applications that still run are withdrawn.
Sources: 개인정보 보호법 arts. 21, 37; periods: config/retention.py.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import applications, progress
from jobs.models import Application, Bookmark, Placement, RunLine, SavedSearch, Worklog
from profiles import actors, leaving
from profiles.actors import Actor
from profiles.models import Candidate, User

GONE: tuple[str | Promise, ...] = (
    gettext_lazy("로그인에 쓰는 이메일 주소, 휴대전화 번호, 비밀번호"),
    gettext_lazy("주소, 경력, 자격증, 공공일자리 참여, 올리신 이력서"),
    gettext_lazy("관심 공고와 저장한 검색, 알림을 받는 기기, 상담사에게 맡기신 일"),
    gettext_lazy("쓰시던 지원서와 활동일지, 맞춤 추천 기록, 활동비 받을 계좌 (하루 안에 지웁니다)"),
)
# What must stay, and how long; the words of config/retention.py for who reads them here.
KEPT: tuple[tuple[str | Promise, str | Promise], ...] = (
    (gettext_lazy("활동과 활동비 기록, 약정서, 수료증"), gettext_lazy("그해 사업이 끝난 뒤 5년")),
    (
        gettext_lazy("지원과 심사 기록"),
        gettext_lazy("뽑히지 않은 지원은 결과가 나온 뒤 180일, 뽑힌 지원은 그해 사업이 끝난 뒤 5년"),
    ),
    (gettext_lazy("동의하신 기록"), gettext_lazy("탈퇴한 뒤 3년")),
    (gettext_lazy("알려 드린 기록과 개인정보를 본 기록"), gettext_lazy("2년")),
)


@transaction.atomic
def leave(user: User, *, by: Actor, at: datetime) -> None:
    """Withdraw what still runs, forget what was kept for the person alone, and close the account, be there a profile or not yet.

    Raises PermissionDenied, still_bound, already_left and what applications.withdraw does.
    """
    if by.on_behalf_of or not actors.is_person(by, user.pk):
        raise PermissionDenied
    live = running(user).select_related("posting", "candidate")
    rows = [row for row in live if not progress.knows_refusal(row)]
    applications.withdraw(rows, by=by, at=at, reason=str(_("회원 탈퇴")))
    list(Candidate.objects.select_for_update(no_key=True).filter(user=user).values_list("pk"))
    if bound := reasons(user):
        raise ValidationError([ValidationError(text, code="still_bound") for text in bound])
    Bookmark.objects.filter(user=user).delete()
    SavedSearch.objects.filter(user=user).delete()
    leaving.close(user, keeps_name=Placement.objects.filter(candidate__user=user).exists(), by=by, at=at)


def running(user: User) -> QuerySet[Application]:
    """Return the person's applications that end with their leaving."""
    return Application.objects.live().filter(candidate__user=user).exclude(state=Application.State.PLACED)


def reasons(user: User) -> Sequence[str]:
    """Return in words what binds the person still: a placement that runs, months that aren't paid, money on its way."""
    working = Placement.objects.filter(
        candidate__user=user, state__in=[Placement.State.PREPARING, Placement.State.ACTIVE]
    )
    said = [
        _("‘%(posting)s’ 활동이 아직 끝나지 않았습니다. 그만두시려면 먼저 운영기관에 전화해 주세요.")
        % {"posting": title}
        for title in working.values_list("application__posting__title", flat=True).order_by("pk")
    ]
    unpaid = Worklog.objects.filter(placement__candidate__user=user, pay_lines=None).order_by("month")
    said += [
        _("%(month)s 활동일지의 돈이 아직 나가지 않았습니다. 받으신 뒤에 탈퇴하실 수 있습니다.")
        % {"month": date_format(first, "YEAR_MONTH_FORMAT")}
        for first in unpaid.values_list("month", flat=True)
    ]
    if not said and RunLine.objects.filter(placement__candidate__user=user, is_held=True, pay_line=None).exists():
        said.append(_("보내 드릴 돈이 남아 있습니다. 받으신 뒤에 탈퇴하실 수 있습니다."))
    return said
