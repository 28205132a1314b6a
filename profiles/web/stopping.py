"""Stopping mail by the link in it, without signing in. Whoever opens the link is asked first: mail scanners open links, too.

Only a mail program's own button does it at once, by the POST of RFC 8058; that alone comes without our token against forgery.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from profiles import actors, contacts
from profiles.models import User
from profiles.notice_groups import GROUPS


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether such mails should end, end them, and say how they come back."""
    person, target = _read(token)
    if request.method == "POST":
        _stop(request, person, target)
    groups = [GROUPS[name] for name in contacts.groups_of(target)]
    context = {"groups": groups, "is_digest": target == contacts.DIGEST, "is_done": request.method == "POST"}
    return render(request, "profiles/public/stop_mail.html", context)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail_one_click(request: HttpRequest, token: str) -> HttpResponse:
    """End such mails for a mail program; whoever comes by hand is asked."""
    if request.method != "POST":
        return redirect("profiles:stop_mail", token)
    if request.POST.get("List-Unsubscribe") != "One-Click":
        return HttpResponseBadRequest()
    _stop(request, *_read(token))
    return HttpResponse(_("이런 메일을 더 보내지 않습니다."), content_type="text/plain; charset=utf-8")


def _read(token: str) -> tuple[User, str]:
    if (found := contacts.read_stop_token(token)) is None:
        raise Http404
    return found


def _stop(request: HttpRequest, person: User, target: str) -> None:
    contacts.stop_mail(person, target, by=actors.user(person, request_id=request.id), at=request.received_at)
