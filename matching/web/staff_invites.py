"""How often one person may be asked about postings: the limit in force and those to come, and setting the next."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jobs.web.forms import take_error
from jobs.web.staff import for_city, holds, require_editor
from matching import invites
from matching.models import InviteLimit
from profiles import actors
from profiles.web.fields import KoreanDateField

CRUMBS = ((gettext_lazy("공고 승인"), reverse_lazy("jobs:staff_posting_list")), (gettext_lazy("공고 제안 한도"), None))


class LimitForm(forms.ModelForm):
    """How many in how many days, from which day on."""

    valid_from = KoreanDateField(label=gettext_lazy("적용일"))

    class Meta:
        model = InviteLimit
        fields = ["most", "days", "valid_from"]


@for_city
@require_http_methods(["GET", "HEAD", "POST"])
def limit_page(request: HttpRequest) -> HttpResponse:
    """Show the limits, the newest first; an editor sets the next."""
    if request.method == "POST":
        require_editor(request)
    form = LimitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invites.set_limit(**form.cleaned_data, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("공고 제안 한도를 정했습니다."))
            return redirect("matching:staff_invite_limit")
    context = {
        "now": invites.limit_on(timezone.localdate(request.received_at)),
        "rows": InviteLimit.objects.select_related("added_by").order_by("-version"),
        "form": form if holds(request, "editor") else None,
        "crumbs": CRUMBS,
    }
    return render(request, "matching/staff/invite_limit.html", context)
