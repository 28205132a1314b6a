"""Public holidays on pages of the city: the days of a year, one more, one less."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from jobs import holidays, oversight
from jobs.models import Holiday
from jobs.web.forms import take_error
from jobs.web.staff import for_city, for_editors, holds, require_editor
from profiles import actors
from profiles.web.fields import KoreanDateField, TextField


class HolidayForm(forms.Form):
    """One public holiday; the verb decides."""

    on = KoreanDateField(label=gettext_lazy("날짜"))
    name = TextField(label=gettext_lazy("이름"), most=40, help_text=gettext_lazy("예: 추석, 어린이날 대체공휴일"))


@for_city
@require_http_methods(["GET", "HEAD", "POST"])
def holiday_list(request: HttpRequest) -> HttpResponse:
    """List the days from this year on, and take another from an editor."""
    form = HolidayForm(request.POST or None)
    if request.method == "POST":
        require_editor(request)
        if form.is_valid() and _added(request, form):
            return redirect("jobs:staff_holiday_list")
    today = timezone.localdate(request.received_at)
    context = {
        "rows": Holiday.objects.filter(on__year__gte=today.year).order_by("on"),
        "bare_years": oversight.years_without_holidays(today),
        "form": form,
        "may_set": holds(request, "editor"),
    }
    return render(request, "jobs/staff/holiday_list.html", context)


@for_editors
@require_POST
def holiday_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a day off the list."""
    holidays.remove(get_object_or_404(Holiday, public_id=public_id), **actors.signed(request))
    messages.success(request, _("공휴일에서 뺐습니다."))
    return redirect("jobs:staff_holiday_list")


def _added(request: HttpRequest, form: HolidayForm) -> bool:
    try:
        holidays.add(**form.cleaned_data, **actors.signed(request))
    except ValidationError as refused:
        take_error(form, refused)
        return False
    messages.success(request, _("공휴일을 더했습니다."))
    return True
