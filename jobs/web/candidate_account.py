"""Where a participant's money goes: told once they are selected, changed whenever they like, shown to them masked."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jobs import banks, pay_accounts
from jobs.models import PayAccount
from jobs.pay_accounts import Told
from jobs.web.forms import take_error
from jobs.web.pay_forms import AccountForm
from profiles import actors
from profiles.models import Candidate


@require_http_methods(["GET", "HEAD", "POST"])
def pay_account(request: HttpRequest) -> HttpResponse:
    """Ask for the account of somebody who was selected, or show it masked with the way to change it; 404 to anyone else."""
    person = Candidate.objects.filter(user=request.user).first()
    if person is None or not pay_accounts.is_asked(person):
        raise Http404
    today = timezone.localdate(request.received_at)
    known = PayAccount.objects.visible_to(request.user).first()
    identity = getattr(request.user, "identity", None)
    form = AccountForm(request.POST or None, on=today, initial={"holder": identity.name if identity else ""})
    if request.method == "POST" and form.is_valid():
        told = Told(person, *(form.cleaned_data[name] for name in ("bank", "number", "holder")))
        try:
            (account,) = pay_accounts.tell([told], **actors.signed(request))
        except ValidationError as broken:
            take_error(form, broken)
        else:
            saved = _("계좌를 저장했습니다: %(bank)s %(number)s")
            words = {"bank": banks.name(account.bank, today), "number": account.masked_number}
            messages.success(request, saved % words)
            return redirect("jobs:pay_account")
    context = {"account": known, "bank": banks.name(known.bank, today) if known else "", "form": form}
    return render(request, "jobs/candidate/pay_account.html", context)
