"""An operator's list of a year for the tax office (지급명세서), as a file for spreadsheets, to who may pay."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobs import sheets, steps, withholding
from jobs.web.downloads import look
from jobs.web.forms import take_error
from jobs.web.operator import acting_for, for_officers
from jobs.web.operator_pay import XLSX, answer
from jobs.web.pay_forms import StatementForm
from profiles import actors


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ask which year and why, and give the file."""
    organisation = acting_for(request)
    if not steps.is_party("payer", steps.Parties(operator_id=organisation.pk), actors.from_request(request)):
        raise PermissionDenied
    form = StatementForm(request.POST or None, years=withholding.years_of([organisation.pk]))
    if request.method == "POST" and form.is_valid():
        year, reason = form.cleaned_data["year"], form.cleaned_data["reason"]
        try:
            found = withholding.take_statement(organisation, year, reason=reason, **look(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            name = _("지급명세서 %(year)d") % {"year": year}
            if form.cleaned_data["kind"] == "xlsx":
                made = sheets.xlsx(name, found.heads, found.rows, widths=withholding.WIDTHS)
                return answer(made, XLSX, f"{name}.xlsx")
            return answer(b"".join(sheets.csv_lines(found.heads, found.rows)), "text/csv", f"{name}.csv")
    crumbs = [(_("월말 정리"), reverse("jobs:operator_month_end")), (_("지급명세서"), None)]
    context = {"form": form, "organisation": organisation, "crumbs": crumbs}
    return render(request, "jobs/operator/statement.html", context)
