"""Checking a certificate (수료증 확인): anyone with its code sees what tells a true one from a false one, and no more.

Wrong codes, unknown ones and texts that are none answer alike, and look-ups are limited by address.
"""

import ipaddress

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jobs import certificates
from profiles.privacy import mask_name

LOOK_UPS_A_MINUTE = 30  # of one address: a desk that checks papers stays below it; 60 bits can't be searched at it


@login_not_required
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the code; one that was typed leads to its own address."""
    typed = request.GET.get("code", "").strip()
    if code := certificates.read_code(typed):
        return redirect("jobs:verify_code", code)
    return _answer(request, typed) if typed else render(request, "jobs/public/verify.html", {"typed": ""})


@login_not_required
@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the certificate with this code is a true one and stands."""
    return _answer(request, code)


def _answer(request: HttpRequest, typed: str) -> HttpResponse:
    if not _is_within_limit(request):
        return _unlisted(render(request, "jobs/public/verify.html", {"typed": typed, "is_limited": True}, status=429))
    found = certificates.by_code(typed)
    if found is None:
        return _unlisted(render(request, "jobs/public/verify.html", {"typed": typed, "is_wrong": True}, status=404))
    context = {"certificate": found, "masked_name": mask_name(found.name), "facts": certificates.shown_facts(found)}
    return _unlisted(render(request, "jobs/public/verify_found.html", context))


def _is_within_limit(request: HttpRequest) -> bool:
    """Count the look-ups of an address (of a /64 under IPv6) in this minute; without a cache all pass."""
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    network = ipaddress.ip_network((address, 64 if address.version == 6 else 32), strict=False)
    key = f"verify:{network}:{int(request.received_at.timestamp()) // 60}"
    cache.add(key, 0, timeout=120)
    return cache.incr(key) <= LOOK_UPS_A_MINUTE


def _unlisted(response: HttpResponse) -> HttpResponse:
    """No search engine keeps it, no page that is gone to from here learns the code, no cache shows it to the next."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
