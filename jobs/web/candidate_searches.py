"""Pages of the searches that a person keeps: each sees only their own, another's answer 404."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs import saved_searches
from jobs.models import SavedSearch
from jobs.web.forms import SearchForm, take_error
from jobs.web.kept_forms import SaveSearchForm, SearchNameForm
from profiles import actors, homes


@require_safe
def search_list(request: HttpRequest) -> HttpResponse:
    """List one's own searches, each with a way to rename, stop and remove it."""
    return _list_page(request)


@require_http_methods(["GET", "HEAD", "POST"])
def search_new(request: HttpRequest) -> HttpResponse:
    """Show what is looked for, ask for a name, and keep it."""
    terms, words = _read(request.GET, homes.home_of(request.user))
    form = SaveSearchForm(request.POST or None, initial={"name": _suggested(words)})
    if request.method == "POST" and form.is_valid():
        try:
            saved_searches.keep(request.user, terms, **form.cleaned_data, **actors.signed(request))
        except ValidationError as refused:
            take_error(form, refused)
        else:
            messages.success(request, _("검색 조건을 저장했습니다."))
            return redirect("jobs:saved_search_list")
    list_url = f"{reverse('jobs:public_posting_list')}?{saved_searches.query_of(terms)}"
    return render(request, "jobs/candidate/search_new.html", {"form": form, "words": words, "list_url": list_url})


@require_safe
def search(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Lead to the list that the search finds, the newest first."""
    query = _own_or_404(request, public_id).query
    newest = f"{query}&sort=newest" if query else "sort=newest"
    return redirect(f"{reverse('jobs:public_posting_list')}?{newest}")


@require_POST
def search_rename(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Call it otherwise."""
    row, form = _own_or_404(request, public_id), SearchNameForm(request.POST, auto_id=f"{public_id}_%s")
    if not form.is_valid():
        return _list_page(request, row, form)
    try:
        saved_searches.rename(row, name=form.cleaned_data["name"], **actors.signed(request))
    except ValidationError as refused:
        take_error(form, refused)
        return _list_page(request, row, form)
    messages.success(request, _("이름을 바꾸었습니다."))
    return redirect("jobs:saved_search_list")


@require_POST
def search_alerts(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Begin to tell, or stop."""
    is_on = request.POST.get("on") == "1"
    saved_searches.set_alerts(_own_or_404(request, public_id), on=is_on, **actors.signed(request))
    messages.success(request, _("새 공고가 나오면 알려 드립니다.") if is_on else _("알림을 멈추었습니다."))
    return redirect("jobs:saved_search_list")


@require_POST
def search_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Forget it."""
    saved_searches.remove(_own_or_404(request, public_id), **actors.signed(request))
    messages.success(request, _("저장한 검색을 지웠습니다."))
    return redirect("jobs:saved_search_list")


def _list_page(request: HttpRequest, broken: SavedSearch | None = None, form: SearchNameForm | None = None):
    home = homes.home_of(request.user)
    rows = [
        {
            "search": row,
            "words": _read(QueryDict(row.query), home)[1],
            "form": form
            if broken and row.pk == broken.pk
            else SearchNameForm(initial={"name": row.name}, auto_id=f"{row.public_id}_%s"),
            "is_open": bool(broken and row.pk == broken.pk),
        }
        for row in saved_searches.of(request.user)
    ]
    context = {"rows": rows, "most": saved_searches.MOST}
    return render(request, "jobs/candidate/search_list.html", context, status=400 if form else 200)


def _read(given: QueryDict, home: str) -> tuple[saved_searches.Terms, list[str]]:
    """The terms that a query asks for, and what it is narrowed by, in words; how it is sorted is no part of it."""
    kept = given.copy()
    for name in ("sort", "closed", "page", "source", "exact"):
        kept.pop(name, None)
    form = SearchForm(kept, home=home)
    terms = form.terms()
    return terms, [str(label) for _key, label, *_more in form.chips()]


def _suggested(words: list[str]) -> str:
    longest = SavedSearch._meta.get_field("name").max_length
    return (" · ".join(words) or _("모집 중인 모든 일자리"))[:longest]


def _own_or_404(request: HttpRequest, public_id: UUID) -> SavedSearch:
    return get_object_or_404(SavedSearch.objects.visible_to(request.user), public_id=public_id)
