"""외부 공고 on a page of the city: which sources are fetched, how the last nights went, and what to do where one didn't."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jobs import intake, outside_fetches
from jobs.models import OutsideFetch
from jobs.web.staff import for_city

MOST_SHOWN = 30
REASONS: dict[str, str | Promise] = {
    "not_reached": gettext_lazy("연결되지 않았습니다. 그쪽 홈페이지가 열리는지 확인해 주세요."),
    "too_slow": gettext_lazy("답이 너무 늦어 멈췄습니다. 내일 밤에 다시 가져옵니다."),
    "page_too_large": gettext_lazy("한 쪽이 너무 커서 받지 않았습니다."),
    "not_json": gettext_lazy("공고 목록이 아닌 답이 왔습니다. 열쇠가 끝났거나 그쪽이 점검하는 중일 수 있습니다."),
    "not_xml": gettext_lazy("공고 목록이 아닌 답이 왔습니다. 그쪽이 점검하는 중일 수 있습니다."),
    "wrong_shape": gettext_lazy("답의 모양이 바뀌었습니다. 프로그램을 고쳐야 할 수 있습니다."),
    "no_total": gettext_lazy("모두 몇 건인지 알 수 없는 답이 왔습니다. 프로그램을 고쳐야 할 수 있습니다."),
    "source_error": gettext_lazy("그쪽이 오류를 알려 왔습니다. 열쇠와 하루 이용 한도를 확인해 주세요."),
    "incomplete": gettext_lazy("목록이 중간에 끊겼습니다. 아무것도 바꾸지 않았습니다."),
    "too_many_rows": gettext_lazy("목록이 너무 깁니다. 아무것도 바꾸지 않았습니다."),
    "too_few": gettext_lazy("목록이 갑자기 짧아져, 없어진 공고를 닫지 않고 두었습니다."),
}
HTTP = gettext_lazy("그쪽 서버가 오류로 답했습니다. 아무것도 바꾸지 않았습니다.")


@for_city
@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Show every source with its last try, and the tries before."""
    context = {
        "standings": [
            {"source": row, "reason": _reason(row.last) if row.last else ""}
            for row in outside_fetches.standings(on=timezone.localdate(request.received_at))
        ],
        "tries": [
            {"row": row, "label": intake.BY_NAME[row.source].label, "reason": _reason(row)}
            for row in outside_fetches.latest(MOST_SHOWN)
            if row.source in intake.BY_NAME
        ],
    }
    return render(request, "jobs/staff/outside_list.html", context)


def _reason(row: OutsideFetch) -> str | Promise:
    return REASONS.get(row.code, HTTP if row.code else "")
