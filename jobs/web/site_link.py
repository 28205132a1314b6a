"""What a site's contact sees by the link that was sent to them, without an account: first a page without names, then, with the code
that goes to the contact, the logs of that site's month. No GET changes anything: mail programs open links by themselves.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from jobs import site_link_terms, site_links
from jobs.models import SiteLink, Worklog
from jobs.web import seen
from jobs.web.operator import chosen
from jobs.web.site import line_of
from profiles import access, channels
from profiles.channels.base import Answer, ChannelDown, Message, Part
from profiles.templatetags.dasi import phone
from profiles.web import phone_accounts

PURPOSE = gettext_lazy("활동일지 확인 (링크)")
KEPT = "site_links"  # what the session keeps: the secret by the link's id
PATIENCE_S = 6


def for_contacts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in whoever has a link that opens; the operator's own people never, whatever they have in hand."""

    @login_not_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        link = site_links.find(token, at=request.received_at)
        held = request.user.current_memberships if request.user.is_authenticated else []
        if link and link.organisation_id in {membership.organisation_id for membership in held}:
            raise Http404
        if link is None:
            return render(request, "jobs/site/link_ended.html", status=404)
        try:
            return view(request, link=link, token=token, **kwargs)
        except PermissionDenied:  # the code's time is over
            messages.info(request, _("확인한 지 오래되어 닫았습니다. 확인 번호를 다시 받아 주세요."))
            return redirect("jobs:site_link", token)

    return guarded


@for_contacts
@require_safe
def start(request: HttpRequest, link: SiteLink, token: str) -> HttpResponse:
    """Say what the link is for, without a name, and where the code goes."""
    return _start(request, link, token)


@for_contacts
@require_POST
def code(request: HttpRequest, link: SiteLink, token: str) -> HttpResponse:
    """Send a code to the contact."""
    channel, address = site_links.way_of_code(link)
    try:
        if not channel:
            raise ValidationError(_("지금은 확인 번호를 보낼 수 없습니다. 운영기관에 전화해 주세요."), code="no_way")
        made = site_links.new_code(link, at=request.received_at)
        (phone_accounts.text_code if channel == "sms" else _mail_code)(address, made)
    except ValidationError as broken:
        link.refresh_from_db()
        return _start(request, link, token, broken.messages)
    messages.success(request, _("확인 번호를 보냈습니다."))
    return redirect("jobs:site_link", token)


@for_contacts
@require_POST
def unlock(request: HttpRequest, link: SiteLink, token: str) -> HttpResponse:
    """Open the logs to this browser with the code."""
    typed = request.POST.get("code", "")
    try:
        secret = site_links.open_with(link, typed, at=request.received_at, request_id=request.id)
    except ValidationError as broken:
        link.refresh_from_db()
        return _start(request, link, token, broken.messages, is_of_code=True)
    request.session[KEPT] = {**request.session.get(KEPT, {}), str(link.public_id): secret}
    return redirect("jobs:site_link_logs", token)


@for_contacts
@require_safe
def logs(request: HttpRequest, link: SiteLink, token: str) -> HttpResponse:
    """List the logs of the site's month."""
    return _logs(request, link, token)


@for_contacts
@require_POST
def act(request: HttpRequest, link: SiteLink, token: str) -> HttpResponse:
    """Show once more what would be confirmed, then confirm it; or send a log back with what to mend."""
    _require_open(request, link)
    back = request.POST.get("send_back")
    rows = chosen(_rows(link), [back] if back else request.POST.getlist("worklog"))
    told = {"secret": _secret(request, link), "at": request.received_at, "request_id": request.id}
    try:
        if back:
            site_links.send_back(link, rows, reason=request.POST.get(f"reason_{back}", ""), **told)
            messages.success(request, _("활동일지를 돌려보냈습니다. 적은 이유가 참여자에게 전해집니다."))
        elif not rows:
            return _logs(request, link, token, [_("활동일지를 하나 이상 골라 주세요.")])
        elif "sure" not in request.POST:
            return _confirm_page(request, link, token, rows)
        else:
            site_links.confirm(link, rows, shown=seen.moments(request, rows), **told)
            done = ngettext("활동일지 %(logs)d건을 확인했습니다.", "활동일지 %(logs)d건을 확인했습니다.", len(rows))
            messages.success(request, done % {"logs": len(rows)})
    except ValidationError as broken:
        return _logs(request, link, token, broken.messages, refused=back)
    return redirect("jobs:site_link_logs", token)


def _start(
    request: HttpRequest, link: SiteLink, token: str, errors: Sequence[str] = (), *, is_of_code: bool = False
) -> HttpResponse:
    at = request.received_at
    channel, address = site_links.way_of_code(link)
    context = {
        "link": link,
        "token": token,
        "waiting": _rows(link).filter(state=Worklog.State.SUBMITTED).count(),
        "channel": channel,
        "address": _hidden(channel, address),
        "is_asked": bool(link.code_hash) and link.code_until is not None and link.code_until > at,
        "is_open": site_links.is_open(link, _secret(request, link), at),
        "errors": errors,
        "is_of_code": is_of_code,
        "minutes": int(_terms(request).code.total_seconds() // 60),
    }
    return render(request, "jobs/site/link.html", context, status=400 if errors else 200)


def _logs(
    request: HttpRequest, link: SiteLink, token: str, errors: Sequence[str] = (), refused: str | None = None
) -> HttpResponse:
    _require_open(request, link)
    rows = list(_rows(link))
    _record(request, link, rows)
    lines = [
        {
            **line_of(row),
            "reason": request.POST.get(f"reason_{row.public_id}", ""),
            "is_ticked": str(row.public_id) in request.POST.getlist("worklog"),
            "errors": errors if str(row.public_id) == refused else [],
        }
        for row in rows
    ]
    context = {
        "link": link,
        "token": token,
        "lines": lines,
        "waits": any(row.state == Worklog.State.SUBMITTED for row in rows),
        "errors": [] if refused else errors,
    }
    return render(request, "jobs/site/link_logs.html", context, status=400 if errors else 200)


def _confirm_page(request: HttpRequest, link: SiteLink, token: str, rows: Sequence[Worklog]) -> HttpResponse:
    _record(request, link, rows)
    context = {
        "link": link,
        "token": token,
        "lines": [line_of(row) for row in rows],
        "seen": request.POST.get("seen", ""),
        "minutes": sum(row.minutes for row in rows),
    }
    return render(request, "jobs/site/link_confirm.html", context)


def _rows(link: SiteLink):
    related = (
        "placement__application__posting",
        "placement__application__candidate__user__identity",
        "placement__candidate",
        "placement__seat__posting_site__site",
    )
    return site_links.logs_of(link).select_related(*related).order_by("-state", "pk")  # submitted ones first


def _record(request: HttpRequest, link: SiteLink, rows: Sequence[Worklog]) -> None:
    by = site_links.actor_of(link, request_id=request.id)
    access.record_request(request, [row.placement.candidate for row in rows], purpose=str(PURPOSE), by=by)


def _require_open(request: HttpRequest, link: SiteLink) -> None:
    if not site_links.is_open(link, _secret(request, link), request.received_at):
        raise PermissionDenied


def _secret(request: HttpRequest, link: SiteLink) -> str:
    return request.session.get(KEPT, {}).get(str(link.public_id), "")


def _terms(request: HttpRequest) -> site_link_terms.Terms:
    return site_link_terms.on(timezone.localdate(request.received_at))


def _hidden(channel: str, address: str) -> str:
    """The address so that its owner knows it: 010-****-5678, h***@example.com."""
    if channel == "sms":
        first, _middle, last = phone(address).split("-")
        return f"{first}-****-{last}"
    name, _at, domain = address.partition("@")
    return f"{name[:1]}***@{domain}" if domain else ""


def _mail_code(address: str, made: str) -> None:
    """Send a code by mail now. Raises mail_not_sent."""
    title = _("확인 번호는 %(code)s입니다") % {"code": made}
    body = _("활동일지를 확인하는 화면에 이 번호를 넣어 주세요. 요청하지 않으셨다면 이 메일을 지우시면 됩니다.")
    message = Message(
        uuid4().hex,
        address,
        title,
        f"{body}\n",
        get_language() or "ko",
        parts=(Part("", title, body, ""),),
        is_outside=True,
    )
    carrier = ThreadPoolExecutor(1)
    try:
        answer = carrier.submit(_carry, message).result(PATIENCE_S)
    except (ChannelDown, TimeoutError):
        answer = None
    finally:
        carrier.shutdown(wait=False)
    if answer is None or not answer.is_sent:
        sentence = _("지금은 확인 번호를 보내지 못했습니다. 잠시 뒤에 다시 해 주세요.")
        raise ValidationError(sentence, code="mail_not_sent")


def _carry(message: Message) -> Answer:
    with channels.BY_NAME["email"]() as channel:
        return channel.send(message)
