"""The layouts of an operator's bank files: those it may choose from, and the form for one of its own."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from jobs import bank_layouts, steps
from jobs.web.forms import take_error
from jobs.web.operator import acting_for, for_officers
from profiles import actors


class LayoutForm(forms.Form):
    """A layout as lines of “heading = what stands there”."""

    name = forms.CharField(label=gettext_lazy("틀 이름"), max_length=bank_layouts.MOST_NAME)
    columns = forms.CharField(
        label=gettext_lazy("칸의 차례"),
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("한 줄에 한 칸씩 ‘제목 = 내용’으로 적어 주세요. 예: 입금액 = 보내는 돈"),
    )
    has_headings = forms.BooleanField(label=gettext_lazy("첫 줄에 제목을 넣기"), required=False, initial=True)

    def clean_columns(self) -> list[dict[str, str]]:
        """Read the lines; what stands right of the sign is a name of the list."""
        by_label = {str(label): field for field, label in bank_layouts.FIELDS.items()}
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["columns"].splitlines())):
            heading, _sign, what = (part.strip() for part in line.partition("="))
            if what not in by_label:
                raise ValidationError(_("읽을 수 없는 줄입니다: %(line)s") % {"line": line}, code="unknown_field")
            found.append({"heading": heading, "field": by_label[what]})
        return found


@for_officers
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the layouts and set one."""
    organisation, by = acting_for(request), actors.from_request(request)
    if not steps.is_party("payer", steps.Parties(operator_id=organisation.pk), by):
        raise PermissionDenied
    form = LayoutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            bank_layouts.set_layout(organisation, **form.cleaned_data, **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            messages.success(request, _("은행 파일 틀을 저장했습니다."))
            return redirect("jobs:operator_layouts")
    context: dict[str, Any] = {
        "form": form,
        "fields": list(bank_layouts.FIELDS.values()),
        "layouts": [
            {"layout": layout, "columns": [(head, bank_layouts.FIELDS[field]) for head, field in layout.columns]}
            for layout in bank_layouts.of(organisation.pk)
        ],
        "crumbs": [(_("월말 정리"), reverse("jobs:operator_month_end")), (_("은행 파일 틀"), None)],
    }
    return render(request, "jobs/operator/layouts.html", context)
