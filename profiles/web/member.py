"""Pages of every signed-in person: the inbox, how to be reached, and what was agreed to. Each sees only their own."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from profiles import actors, channels, consents, contacts, notice_groups, notices, proxies
from profiles.channels.push import public_key
from profiles.models import Consent, ConsentText, Notice, User
from profiles.web.forms import ContactForm

PAGE_SIZE = 20


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """List the person's notices, newest first."""
    rows = Notice.objects.visible_to(request.user).order_by("-created_at", "-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    told = [(notice, notices.words_of(notice)) for notice in page]
    return render(request, "profiles/candidate/inbox.html", {"page_obj": page, "told": told})


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Note that the person has seen all of the inbox."""
    notices.mark_all_read(request.user, by=actors.from_request(request), at=request.received_at)
    messages.success(request, _("모든 알림을 읽은 것으로 표시했습니다."))
    return redirect("profiles:candidate_inbox")


@require_safe
def notice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one notice whole, which marks it read, with the way to where the person can act."""
    found = get_object_or_404(Notice.objects.visible_to(request.user), public_id=public_id)
    notices.mark_read(found, by=actors.from_request(request), at=request.received_at)
    return render(request, "profiles/candidate/notice.html", {"notice": found, "told": notices.words_of(found)})


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Ask how the person wants to be reached."""
    ways = contacts.ways_of([request.user.pk])[request.user.pk]
    groups = notice_groups.of_person(is_staff=not request.user.is_candidate)
    form = ContactForm(request.POST or None, ways=ways, groups=groups)
    if request.method == "POST" and form.is_valid():
        contacts.choose(
            request.user,
            ways=form.ways(),
            rhythm=form.cleaned_data["rhythm"],
            hours=form.hours(),
            by=actors.from_request(request),
            at=request.received_at,
        )
        messages.success(request, _("알림 받는 방법을 저장했습니다."))
        return redirect("profiles:contact")
    context = {"form": form, "phone": _phone(request.user), "push_key": public_key()}
    return render(request, "profiles/candidate/contact.html", context)


@require_safe
def consents_page(request: HttpRequest) -> HttpResponse:
    """Show what the person agreed to, and what they may agree to."""
    context = {
        "standing": consents.standing(request.user),
        "not_given": consents.not_given(request.user),
        "required": consents.required_purposes(),
    }
    return render(request, "profiles/candidate/consents.html", context)


@require_POST
def consent_give(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Agree to one text."""
    text = get_object_or_404(ConsentText, public_id=public_id)
    try:
        consents.give(request.user, [text], by=actors.from_request(request), at=request.received_at)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("동의하셨습니다."))
    return redirect("profiles:consents")


@require_POST
def consent_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take one consent back."""
    consent = get_object_or_404(Consent, user=request.user, public_id=public_id)
    try:
        _withdraw(consent, request)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("동의를 철회하셨습니다."))
        if consent.text.purpose == ConsentText.Purpose.SHARING:
            messages.info(
                request,
                _(
                    "이미 내신 지원은 그대로입니다. 기관이 더 쓰지 않게 하시려면 ‘나의 지원현황’에서 그 지원을 취소해 주세요."
                ),
            )
    return redirect("profiles:consents")


def _withdraw(consent: Consent, request: HttpRequest) -> None:
    """Take a consent back; one on which a counsellor acts with all that goes with it."""
    standing = proxies.of(request.user, at=request.received_at)
    if standing and standing.consent_id == consent.pk:
        proxies.withdraw(standing, **actors.signed(request))
    else:
        consents.withdraw(consent, **actors.signed(request))


def _phone(user: User) -> str | None:
    """The number that texts go to; None while no texts are sent at all."""
    return channels.BY_NAME["sms"].address_of(user) if "sms" in channels.names_on() else None
