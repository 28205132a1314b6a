"""What makes the site an app of the phone: its manifest, its worker, and the page that stands in where there is no line.

The worker is asked for only by who chose to read without a line or to be told by push. It keeps the last copies of the inbox and of one's
applications, which the server marks for it (middleware below), of one person at a time; signing out empties it. Source: W3C Web App Manifest, Service Workers;
docs/adr/0020-what-a-phone-keeps.md.
"""

import hashlib
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from config import viewing
from profiles.web.marks import mark_of

KEPT = frozenset(
    {
        "profiles:candidate_inbox",
        "profiles:notice",
        "jobs:candidate_application_list",
        "jobs:application",
    }
)
LISTS = ("profiles:candidate_inbox", "jobs:candidate_application_list")
ASSETS = (
    "krds/css/site.css",
    "dasi/prefer.js",
    "dasi/dasi.js",
    "dasi/dark.css",
    "dasi/favicon.svg",
)


@login_not_required
@require_safe
@transaction.non_atomic_requests
@cache_control(max_age=86_400)
def manifest(request: HttpRequest) -> JsonResponse:
    """Say how the site is put on a phone's first screen."""
    icons = [
        {"src": static(f"dasi/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    told = {
        "id": "/",
        "name": _("다시 - 50대부터 다시 시작하는 일"),
        "short_name": _("다시"),
        "lang": request.LANGUAGE_CODE,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": icons,
        "shortcuts": [
            {"name": _("알림"), "url": reverse(LISTS[0])},
            {"name": _("나의 지원현황"), "url": reverse(LISTS[1])},
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@login_not_required
@require_safe
@transaction.non_atomic_requests
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Hand out the worker. Its version hangs on the files that it keeps, so that a new release replaces them."""
    assets = [static(path) for path in ASSETS]
    context = {
        "assets": assets,
        "version": hashlib.sha256(" ".join(assets).encode()).hexdigest()[:12],
        "offline": reverse("offline"),
        "lists": [reverse(name) for name in LISTS],
        "login": reverse("account_login"),
    }
    return render(request, "config/worker.js", context, content_type="text/javascript")


@login_not_required
@require_safe
@transaction.non_atomic_requests
def offline(request: HttpRequest) -> HttpResponse:
    """Show what can still be done where there is no line."""
    return render(request, "config/offline.html")


def marked(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Mark whose pages they are, and those whose last copy the phone may keep where the person chose that.

    Signing out ends the choice; so does another person who signs in on the same device, and what it kept goes.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = get_response(request)
        match = request.resolver_match
        if not request.user.is_authenticated:
            if was_signed_in:
                viewing.forget_device(response)
            return response
        response["X-Person"] = mark_of(request)
        if viewing.is_left_by_another(request):
            viewing.forget_device(response)
            response["Clear-Site-Data"] = '"cache", "storage"'
        elif match and match.view_name in KEPT and not request.proxy and viewing.of(request).is_kept:
            response["X-Keep"] = "1"
        return response

    return middleware
