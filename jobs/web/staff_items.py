"""What is paid or taken beside the hours in a programme year: its dated versions, and the form for the next."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobs import pay_items
from jobs.models import PayItem, ProgrammeYear
from jobs.web.forms import take_error
from jobs.web.pay_forms import ItemForm
from jobs.web.staff import for_editors
from profiles import actors


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the items of a programme year and set the next version of one."""
    year = get_object_or_404(ProgrammeYear.objects.select_related("programme"), public_id=public_id)
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pay_items.set_item(year, **form.written(), **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("항목을 정했습니다."))
            return redirect("jobs:staff_pay_items", year.public_id)
    crumbs: list[tuple[Any, str | None]] = [
        (_("사업과 규칙"), reverse("jobs:staff_programme_list")),
        (str(year), reverse("jobs:staff_programme_year", args=[year.public_id])),
        (_("더하고 빼는 항목"), None),
    ]
    items = [
        {"item": item, "percent": f"{(item.rate * 100).normalize():f}%"}
        for item in PayItem.objects.filter(programme_year=year).order_by("kind", "bearer", "-version")
    ]
    return render(request, "jobs/staff/pay_items.html", {"year": year, "items": items, "form": form, "crumbs": crumbs})
