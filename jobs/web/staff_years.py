"""The city opens the next year of a programme, with the terms of the year before, and sets what an hour is paid."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import allowances, programmes
from jobs.web.forms import take_error
from jobs.web.staff import CRUMBS, for_editors, year_of, year_url
from jobs.web.year_forms import PayForm, PayTermsForm, YearForm
from profiles import actors


@for_editors
def year_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open a further year of the programme of this year, in two steps on one address: the terms, then read over and open."""
    before = year_of(public_id)
    typed = request.POST or None
    newest_money = before.pay_terms.order_by("-valid_from").first()
    taken = set(before.programme.years.values_list("year", flat=True))
    form = YearForm(typed, taken=taken, initial=YearForm.after(before))
    pay = PayForm(typed, prefix="pay", initial=PayForm.of(newest_money))
    is_written = request.method == "POST" and form.is_valid() & pay.is_valid() and "mend" not in request.POST
    if is_written and "open" in request.POST:
        try:
            made = programmes.open_year(
                before.programme, form.terms(), pay.figures(), by=actors.from_request(request), at=request.received_at
            )
        except ValidationError as broken:
            take_error(pay if "hourly_won" in getattr(broken, "error_dict", ()) else form, broken)
            is_written = False
        else:
            messages.success(request, _("사업을 열었습니다. 이제 규칙과 목표를 정해 주세요."))
            return redirect("jobs:staff_programme_year", made.public_id)
    crumbs = [*CRUMBS, (str(before), year_url(before)), (_("다음 연도 열기"), None)]
    context = {"before": before, "form": form, "pay": pay, "crumbs": crumbs}
    return render(request, f"jobs/staff/year_{'confirm' if is_written else 'form'}.html", context)


@for_editors
def pay_terms_set(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Set the money of a programme year from a day on."""
    year = year_of(public_id)
    now = allowances.terms_on(year.pay_terms.all(), timezone.localdate(request.received_at))
    form = PayTermsForm(request.POST or None, year=year, initial=PayTermsForm.of(now))
    if request.method == "POST" and form.is_valid():
        by, at = actors.from_request(request), request.received_at
        try:
            programmes.set_pay_terms(year, form.figures(), valid_from=form.cleaned_data["valid_from"], by=by, at=at)
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("금액을 저장했습니다. 정한 날부터 쓰고, 앞의 금액은 그대로 남습니다."))
            return redirect("jobs:staff_programme_year", year.public_id)
    crumbs = [*CRUMBS, (str(year), year_url(year)), (_("금액 정하기"), None)]
    return render(request, "jobs/staff/pay_terms_form.html", {"year": year, "form": form, "crumbs": crumbs})
