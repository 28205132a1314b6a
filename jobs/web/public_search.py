"""The list of postings for everyone, and what to do where nothing is found. Nothing a visitor chooses is kept but in the address."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from jobs import announcements, search
from jobs.models import Posting
from jobs.search import Terms
from jobs.web import recent, search_filters
from jobs.web.forms import SearchForm
from profiles import homes, places
from profiles.particles import quoted
from profiles.templatetags.dasi import count

A_PAGE = 10


@login_not_required
@require_safe
def posting_list(request: HttpRequest) -> HttpResponse:
    """List the programme's postings, or with ?source=outside those of others."""
    home, at = homes.home_of(request.user), request.received_at
    form = SearchForm(request.GET, home=home)
    asked = form.terms()
    terms = search.at_home(asked, home)
    found = search.look(Posting.objects.published(), terms, exactly=form.cleaned_data.get("exact", False), at=at)
    is_outside = request.GET.get("source") == "outside"
    own_pages, outside_pages = Paginator(found.own, A_PAGE), Paginator(found.outside, A_PAGE)
    page = (outside_pages if is_outside else own_pages).get_page(request.GET.get("page"))
    if not is_outside:
        page.object_list = announcements.announce(announcements.with_details(page.object_list), near=terms.near)
    is_found = bool(page.object_list)
    context = {
        "form": form,
        "filters": search_filters.drawn(request, form, asked, terms, found, is_found=is_found),
        "is_outside": is_outside,
        "count_words": _count_words(page.paginator.count),
        "own_count": own_pages.count,
        "outside_count": outside_pages.count,
        "page_obj": page,
        "words": terms.words,
        "taken_as": _taken_as(terms.words, found.words),
        "named_outside": search.named_outside(found) if is_found and not is_outside else 0,
        "found_words": found.words,
        "near": places.name(terms.near) if terms.near else "",
        "seen": recent.seen(request, Posting.objects.published()),
        "instead": None if is_found else _instead(request, asked, terms, is_outside),
    }
    return render(request, "jobs/public/posting_list.html", context)


@login_not_required
@require_safe
def posting_count(request: HttpRequest) -> HttpResponse:
    """Say how many postings a choice of filters would list, for the button that lists them."""
    home = homes.home_of(request.user)
    form = SearchForm(request.GET, home=home)
    terms = search.at_home(form.terms(), home)
    exactly = form.cleaned_data.get("exact", False)
    found = search.look(Posting.objects.published(), terms, exactly=exactly, at=request.received_at)
    number = Paginator(found.outside if request.GET.get("source") == "outside" else found.own, A_PAGE).count
    return JsonResponse({"said": _count_words(number)})


def _count_words(number: int) -> str:
    return ngettext("%(number)s건 보기", "%(number)s건 보기", number) % {"number": count(number)}


def _taken_as(typed: str, meant: str) -> str:
    """Say that other words were looked for than those typed; nothing where they are the same."""
    if typed == meant:
        return ""
    if set(meant.split()) < set(typed.split()):
        words = {"typed": quoted(typed, "을"), "fewer": quoted(meant, "으로")}
        return gettext("%(typed)s 모두 담은 공고가 없어 %(fewer)s 찾은 결과입니다.") % words
    return gettext("‘%(typed)s’에 맞는 공고가 없어 %(meant)s 찾은 결과입니다.") % {
        "typed": typed,
        "meant": quoted(meant, "으로"),
    }


def _instead(request: HttpRequest, asked: Terms, terms: Terms, is_outside: bool) -> dict[str, Any]:
    """Three postings for a list that found nothing, of its own sort where there are any, and the kinds of work that are open."""
    at = request.received_at
    found = search.instead(Posting.objects.published(), terms, outside_first=is_outside, at=at)
    own, outside = announcements.with_details(found.own)[:3], found.outside[:3]
    cards = [] if is_outside and outside else announcements.announce(own)
    return {
        "cards": cards,
        "outside": [] if cards else outside,
        "near": search_filters.near(request, asked, found.near),
        "fits": found.fits,
        "kinds": search.open_kinds(at=at),
    }
