"""Notices that could not be sent: to whom (masked), what about, why, and the button that lets them be tried again.

Editors and auditors see the people, and every look is written down; editors alone send again.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from jobs.web.operator import chosen
from jobs.web.staff import for_city, for_editors, holds
from profiles import access, actors, dead_letters, notices
from profiles.models import Candidate, Delivery, Identity
from profiles.privacy import mask_email, mask_name, mask_phones_in
from profiles.templatetags.dasi import phone

PER_PAGE = 50
PURPOSE = gettext_lazy("보내지 못한 알림 확인")


@for_city
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """List the notices that could not be sent, the newest first."""
    sees_people = holds(request, "editor", "auditor")
    found = dead_letters.listed().select_related("notice__recipient__identity").order_by("-settled_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    if sees_people:
        page.object_list = list(page.object_list)
        people = Candidate.objects.filter(user__in=[row.notice.recipient_id for row in page.object_list])
        access.record_request(request, people, purpose=str(PURPOSE), by=actors.from_request(request))
    context = {
        "page_obj": page,
        "letters": [_letter(row) for row in page.object_list] if sees_people else [],
        "sees_people": sees_people,
        "may_send": holds(request, "editor"),
    }
    return render(request, "jobs/staff/notice_list.html", context)


@for_editors
@require_POST
def notice_again(request: HttpRequest) -> HttpResponse:
    """Let the chosen notices be tried again."""
    told = chosen(dead_letters.of_any_state(), request.POST.getlist("notice"))
    if not told:
        messages.error(request, _("다시 보낼 알림을 골라 주세요."))
        return redirect("jobs:staff_notice_list")
    try:
        sent = dead_letters.send_again(told, by=actors.from_request(request), at=request.received_at)
    except ValidationError as broken:
        messages.error(request, " ".join(broken.messages))
    else:
        said = ngettext("알림 %(count)d건을 다시 보냅니다.", "알림 %(count)d건을 다시 보냅니다.", len(sent))
        messages.success(request, said % {"count": len(sent)})
    return redirect("jobs:staff_notice_list")


def _letter(row: Delivery) -> dict[str, str | Promise | Delivery]:
    """A dead letter in words; somebody of an organisation has no name here but the address."""
    person = row.notice.recipient
    identity = getattr(person, "identity", None)
    return {
        "row": row,
        "who": mask_name(identity.name or "") if identity else "",
        "address": _address(row, identity),
        "title": notices.words_of(row.notice).title,
        "why": dead_letters.why(row.last_answer),
    }


def _address(row: Delivery, identity: Identity | None) -> str:
    """Where the letter was to go, masked."""
    if row.channel == "sms":
        return mask_phones_in(phone(identity.phone)) if identity else ""
    email = row.notice.recipient.email
    return mask_email(email) if email else ""
