"""How long rows that tell of people are kept, where a job destroys them, and what was destroyed: read by the city, set by its editors."""

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from jobs.web.forms import take_error
from jobs.web.staff import for_city, for_editors, holds
from profiles import actors, destructions
from profiles.destructions import Standing
from profiles.models import Destruction
from profiles.web.fields import KoreanDateField, WholeNumberField

PER_PAGE = 20


class Kind(NamedTuple):
    """A retention class in words: what is kept, and from when its days count; least : days it must be kept, and why"""

    key: str
    label: Promise
    counts_from: Promise
    least: int = 1
    why: str | Promise = ""


KINDS = {
    "exposure": Kind(
        "exposure",
        gettext_lazy("추천을 보여 드린 기록"),
        gettext_lazy("보여 드린 때부터"),
        731,
        gettext_lazy("공정성을 올해와 지난해까지 다시 세므로 두 해(731일)는 두어야 합니다."),
    ),
    "posting-invite": Kind(
        "posting invite",
        gettext_lazy("공고를 제안한 기록"),
        gettext_lazy("제안한 때부터"),
        366,
        gettext_lazy("한 분께 보내는 제안의 한도를 1년까지 셀 수 있어 366일은 두어야 합니다."),
    ),
    "former-profile": Kind(
        "former profile",
        gettext_lazy("추천에 쓴, 바뀌기 전의 회원 정보"),
        gettext_lazy("정보가 바뀐 때부터. 그 정보로 만든 추천 목록이 남아 있으면 그동안은 더 둡니다."),
    ),
    "snapshot": Kind(
        "snapshot",
        gettext_lazy("추천에 쓴 공고의 사본"),
        gettext_lazy("그 사본으로 마지막 추천을 한 때부터. 그 추천 목록이 남아 있으면 그동안은 더 둡니다."),
    ),
    "run-people": Kind(
        "run people", gettext_lazy("추천을 다시 찾은 회원의 명단"), gettext_lazy("추천을 다시 찾은 때부터")
    ),
    "questions": Kind(
        "questions",
        gettext_lazy("공고에 대한 1:1 문의"),
        gettext_lazy("공고의 활동이 끝난 날부터. 공개한 질문과 답은 물어본 분 없이 공고에 남습니다."),
    ),
    "log-draft": Kind(
        "log draft", gettext_lazy("내지 않은 활동일지의 초안"), gettext_lazy("연도별 사업이 끝난 날부터")
    ),
    "application-file": Kind(
        "application file",
        gettext_lazy("지원서에 넣은 파일"),
        gettext_lazy("결과를 발표하거나 지원이 끝난 때부터. 지원을 취소하거나 탈퇴하면 바로 지웁니다."),
    ),
    "bank-account": Kind(
        "bank account",
        gettext_lazy("활동비 받을 계좌"),
        gettext_lazy("마지막 활동이 끝난 날부터. 보낼 돈이 남아 있으면 그동안은 더 두고, 탈퇴하면 바로 지웁니다."),
    ),
    "site-contact": Kind(
        "site contact",
        gettext_lazy("활동처 담당자의 이름과 연락처"),
        gettext_lazy("담당자에서 뺀 날부터. 누가 확인했는지 물을 수 있도록 그동안은 둡니다."),
        1_096,
        gettext_lazy("접근 권한 기록은 3년(1096일) 두어야 합니다."),
    ),
    "audit-bundle": Kind(
        "audit bundle",
        gettext_lazy("감사 제출 자료 파일"),
        gettext_lazy("만든 때부터. 누가 만들고 내려받았는지와 파일의 해시는 기록에 남습니다."),
    ),
    "agreement": Kind(
        "agreement",
        gettext_lazy("약정서와 서명"),
        gettext_lazy("연도별 사업이 끝난 날부터. 누가 언제 서명했는지와 약정서의 해시는 기록에 남습니다."),
        1_096,
        gettext_lazy("근로계약서는 3년(1096일) 두어야 합니다."),
    ),
    "accident": Kind(
        "accident",
        gettext_lazy("사고 기록"),
        gettext_lazy("연도별 사업이 끝난 날부터. 무슨 일이 있었는지와 이어서 적은 것을 함께 지웁니다."),
        1_096,
        gettext_lazy("산업재해 기록은 3년(1096일) 두어야 합니다."),
    ),
}
ROWS = {
    "matching.Exposure": KINDS["exposure"].label,
    "matching.FormerProfile": KINDS["former-profile"].label,
    "matching.PackedProfile": gettext_lazy("추천에 쓰는 회원 정보"),
    "matching.SuggestionList": gettext_lazy("맞춤 일자리 목록"),
    "matching.Snapshot": KINDS["snapshot"].label,
    "jobs.ApplicationDraft": gettext_lazy("쓰다 만 지원서"),
    "jobs.Attachment": KINDS["application-file"].label,
    "matching.Run.matched_ids": KINDS["run-people"].label,
    "jobs.Question": KINDS["questions"].label,
    "jobs.QuestionMessage": gettext_lazy("1:1 문의에서 주고받은 글"),
    "jobs.Question.candidate": gettext_lazy("공개한 문의를 물어본 회원"),
    "jobs.WorklogDraft": KINDS["log-draft"].label,
    "jobs.PayAccount": KINDS["bank-account"].label,
    "profiles.ContactPerson.name": KINDS["site-contact"].label,
    "jobs.AuditBundlePiece": KINDS["audit-bundle"].label,
    "jobs.Agreement": KINDS["agreement"].label,
    "jobs.AgreementSignature": gettext_lazy("약정서의 서명"),
    "jobs.Accident": KINDS["accident"].label,
    "jobs.AccidentNote": gettext_lazy("사고 기록에 이어서 적은 것"),
    "profiles.CvReading": gettext_lazy("이력서에서 읽은 내용"),
    "profiles.ProfileDraft": gettext_lazy("나의 정보에 적다 만 글"),
}
MOST_DAYS = 36_500


class PeriodForm(forms.Form):
    """A new period from a day on."""

    valid_from = KoreanDateField(
        label=gettext_lazy("쓰기 시작하는 날"), help_text=gettext_lazy("오늘이나 그 뒤의 날을 적어 주세요.")
    )
    source = forms.CharField(
        label=gettext_lazy("근거"),
        max_length=300,
        help_text=gettext_lazy("법령이나 시의 보유 기준, 결재 문서 번호를 적어 주세요."),
    )
    field_order = ("days", "valid_from", "source")

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = " ".join(filter(None, [_("3년은 1096일입니다."), str(kind.why)]))
        self.fields["days"] = WholeNumberField(
            label=_("보유 일수"), min_value=kind.least, max_value=MOST_DAYS, help_text=hint
        )
        self.order_fields(self.field_order)


class Row(NamedTuple):
    """A class as the table shows it. slug : as its address has it"""

    slug: str
    kind: Kind
    standing: Standing


class Entry(NamedTuple):
    """A line of the journal in words."""

    destruction: Destruction
    rows: Promise


@for_city
@require_safe
def retention_list(request: HttpRequest) -> HttpResponse:
    """Show the periods in force and to come, and the journal of what was destroyed, the last first."""
    page = Paginator(destructions.journal(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [Row(slug, kind, destructions.standing(kind.key, on=_today(request))) for slug, kind in KINDS.items()],
        "page_obj": page,
        "entries": [Entry(row, ROWS[row.rows_of]) for row in page.object_list],
        "is_editor": holds(request, "editor"),
        "crumbs": _crumbs(),
    }
    return render(request, "matching/staff/retention_list.html", context)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def retention_set(request: HttpRequest, slug: str) -> HttpResponse:
    """Set how long a class is kept from a day on."""
    if slug not in KINDS:
        raise Http404
    kind = KINDS[slug]
    standing = destructions.standing(kind.key, on=_today(request))
    form = PeriodForm(request.POST or None, kind=kind, initial={"days": standing.now.days} if standing.now else {})
    if request.method == "POST" and form.is_valid():
        asked: dict[str, Any] = form.cleaned_data
        try:
            destructions.set_period(kind.key, **asked, by=actors.from_request(request), at=request.received_at)
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("보유 기간을 저장했습니다. 정한 날부터 쓰고, 앞의 기간은 기록으로 남습니다."))
            return redirect("matching:staff_retention_list")
    crumbs = [*_crumbs(here=False), (str(kind.label), None)]
    context = {"kind": kind, "standing": standing, "form": form, "crumbs": crumbs}
    return render(request, "matching/staff/retention_set.html", context)


def _today(request: HttpRequest) -> date:
    return timezone.localdate(request.received_at)


def _crumbs(*, here: bool = True) -> list[tuple[str, str | None]]:
    events = (_("처리 기록"), reverse("jobs:staff_event_list"))
    return [events, (_("보유 기간과 파기"), None if here else reverse("matching:staff_retention_list"))]
