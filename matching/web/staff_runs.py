"""What the city sees of the matcher at work: how far the run over the city is, and what was looked at again when. No person is named."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from jobs.web.staff import for_city
from matching import city_runs
from matching.models import Run

PER_PAGE = 20
SCOPES = {
    Run.Scope.CITY: gettext_lazy("모든 회원"),
    Run.Scope.CANDIDATES: gettext_lazy("정보를 고친 회원"),
    Run.Scope.POSTINGS: gettext_lazy("바뀐 공고와 관련된 회원"),
}
STATES = {
    Run.State.UNDER_WAY: gettext_lazy("찾는 중"),
    Run.State.ENDED: gettext_lazy("마침"),
    Run.State.FAILED: gettext_lazy("끝까지 하지 못함"),
}


WEIGHTS = {"first": gettext_lazy("처음 배점"), "second": gettext_lazy("양쪽을 함께 보는 배점")}


class Line(NamedTuple):
    """One run in words."""

    run: Run
    scope: Promise
    state: Promise

    @property
    def weights(self) -> str:
        """The weights by the name that the city gave them."""
        found = self.run.weight_set
        return _("%(name)s %(version)d판") % {"name": WEIGHTS.get(found.name, found.name), "version": found.version}

    @property
    def is_under_way(self) -> bool:
        """Whether it hasn't ended."""
        return self.run.state == Run.State.UNDER_WAY

    @property
    def is_failed(self) -> bool:
        """Whether it ended before everyone was looked at."""
        return self.run.state == Run.State.FAILED


@for_city
@require_safe
def run_list(request: HttpRequest) -> HttpResponse:
    """List the runs, the newest first; the one under way with its progress."""
    page = Paginator(city_runs.listed(), PER_PAGE).get_page(request.GET.get("page"))
    lines = [Line(run, SCOPES[run.scope], STATES[run.state]) for run in page.object_list]
    going = next((line for line in lines if line.is_under_way), None)
    crumbs = [(_("목표와 실적"), reverse("jobs:staff_target")), (_("맞춤 추천 기록"), None)]
    context = {"page_obj": page, "lines": lines, "going": going, "crumbs": crumbs}
    return render(request, "matching/staff/run_list.html", context)
