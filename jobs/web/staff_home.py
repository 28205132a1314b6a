"""The city's first page: what waits for its word, in figures, each with the page that lists what it counts."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jobs import oversight
from jobs.oversight import Waiting
from jobs.web.staff import for_city


class Item(NamedTuple):
    """One queue: what waits in it, how many, and where it stands."""

    label: str
    count: int
    url: str


@for_city
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the city today; nothing waiting is shown too, quietly."""
    items = _items(oversight.waiting(timezone.localdate(request.received_at)))
    return render(request, "jobs/staff/home.html", {"items": items, "is_calm": not any(item.count for item in items)})


def _items(waiting: Waiting) -> list[Item]:
    exceptions = reverse("jobs:staff_application_list")
    years = reverse("jobs:staff_programme_list")
    bare = [
        Item(_("규칙이 없는 %(year)d년 사업") % {"year": year}, count, f"{years}?year={year}")
        for year, count in waiting.years.items()
    ]
    no_holidays = [
        Item(_("공휴일을 적지 않은 %(year)d년") % {"year": year}, 1, reverse("jobs:staff_holiday_list"))
        for year in waiting.bare_years
    ]
    return [
        Item(_("승인할 공고"), waiting.postings, reverse("jobs:staff_posting_list")),
        Item(_("시만 예외로 할 수 있는 지원"), waiting.applications, exceptions),
        Item(
            _("시의 허용이 필요한 활동일지"), waiting.worklogs, f"{exceptions}#logs" if waiting.worklogs else exceptions
        ),
        Item(_("답이 늦은 재검토 요청"), waiting.objections, reverse("jobs:staff_objection_list")),
        *(bare or [Item(_("규칙이 없는 연도별 사업"), 0, years)]),
        *no_holidays,
        Item(_("보내지 못한 알림"), waiting.dead_letters, reverse("jobs:staff_notice_list")),
    ]
